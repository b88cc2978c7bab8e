// Keeps the dataset on the disk in step with what people correct.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <tl/expected.hpp>

namespace gouji {

// How the dataset stands to the corrections.
struct DatasetState {
  bool behind = false;  // it is still to be written, or could not be
  std::string problem;  // why it could not; empty: it could, or is under way
};

// Writes the dataset in a thread of its own: once for all changes that came in the meantime, and
// with pauses as long as the writing, so that a big one leaves the machine to its user. What could
// not be written is tried again after a while.
class DatasetKeeper {
 public:
  static constexpr std::chrono::milliseconds kAgain{5000};

  // `write` fails with a sentence. It must be callable until the destructor returns.
  explicit DatasetKeeper(std::function<tl::expected<void, std::string>()> write,
                         std::chrono::milliseconds again = kAgain);
  ~DatasetKeeper();  // writes what is still to be written

  void changed();

  // After the writing, where that takes no longer than a person notices; else at once.
  DatasetState state();

 private:
  void work();

  const std::function<tl::expected<void, std::string>()> write_;
  const std::chrono::milliseconds again_;  // after a failure
  std::mutex mutex_;
  std::condition_variable woken_, written_;
  bool ending_ = false, to_write_ = false, writing_ = false;
  bool slow_ = false;  // to write, as far as is known
  std::string problem_;
  std::thread thread_;  // the last: it uses the others
};

}  // namespace gouji
