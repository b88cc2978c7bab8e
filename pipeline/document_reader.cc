#include "pipeline/document_reader.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <utility>

#include "extract/grid.h"
#include "ocr/clean_up.h"
#include "ocr/cpu_time.h"
#include "ocr/orientation.h"
#include "ocr/small_ink.h"
#include "ocr/spread.h"
#include "ocr/stamps.h"
#include "ocr/turn.h"

namespace gouji {
namespace {

constexpr double kPixelDpi = 300;       // of a page whose text layer is useless: as good scans have
constexpr int kInk = 128;               // gray level; darker is print, where the light is even
constexpr double kLeastPrint = 0.0002;  // of a page; a date in small type is 0.0005 of it

// Whether there is no print on a scan whose light is even.
bool is_blank(const cv::Mat& gray) {
  return cv::countNonZero(gray < kInk) < kLeastPrint * static_cast<double>(gray.total());
}

// Where the text layer has characters that are printed, points.
std::vector<Box> characters_of(const Page& page) {
  std::vector<Box> out;
  if (is_scan(page)) return out;
  for (const Glyph& g : page.glyphs) {
    if (g.visible) out.push_back(g.box);
  }
  return out;
}

bool is_end(const Page& page, bool sheet_ends) { return sheet_ends && page.side != Side::kLeft; }

}  // namespace

DocumentReader::DocumentReader(const PdfDocument& document, const Readers& readers,
                               const Form& form, YearOfTitle year_of_title,
                               const ReadOptions& options, Rules rules, const PageObserver& observe)
    : document_(document),
      readers_(readers),
      form_(form),
      year_of_title_(std::move(year_of_title)),
      options_(options),
      rules_(rules),
      observe_(observe) {}

tl::expected<Content, ReadError> DocumentReader::read(int count) {
  if (auto error = load(count)) return tl::unexpected(std::move(*error));
  const auto look = [this](const Page& page, const Box& points, double dpi) {
    return document_.part(page, points, dpi);
  };
  PageReader reader(readers_, look, pages_);
  for (Page& page : pages_) {
    const int number = page.number;
    if (!rasterise(page, reader)) return tl::unexpected(too_slow(number));
    Turn turn{&page == &pages_.front(), &page == &pages_.back()};
    turn.part = options_.tables_only && is_read_from_pixels(page);
    if (options_.tables_only && turn.ends && !turn.begins) {
      turn.year = year_of_title_(content_.lines);
    }
    for (PrintedPageReading& printed : read_page(std::exchange(page, {}), turn, reader)) {
      take(std::move(printed), turn, reader);
    }
  }
  if (document_.late()) return tl::unexpected(too_slow(count));
  return std::move(content_);
}

// Text layers and sizes of all pages: fonts are judged by all of them.
std::optional<ReadError> DocumentReader::load(int count) {
  for (int number = 1; number <= count; ++number) {
    auto page = document_.page(number);
    if (!page) return page.error();
    pages_.push_back(std::move(*page));
  }
  return std::nullopt;
}

// False where the document has taken too long.
bool DocumentReader::rasterise(Page& page, PageReader& reader) const {
  if (options_.dpi > 0 || !document_.take_image(page)) {
    document_.rasterise(page, options_.dpi > 0 ? options_.dpi : reading_dpi(page));
  }
  if (document_.late()) return false;
  if (reader.judge_glyphs(page) && page.dpi < kPixelDpi) document_.rasterise(page, kPixelDpi);
  drop_stamps(page);
  return true;
}

DocumentReader::Readings DocumentReader::read_page(Page page, const Turn& turn,
                                                   PageReader& reader) {
  return is_scan(page) ? read_scan(std::move(page), turn, reader) : read_sheet(page, turn, reader);
}

// Makes a scanned sheet even and upright, and reads it. It is read as it lies if it lies as the one
// before it; what is read tells that it does, if it is legible. Only else its layout is looked at.
// Where a sheet has no tables and no text is wanted of it, upside down does not matter.
DocumentReader::Readings DocumentReader::read_scan(Page sheet, const Turn& turn,
                                                   PageReader& reader) {
  clean_up(sheet);
  const PageReader::Spent spent = reader.spent();
  const double text_seconds = text_seconds_;
  const auto read = [&](int quarters) {
    reader.set_spent(spent);  // once more where it lay another way
    text_seconds_ = text_seconds;
    turned_ = quarters % 4;
    Page upright = sheet;
    gouji::turn(upright, turned_);
    return read_sheet(upright, turn, reader);
  };
  Readings out = read(turned_);
  const auto any = [&out](auto is) { return std::any_of(out.begin(), out.end(), is); };
  const bool text_wanted = !turn.part || turn.begins || turn.ends;
  const bool matters =
      text_wanted || any([](const PrintedPageReading& page) { return !page.tables.empty(); });
  if (matters && any([](const PrintedPageReading& page) {
        return is_upright(page.tables, page.text.legibility);
      })) {
    return out;
  }
  Page upright = sheet;
  SmallInk small = small_ink(upright.gray, upright.dpi);
  const Orientation orientation = set_upright(upright, small, turned_);
  if (!matters && orientation.as_expected) return out;
  const bool over =
      !orientation.certain && is_upside_down(upright, small, orientation, readers_.text);
  return orientation.as_expected && !over ? out : read(orientation.quarters + (over ? 2 : 0));
}

// An upright sheet, of one printed page or two.
DocumentReader::Readings DocumentReader::read_sheet(const Page& sheet, const Turn& turn,
                                                    PageReader& reader) {
  Readings out;
  for (Page& printed : printed_pages(sheet, booklet_)) {
    if (is_scan(printed)) straighten(printed, small_ink(printed.gray, printed.dpi));
    PrintedPageReading one = read_tables(std::move(printed), reader);
    const double begun = cpu_seconds();
    const bool late = is_read_from_pixels(one.page) && text_seconds_ > options_.text_seconds;
    const bool ends = is_end(one.page, turn.ends);
    one.text = late        ? PageText{{}, false}
               : turn.part ? reader.read_identity(one.page, one.grids, turn.begins, ends, turn.year)
                           : reader.read_lines(one.page, one.grids);
    text_seconds_ += cpu_seconds() - begun;
    out.push_back(std::move(one));
  }
  return out;
}

PrintedPageReading DocumentReader::read_tables(Page page, PageReader& reader) const {
  PrintedPageReading out;
  out.page = std::move(page);
  out.grids = rules_ == Rules::kImplied && !is_scan(out.page)
                  ? find_implied_grids(out.page)
                  : find_grids(out.page, characters_of(out.page));
  for (const Grid& grid : out.grids) {
    out.tables.push_back(reader.read_grid(out.page, grid, out.waiting.emplace_back()));
  }
  return out;
}

// Takes what was read on a printed page into the document's content.
void DocumentReader::take(PrintedPageReading printed, const Turn& turn, PageReader& reader) {
  booklet_ |= printed.page.side != Side::kWhole;
  if (is_end(printed.page, turn.ends) && printed.tables.empty() && printed.text.whole &&
      !has_words(printed.text.lines)) {
    read_end_of_page_before(turn, reader);
  }
  if (observe_) observe_({printed.page, printed.grids, printed.tables});
  mark_headings(printed, form_, below_tables_);
  add(printed);
  const bool blank = printed.page.side != Side::kWhole && is_blank(printed.page.gray);
  const bool last_but_one = printed.page.number + 1 == static_cast<int>(pages_.size());
  if (turn.part && (turn.ends || last_but_one) && !blank) {
    before_ = std::move(printed.page);
    before_.colour = cv::Mat();
    before_grids_ = std::move(printed.grids);
  }
}

void DocumentReader::read_end_of_page_before(const Turn& turn, PageReader& reader) {
  if (before_.gray.empty()) return;
  PageText end = reader.read_identity(before_, before_grids_, false, true, turn.year);
  content_.whole &= end.whole;
  content_.lines.insert(content_.lines.end(), end.lines.begin(), end.lines.end());
}

void DocumentReader::add(PrintedPageReading& printed) {
  ++printed_pages_;
  content_.whole &= printed.text.whole;
  if (!printed.tables.empty() || !printed.text.lines.empty()) {
    ++(is_scan(printed.page) ? content_.scans : content_.texts);
  }
  for (TextLine& line : printed.text.lines) {
    line.side = printed.page.side;
    content_.lines.push_back(std::move(line));
  }
  for (Table& table : printed.tables) {
    table.first_page = table.last_page = printed_pages_;
    content_.fragments.push_back(std::move(table));
  }
  for (auto& labels : printed.waiting) content_.waiting.push_back(std::move(labels));
}

}  // namespace gouji
