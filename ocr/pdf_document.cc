#include "ocr/pdf_document.h"

#include <Error.h>
#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <fmt/format.h>
#include <goo/GooString.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "models/quantile.h"
#include "models/sentences.h"
#include "ocr/page_content.h"
#include "ocr/page_drawing.h"
#include "ocr/page_image.h"
#include "ocr/pixel_rect.h"
#include "ocr/reduce.h"
#include "ocr/timed_document.h"
#include "ocr/turn.h"
#include "ocr/visible_ink.h"

namespace gouji {
namespace {

constexpr double kLeastDpi = 100, kMostDpi = 400;
constexpr double kLargeImage = 0.15;  // of the page's area
constexpr double kPicture = 0.045;    // of it; one of a table of few rows is larger, seals are not
constexpr double kMostOfPage = 0.5;   // of the page's area: scans may be cropped or have margins
constexpr double kMuch = 0.4;         // of the area of all images: print over a coarse background
constexpr int kPageNumber = 8;        // glyphs, fewer; dates have more
constexpr int kFewGlyphs = 100;       // stamped on scans: page numbers, names of programs
constexpr double kInkDpi = 100;       // at which pages are drawn to see what can be seen
constexpr double kOblong = 0.02;      // by which pixels may be wider than high, or higher
constexpr double kOblique = 0.1;      // slope; more is no skew that was undone by the producer
// Of paper on which reports are printed, mm: none is larger than A3's shorter side or smaller than
// A5's longer one. A scan of such a page is taken for A4, a small one if it has the pixels of a
// legible page, along its longer side.
constexpr double kMostShort = 330, kLeastLong = 180, kShort = 210, kLong = 297;
constexpr size_t kEnoughType = 100;                // glyphs that tell how large type is
constexpr double kLargeType = 28, kSmallType = 4;  // points; of running text or tables
constexpr double kLegiblePage = 1000;
constexpr double kLongestSide = 144e3;  // points, 50 m; ten times what PDF 1.7 allows
constexpr int kSliver = 8;              // pixels; less is not worth cropping
constexpr size_t kHeaderWindow = 1024;  // readers accept %PDF- within the first 1024 bytes

// Poppler keeps its settings and its error sink in globals, which others in this process who use
// poppler-cpp take away when they are done.
void prepare_poppler() {
  if (globalParams) return;
  globalParams = std::make_unique<GlobalParams>();
  globalParams->setErrQuiet(true);
  setErrorCallback([](ErrorCategory, Goffset, const char*) {});
}

tl::unexpected<ReadError> error(ErrorCode code, std::string message) {
  return tl::unexpected(ReadError{code, std::move(message)});
}

tl::expected<void, ReadError> look_at_header(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return error(ErrorCode::kUnreadable, sentences::kNoAccess);
  }
  std::string head(kHeaderWindow, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<size_t>(in.gcount()));
  if (head.empty()) {
    return error(ErrorCode::kEmpty, sentences::kEmpty);
  }
  if (head.find("%PDF-") != std::string::npos) return {};
  const bool web = head.find("<html") != std::string::npos ||
                   head.find("<!DOCTYPE") != std::string::npos ||
                   head.find("<HTML") != std::string::npos;
  return error(ErrorCode::kNotPdf, web ? sentences::kWebPage : sentences::kNotPdf);
}

std::ptrdiff_t visible_glyphs(const Page& page) {
  return std::count_if(page.glyphs.begin(), page.glyphs.end(),
                       [](const Glyph& g) { return g.visible; });
}

double area_share(const Page& page, const Box& box) {
  const Box seen = intersect(box, {0, 0, page.width, page.height});
  return seen.empty() ? 0 : seen.width() * seen.height() / (page.width * page.height);
}

double image_share(const Page& page) {
  double share = 0;  // scanners may cut a page into bands
  for (const PlacedImage& image : page.images) share += area_share(page, image.box);
  return share;
}

// Whether a page's type is so large, or so small, that it is not the page's size that is meant:
// programs count pixels as points, or units of the page are not points. Type of ordinary size may
// be set on a large page.
bool has_type_out_of_size(const Page& page) {
  std::vector<double> sizes;
  for (const Glyph& g : page.glyphs) {
    if (g.visible) sizes.push_back(g.size);
  }
  if (sizes.size() < kEnoughType) return false;
  const double usual = median(std::move(sizes));
  return usual > kLargeType || usual < kSmallType;
}

double enlargement_of(const Page& page) {
  const double mm = 25.4 / 72;
  const double shorter = mm * std::min(page.width, page.height);
  const double longer = mm * std::max(page.width, page.height);
  if (!is_scan(page)) return has_type_out_of_size(page) ? shorter / kShort : 1;
  if (shorter > kMostShort) return shorter / kShort;
  const bool fine = std::any_of(page.images.begin(), page.images.end(), [&](const PlacedImage& i) {
    return i.dpi / 25.4 * longer >= kLegiblePage;
  });
  return longer < kLeastLong && fine ? longer / kLong : 1;
}

// Points a unit of the page's coordinates (ISO 32000-1, table 30). Poppler draws one for the other,
// and so are pages read: what is printed is as large in proportion to the page.
double user_unit(PDFDoc& doc, int number) {
  const Object dictionary = doc.getXRef()->fetch(doc.getPage(number)->getRef());
  if (!dictionary.isDict()) return 1;
  const Object unit = dictionary.dictLookup("UserUnit");
  return unit.isNum() && unit.getNum() > 0 ? unit.getNum() : 1;
}

// Text over small pictures hides nothing of a table; to leave it out would cost two drawings more.
cv::Mat drawn(PageDrawing& drawing, const Page& page, const Drawing& how) {
  return image_share(page) > kLargeImage ? drawing.draw_what_is_seen(page, how)
                                         : drawing.draw(page.number, how);
}

void set_pixels(Page& page, const cv::Mat& pixels) {
  if (pixels.empty()) return;
  if (pixels.channels() == 1) {
    page.gray = pixels;
    page.colour.release();
  } else {
    page.colour = pixels;
    cv::cvtColor(page.colour, page.gray, cv::COLOR_BGR2GRAY);
  }
}

// Of an image that reaches beyond the page: what the page shows of it.
void crop_to_page(Page& page) {
  const cv::Point2d a = page.in_pixels(0, 0), b = page.in_pixels(page.width, page.height);
  const cv::Size all = page.gray.size();
  const cv::Rect seen = pixel_rect({a.x, a.y, b.x, b.y}, all);
  if (seen.empty() || (seen.width > all.width - kSliver && seen.height > all.height - kSliver)) {
    return;
  }
  page.gray = page.gray(seen).clone();
  if (!page.colour.empty()) page.colour = page.colour(seen).clone();
  page.to_points = page.to_points * cv::Matx33d(1, 0, seen.x, 0, 1, seen.y, 0, 0, 1);
}

}  // namespace

ReadError too_slow(int page) {
  return {ErrorCode::kTimeout, fmt::format(sentences::kSlowDrawing, page)};
}

struct PdfDocument::Impl {
  TimedDocument document;
  PageDrawing drawing;
  double most_pixels;
  Impl(const std::filesystem::path& file, const PdfLimits& limits)
      : document(file, limits.drawing_seconds),
        drawing(document),
        most_pixels(1e6 * limits.megapixels) {}
};

PdfDocument::PdfDocument(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PdfDocument::PdfDocument(PdfDocument&&) noexcept = default;
PdfDocument& PdfDocument::operator=(PdfDocument&&) noexcept = default;
PdfDocument::~PdfDocument() = default;

tl::expected<PdfDocument, ReadError> PdfDocument::open(const std::filesystem::path& file,
                                                       const PdfLimits& limits) {
  if (auto header = look_at_header(file); !header) return tl::unexpected(header.error());
  prepare_poppler();
  auto impl = std::make_unique<Impl>(file, limits);
  PDFDoc& doc = impl->document.doc();
  if (!doc.isOk()) {
    if (doc.getErrorCode() == errEncrypted) {
      return error(ErrorCode::kEncrypted, sentences::kPassword);
    }
    return error(ErrorCode::kDamaged, sentences::kDamaged);
  }
  // Poppler takes what it cannot make sense of for no encryption at all.
  if (doc.getXRef()->getTrailerDict()->dictLookup("Encrypt").isDict() && !doc.isEncrypted()) {
    return error(ErrorCode::kEncrypted, sentences::kUnknownEncryption);
  }
  if (doc.getNumPages() < 1) {
    return error(ErrorCode::kDamaged, sentences::kNoPages);
  }
  if (doc.getNumPages() > limits.pages) {
    return error(ErrorCode::kTooLarge,
                 fmt::format(sentences::kTooManyPages, doc.getNumPages(), limits.pages));
  }
  return PdfDocument(std::move(impl));
}

int PdfDocument::page_count() const { return impl_->document.doc().getNumPages(); }

bool PdfDocument::late() const { return impl_->document.late(); }

tl::expected<Page, ReadError> PdfDocument::page(int number) const {
  PDFDoc& doc = impl_->document.doc();
  if (!doc.getPage(number)) {
    return error(ErrorCode::kDamaged, fmt::format(sentences::kPageDamaged, number));
  }
  Page page;
  page.number = number;
  page.width = doc.getPageCropWidth(number);
  page.height = doc.getPageCropHeight(number);
  if (doc.getPageRotate(number) % 180 != 0) std::swap(page.width, page.height);
  if (!(page.width >= 1 && page.height >= 1)) {
    return error(ErrorCode::kDamaged, fmt::format(sentences::kPageWithoutSize, number));
  }
  if (!(page.width * page.height <= impl_->most_pixels &&
        std::max(page.width, page.height) * user_unit(doc, number) <= kLongestSide)) {
    return error(ErrorCode::kTooLarge, fmt::format(sentences::kPageTooLarge, number));
  }
  page.most_dpi = 72 * std::sqrt(impl_->most_pixels / (page.width * page.height));
  PageContent content;
  impl_->document.display(content, number, 72);
  if (late()) return tl::unexpected(too_slow(number));
  if (content.largest_image > kLargerImages * impl_->most_pixels) {
    return error(ErrorCode::kTooLarge, fmt::format(sentences::kImageTooLarge, number));
  }
  page.glyphs = std::move(content.glyphs);
  page.images = std::move(content.images);
  std::erase_if(page.glyphs, [&](const Glyph& g) {
    return !Box{0, 0, page.width, page.height}.contains(g.box.cx(), g.box.cy());
  });
  if (visible_glyphs(page) > 0 && image_share(page) > kLargeImage) {
    const Drawing coarse{.dpi = std::min(kInkDpi, page.most_dpi)};
    const cv::Mat with = impl_->drawing.draw(number, coarse);
    const cv::Mat without = impl_->drawing.draw_without_text(number, coarse);
    if (late()) return tl::unexpected(too_slow(number));
    keep_visible(page.glyphs, with, without, coarse.dpi);
  }
  page.enlargement = enlargement_of(page);
  page.most_dpi *= page.enlargement;
  for (PlacedImage& image : page.images) image.dpi *= page.enlargement;
  return page;
}

void PdfDocument::rasterise(Page& page, double dpi) const {
  dpi = std::min(dpi, page.most_dpi);
  const bool colour = std::any_of(page.images.begin(), page.images.end(),
                                  [](const PlacedImage& i) { return i.colour; });
  const double displayed = page.displayed_dpi(dpi);
  set_pixels(page, drawn(impl_->drawing, page, {.dpi = displayed, .colour = colour}));
  if (late()) return;
  page.dpi = dpi;
  const double k = 72 / displayed;
  page.to_points = {k, 0, 0, 0, k, 0};
  if (image_share(page) <= kLargeImage) keep_visible(page.glyphs, page.gray, displayed);
}

cv::Mat PdfDocument::part(const Page& page, const Box& points, double dpi) const {
  dpi = page.displayed_dpi(std::min(dpi, page.most_dpi));
  const double k = dpi / 72;
  const cv::Size whole(static_cast<int>(page.width * k), static_cast<int>(page.height * k));
  const Box& p = points;
  const cv::Rect pixels = pixel_rect({p.x0 * k, p.y0 * k, p.x1 * k, p.y1 * k}, whole);
  if (pixels.empty()) return {};
  return drawn(impl_->drawing, page, {.dpi = dpi, .part = pixels});
}

bool PdfDocument::take_image(Page& page) const {
  const bool coarse = std::any_of(page.images.begin(), page.images.end(),
                                  [](const PlacedImage& i) { return i.dpi < kLeastDpi; });
  if (!is_scan(page) || visible_glyphs(page) > 0 || coarse) return false;
  PageImage device(impl_->most_pixels);
  impl_->document.display(device, page.number, 72);
  const PageImage::Taken image = device.image();
  if (image.pixels.empty() || late()) return false;
  const cv::Matx23d& m = image.to_points;
  const double across = std::hypot(m(0, 0), m(1, 0)), down = std::hypot(m(0, 1), m(1, 1));
  const double oblique = std::min(std::abs(m(0, 0)), std::abs(m(1, 0))) / across;
  if (std::abs(across / down - 1) > kOblong || oblique > kOblique) return false;
  const double dpi = 72 / across * page.enlargement;
  const int by = static_cast<int>(std::ceil(dpi / kMostDpi - 0.01));
  page.to_points = m * cv::Matx33d(by, 0, 0, 0, by, 0, 0, 0, 1);
  page.dpi = dpi / by;
  set_pixels(page, by > 1 ? reduced(image.pixels, by) : image.pixels);
  turn_as_displayed(page);
  crop_to_page(page);
  return true;
}

double reading_dpi(const Page& page) {
  std::vector<std::pair<double, double>> images;  // dpi, share of the page
  double all = 0, largest = 0;
  for (const PlacedImage& image : page.images) {
    images.emplace_back(image.dpi, area_share(page, image.box));
    all += images.back().second;
    largest = std::max(largest, images.back().second);
  }
  if (largest <= kPicture && all < kMostOfPage) return kTextDpi;
  const bool small = largest <= kLargeImage && all < kMostOfPage;  // what is beside it is read too
  std::sort(images.rbegin(), images.rend());
  double sum = 0;
  for (const auto& [dpi, share] : images) {
    sum += share;
    if (sum > kMuch * all) return std::clamp(dpi, small ? kTextDpi : kLeastDpi, kMostDpi);
  }
  return kTextDpi;
}

bool is_scan(const Page& page) {
  if (image_share(page) < kMostOfPage) return false;
  return visible_glyphs(page) < kFewGlyphs;
}

bool shows_text(const Page& page) { return visible_glyphs(page) >= kPageNumber; }

bool is_read_from_pixels(const Page& page) { return is_scan(page) || !shows_text(page); }

}  // namespace gouji
