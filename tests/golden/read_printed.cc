#include "tests/golden/read_printed.h"

#include <gtest/gtest.h>

#include "extract/cell_value.h"
#include "extract/judge.h"
#include "pipeline/read_report.h"
#include "tests/pipeline/scratch.h"
#include "tests/support/invented.h"

namespace gouji {
namespace {

std::string words(const Report& report, size_t cell) {
  const Cell& c = report.cells.at(cell);
  return c.value + " (" + std::string(name(c.status)) + ", raw '" + c.raw + "')";
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : between) + part;
  return out;
}

std::vector<std::string> broken(const Report& report, const Form& form) {
  std::vector<std::string> out;
  for (size_t i = 0; i < report.checks.size(); ++i) {
    if (report.checks[i].verdict == Verdict::kBroken) out.push_back(form.relations[i].id);
  }
  return out;
}

}  // namespace

Report read_pdf(const std::string& bytes, const ReadOptions& options) {
  static ReportReader reader(GOUJI_DATA_DIR);
  const Scratch scratch;
  return reader.read(scratch.write("report.pdf", bytes), options);
}

std::vector<Cell> printed_cells(const PrintedReport& printed) {
  std::vector<Cell> cells;
  for (size_t i = 0; i < printed.cells.size(); ++i) {
    const Address& a = printed.form.cells[i];
    if (printed.omitted.contains(a.table) || printed.omitted.contains(a.table + "/" + a.row)) {
      cells.emplace_back();
      continue;
    }
    cells.push_back(value_of(single_reading(printed.cells[i], 1, Method::kText),
                             a.column == "amount_10k_yuan"));
  }
  return cells;
}

void expect_cells(const Report& report, const PrintedReport& printed, const PrintedPdf& pdf) {
  ASSERT_EQ(name(report.error.code), "") << report.error.message;
  ASSERT_EQ(report.form, printed.form.id);
  const std::vector<Cell> wanted = printed_cells(printed);
  ASSERT_EQ(report.cells.size(), wanted.size());
  for (size_t i = 0; i < wanted.size(); ++i) {
    const std::string address = printed.form.cells[i].str();
    const Cell& got = report.cells[i];
    EXPECT_EQ(got.value, wanted[i].value) << address << ": " << words(report, i);
    EXPECT_EQ(name(got.status), name(wanted[i].status)) << address << ": " << words(report, i);
    const auto placed = pdf.cells.find(address);
    if (placed == pdf.cells.end() || got.status == CellStatus::kMissing) continue;
    EXPECT_EQ(got.page, placed->second.page) << address;
    EXPECT_TRUE(got.box.contains(placed->second.cell.cx(), placed->second.cell.cy())) << address;
  }
}

void expect_checks(const Report& report, const PrintedReport& printed) {
  const std::vector<Check> wanted = judge(printed.form, printed_cells(printed));
  ASSERT_EQ(report.checks.size(), wanted.size());
  for (size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(name(report.checks[i].verdict), name(wanted[i].verdict))
        << printed.form.relations[i].id;
  }
  if (!printed.omitted.empty()) return;
  EXPECT_EQ(broken(report, printed.form), broken_relations(printed));
}

void expect_narrative(const Report& report, const PrintedReport& printed) {
  EXPECT_EQ(report.agency, printed.agency);
  EXPECT_EQ(report.year, printed.year);
  EXPECT_EQ(report.title, joined(printed.title, ""));
  std::map<int, std::string> wanted, got;
  for (const auto& [section, paragraphs] : printed.narrative) {
    wanted[section] = joined(paragraphs, "\n");
  }
  for (const auto& [table, note] : printed.notes) {
    wanted[table == "proactive" ? 2 : table == "requests" ? 3 : 4] = note;
  }
  for (const Section& section : report.narrative) {
    if (section.number > 0) {
      EXPECT_EQ(section.heading, printed.headings[section.number - 1]);
    }
    got[section.number] = section.text;
  }
  for (int section = 0; section <= 6; ++section) {
    if (got[section] == wanted[section]) continue;
    ADD_FAILURE() << "section " << section << " prints\n"
                  << wanted[section] << "\n  was read as\n"
                  << got[section];
  }
}

}  // namespace gouji
