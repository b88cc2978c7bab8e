#include "pipeline/read_report.h"

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
#include "ocr/stamps.h"
#include "ocr/turn.h"

namespace gouji {
namespace {

constexpr double kPixelDpi = 300;  // of a page whose text layer is useless: as good scans have

constexpr double kLeastFound = 0.5;  // of a form's cells; with fewer it is not that form
constexpr int kLeastNamed = 3;  // of its rows, by their labels; tables of other figures have none
constexpr int kFirstLook = 30;  // pages; a longer document without such rows in them is a book

struct Content {
  std::vector<Table> fragments;
  std::vector<std::vector<WaitingLabel>> waiting;  // of each fragment
  std::vector<TextLine> lines;
  int scans = 0, texts = 0;  // pages with tables or text, by origin
  bool whole = true;         // no page's text was given up
};

// What was read on a page.
struct PageContent {
  std::vector<Grid> grids;
  std::vector<Table> tables;                       // of each grid
  std::vector<std::vector<WaitingLabel>> waiting;  // of each table
  PageText text;                                   // beside them
};
using ReadPage = std::function<PageContent(const Page& page)>;

Report failed(ReadError error, int pages = 0) {
  Report report;
  report.error = std::move(error);
  report.pages = pages;
  return report;
}

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

// Whether there are words on a page: its number has none.
bool has_words(const std::vector<TextLine>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const TextLine& line) {
    const std::u32string s = to_utf32(line.text);
    return std::any_of(s.begin(), s.end(), is_han);
  });
}

Origin origin_of(const Content& content) {
  if (content.scans == 0) return Origin::kText;
  return content.texts == 0 ? Origin::kScan : Origin::kMixed;
}

}  // namespace

struct ReportReader::Parts {
  std::vector<Form> forms;
  Regions regions;
  Lookalikes lookalikes;
  std::unique_ptr<DigitReader> digits;
  std::unique_ptr<LabelNetwork> labels;
  TextReader text;

  PageContent read_tables(const Page& page, PageReader& reader) const;
  int year_of_title(const std::vector<TextLine>& lines) const;
  PageContent read_scan(Page& page, int& turned, const ReadPage& read, bool text_wanted);
  Content read_pages(const PdfDocument& document, int count, const ReadOptions& options,
                     const PageObserver& observe, ReadError& error);
  bool begins_like_a_report(const PdfDocument& document, ReadOptions options, ReadError& error);
};

ReportReader::ReportReader(const std::filesystem::path& data) : parts_(new Parts) {
  cv::setNumThreads(1);  // workers fill the cores with reports
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

PageContent ReportReader::Parts::read_tables(const Page& page, PageReader& reader) const {
  PageContent out;
  out.grids = find_grids(page);
  for (const Grid& grid : out.grids) {
    out.tables.push_back(reader.read_grid(page, grid, out.waiting.emplace_back()));
  }
  return out;
}

// The year reported on, if a report's first lines say who reports on which year, so that only the
// date is missing; else 0.
int ReportReader::Parts::year_of_title(const std::vector<TextLine>& lines) const {
  return year_told_by_title(read_narrative(lines, forms.front()), regions, lookalikes);
}

// Makes a scanned page even, upright and flat, and reads it. `turned`: the quarters by which the
// page before it was turned, then this one. It is read as it lies if it lies as that one; what is
// read tells that it does, if it is legible. Only else its layout is looked at. Where a page has no
// tables and no text is wanted of it, upside down does not matter.
PageContent ReportReader::Parts::read_scan(Page& page, int& turned, const ReadPage& read_page,
                                           bool text_wanted) {
  even_out(page);
  const Page as_scanned = page;
  const auto read = [&](int quarters) {
    turned = quarters % 4;
    page = as_scanned;
    turn(page, turned);
    straighten(page, small_ink(page.gray, page.dpi));
    return read_page(page);
  };
  PageContent out = read(turned);
  const bool matters = text_wanted || !out.tables.empty();
  if (matters && is_upright(out.tables, out.text.legibility)) return out;
  Page upright = as_scanned;
  SmallInk small = small_ink(upright.gray, upright.dpi);
  const Lie lie = set_upright(upright, small, turned);
  if (!matters && lie.usual) return out;
  const bool over = !lie.sure && is_upside_down(upright, small, lie, text);
  return lie.usual && !over ? out : read(lie.quarters + (over ? 2 : 0));
}

// The first `count` pages to readings. Pixels live no longer than their page, but for those of the
// last one but one.
Content ReportReader::Parts::read_pages(const PdfDocument& document, int count,
                                        const ReadOptions& options, const PageObserver& observe,
                                        ReadError& error) {
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
  double text_seconds = 0;
  for (Page& page : pages) {
    if (options.dpi > 0 || !document.take_image(page)) {
      document.rasterise(page, options.dpi > 0 ? options.dpi : reading_dpi(page));
    }
    if (document.late()) {
      error = too_slow(page.number);
      return content;
    }
    const bool first = &page == &pages.front(), last = &page == &pages.back();
    if (reader.judge_glyphs(page) && page.dpi < kPixelDpi) document.rasterise(page, kPixelDpi);
    drop_stamps(page);
    const bool part = options.tables_only && is_read_from_pixels(page);
    const int year = options.tables_only && last && !first ? year_of_title(content.lines) : 0;
    const PageReader::Spent spent = reader.spent();
    const double seconds_before = text_seconds;
    const auto read = [&](const Page& upright) {  // once more where it lay another way
      reader.set_spent(spent);
      text_seconds = seconds_before;
      PageContent out = read_tables(upright, reader);
      const double begun = cpu_seconds();
      const bool late = is_read_from_pixels(upright) && text_seconds > options.text_seconds;
      out.text = late   ? PageText{{}, false}
                 : part ? reader.read_identity(upright, out.grids, first, last, year)
                        : reader.read_lines(upright, out.grids);
      text_seconds += cpu_seconds() - begun;
      return out;
    };
    auto [grids, tables, waiting, text] =
        is_scan(page) ? read_scan(page, turned, read, !part || first || last) : read(page);
    if (last && tables.empty() && text.whole && !has_words(text.lines) && !before.gray.empty()) {
      PageText end = reader.read_identity(before, before_grids, false, true, year);
      content.whole &= end.whole;
      content.lines.insert(content.lines.end(), end.lines.begin(), end.lines.end());
    }
    const std::vector<TextLine>& lines = text.lines;
    content.whole &= text.whole;
    if (observe) observe({page, grids, tables});
    if (!tables.empty() || !lines.empty()) ++(is_scan(page) ? content.scans : content.texts);
    content.lines.insert(content.lines.end(), lines.begin(), lines.end());
    for (Table& t : tables) content.fragments.push_back(std::move(t));
    for (auto& labels : waiting) content.waiting.push_back(std::move(labels));
    if (part && page.number == count - 1) {
      before = std::move(page);
      before.colour = cv::Mat();
      before_grids = std::move(grids);
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
  const Content content = read_pages(document, kFirstLook, options, {}, error);
  const Tables tables = stitch(content.fragments, forms);
  return choose_form(tables, forms, 0).mapping.named >= kLeastNamed;
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
  Content content = parts_->read_pages(*document, pages, options, observe, error);
  if (error.code != ErrorCode::kNone) return failed(error, pages);

  Report report;
  report.pages = pages;
  report.origin = origin_of(content);
  const Narrative narrative = read_narrative(content.lines, parts_->forms.front());
  const Identity identity = identify(narrative, parts_->regions, parts_->lookalikes);
  report.title = identity.title;
  report.agency = identity.agency;
  report.agency_kind = identity.kind;
  report.region = identity.region;
  report.year = identity.year;
  report.published = identity.published;
  if (!options.tables_only) report.narrative = narrative.sections;
  report.text_whole = content.whole;

  Tables tables = stitch(content.fragments, parts_->forms);
  Choice choice = choose_form(tables, parts_->forms, identity.year);
  const bool waiting = std::any_of(content.waiting.begin(), content.waiting.end(),
                                   [](const auto& labels) { return !labels.empty(); });
  if (waiting && !choice.mapping.clear()) {
    for (size_t i = 0; i < content.fragments.size(); ++i) {
      read_waiting(content.waiting[i], parts_->text, content.fragments[i]);
    }
    tables = stitch(content.fragments, parts_->forms);
    choice = choose_form(tables, parts_->forms, identity.year);
  }
  if (!choice.form || choice.mapping.named < kLeastNamed ||
      choice.mapping.found < kLeastFound * choice.form->cells.size()) {
    report.error = unrecognised();
    return report;
  }
  report.form = choice.form->id;
  Reconciled reconciled = reconcile(*choice.form, read_cells(*choice.form, choice.mapping));
  report.cells = std::move(reconciled.cells);
  report.checks = std::move(reconciled.checks);
  if (!options.tables_only) {
    report.claims = find_claims(narrative, *choice.form, report.cells,
                                {report.agency, report.agency_kind, report.year});
  }
  return report;
}

}  // namespace gouji
