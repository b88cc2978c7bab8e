#include "pipeline/show.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <stdexcept>

#include "models/text.h"
#include "pipeline/explain_sum.h"
#include "pipeline/overlay.h"
#include "pipeline/read_report.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

constexpr int kLabelWidth = 40, kNumberWidth = 10;  // columns of a terminal

std::string padded(std::string text, int width, bool right = false) {
  const int missing = width - width_of(text);
  if (missing <= 0) return text;
  return right ? std::string(missing, ' ') + text : text + std::string(missing, ' ');
}

std::string shortened(const std::string& text, int width) {
  std::u32string out;
  for (char32_t c : to_utf32(text)) {
    if (width_of(to_utf8(out)) + 3 > width) break;
    out += c;
  }
  return to_utf8(out);
}

std::string pages_of_row(const std::vector<Cell>& cells, int from, size_t count) {
  int first = 0, last = 0;
  for (size_t i = 0; i < count; ++i) {
    const int page = cells[from + i].page;
    if (page == 0) continue;
    first = first == 0 ? page : std::min(first, page);
    last = std::max(last, page);
  }
  return first == 0      ? ""
         : first == last ? fmt::format("p{}", first)
                         : fmt::format("p{}-{}", first, last);
}

void add_table(const Report& report, const FormTable& table, std::string& out) {
  out += "\n" + table.heading + "\n";
  const std::vector<FormColumn>* shown = nullptr;
  for (const FormRow& row : table.rows) {
    const auto same = [](const FormColumn& a, const FormColumn& b) { return a.label == b.label; };
    if (!shown ||
        !std::equal(shown->begin(), shown->end(), row.columns.begin(), row.columns.end(), same)) {
      out += padded("", kLabelWidth);
      for (const FormColumn& c : row.columns) {
        out += " " + padded(shortened(c.label, kNumberWidth + 2), kNumberWidth, true);
      }
      out += "\n";
      shown = &row.columns;
    }
    const std::string parent = row.parents.size() > 1 ? row.parents.back() + " " : "";
    out += padded(shortened(parent + row.label, kLabelWidth), kLabelWidth);
    for (size_t j = 0; j < row.columns.size(); ++j) {
      out += " " + padded(mark(report.cells[row.first_cell + j]), kNumberWidth, true);
    }
    out += "  " + pages_of_row(report.cells, row.first_cell, row.columns.size()) + "\n";
  }
}

// The report's tables, checks and text as lines of text, UTF-8.
std::string report_text(const Report& report, const Form* form) {
  std::string out = tr_format(
      "{}\nagency {}  ({})   year {}   form {}   published {}\n"
      "{} pages, {}   status {}\n",
      report.title, report.agency, name(report.agency_kind), report.year, report.form,
      report.published, report.pages, name(report.origin), name(report.status()));
  if (report.error.code != ErrorCode::kNone) {
    return out +
           fmt::format("{}: {}\n", name(report.error.code), tr_sentence(report.error.message));
  }
  if (!form) return out;
  for (const FormTable& table : form->tables) add_table(report, table, out);
  out += "\n";
  for (size_t i = 0; i < report.checks.size(); ++i) {
    const Check& check = report.checks[i];
    if (check.verdict == Verdict::kHolds) continue;
    const Relation& relation = form->relations[i];
    out += fmt::format("{} {}\n{}", name(check.verdict), relation.id,
                       explain_sum(*form, relation, report));
  }
  for (const Section& s : report.narrative) {
    out += fmt::format("\n[{}] {}\n{}\n", s.number, s.heading, s.text);
  }
  if (!report.text_whole) out += "\n" + tr("A page was too noisy for its text to be read.") + "\n";
  return out + "\n" +
         tr_format("{} cells accepted, {} to review, {} missing", report.count_accepted(),
                   report.count(CellStatus::kReview), report.count(CellStatus::kMissing)) +
         "\n";
}

// In the name of a picture.
const char* side_of(Side side) {
  switch (side) {
    case Side::kLeft:
      return "-left";
    case Side::kRight:
      return "-right";
    case Side::kWhole:
      return "";
  }
  return "";
}

}  // namespace

int show(const ShowOptions& options) try {
  std::error_code error;
  if (!options.debug.empty()) {
    std::filesystem::create_directories(options.debug, error);
    if (error) {
      std::cerr << tr_format("gouji: cannot write to {}: {}", options.debug.string(),
                             tr_reason(error.message()))
                << "\n";
      return 2;
    }
  }
  ReportReader reader(options.data);
  bool written = true;
  const auto observe = [&](const PageView& view) {
    if (options.debug.empty()) return;
    const auto file =
        options.debug / fmt::format("page-{:03}{}.png", view.page.number, side_of(view.page.side));
    written = write_overlay(view, file) && written;
  };
  const Report report = reader.read(options.file, {.dpi = options.dpi}, observe);
  std::cout << report_text(report, find_form(reader.forms(), report.form));
  if (!written) {
    std::cerr << tr_format("gouji: cannot write pictures to {}", options.debug.string()) << "\n";
    return 2;
  }
  return report.error.code == ErrorCode::kNone ? 0 : 1;
} catch (const std::runtime_error& e) {  // the reader says what is missing
  std::cerr << tr_format("gouji: {}", tr_sentence(e.what())) << "\n";
  return 2;
}

}  // namespace gouji
