// Reads reports printed and scanned in ways drawn at random, and counts what is right and what is
// wrong. What a fixed set of samples has in common, these have not: fonts, sizes, rules, places of
// page ends, slips, and the damage of the scan are all drawn for each.
//
//   build/release/tests/bench/random_reports [REPORTS [FIRST_SEED [DIRECTORY]]]
//
// A line for each report whose figures are not all right and accepted, a line for each figure that
// is accepted and wrong, then the totals by kind of scan. With a directory, the reports of such
// lines are kept there as SEED.pdf, and what was not read right or not accepted as SEED.txt.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "pipeline/read_report.h"
#include "tests/support/invented.h"
#include "tests/support/scanner.h"

namespace gouji {
namespace {

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}
  bool is(double probability) { return uniform(0, 1) < probability; }
  double uniform(double low, double high) {
    return std::uniform_real_distribution<>(low, high)(random_);
  }
  size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }
  template <typename T>
  T one_of(std::initializer_list<T> choices) {
    return choices.begin()[below(choices.size())];
  }

 private:
  std::mt19937 random_;
};

PrintedReport random_report(Chance& chance) {
  const Form& form = standard_forms()[chance.below(standard_forms().size())];
  PrintedReport report = sample_report(form, static_cast<unsigned>(chance.below(1'000'000)));
  if (chance.is(0.3)) {
    break_relation(report, form.relations[chance.below(form.relations.size())].id,
                   chance.one_of({1, -1, 2, 10}));
  }
  for (const FormTable& table : form.tables) {  // zeros left empty, or struck out
    if (!chance.is(0.2)) continue;
    const std::string zero = chance.one_of<const char*>({"", "-", "/"});
    for (const FormRow& row : table.rows) {
      for (size_t c = 0; c < row.columns.size(); ++c) {
        std::string& cell = report.cells[row.first_cell + c];
        if (cell == "0") cell = zero;
      }
    }
  }
  return report;
}

PrintStyle random_style(const Form& form, Chance& chance) {
  const auto font = [&] {
    return chance.one_of<const char*>(
        {"AR PL SungtiL GB", "AR PL KaitiM GB", "AR PL UMing CN", "WenQuanYi Zen Hei"});
  };
  PrintStyle style;
  style.title_font = font();
  style.heading_font = font();
  style.body_font = font();
  style.table_font = font();
  style.digit_font = chance.one_of<const char*>(
      {"", "Liberation Serif", "Liberation Sans", "DejaVu Sans", "DejaVu Serif"});
  style.table_size = chance.uniform(8, 12);
  style.digit_size = chance.uniform(8, 12);
  style.body_size = chance.uniform(12, 16);
  style.leading = 1.7 * style.body_size;
  style.rule_width = chance.uniform(0.3, 1.2);
  style.rule_style = chance.is(0.15) ? RuleStyle::kDotted : RuleStyle::kSolid;
  style.outer_rule =
      chance.one_of({OuterRule::kSame, OuterRule::kThick, OuterRule::kDouble, OuterRule::kOpen});
  style.rule_at_page_end = chance.is(0.6);
  if (chance.is(0.3)) style.head_shade = {0.85, 0.88, 0.95};
  style.row_height = chance.uniform(14, 22);
  style.padding = chance.uniform(1, 4);
  style.number_align =
      chance.one_of({NumberAlign::kLeft, NumberAlign::kCentre, NumberAlign::kRight});
  style.vertical_results = chance.is(0.5);
  style.vertical_review_heads = chance.is(0.3);
  style.total_beside = chance.is(0.3);
  style.balance_note = chance.is(0.5);
  style.landscape_requests = chance.is(0.1);
  style.review_layout = chance.is(0.15) ? ReviewLayout::kThreeTables : ReviewLayout::kOneTable;
  for (const FormTable& table : form.tables) {
    if (!chance.is(0.4)) continue;
    const FormRow& row = table.rows[chance.below(table.rows.size())];
    style.break_before.push_back(table.id + "/" + row.id);
  }
  style.repeat_head = style.rule_at_page_end && chance.is(0.2);
  style.cut_label = chance.is(0.5) ? CutLabel::kCut : CutLabel::kFirst;
  return style;
}

// Kinds of scan, from none to what is hardly legible.
Scan random_scan(const std::string& kind, Chance& chance) {
  Scan scan;
  scan.seed = static_cast<unsigned>(chance.below(1'000'000));
  scan.rotation = chance.uniform(-1, 1);
  if (kind == "clean") {
    scan.dpi = chance.one_of({200, 300});
    scan.jpeg_quality = 80;
  } else if (kind == "usual") {
    scan.dpi = chance.uniform(180, 300);
    scan.blur = chance.uniform(0, 1);
    scan.noise = chance.uniform(0, 8);
    scan.paper = 240;
    scan.speckles = 30;
    scan.jpeg_quality = 55;
  } else if (kind == "fax") {
    scan.dpi = 200;
    scan.blur = chance.uniform(0, 0.8);
    scan.noise = chance.uniform(0, 10);
    scan.speckles = 50;
    scan.fax = true;
    scan.fax_threshold = static_cast<int>(chance.uniform(150, 210));
  } else if (kind == "poor") {
    scan.dpi = chance.uniform(140, 180);
    scan.rotation = chance.uniform(-2, 2);
    scan.blur = chance.uniform(0.3, 1);
    scan.noise = chance.uniform(4, 12);
    scan.paper = 230;
    scan.uneven = chance.uniform(0, 0.3);
    scan.speckles = 60;
    scan.jpeg_quality = 40;
  } else {  // photograph
    scan.dpi = chance.uniform(170, 250);
    scan.rotation = chance.uniform(-3, 3);
    scan.keystone = chance.uniform(0.01, 0.05);
    scan.blur = chance.uniform(0.3, 1);
    scan.noise = chance.uniform(2, 8);
    scan.uneven = chance.uniform(0.1, 0.4);
    scan.jpeg_quality = 60;
  }
  return scan;
}

struct Count {
  long reports = 0, failed = 0, whole = 0, cells = 0, right = 0, accepted = 0, silent = 0;
  long broken = 0, found = 0, falsely = 0;
};

// What the dataset has for what is printed: strokes for zeros stand as blanks.
std::string meant(const std::string& printed) {
  return printed == "-" || printed == "/" ? "" : printed;
}

bool count(const PrintedReport& printed, const Report& read, unsigned seed, const std::string& kind,
           Count& out) {
  ++out.reports;
  const Form& form = printed.form;
  if (read.error.code != ErrorCode::kNone || read.form != form.id) {
    ++out.failed;
    out.cells += static_cast<long>(form.cells.size());
    fmt::print("{}: form {} for {}\n", seed, read.form, form.id);
    return false;
  }
  long right = 0, accepted = 0, silent = 0;
  for (size_t i = 0; i < form.cells.size(); ++i) {
    const Cell& cell = read.cells[i];
    const bool is_right =
        cell.status != CellStatus::kMissing && cell.value == meant(printed.cells[i]);
    right += is_right;
    accepted += cell.accepted();
    if (!cell.accepted() || is_right) continue;
    ++silent;
    fmt::print("{}: SILENT {} page {}: {} for {}, {:.5f}\n", seed, form.cells[i].str(), cell.page,
               cell.value, printed.cells[i], cell.confidence);
  }
  const auto broken = broken_relations(printed);
  for (size_t r = 0; r < form.relations.size(); ++r) {
    const bool is = std::count(broken.begin(), broken.end(), form.relations[r].id) > 0;
    const bool said = read.checks[r].verdict == Verdict::kBroken;
    out.broken += is;
    out.found += is && said;
    out.falsely += !is && said;
    if (!is && said) fmt::print("{}: FALSELY BROKEN {}\n", seed, form.relations[r].id);
  }
  const auto cells = static_cast<long>(form.cells.size());
  out.cells += cells;
  out.right += right;
  out.accepted += accepted;
  out.silent += silent;
  const bool whole = right == cells && accepted == cells;
  out.whole += whole;
  if (!whole) {
    fmt::print("{} ({}): {} of {} right, {} accepted\n", seed, kind, right, cells, accepted);
  }
  return whole;
}

// The figures that are not right or not accepted, as they were printed and as they were read.
void write_failures(const PrintedReport& printed, const Report& read,
                    const std::filesystem::path& file) {
  std::ofstream out(file);
  for (size_t i = 0; i < read.cells.size(); ++i) {
    const Cell& cell = read.cells[i];
    const std::string meaning = meant(printed.cells[i]);
    if (cell.accepted() && cell.value == meaning) continue;
    out << fmt::format("{} page {} status {} '{}' for '{}' {:.4f} raw '{}'\n",
                       printed.form.cells[i].str(), cell.page, static_cast<int>(cell.status),
                       cell.value, printed.cells[i], cell.confidence, cell.raw);
  }
}

double percent(long part, long whole) {
  return whole == 0 ? 100 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void run(unsigned reports, unsigned first, const std::filesystem::path& keep) {
  ReportReader reader(GOUJI_DATA_DIR);
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / fmt::format("gouji_random_{}.pdf", first);
  std::map<std::string, Count> counts;
  for (unsigned seed = first; seed < first + reports; ++seed) {
    Chance chance(seed);
    const PrintedReport report = random_report(chance);
    PrintedPdf pdf = print_pdf(report, random_style(report.form, chance));
    const std::string kind = chance.one_of<const char*>(
        {"text", "clean", "usual", "usual", "fax", "poor", "photograph"});
    if (kind != "text") pdf = scan_pdf(pdf, random_scan(kind, chance));
    std::ofstream(file, std::ios::binary) << pdf.bytes;
    ReadOptions options;
    options.tables_only = true;
    const Report read = reader.read(file, options);
    const bool whole = count(report, read, seed, kind, counts[kind]);
    if (!whole && !keep.empty()) {
      write_failures(report, read, keep / fmt::format("{}.txt", seed));
      std::filesystem::copy_file(file, keep / fmt::format("{}.pdf", seed),
                                 std::filesystem::copy_options::overwrite_existing);
    }
    std::fflush(stdout);
  }
  std::filesystem::remove(file);
  fmt::print(
      "| scan | reports | not read | all right | cells right | accepted | silent | broken | found "
      "| falsely |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (const auto& [kind, c] : counts) {
    fmt::print("| {} | {} | {} | {} | {:.2f} % | {:.2f} % | {} of {} | {} | {} | {} |\n", kind,
               c.reports, c.failed, c.whole, percent(c.right, c.cells),
               percent(c.accepted, c.cells), c.silent, c.accepted, c.broken, c.found, c.falsely);
  }
}

}  // namespace
}  // namespace gouji

int main(int argc, char** argv) {
  const auto number = [&](int i, unsigned otherwise) {
    return argc > i ? static_cast<unsigned>(std::atoi(argv[i])) : otherwise;
  };
  gouji::run(number(1, 100), number(2, 1), argc > 3 ? argv[3] : "");
  return 0;
}
