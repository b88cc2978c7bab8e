// Cost of reading table cells, per cell: 200 cells as a report has them, three fifths of them "0".
#include <benchmark/benchmark.h>

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "ocr/digit_line.h"
#include "ocr/digit_network.h"
#include "tests/ocr/digit_cell.h"

namespace gouji {
namespace {

std::vector<cv::Mat> report_cells(double dpi) {
  std::vector<cv::Mat> cells;
  for (int i = 0; i < 200; ++i) {
    std::string text = i % 5 < 3 ? "0" : std::to_string(i * i % 977);
    if (i % 50 == 4) text = "1036.27";
    cells.push_back(scan_cell(print_cell(text, {.dpi = dpi, .rule = 0.5}), 0.4, 0.7, 5));
  }
  return cells;
}

void count_cells(benchmark::State& state, std::size_t cells) {
  state.counters["per_cell"] =
      benchmark::Counter(static_cast<double>(cells), benchmark::Counter::kIsIterationInvariantRate |
                                                         benchmark::Counter::kInvert);
}

void read_cells(benchmark::State& state) {
  cv::setNumThreads(1);
  DigitNetwork network(GOUJI_DATA_DIR "/digits");
  std::vector<cv::Mat> cells = report_cells(static_cast<double>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(network.read(cells));
  count_cells(state, cells.size());
}
BENCHMARK(read_cells)->ArgName("dpi")->Arg(150)->Arg(200)->Arg(300)->Unit(benchmark::kMillisecond);

void find_lines(benchmark::State& state) {
  cv::setNumThreads(1);
  std::vector<cv::Mat> cells = report_cells(static_cast<double>(state.range(0)));
  for (auto _ : state) {
    for (const cv::Mat& cell : cells) benchmark::DoNotOptimize(find_line(cell));
  }
  count_cells(state, cells.size());
}
BENCHMARK(find_lines)->ArgName("dpi")->Arg(150)->Arg(200)->Arg(300)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gouji

BENCHMARK_MAIN();
