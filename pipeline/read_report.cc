#include "pipeline/read_report.h"

#include <malloc.h>  // NOLINT: mallopt is glibc's

#include <algorithm>
#include <functional>
#include <opencv2/core.hpp>
#include <stdexcept>

#include "extract/cell_reading.h"
#include "extract/claims.h"
#include "extract/grid.h"
#include "extract/identity.h"
#include "extract/map_form.h"
#include "extract/narrative.h"
#include "extract/reconcile.h"
#include "extract/stitch.h"
#include "models/sentences.h"
#include "models/text.h"
#include "ocr/clean_up.h"
#include "ocr/cpu_time.h"
#include "ocr/digit_network.h"
#include "ocr/orientation.h"
#include "ocr/page_reader.h"
#include "ocr/pdf_document.h"
#include "ocr/small_ink.h"
#include "ocr/spread.h"
#include "ocr/stamps.h"
#include "ocr/turn.h"

namespace gouji {
namespace {

constexpr double kPixelDpi = 300;  // of a page whose text layer is useless: as good scans have

constexpr double kLeastFound = 0.5;  // of a form's cells; with fewer it is not that form
constexpr int kLeastNamed = 3;  // of its rows, by their labels; tables of other figures have none
constexpr int kRow = 7;         // cells missing, from which it is worth another look
constexpr std::ptrdiff_t kTableWords = 2;  // of kOfTables; a document that has them has the tables
constexpr double kHeading =
    0.8;  // similarity of a line with a table's heading, its number included
constexpr std::ptrdiff_t kUnderHeading =
    2;                          // lines with words; between may stand the unit of the figures
constexpr int kFirstLook = 30;  // pages; a longer document without such rows in them is a book

constexpr int kLargestKept = 32 << 20;  // bytes: of one image; the most that malloc takes
constexpr int kMostKept = 64 << 20;     // bytes: of all memory that is free

struct Content {
  std::vector<Table> fragments;
  std::vector<std::vector<WaitingLabel>> waiting;  // of each fragment
  std::vector<TextLine> lines;
  int scans = 0, texts = 0;  // pages with tables or text, by origin
  bool whole = true;         // no page's text was given up
};

// What a page's grids are made of: of rules that are drawn, or also of those that its tables imply.
enum class Rules { kDrawn, kImplied };

// What was read on a printed page.
struct PageContent {
  Page page;
  std::vector<Grid> grids;
  std::vector<Table> tables;                       // of each grid
  std::vector<std::vector<WaitingLabel>> waiting;  // of each table
  PageText text;                                   // beside them
};
// A sheet of the PDF may have two. `Page` lies upright.
using ReadSheet = std::function<std::vector<PageContent>(const Page& sheet)>;

// Whether there are words on a page: its number has none.
bool has_words(const std::vector<TextLine>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const TextLine& line) {
    const std::u32string s = to_utf32(line.text);
    return std::any_of(s.begin(), s.end(), is_han);
  });
}

// The lines with words of a page between two heights (points), from top to bottom.
std::vector<TextLine> lines_between(const std::vector<TextLine>& lines, double top, double bottom) {
  std::vector<TextLine> out;
  for (const TextLine& line : lines) {
    if (line.box.cy() > top && line.box.cy() < bottom && has_words({line})) out.push_back(line);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const TextLine& a, const TextLine& b) { return a.box.cy() < b.box.cy(); });
  return out;
}

// Whether one of the last few of `lines` is the heading of one of the form's tables.
bool ends_with_heading(const std::vector<TextLine>& lines, const Form& form) {
  const auto is_heading = [&](const TextLine& line) {
    const std::u32string text = fold(line.text);
    return std::any_of(form.tables.begin(), form.tables.end(), [&](const FormTable& table) {
      return similarity(text, fold(table.heading)) >= kHeading;
    });
  };
  const auto first = lines.end() - std::min(kUnderHeading, std::ssize(lines));
  return std::any_of(first, lines.end(), is_heading);
}

// Marks the tables of a page that stand right below a heading. It may stand at the end of the page
// before: `above`, the lines below that page's last table, which become those of this page.
void mark_headed(PageContent& page, const Form& form, std::vector<TextLine>& above) {
  if (page.tables.empty() && page.text.lines.empty()) return;  // a blank leaf
  double top = -1;
  for (size_t i = 0; i < page.tables.size(); ++i) {
    const Box& box = page.grids[i].box;
    const double dpi = page.page.dpi;
    const double points = 72 / (is_scan(page.page) ? dpi : page.page.displayed_dpi(dpi));
    std::vector<TextLine> between = lines_between(page.text.lines, top, box.y0 * points);
    if (i == 0) between.insert(between.begin(), above.begin(), above.end());
    if (ends_with_heading(between, form)) page.tables[i].headed = {0};
    top = box.y1 * points;
  }
  above = lines_between(page.text.lines, top, 1e9);
}

// Adds what was read on the `count`th printed page, but for the page and its grids.
void add(PageContent& page, int count, Content& content) {
  content.whole &= page.text.whole;
  if (!page.tables.empty() || !page.text.lines.empty()) {
    ++(is_scan(page.page) ? content.scans : content.texts);
  }
  for (TextLine& line : page.text.lines) {
    line.side = page.page.side;
    content.lines.push_back(std::move(line));
  }
  for (Table& table : page.tables) {
    table.first_page = table.last_page = count;
    content.fragments.push_back(std::move(table));
  }
  for (auto& labels : page.waiting) content.waiting.push_back(std::move(labels));
}

Report failed(ReadError error, int pages = 0) {
  Report report;
  report.error = std::move(error);
  report.pages = pages;
  return report;
}

// The sections of a report, what stands above its title before the first.
std::vector<Section> sections_of(const Narrative& narrative) {
  std::vector<Section> out = narrative.sections;
  if (narrative.above_title.empty()) return out;
  if (out.empty() || out.front().number != 0) out.insert(out.begin(), Section{0, "", ""});
  std::string above;
  for (const std::string& line : narrative.above_title) above += line + '\n';
  Section& first = out.front();
  first.text = first.text.empty() ? above.substr(0, above.size() - 1) : above + first.text;
  return out;
}

// Labels of tables 二 and 三.
constexpr std::string_view kOfTables[] = {"行政规范性文件", "自然人", "予以公开",
                                          "结转下年度继续办理"};

// Whether a document has the form's tables, be their grids found or not.
bool speaks_of_tables(const Content& content) {
  std::string text;
  for (const TextLine& line : content.lines) text += squeeze(line.text) + "\n";
  for (const Table& table : content.fragments) {
    for (const TableCell& cell : table.cells) text += squeeze(cell.reading.text()) + "\n";
  }
  return std::count_if(std::begin(kOfTables), std::end(kOfTables), [&](std::string_view label) {
           return text.find(label) != std::string::npos;
         }) >= kTableWords;
}

// Whether rules that are only implied make more of a document, and nothing else of what is sure
// without them.
bool is_better(const Report& implied, const Report& drawn) {
  if (implied.error.code != ErrorCode::kNone) return false;
  if (drawn.error.code != ErrorCode::kNone) return true;
  if (implied.form != drawn.form) return false;
  if (implied.count_accepted() <= drawn.count_accepted()) return false;
  for (size_t i = 0; i < drawn.cells.size(); ++i) {
    const Cell &a = implied.cells[i], &b = drawn.cells[i];
    if (a.accepted() && b.accepted() && a.value != b.value) return false;
  }
  return true;
}

// A report, and whether more of it may be found: by rules that its tables only imply, or by the
// headings over them.
struct Attempt {
  Report report;
  bool may_have_implied_rules = false;
  bool needs_headings = false;
};

ReadError unrecognised() { return {ErrorCode::kUnrecognisedForm, sentences::kUnrecognised}; }

struct Choice {
  const Form* form = nullptr;
  Mapping mapping;
};

// The form whose rows fit best; among equals the one meant for the year.
Choice choose_form(const Tables& tables, const std::vector<Form>& forms, int year) {
  constexpr double kWrongYear = 0.2;  // of a label; only tips a balance
  Choice best;
  double least = 1e300;
  for (const Form& form : forms) {
    Mapping mapping = map_form(tables, form);
    const bool out_of_time = year != 0 && (year < form.first_year || year > form.last_year);
    const double cost = mapping.cost + (out_of_time ? kWrongYear : 0);
    if (cost < least) {
      least = cost;
      best = {&form, std::move(mapping)};
    }
  }
  return best;
}

// Whether there is no print on a scan whose light is even; a date in small type is 0.0005 of it.
bool is_blank(const cv::Mat& gray) {
  return cv::countNonZero(gray < 128) < 0.0002 * static_cast<double>(gray.total());
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

Origin origin_of(const Content& content) {
  if (content.scans == 0) return Origin::kText;
  return content.texts == 0 ? Origin::kScan : Origin::kMixed;
}

// Reading makes images of megabytes and drops them, by the hundred. By itself malloc asks the
// kernel for each anew, which clears it page by page: a quarter of a scan's time.
void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, kLargestKept);
  ::mallopt(M_TRIM_THRESHOLD, kMostKept);
}

}  // namespace

struct ReportReader::Parts {
  std::vector<Form> forms;
  Regions regions;
  Lookalikes lookalikes;
  std::unique_ptr<DigitReader> digits;
  std::unique_ptr<LabelNetwork> labels;
  TextReader text;

  PageContent read_tables(Page page, Rules rules, PageReader& reader) const;
  int year_of_title(const std::vector<TextLine>& lines) const;
  std::vector<PageContent> read_scan(Page sheet, int& turned, const ReadSheet& read,
                                     bool text_wanted);
  Content read_pages(const PdfDocument& document, int count, const ReadOptions& options,
                     Rules rules, const PageObserver& observe, ReadError& error);
  bool begins_like_a_report(const PdfDocument& document, ReadOptions options, ReadError& error);
  Attempt read_report(const PdfDocument& document, const ReadOptions& options, Rules rules,
                      const PageObserver& observe);
};

ReportReader::ReportReader(const std::filesystem::path& data) : parts_(new Parts) {
  cv::setNumThreads(1);  // workers fill the cores with reports
  keep_freed_memory();
  auto forms = load_forms(data / "forms");
  if (!forms) throw std::runtime_error(forms.error());
  parts_->forms = std::move(*forms);
  auto regions = load_regions(data / "regions.csv");
  if (!regions) throw std::runtime_error(regions.error());
  parts_->regions = std::move(*regions);
  auto lookalikes = load_lookalikes(data / "lookalikes.csv");
  if (!lookalikes) throw std::runtime_error(lookalikes.error());
  parts_->lookalikes = std::move(*lookalikes);
  parts_->digits = make_digit_reader(data / "digits");
  parts_->labels = std::make_unique<LabelNetwork>(data / "labels");
}

ReportReader::~ReportReader() = default;

const std::vector<Form>& ReportReader::forms() const { return parts_->forms; }

PageContent ReportReader::Parts::read_tables(Page page, Rules rules, PageReader& reader) const {
  PageContent out;
  out.page = std::move(page);
  out.grids = rules == Rules::kImplied && !is_scan(out.page)
                  ? find_implied_grids(out.page)
                  : find_grids(out.page, characters_of(out.page));
  for (const Grid& grid : out.grids) {
    out.tables.push_back(reader.read_grid(out.page, grid, out.waiting.emplace_back()));
  }
  return out;
}

// The year reported on, if a report's first lines say who reports on which year, so that only the
// date is missing; else 0.
int ReportReader::Parts::year_of_title(const std::vector<TextLine>& lines) const {
  return year_told_by_title(read_narrative(lines, forms.front()), regions, lookalikes);
}

// Makes a scanned sheet even and upright, and reads it. `turned`: the quarters by which the sheet
// before it was turned, then this one. It is read as it lies if it lies as that one; what is read
// tells that it does, if it is legible. Only else its layout is looked at. Where a sheet has no
// tables and no text is wanted of it, upside down does not matter.
std::vector<PageContent> ReportReader::Parts::read_scan(Page sheet, int& turned,
                                                        const ReadSheet& read_sheet,
                                                        bool text_wanted) {
  even_out(sheet);
  const auto read = [&](int quarters) {
    turned = quarters % 4;
    Page upright = sheet;
    turn(upright, turned);
    return read_sheet(upright);
  };
  std::vector<PageContent> out = read(turned);
  const auto any = [&out](auto is) { return std::any_of(out.begin(), out.end(), is); };
  const bool matters =
      text_wanted || any([](const PageContent& page) { return !page.tables.empty(); });
  if (matters &&
      any([](const PageContent& page) { return is_upright(page.tables, page.text.legibility); })) {
    return out;
  }
  Page upright = sheet;
  SmallInk small = small_ink(upright.gray, upright.dpi);
  const Lie lie = set_upright(upright, small, turned);
  if (!matters && lie.usual) return out;
  const bool over = !lie.sure && is_upside_down(upright, small, lie, text);
  return lie.usual && !over ? out : read(lie.quarters + (over ? 2 : 0));
}

// The first `count` pages to readings. Pixels live no longer than their page, but for those of the
// last one but one.
Content ReportReader::Parts::read_pages(const PdfDocument& document, int count,
                                        const ReadOptions& options, Rules rules,
                                        const PageObserver& observe, ReadError& error) {
  Content content;
  std::vector<Page> pages;
  for (int number = 1; number <= count; ++number) {
    auto page = document.page(number);
    if (!page) {
      error = page.error();
      return content;
    }
    pages.push_back(std::move(*page));
  }
  const auto look = [&](const Page& page, const Box& points, double dpi) {
    return document.part(page, points, dpi);
  };
  PageReader reader({*digits, *labels, text}, look, pages);
  int turned = 0;  // quarters, the last scanned page
  // The last page but one, of which only the head was read, if that: a report may end with a blank
  // leaf.
  Page before;
  std::vector<Grid> before_grids;
  std::vector<TextLine> below_tables;  // of the last page
  double text_seconds = 0;
  int printed_pages_read = 0;
  bool booklet = false;  // of two printed pages to a sheet
  for (Page& page : pages) {
    if (options.dpi > 0 || !document.take_image(page)) {
      document.rasterise(page, options.dpi > 0 ? options.dpi : reading_dpi(page));
    }
    if (document.late()) {
      error = too_slow(page.number);
      return content;
    }
    const bool begins = &page == &pages.front(), ends = &page == &pages.back();
    if (reader.judge_glyphs(page) && page.dpi < kPixelDpi) document.rasterise(page, kPixelDpi);
    drop_stamps(page);
    const bool part = options.tables_only && is_read_from_pixels(page);
    const int year = options.tables_only && ends && !begins ? year_of_title(content.lines) : 0;
    const PageReader::Spent spent = reader.spent();
    const double seconds_before = text_seconds;
    const auto read = [&](const Page& sheet) {  // once more where it lay another way
      reader.set_spent(spent);
      text_seconds = seconds_before;
      std::vector<PageContent> out;
      for (Page& printed : printed_pages(sheet, booklet)) {
        if (is_scan(printed)) straighten(printed, small_ink(printed.gray, printed.dpi));
        PageContent one = read_tables(std::move(printed), rules, reader);
        const double begun = cpu_seconds();
        const bool late = is_read_from_pixels(one.page) && text_seconds > options.text_seconds;
        const bool last = ends && one.page.side != Side::kLeft;
        one.text = late   ? PageText{{}, false}
                   : part ? reader.read_identity(one.page, one.grids, begins, last, year)
                          : reader.read_lines(one.page, one.grids);
        text_seconds += cpu_seconds() - begun;
        out.push_back(std::move(one));
      }
      return out;
    };
    const bool text_wanted = !part || begins || ends;
    for (PageContent& printed :
         is_scan(page) ? read_scan(std::move(page), turned, read, text_wanted) : read(page)) {
      const auto& [its_page, grids, tables, waiting, text] = printed;
      const bool last = ends && its_page.side != Side::kLeft;
      booklet |= its_page.side != Side::kWhole;
      if (last && tables.empty() && text.whole && !has_words(text.lines) && !before.gray.empty()) {
        PageText end = reader.read_identity(before, before_grids, false, true, year);
        content.whole &= end.whole;
        content.lines.insert(content.lines.end(), end.lines.begin(), end.lines.end());
      }
      if (observe) observe({its_page, grids, tables});
      mark_headed(printed, forms.front(), below_tables);
      add(printed, ++printed_pages_read, content);
      const bool blank = its_page.side != Side::kWhole && is_blank(its_page.gray);
      if (part && (ends || its_page.number == count - 1) && !blank) {
        before = std::move(printed.page);
        before.colour = cv::Mat();
        before_grids = std::move(printed.grids);
      }
    }
    page = Page{};
  }
  if (document.late()) error = too_slow(count);
  return content;
}

// Books are many, and reading one takes as long as a hundred reports.
bool ReportReader::Parts::begins_like_a_report(const PdfDocument& document, ReadOptions options,
                                               ReadError& error) {
  options.tables_only = true;
  const Content content = read_pages(document, kFirstLook, options, Rules::kDrawn, {}, error);
  const Tables tables = stitch(content.fragments, forms);
  return choose_form(tables, forms, 0).mapping.named >= kLeastNamed;
}

Attempt ReportReader::Parts::read_report(const PdfDocument& document, const ReadOptions& options,
                                         Rules rules, const PageObserver& observe) {
  ReadError error;
  Content content = read_pages(document, document.page_count(), options, rules, observe, error);
  if (error.code != ErrorCode::kNone) return {failed(error, document.page_count())};

  Report report;
  report.pages = document.page_count();
  report.origin = origin_of(content);
  const Narrative narrative = read_narrative(content.lines, forms.front());
  const Identity identity = identify(narrative, regions, lookalikes);
  report.title = identity.title;
  report.agency = identity.agency;
  report.agency_kind = identity.kind;
  report.region = identity.region;
  report.year = identity.year;
  report.published = identity.published;
  if (!options.tables_only) report.narrative = sections_of(narrative);
  report.text_whole = content.whole;

  Tables tables = stitch(content.fragments, forms);
  Choice choice = choose_form(tables, forms, identity.year);
  const bool waiting = std::any_of(content.waiting.begin(), content.waiting.end(),
                                   [](const auto& labels) { return !labels.empty(); });
  if (waiting && !choice.mapping.clear()) {
    for (size_t i = 0; i < content.fragments.size(); ++i) {
      read_waiting(content.waiting[i], text, content.fragments[i]);
    }
    tables = stitch(content.fragments, forms);
    choice = choose_form(tables, forms, identity.year);
  }
  if (!choice.form || choice.mapping.named < kLeastNamed ||
      choice.mapping.found < kLeastFound * choice.form->cells.size()) {
    report.error = unrecognised();
    return {report, content.texts > 0 && speaks_of_tables(content)};
  }
  report.form = choice.form->id;
  Reconciled reconciled = reconcile(*choice.form, read_cells(*choice.form, choice.mapping));
  report.cells = std::move(reconciled.cells);
  report.checks = std::move(reconciled.checks);
  if (!options.tables_only) {
    report.claims = find_claims(narrative, *choice.form, report.cells,
                                {report.agency, report.agency_kind, report.year});
  }
  return {report, content.texts > 0 && report.count(CellStatus::kMissing) >= kRow,
          options.tables_only && content.scans > 0 && choice.mapping.ambiguous};
}

Report ReportReader::read(const std::filesystem::path& file, const ReadOptions& options,
                          const PageObserver& observe) {
  auto document = PdfDocument::open(file, options.limits);
  if (!document) return failed(document.error());
  const int pages = document->page_count();
  ReadError error;
  if (pages > kFirstLook && !parts_->begins_like_a_report(*document, options, error)) {
    return failed(error.code == ErrorCode::kNone ? unrecognised() : error, pages);
  }
  Attempt drawn = parts_->read_report(*document, options, Rules::kDrawn, observe);
  if (drawn.needs_headings) {
    ReadOptions with_text = options;
    with_text.tables_only = false;
    drawn = parts_->read_report(*document, with_text, Rules::kDrawn, observe);
    drawn.report.narrative.clear();
    drawn.report.claims.clear();
  }
  if (!drawn.may_have_implied_rules) return drawn.report;
  const Report implied = parts_->read_report(*document, options, Rules::kImplied, {}).report;
  // Late, it says so: its reader is not fit for another file.
  if (implied.error.code == ErrorCode::kTimeout) return implied;
  if (!is_better(implied, drawn.report)) return drawn.report;
  return observe ? parts_->read_report(*document, options, Rules::kImplied, observe).report
                 : implied;
}

}  // namespace gouji
