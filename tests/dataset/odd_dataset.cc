// Writes a small dataset of odd reports into a directory: what published files, and those who make
// them, may put into every column.
#include <cstdio>

#include "pipeline/dataset_writer.h"
#include "pipeline/sha256.h"
#include "tests/pipeline/sample_report.h"

namespace gouji {
namespace {

Report numbered(const Form& form, char digit) {
  Report r = sound_report(form);
  r.sha256 = std::string(64, digit);
  r.id = report_id_of(r.sha256);
  r.source = std::string("b/") + digit + ".pdf";
  return r;
}

// Text that a spreadsheet, a CSV reader or an XML reader may take for something else.
Report with_odd_text() {
  const Form& form = standard_form("2021");
  Report r = numbered(form, '1');
  r.source = "=HYPERLINK(\"http://x\")\n,.pdf";
  r.title = "\"报告\", \x01\x0b\x1f\x7f_x0041_ \xef\xbf\xbe \xff 𠮷 & <b>\r\n ";
  r.agency = "=1+1";
  const char* texts[] = {"=cmd|' /C calc'!A0", "+1036",  "-5",    "@SUM(A1)", "\t7",
                         "_x000D_8 \x02",      "<&>\"'", "9\n10", "'11",      " 12 "};
  for (size_t i = 0; i < std::size(texts); ++i) {
    r.cells[i] = {
        CellStatus::kReview, i % 2 == 0 ? "" : std::to_string(i), texts[i], 0.5, Method::kOcr, 2,
        {1, 2, 3, 4}};
  }
  r.narrative[1].text = "=1\n\"二\",三\x0c";
  r.claims = {
      {1, "requests/new_received/total", "9", "8", ClaimVerdict::kContradicts, "=收到9件。", 2},
      {1, "requests/new_received/total+requests/carried_in/total", "", "", ClaimVerdict::kNone,
       "收到\"件\"，", 2}};
  r.checks[0] = {Verdict::kBroken, 11'500'000, 0};
  r.checks[1] = {Verdict::kSuspect, -11'000'000, 12'345'678'901'000'000};
  return r;
}

// A cell of every status, and figures of every shape.
Report with_odd_figures() {
  Report r = numbered(standard_form("2019"), '2');
  const char* values[] = {"59237.2449",      "-12",      "96171.6",          "0.092",
                          "123456789012345", "0.000001", "12345678901234567"};
  for (size_t i = 0; i < std::size(values); ++i) r.cells[i].value = r.cells[i].raw = values[i];
  r.cells[10] = {};
  r.cells[11] = {CellStatus::kBlank, "", "/", 1, Method::kText, 1, {0, 0, 1, 1}};
  r.cells[12].status = CellStatus::kCorrected;
  r.cells[13].status = CellStatus::kReview;
  r.cells[14].method = Method::kPerson;
  return r;
}

Report of_year(int year, char digit) {
  const Form& form = standard_form("2021-hybrid");
  Report r = numbered(form, digit);
  r.year = year;
  r.region = {RegionEvidence::kText, {{"430603", "湖南省", "岳阳市", "云溪区"}}, "人民政府"};
  set(r, form, "requests/carried_out/total", std::to_string(year - 2020));
  return r;
}

Report failed(const char* source, ErrorCode code) {
  Report r;
  r.source = source;
  r.error = {code, "Check it, \"please\"."};
  return r;
}

Report unnamed() {
  Report r = numbered(standard_form("2021"), '5');
  r.agency = r.published = "";
  r.year = 0;
  return r;
}

bool write(const char* directory) {
  auto writer = DatasetWriter::open(directory, standard_forms());
  if (!writer) return false;
  const Report first[] = {with_odd_text(),    with_odd_figures(),
                          of_year(2021, '3'), of_year(2022, '4'),
                          unnamed(),          failed("c/empty.pdf", ErrorCode::kEmpty)};
  for (const Report& report : first) writer->add(report, true);
  Report copy = with_odd_text();
  copy.source = "copy.pdf";
  writer->add(copy, false);
  writer->add(failed("gone.pdf", ErrorCode::kUnreadable), true);
  RunRow run{.number = 1, .version = "0.1.0", .jobs = 2, .timeout = 300, .read = 8, .reports = 8};
  return writer->commit({run}).has_value();
}

}  // namespace
}  // namespace gouji

int main(int argc, char** argv) {
  if (argc == 2 && gouji::write(argv[1])) return 0;
  std::fputs("usage: odd_dataset DIRECTORY\n", stderr);
  return 1;
}
