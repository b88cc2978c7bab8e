// CPU time for a report of six pages, born digital and scanned, whole and stage by stage.
//
//     report_bench [--benchmark_filter=scan]
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "extract/grid.h"
#include "ocr/clean_up.h"
#include "ocr/digit_network.h"
#include "ocr/page_reader.h"
#include "ocr/pdf_document.h"
#include "pipeline/read_report.h"
#include "tests/support/scanner.h"

namespace gouji {
namespace {

constexpr int kPages = 6;

// A report in a file of its own.
class ReportFile {
 public:
  explicit ReportFile(bool scan)
      : path_(std::filesystem::temp_directory_path() /
              ("gouji_bench_" + std::to_string(::getpid()) + (scan ? "_scan.pdf" : ".pdf"))) {
    PrintStyle style;
    style.break_before = {"proactive/licensing", "requests/partially_granted",
                          "requests/unavailable.not_held"};
    const PrintedPdf pdf = print_pdf(sample_report(standard_form("2021"), 4), style);
    if (pdf.pages.size() != kPages) std::abort();
    const Scan damage{.dpi = 200, .rotation = 0.6, .blur = 0.6, .noise = 5, .jpeg_quality = 60};
    std::ofstream(path_, std::ios::binary) << (scan ? scan_pdf(pdf, damage).bytes : pdf.bytes);
  }
  ~ReportFile() { std::filesystem::remove(path_); }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

const ReportFile& report_file(bool scan) {
  static const ReportFile digital(false), scanned(true);
  return scan ? scanned : digital;
}

// The pages of a report as each stage is given them.
struct Pages {
  explicit Pages(bool scan) : document(PdfDocument::open(report_file(scan).path()).value()) {
    for (int number = 1; number <= document.page_count(); ++number) {
      Page page = document.page(number).value();
      document.rasterise(page, reading_dpi(page));
      raw.push_back(page);
      raw.back().gray = page.gray.clone();
      if (scan) {
        clean_up(page);
        straighten(page, small_ink(page.gray, page.dpi));
      }
      grids.push_back(find_grids(page));
      clean.push_back(std::move(page));
    }
  }

  PdfDocument document;
  std::vector<Page> raw, clean;
  std::vector<std::vector<Grid>> grids;
};

void read_report(benchmark::State& state) {
  const ReportFile& file = report_file(state.range(0) != 0);
  ReportReader reader(GOUJI_DATA_DIR);
  for (auto _ : state) benchmark::DoNotOptimize(reader.read(file.path(), {}));
}

void read_report_tables_only(benchmark::State& state) {
  ReadOptions only_tables;
  only_tables.tables_only = true;
  const ReportFile& file = report_file(state.range(0) != 0);
  ReportReader reader(GOUJI_DATA_DIR);
  for (auto _ : state) {
    benchmark::DoNotOptimize(reader.read(file.path(), only_tables));
  }
}

void read_glyphs(benchmark::State& state) {
  const Pages pages(state.range(0) != 0);
  for (auto _ : state) {
    for (const Page& page : pages.raw) {
      benchmark::DoNotOptimize(pages.document.page(page.number));
    }
  }
}

void rasterise(benchmark::State& state) {
  Pages pages(state.range(0) != 0);
  for (auto _ : state) {
    for (Page& page : pages.raw) pages.document.rasterise(page, page.dpi);
  }
}

void judge_fonts(benchmark::State& state) {
  const Pages pages(state.range(0) != 0);
  for (auto _ : state) benchmark::DoNotOptimize(FontJudge(pages.raw));
}

void clean(benchmark::State& state) {
  const Pages pages(state.range(0) != 0);
  for (auto _ : state) {
    for (const Page& page : pages.raw) {
      Page copy = page;
      copy.gray = page.gray.clone();
      clean_up(copy);
      straighten(copy, small_ink(copy.gray, copy.dpi));
    }
  }
}

void find_tables(benchmark::State& state) {
  const Pages pages(state.range(0) != 0);
  for (auto _ : state) {
    for (const Page& page : pages.clean) benchmark::DoNotOptimize(find_grids(page));
  }
}

CloserLook closer_look(const PdfDocument& document) {
  return [&](const Page& page, const Box& points, double dpi) {
    return document.part(page, points, dpi);
  };
}

void read_tables(benchmark::State& state) {
  const Pages pages(state.range(0) != 0);
  const auto digits = make_digit_reader(GOUJI_DATA_DIR "/digits");
  LabelNetwork labels(GOUJI_DATA_DIR "/labels");
  TextReader text;
  PageReader reader({*digits, labels, text}, closer_look(pages.document), pages.clean);
  for (auto _ : state) {
    for (size_t i = 0; i < pages.clean.size(); ++i) {
      for (const Grid& grid : pages.grids[i]) {
        benchmark::DoNotOptimize(reader.read_grid(pages.clean[i], grid));
      }
    }
  }
}

void read_text(benchmark::State& state) {
  const Pages pages(state.range(0) != 0);
  const auto digits = make_digit_reader(GOUJI_DATA_DIR "/digits");
  LabelNetwork labels(GOUJI_DATA_DIR "/labels");
  TextReader text;
  PageReader reader({*digits, labels, text}, closer_look(pages.document), pages.clean);
  for (auto _ : state) {
    for (size_t i = 0; i < pages.clean.size(); ++i) {
      benchmark::DoNotOptimize(reader.read_lines(pages.clean[i], pages.grids[i]));
    }
  }
}

void both(benchmark::internal::Benchmark* b) {
  b->ArgName("scan")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
}

BENCHMARK(read_report)->Apply(both);
BENCHMARK(read_report_tables_only)->Apply(both);
BENCHMARK(read_glyphs)->Apply(both);
BENCHMARK(rasterise)->Apply(both);
BENCHMARK(judge_fonts)->Apply(both);
BENCHMARK(clean)->ArgName("scan")->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(find_tables)->Apply(both);
BENCHMARK(read_tables)->Apply(both);
BENCHMARK(read_text)->Apply(both);

}  // namespace
}  // namespace gouji

// OpenMP reads its environment before main(); see ocr/text_reader.h.
int main(int argc, char** argv) {
  if (!std::getenv("OMP_THREAD_LIMIT")) {
    ::setenv("OMP_THREAD_LIMIT", "1", 1);
    ::execv("/proc/self/exe", argv);
  }
  cv::setNumThreads(1);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
