#include "pipeline/review/dataset_keeper.h"

namespace gouji {
namespace {

constexpr std::chrono::milliseconds kUnnoticed{300};

}  // namespace

DatasetKeeper::DatasetKeeper(std::function<tl::expected<void, std::string>()> write,
                             std::chrono::milliseconds again)
    : write_(std::move(write)), again_(again), thread_([this] { work(); }) {}

DatasetKeeper::~DatasetKeeper() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void DatasetKeeper::changed() {
  const std::lock_guard lock(mutex_);
  to_write_ = true;
  woken_.notify_all();
}

DatasetState DatasetKeeper::state() {
  std::unique_lock lock(mutex_);
  if (!slow_) slow_ = !written_.wait_for(lock, kUnnoticed, [&] { return !to_write_ && !writing_; });
  return {to_write_ || writing_ || !problem_.empty(), problem_};
}

void DatasetKeeper::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto woken = [&] { return ending_ || to_write_; };
    if (problem_.empty()) {
      woken_.wait(lock, woken);
    } else if (!woken_.wait_for(lock, again_, woken)) {
      to_write_ = true;  // what was in the way may be gone
    }
    if (!to_write_) return;
    to_write_ = false;
    writing_ = true;
    lock.unlock();
    const auto begin = std::chrono::steady_clock::now();
    const auto done = write_();
    const auto took = std::chrono::steady_clock::now() - begin;
    lock.lock();
    slow_ = took >= kUnnoticed;
    writing_ = false;
    problem_ = done ? "" : done.error();
    written_.notify_all();
    if (slow_) woken_.wait_for(lock, took, [&] { return ending_; });
  }
}

}  // namespace gouji
