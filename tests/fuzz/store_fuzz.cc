// Promise: whatever bytes a run store's file holds, it is used or refused with a sentence, and
// whoever asks it for inputs, runs or reports comes to an end. A shard that is taken over does no
// more harm than a store of one's own.

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "pipeline/run_store.h"
#include "tests/fuzz/promise.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr int kMostInputs = 10'000;  // a file of libFuzzer's holds fewer

// An OUT with nothing in it; gone at the end.
class Directory {
 public:
  explicit Directory(const char* name)
      : path_(fs::temp_directory_path() /
              (std::string("gouji-fuzz-") + name + "-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / ".gouji");
  }
  ~Directory() { fs::remove_all(path_); }

  const fs::path& path() const { return path_; }

 private:
  const fs::path path_;
};

bool is_sentence(const std::string& text) {
  return !text.empty() && text.find('\n') == std::string::npos;
}

// Whatever goes wrong on the way is a sentence at the end.
void use(RunStore& store) {
  const Maker other{"0", "build", "settings", "limits"};
  const auto last = store.last_run();
  store.runs();
  RunRow row;
  row.number = store.start_run(last ? last->maker : other, row);
  std::optional<Input> input;
  int inputs = 0;
  while ((input = store.inputs().next(input))) GOUJI_PROMISE(++inputs < kMostInputs);
  while ((input = store.inputs().next_to_confirm(input, store.usable()))) {
    store.inputs().settle(*input, input->sha256);
    GOUJI_PROMISE(++inputs < kMostInputs);
  }
  int reports = 0;
  const auto all =
      store.for_each_report([&](const Report&, bool) { return ++reports < kMostInputs; });
  GOUJI_PROMISE(reports < kMostInputs);
  GOUJI_PROMISE(all || is_sentence(all.error()));
  store.finish_run(row);
  const auto synced = store.sync();
  GOUJI_PROMISE(synced || is_sentence(synced.error()));
}

}  // namespace
}  // namespace gouji

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gouji;
  const Directory out("store"), merged("merged");
  std::ofstream(out.path() / ".gouji/run.db", std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  {
    auto whole = RunStore::open(merged.path());
    GOUJI_PROMISE(whole.has_value());
    whole->start_run({"0", "build", "settings", "limits"}, {});
    whole->take_over(out.path());
    use(*whole);
  }
  auto store = RunStore::open(out.path());
  GOUJI_PROMISE(store || is_sentence(store.error()));
  if (store) use(*store);
  return 0;
}
