// What a person at `gouji review` waits for, with 10,000 reports.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>

#include "pipeline/export_dataset.h"
#include "pipeline/review/api.h"
#include "pipeline/review/session.h"
#include "pipeline/sha256.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/sample_store.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr int kReports = 10'000;
constexpr char kGranted[] = "requests/granted/natural_person";

// An OUT with so many reports, a tenth of them with a doubtful cell; made once.
class Dataset {
 public:
  Dataset() {
    std::string pattern = (fs::temp_directory_path() / "gouji_bench.XXXXXX").string();
    out_ = ::mkdtemp(pattern.data());
    std::vector<Report> reports;
    for (int i = 0; i < kReports; ++i) {
      reports.push_back(stored_report(i, fmt::format("{:05}.pdf", i)));
      reports.back().year = 2019 + i % 6;
      if (i % 10 == 0) doubt(reports.back(), kGranted, "7", 0.5 + i / 25'000.0);
    }
    make_store(out_, reports);
  }
  ~Dataset() { fs::remove_all(out_); }

  const fs::path& out() const { return out_; }

 private:
  fs::path out_;
};

const Dataset& dataset() {
  static const Dataset made;
  return made;
}

std::unique_ptr<Session> session() {
  return Session::open(dataset().out(), standard_forms()).value();
}

// `gouji review` for the first time on an OUT, until its overview is there; then until it is whole.
void BM_FirstStart(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    fs::remove(dataset().out() / ".gouji/review.db");
    state.ResumeTiming();
    const auto cold = session();
    PageImages images(dataset().out(), {});
    benchmark::DoNotOptimize(Api(*cold, images, 0).overview().value().dump());
    if (state.range(0) == 1 && !cold->complete()) state.SkipWithError("not indexed");
  }
}
BENCHMARK(BM_FirstStart)
    ->ArgName("whole")
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);

void BM_OverviewAfterStart(benchmark::State& state) {
  if (!session()->complete()) state.SkipWithError("not indexed");
  PageImages images(dataset().out(), {});
  for (auto _ : state) {
    const auto cold = session();
    benchmark::DoNotOptimize(Api(*cold, images, 0).overview().value().dump());
  }
}
BENCHMARK(BM_OverviewAfterStart)->Unit(benchmark::kMillisecond);

void BM_Overview(benchmark::State& state) {
  const auto warm = session();
  PageImages images(dataset().out(), {});
  for (auto _ : state) {
    benchmark::DoNotOptimize(Api(*warm, images, 0).overview().value().dump());
  }
}
BENCHMARK(BM_Overview)->Unit(benchmark::kMillisecond);

void BM_SearchReports(benchmark::State& state) {
  const auto warm = session();
  ReportQuery query;
  query.text = "云溪";
  query.sort = "year";
  for (auto _ : state) benchmark::DoNotOptimize(warm->reports(query).value());
}
BENCHMARK(BM_SearchReports)->Unit(benchmark::kMillisecond);

void BM_Queue(benchmark::State& state) {
  const auto warm = session();
  PageImages images(dataset().out(), {});
  for (auto _ : state) {
    benchmark::DoNotOptimize(Api(*warm, images, 0).queue({{"limit", "20"}}).value());
  }
}
BENCHMARK(BM_Queue)->Unit(benchmark::kMillisecond);

void BM_Correction(benchmark::State& state) {
  const auto warm = session();
  const std::string id = stored_report(0, "").id;
  int value = 0;
  for (auto _ : state) {
    const auto changed = warm->correct({id, kGranted, std::to_string(++value), "", {}});
    if (!changed) state.SkipWithError(changed.error().sentence.c_str());
  }
}
BENCHMARK(BM_Correction)->Unit(benchmark::kMillisecond)->Iterations(10);

// What follows a correction in the background: the dataset is written once more.
void BM_RewriteDataset(benchmark::State& state) {
  auto store = RunStore::open(dataset().out()).value();
  store.use_last_run();
  for (auto _ : state) {
    if (!rewrite_dataset(store, standard_forms(), dataset().out()))
      state.SkipWithError("not written");
  }
}
BENCHMARK(BM_RewriteDataset)->Unit(benchmark::kMillisecond)->Iterations(1);

// The first look at a page; a second one is read from the disk.
void BM_PageImage(benchmark::State& state) {
  const fs::path pdf = GOUJI_DATA_DIR "/samples/songxu-2022.pdf";
  const std::string sha256 = digest_file(pdf)->sha256;
  PageImages images(dataset().out(), {{GOUJI_PROGRAM, "render", "--"}, 0});
  for (auto _ : state) {
    fs::remove_all(dataset().out() / ".gouji/pages");
    if (!images.page(pdf, sha256, 1, 100)) state.SkipWithError("no picture");
  }
}
BENCHMARK(BM_PageImage)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gouji

BENCHMARK_MAIN();
