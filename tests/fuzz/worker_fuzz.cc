// Promise: whatever bytes a file holds, the parent lives and gets exactly one report of it, which
// fits its form or says why there is none.
//
// The file is read by a real worker process, since Poppler, which is not ours to mend, may well die
// of it; libFuzzer sees the parent's code only.

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <semaphore>
#include <thread>

#include "pipeline/dataset_writer.h"
#include "pipeline/worker_pool.h"
#include "tests/fuzz/promise.h"
#include "tests/support/printed_report.h"

namespace gouji {
namespace {

// A pool with one worker, kept warm from one file to the next.
class Reader {
 public:
  Reader() : thread_([this] { run(); }) {}
  ~Reader() {
    over_ = true;
    given_.release();
    thread_.join();
    std::filesystem::remove(file_);
  }

  // Waits for the one report.
  void read(const char* bytes, size_t count) {
    std::ofstream(file_, std::ios::binary).write(bytes, static_cast<std::streamsize>(count));
    given_.release();
    answered_.acquire();
  }

 private:
  std::optional<Job> next() {
    if (in_flight_) return std::nullopt;  // lost; it is read once more
    given_.acquire();
    if (over_) return std::nullopt;
    in_flight_ = true;
    return Job{7, file_};
  }

  bool done(size_t number, const Report& report) {
    GOUJI_PROMISE(in_flight_ && number == 7 && fits(report, standard_forms()));
    in_flight_ = false;
    answered_.release();
    return true;
  }

  void run() {
    const PoolOptions options{{{GOUJI_PROGRAM, "worker", "--data", GOUJI_DATA_DIR, "--max-pages",
                                "20", "--max-pixels", "4", "--max-drawing", "2", "--max-text", "2"},
                               0},
                              1,
                              std::chrono::seconds(60),
                              std::chrono::seconds(5)};
    const auto end = run_workers(
        options, {[this] { return next(); },
                  [this](size_t number, const Report& report) { return done(number, report); },
                  [] { return true; }});
    GOUJI_PROMISE(end && *end && over_);
  }

  const std::filesystem::path file_ = std::filesystem::temp_directory_path() /
                                      ("gouji-fuzz-" + std::to_string(::getpid()) + ".pdf");
  std::binary_semaphore given_{0}, answered_{0};
  bool in_flight_ = false, over_ = false;
  std::thread thread_;
};

}  // namespace
}  // namespace gouji

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static gouji::Reader reader;
  reader.read(reinterpret_cast<const char*>(data), size);
  return 0;
}
