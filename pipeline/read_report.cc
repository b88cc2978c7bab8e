#include "pipeline/read_report.h"

#include <malloc.h>  // NOLINT: mallopt is glibc's

#include <algorithm>
#include <functional>
#include <opencv2/core.hpp>
#include <stdexcept>

#include "extract/cell_reading.h"
#include "extract/claims.h"
#include "extract/identity.h"
#include "extract/map_form.h"
#include "extract/narrative.h"
#include "extract/reconcile.h"
#include "extract/stitch.h"
#include "models/sentences.h"
#include "models/text.h"
#include "ocr/digit_network.h"
#include "ocr/pdf_document.h"
#include "pipeline/document_reader.h"

namespace gouji {
namespace {

constexpr double kLeastFound = 0.5;  // of a form's cells; with fewer it is not that form
constexpr int kLeastNamed = 3;  // of its rows, by their labels; tables of other figures have none
constexpr int kRow = 7;         // cells missing, from which it is worth another look
constexpr std::ptrdiff_t kTableWords = 2;  // of kOfTables; a document that has them has the tables
constexpr int kFirstLook = 30;  // pages; a longer document without such rows in them is a book

constexpr int kLargestKept = 32 << 20;  // bytes: of one image; the most that malloc takes
constexpr int kMostKept = 64 << 20;     // bytes: of all memory that is free

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

  int year_of_title(const std::vector<TextLine>& lines) const;
  tl::expected<Content, ReadError> read_pages(const PdfDocument& document, int count,
                                              const ReadOptions& options, Rules rules,
                                              const PageObserver& observe);
  tl::expected<bool, ReadError> begins_like_a_report(const PdfDocument& document,
                                                     ReadOptions options);
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

int ReportReader::Parts::year_of_title(const std::vector<TextLine>& lines) const {
  return year_told_by_title(read_narrative(lines, forms.front()), regions, lookalikes);
}

tl::expected<Content, ReadError> ReportReader::Parts::read_pages(const PdfDocument& document,
                                                                 int count,
                                                                 const ReadOptions& options,
                                                                 Rules rules,
                                                                 const PageObserver& observe) {
  const auto year = [this](const std::vector<TextLine>& lines) { return year_of_title(lines); };
  return DocumentReader(document, {*digits, *labels, text}, forms.front(), year, options, rules,
                        observe)
      .read(count);
}

// Books are many, and reading one takes as long as a hundred reports.
tl::expected<bool, ReadError> ReportReader::Parts::begins_like_a_report(const PdfDocument& document,
                                                                        ReadOptions options) {
  options.tables_only = true;
  const auto content = read_pages(document, kFirstLook, options, Rules::kDrawn, {});
  if (!content) return tl::unexpected(content.error());
  const Tables tables = stitch(content->fragments, forms);
  return choose_form(tables, forms, 0).mapping.named >= kLeastNamed;
}

Attempt ReportReader::Parts::read_report(const PdfDocument& document, const ReadOptions& options,
                                         Rules rules, const PageObserver& observe) {
  auto pages = read_pages(document, document.page_count(), options, rules, observe);
  if (!pages) return {failed(pages.error(), document.page_count())};
  Content& content = *pages;

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
  if (pages > kFirstLook) {
    const auto like_a_report = parts_->begins_like_a_report(*document, options);
    if (!like_a_report) return failed(like_a_report.error(), pages);
    if (!*like_a_report) return failed(unrecognised(), pages);
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
