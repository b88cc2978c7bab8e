// The run store, OUT/.gouji/run.db: what has been read, by which program and settings, so that a
// run that was stopped goes on where it was. docs/run-store.md describes the file.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "pipeline/dataset_tables.h"
#include "pipeline/input_list.h"
#include "pipeline/maker.h"
#include "pipeline/shard.h"

namespace gouji {

// One process at a time has the store of an OUT. Changes are on the disk when sync() has returned.
// After a failure nothing more changes, queries have nothing, and sync() says why.
class RunStore {
 public:
  // Creates what is missing of OUT and OUT/.gouji. Fails with a sentence, such as that another run
  // is writing to OUT, or that the store is damaged or of a newer version.
  static tl::expected<RunStore, std::string> open(const std::filesystem::path& out);

  // Whether OUT has a store.
  static bool is_in(const std::filesystem::path& out);

  RunStore(RunStore&&) noexcept;
  ~RunStore();

  // Begins a run; of `row` what is known now. Returns its number.
  std::int64_t start_run(const Maker& maker, const RunRow& row);

  // Takes up the latest run again, to look at what it read. False where there was none.
  bool use_last_run();

  // How many inputs the run found, those of other shards included.
  void set_found(std::int64_t found);

  InputList& inputs();
  Usable usable() const;  // by this run

  // Whether there is a result for these bytes that this run may use.
  bool has_result(const std::string& sha256);

  // What this run read of report.sha256. Replaces another maker's result.
  void put(const Report& report);

  // Calls `take` for every input of the run that is settled, in the order of sources, then hashes.
  // `first`: no input before has the same bytes. An input with the source and bytes of the one
  // before it, found under another INPUT, is that one again and left out. Ends early where `take`
  // returns false. Fails with a sentence where what the store holds is no report.
  tl::expected<void, std::string> for_each_report(
      const std::function<bool(const Report&, bool first)>& take);

  // An input of the run that is settled, without what was read of it.
  struct Settled {
    std::string source, sha256;
    std::string result;  // another one when the result may be another
    bool first = false;  // as for_each_report says
  };

  // In the order of for_each_report.
  std::vector<Settled> settled();

  // What was read of one of them. Fails with a sentence, also where the input is not there.
  tl::expected<Report, std::string> report(const std::string& source, const std::string& sha256);

  // Where the first of the files with these bytes is, as an absolute path.
  std::optional<std::filesystem::path> path_of(const std::string& sha256);

  // The run has its dataset; `row` has its counts.
  void finish_run(const RunRow& row);

  // All runs that were finished, oldest first.
  std::vector<RunRow> runs();

  // The latest run, whether finished or not, and its maker; nothing where there was none.
  struct LastRun {
    Maker maker;
    RunRow row;
    bool finished = false;
  };
  std::optional<LastRun> last_run();

  // Adds the inputs of the last run of another OUT's store, with their results, to those of the run
  // begun here, which must have the same maker. Inputs that are there already stay as they are.
  void take_over(const std::filesystem::path& out);

  tl::expected<void, std::string> sync();

 private:
  struct State;
  explicit RunStore(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace gouji
