#include "pipeline/merge.h"

#include <algorithm>
#include <set>

#include "pipeline/corrections.h"
#include "pipeline/dataset_writer.h"
#include "pipeline/export_dataset.h"
#include "pipeline/run_store.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

using Step = tl::expected<void, std::string>;

tl::unexpected<std::string> refuse(const fs::path& shard, const std::string& why) {
  return tl::unexpected(tr_format("cannot merge {}: {}", to_one_line(shard.native()), why));
}

tl::expected<RunStore::LastRun, std::string> last_run_of(const fs::path& shard) {
  if (!RunStore::is_in(shard)) return refuse(shard, tr("gouji ingest has not written there"));
  auto store = RunStore::open(shard);
  if (!store) return tl::unexpected(store.error());
  const auto last = store->last_run();
  if (auto good = store->sync(); !good) return tl::unexpected(good.error());
  if (!last || !last->finished || last->row.unread > 0) {
    return refuse(shard, tr("its run has not come to its end; run it again"));
  }
  return *last;
}

// All shards are there, once each, and belong together.
class Shards {
 public:
  explicit Shards(const Maker& program) : program_(program) {}

  Step add(const fs::path& out) {
    const auto last = last_run_of(out);
    if (!last) return tl::unexpected(last.error());
    if (numbers_.empty()) first_ = *last;
    const Maker& maker = last->maker;
    if (maker.version != program_.version || maker.build != program_.build) {
      return refuse(out,
                    tr("another build of gouji wrote it; merge with the program that read it"));
    }
    if (maker.settings != first_.maker.settings) {
      return refuse(out, tr("it was read with other settings than the first"));
    }
    const RunRow& row = last->row;
    if (row.shard.of != first_.row.shard.of) {
      return refuse(out, tr_format("it is one of {} parts, the first is one of {}", row.shard.of,
                                   first_.row.shard.of));
    }
    if (row.found != first_.row.found) {
      return refuse(out, tr_format("its run found {} inputs, that of the first {}; run both "
                                   "again",
                                   row.found, first_.row.found));
    }
    if (!numbers_.insert(row.shard.number).second) {
      return refuse(out, tr_format("part {} is there twice", row.shard.number));
    }
    return {};
  }

  Step complete() const {
    for (int i = 1; i <= first_.row.shard.of; ++i) {
      if (numbers_.count(i) == 0) {
        return tl::unexpected(
            tr_format("cannot merge: part {} of {} is missing", i, first_.row.shard.of));
      }
    }
    return {};
  }

  const RunStore::LastRun& first() const { return first_; }

 private:
  const Maker& program_;
  RunStore::LastRun first_;
  std::set<int> numbers_;
};

Step check(const std::vector<fs::path>& shards, const fs::path& out, Shards& checked) {
  for (const fs::path& shard : shards) {
    std::error_code error;
    if (fs::equivalent(shard, out, error)) {
      return refuse(shard, tr("it is the --out directory as well"));
    }
    if (auto added = checked.add(shard); !added) return added;
  }
  return checked.complete();
}

// Adds the corrections made in `shard` to those of `out`, but for the ones that it has already.
Step take_corrections(const fs::path& shard, const fs::path& out) {
  const auto there = read_corrections(out), more = read_corrections(shard);
  if (!there) return tl::unexpected(there.error());
  if (!more) return tl::unexpected(more.error());
  for (const Correction& c : more->corrections) {
    if (std::find(there->corrections.begin(), there->corrections.end(), c) !=
        there->corrections.end()) {
      continue;
    }
    if (auto added = append_correction(out, c); !added) return added;
  }
  return {};
}

}  // namespace

tl::expected<RunSummary, std::string> merge(const std::vector<fs::path>& shards,
                                            const fs::path& out, const std::vector<Form>& forms,
                                            const WorkerCommand& worker) {
  const auto program = maker_of(worker, {}, {});
  if (!program) return tl::unexpected(program.error());
  Shards checked(*program);
  if (auto good = check(shards, out, checked); !good) return tl::unexpected(good.error());
  auto store = RunStore::open(out);
  if (!store) return tl::unexpected(store.error());
  auto writer = DatasetWriter::open(out, forms);
  if (!writer) return tl::unexpected(writer.error());

  RunRow row{.started = std::chrono::system_clock::now(),
             .dpi = checked.first().row.dpi,
             .timeout = checked.first().row.timeout};
  row.number = store->start_run(checked.first().maker, row);
  store->set_found(checked.first().row.found);
  InputList& inputs = store->inputs();
  inputs.drop_all_but(row.number);
  if (auto synced = store->sync(); !synced) return tl::unexpected(synced.error());
  for (const fs::path& shard : shards) store->take_over(shard);
  if (auto synced = store->sync(); !synced) return tl::unexpected(synced.error());
  if (const auto merged = inputs.count().all; merged != checked.first().row.found) {
    return tl::unexpected(
        tr_format("cannot merge: the parts hold {} inputs, but each run found {}; the inputs "
                  "changed meanwhile, run all parts again",
                  merged, checked.first().row.found));
  }
  for (const fs::path& shard : shards) {
    if (auto taken = take_corrections(shard, out); !taken) return tl::unexpected(taken.error());
  }
  return export_dataset(*store, *writer, forms, out, row);
}

}  // namespace gouji
