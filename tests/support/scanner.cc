#include "tests/support/scanner.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <random>
#include <stdexcept>

#include "tests/support/image_pdf.h"
#include "tests/support/pdf_probe.h"
#include "tests/support/pictures.h"

namespace gouji {
namespace {

constexpr double kBaseline = 0.8;  // of a line's height, from its top

cv::Matx33d affine(double a, double b, double c, double d, double e, double f) {
  return {a, b, c, d, e, f, 0, 0, 1};
}

cv::Point2d apply(const cv::Matx33d& map, double x, double y) {
  const cv::Vec3d v = map * cv::Vec3d(x, y, 1);
  return {v[0] / v[2], v[1] / v[2]};
}

// Turns the sheet about its middle. Returns where the pixels went.
cv::Matx33d skew(cv::Mat& image, const Scan& scan) {
  const cv::Mat m =
      cv::getRotationMatrix2D(cv::Point2f(image.cols / 2.0F, image.rows / 2.0F), -scan.rotation, 1);
  if (scan.rotation != 0) {
    cv::warpAffine(image, image, m, image.size(), cv::INTER_CUBIC, cv::BORDER_CONSTANT,
                   cv::Scalar::all(scan.paper));
  }
  return affine(m.at<double>(0, 0), m.at<double>(0, 1), m.at<double>(0, 2), m.at<double>(1, 0),
                m.at<double>(1, 1), m.at<double>(1, 2));
}

// Looks at the sheet from its near edge, a little to one side. Returns where the pixels went.
cv::Matx33d photograph(cv::Mat& image, const Scan& scan) {
  if (scan.keystone <= 0) return cv::Matx33d::eye();
  constexpr double kMargin = 0.03;  // of the picture, around the sheet
  constexpr int kDesk = 80;         // gray level
  const auto w = static_cast<float>(image.cols), h = static_cast<float>(image.rows);
  const auto m = static_cast<float>(kMargin * image.cols);
  const auto far = static_cast<float>(scan.keystone * image.cols / 2), side = far / 2;
  const cv::Point2f from[] = {{0, 0}, {w, 0}, {w, h}, {0, h}};
  const cv::Point2f to[] = {
      {m + far, m + side}, {w - m - far, m}, {w - m, h - m}, {m, h - m - side}};
  const cv::Mat map = cv::getPerspectiveTransform(from, to);
  cv::warpPerspective(image, image, map, image.size(), cv::INTER_AREA, cv::BORDER_CONSTANT,
                      cv::Scalar::all(kDesk));
  return cv::Matx33d(map.ptr<double>());
}

// Darkens towards a corner that the seed chooses.
void dim(cv::Mat& image, const Scan& scan, cv::RNG& random) {
  if (scan.uneven <= 0) return;
  cv::Mat corners(2, 2, CV_32F, cv::Scalar::all(1));
  const int darkest = random.uniform(0, 4);
  corners.at<float>(darkest / 2, darkest % 2) = static_cast<float>(1 - scan.uneven);
  cv::Mat light;
  cv::resize(corners, light, image.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat lit;
  image.convertTo(lit, CV_32F);
  cv::Mat(lit.mul(light)).convertTo(image, CV_8U);
}

void dust(cv::Mat& image, const Scan& scan, cv::RNG& random) {
  for (int i = 0; i < scan.speckles; ++i) {
    const int y = random.uniform(0, image.rows), x = random.uniform(0, image.cols);
    const int radius = random.uniform(0, 3);
    cv::circle(image, {x, y}, radius, cv::Scalar::all(random.uniform(30, 150)), cv::FILLED);
  }
}

void grain(cv::Mat& image, const Scan& scan, cv::RNG& random) {
  if (scan.noise <= 0) return;
  cv::Mat noise(image.size(), CV_32F), noisy;
  random.fill(noise, cv::RNG::NORMAL, 0, scan.noise);
  image.convertTo(noisy, CV_32F);
  cv::Mat(noisy + noise).convertTo(image, CV_8U);
}

// Turns the image clockwise by quarters. Returns where the pixels went.
cv::Matx33d turn(cv::Mat& image, int orientation) {
  const double w = image.cols, h = image.rows;
  switch (orientation) {
    case 0:
      return cv::Matx33d::eye();
    case 90:
      cv::rotate(image, image, cv::ROTATE_90_CLOCKWISE);
      return affine(0, -1, h, 1, 0, 0);
    case 180:
      cv::rotate(image, image, cv::ROTATE_180);
      return affine(-1, 0, w, 0, -1, h);
    case 270:
      cv::rotate(image, image, cv::ROTATE_90_COUNTERCLOCKWISE);
      return affine(0, 1, 0, -1, 0, w);
  }
  throw std::invalid_argument("scan_pdf: orientation must be 0, 90, 180 or 270");
}

std::string group4(const cv::Mat& image, int threshold) {
  const std::unique_ptr<PIX, void (*)(PIX*)> pix(pixCreate(image.cols, image.rows, 1),
                                                 [](PIX* p) { pixDestroy(&p); });
  for (int y = 0; y < image.rows; ++y) {
    l_uint32* row = pixGetData(pix.get()) + static_cast<size_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < image.cols; ++x) {
      if (image.at<uchar>(y, x) < threshold) SET_DATA_BIT(row, x);
    }
  }
  L_COMP_DATA* data = nullptr;
  if (pixGenerateCIData(pix.get(), L_G4_ENCODE, 0, 0, &data) != 0) {
    throw std::runtime_error("scan_pdf: Leptonica cannot encode CCITT Group 4");
  }
  std::string bytes(reinterpret_cast<const char*>(data->datacomp), data->nbytescomp);
  l_CIDataDestroy(&data);
  return bytes;
}

Box around(const cv::Matx33d& map, const Box& box) {
  if (box.empty()) return {};
  const cv::Point2d corners[] = {apply(map, box.x0, box.y0), apply(map, box.x1, box.y0),
                                 apply(map, box.x0, box.y1), apply(map, box.x1, box.y1)};
  Box out{corners[0].x, corners[0].y, corners[0].x, corners[0].y};
  for (const cv::Point2d& p : corners) {
    out = {std::min(out.x0, p.x), std::min(out.y0, p.y), std::max(out.x1, p.x),
           std::max(out.y1, p.y)};
  }
  return out;
}

// The text layer's wording of a line: about every third digit is another digit where it is wrong.
std::string hidden_wording(const std::string& text, TextLayer layer, std::mt19937& random) {
  std::string out = text;
  if (layer != TextLayer::kWrong) return out;
  for (char& c : out) {
    if (c >= '0' && c <= '9' && random() % 3 == 0) {
      c = static_cast<char>('0' + (c - '0' + 1 + random() % 9) % 10);
    }
  }
  return out;
}

struct ScannedPage {
  ImagePage image;
  cv::Matx33d map;        // points of the printed page to points of the image
  cv::Matx33d displayed;  // points of the printed page to points of the page as displayed
  PageSize size;          // as displayed
};

// Points as displayed, for an image that /Rotate turns clockwise.
cv::Matx33d on_display(const ImagePage& page) {
  switch (page.rotate) {
    case 90:
      return affine(0, -1, page.height, 1, 0, 0);
    case 180:
      return affine(-1, 0, page.width, 0, -1, page.height);
    case 270:
      return affine(0, 1, 0, -1, 0, page.width);
    default:
      return cv::Matx33d::eye();
  }
}

ScannedPage scan_page(cv::Mat image, const Scan& scan, cv::RNG& random) {
  ScannedPage out;
  image = cv::min(image, scan.paper);
  cv::Matx33d pixels = skew(image, scan);
  pixels = photograph(image, scan) * pixels;
  dim(image, scan, random);
  if (scan.blur > 0) cv::GaussianBlur(image, image, {}, scan.blur);
  dust(image, scan, random);
  grain(image, scan, random);
  if (scan.white <= 255) image.setTo(255, image >= scan.white);
  pixels = turn(image, scan.orientation) * pixels;
  const double printed = 72 / scan.dpi,
               points = 72 / (scan.told_dpi > 0 ? scan.told_dpi : scan.dpi);
  out.map =
      affine(points, 0, 0, 0, points, 0) * pixels * affine(1 / printed, 0, 0, 0, 1 / printed, 0);
  out.image.pixels = image.size();
  out.image.width = image.cols * points;
  out.image.height = image.rows * points;
  out.image.group4 = scan.fax;
  out.image.data = scan.fax ? group4(image, scan.fax_threshold) : jpeg(image, scan.jpeg_quality);
  if (scan.turned_back) out.image.rotate = (360 - scan.orientation) % 360;
  out.displayed = on_display(out.image) * out.map;
  out.size = {out.image.width, out.image.height};
  if (out.image.rotate % 180 == 90) std::swap(out.size.width, out.size.height);
  return out;
}

// Two pages on each sheet; a last one alone is at the left.
std::vector<cv::Mat> side_by_side(const std::vector<cv::Mat>& pages) {
  std::vector<cv::Mat> out;
  for (size_t i = 0; i < pages.size(); i += 2) {
    const cv::Mat blank(pages[i].size(), CV_8UC1, cv::Scalar(255));
    cv::hconcat(pages[i], i + 1 < pages.size() ? pages[i + 1] : blank, out.emplace_back());
  }
  return out;
}

// Where things are on such sheets.
PrintedPdf on_spreads(PrintedPdf pdf) {
  const auto move = [&pdf](int& page, Box& box) {
    const double right = page % 2 == 0 ? pdf.pages.at(page - 1).width : 0;
    box = {box.x0 + right, box.y0, box.x1 + right, box.y1};
  };
  for (PlacedText& line : pdf.lines) {
    move(line.page, line.box);
    line.page = (line.page + 1) / 2;
  }
  for (auto& [address, cell] : pdf.cells) {
    move(cell.page, cell.cell);
    move(cell.page, cell.text);
    cell.page = (cell.page + 1) / 2;
  }
  return pdf;
}

}  // namespace

PrintedPdf scan_pdf(const PrintedPdf& single, const Scan& scan) {
  const PrintedPdf pdf = scan.spreads ? on_spreads(single) : single;
  cv::RNG random(scan.seed);
  std::mt19937 digits(scan.seed);
  std::vector<ScannedPage> pages;
  std::vector<cv::Mat> printed = page_images(pdf.bytes, scan.dpi);
  if (scan.spreads) printed = side_by_side(printed);
  if (scan.blank_leaf) printed.emplace_back(printed.back().size(), CV_8UC1, cv::Scalar(255));
  for (const cv::Mat& image : printed) {
    Scan of_page = scan;
    const int number = static_cast<int>(pages.size()) + 1;
    if (scan.turned_page != 0 && scan.turned_page != number) of_page.orientation = 0;
    pages.push_back(scan_page(image, of_page, random));
  }
  PrintedPdf out;
  for (PlacedText line : pdf.lines) {
    ScannedPage& page = pages.at(line.page - 1);
    if (scan.text_layer != TextLayer::kNone) {
      const double y = line.box.y0 + kBaseline * line.box.height();
      page.image.hidden.push_back({hidden_wording(line.text, scan.text_layer, digits),
                                   apply(page.map, line.box.x0, y), apply(page.map, line.box.x1, y),
                                   line.size});
    }
    line.box = around(page.displayed, line.box);
    out.lines.push_back(std::move(line));
  }
  for (auto [address, cell] : pdf.cells) {
    const cv::Matx33d& map = pages.at(cell.page - 1).displayed;
    out.cells[address] = {cell.page, around(map, cell.cell), around(map, cell.text)};
  }
  std::vector<ImagePage> images;
  for (ScannedPage& page : pages) {
    out.pages.push_back(page.size);
    images.push_back(std::move(page.image));
  }
  out.bytes = write_image_pdf(images);
  return out;
}

}  // namespace gouji
