#include "pipeline/worker_pool.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

#include "pipeline/worker_channel.h"

namespace gouji {
namespace {

using Clock = std::chrono::steady_clock;

// How long the parent sleeps at most before it looks at the clock and asks whether to go on.
constexpr std::chrono::milliseconds kTick{200};

struct Worker {
  std::optional<WorkerProcess> process;
  MessageBuffer inbox;
  bool ready = false;      // has said so; may be sent a path
  std::optional<Job> job;  // in flight, or waiting for the worker to be ready
  Clock::time_point deadline;
};

class Pool {
 public:
  Pool(const PoolOptions& options, const PoolCallbacks& callbacks)
      : options_(options), callbacks_(callbacks), workers_(std::max(options.jobs, 1)) {}

  tl::expected<bool, std::string> run() {
    while (!stopped_ && callbacks_.go_on()) {
      hand_out();
      if (!failure_.empty()) return tl::unexpected(failure_);
      const bool busy = std::any_of(workers_.begin(), workers_.end(),
                                    [](const Worker& w) { return w.job.has_value(); });
      if (!busy) return true;
      wait();
      end_overdue();
      if (!failure_.empty()) return tl::unexpected(failure_);
    }
    return false;
  }

 private:
  void hand_out() {
    for (Worker& w : workers_) {
      if (w.job) continue;
      w.job = callbacks_.next();
      if (!w.job) return;
      if (w.process) {
        send_job(w);
      } else {
        start(w);
      }
      if (!failure_.empty()) return;
    }
  }

  void start(Worker& w) {
    auto process = WorkerProcess::start(options_.worker);
    if (!process) {
      failure_ = process.error();
      return;
    }
    w.process = std::move(*process);
    w.inbox = {};
    w.ready = false;
    w.deadline = Clock::now() + options_.timeout;
  }

  void send_job(Worker& w) {
    w.deadline = Clock::now() + options_.timeout;
    // A worker that is gone is noticed when its channel is read.
    send_message(w.process->channel(), w.job->file.native());
  }

  void wait() {
    std::vector<pollfd> channels;
    std::vector<Worker*> owners;
    for (Worker& w : workers_) {
      if (!w.process) continue;
      channels.push_back({w.process->channel(), POLLIN, 0});
      owners.push_back(&w);
    }
    if (::poll(channels.data(), channels.size(), static_cast<int>(kTick.count())) <= 0) return;
    for (size_t i = 0; i < channels.size(); ++i) {
      if (channels[i].revents != 0) receive(*owners[i]);
    }
  }

  // One piece at a time, so that a worker that floods its channel does not hold up the others.
  void receive(Worker& w) {
    std::array<char, 1 << 16> piece;
    const ssize_t n = ::recv(w.process->channel(), piece.data(), piece.size(), MSG_DONTWAIT);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (n <= 0) {
      died(w);
      return;
    }
    w.inbox.add({piece.data(), static_cast<size_t>(n)});
    while (w.process) {
      const auto message = w.inbox.next();
      if (!message) break;
      take(w, decode_answer(*message));
    }
    if (w.process && w.inbox.broken()) talks_nonsense(w);
  }

  void take(Worker& w, std::optional<Answer> answer) {
    if (!answer || !w.job || (answer->kind == Answer::Kind::kReport) != w.ready) {
      talks_nonsense(w);
    } else if (answer->kind == Answer::Kind::kFatal) {
      failure_ = answer->text;
      w.process.reset();
    } else if (answer->kind == Answer::Kind::kReady) {
      w.ready = true;
      send_job(w);
    } else {
      if (answer->leaving) w.process.reset();
      finish(w, std::move(answer->report));
    }
  }

  void died(Worker& w) {
    const std::string how = w.process->end();
    lose(w, how,
         {ErrorCode::kCrashed,
          fmt::format("The process that read the file ended ({}). Please report this, with the "
                      "file.",
                      how)});
  }

  void talks_nonsense(Worker& w) {
    lose(w, "it gave a garbled answer",
         {ErrorCode::kCrashed,
          "The process that read the file gave a garbled answer. Please report this, with the "
          "file."});
  }

  void end_overdue() {
    const auto now = Clock::now();
    for (Worker& w : workers_) {
      if (!w.process || !w.job || now < w.deadline) continue;
      lose(w, "it took too long",
           {ErrorCode::kTimeout,
            fmt::format("Reading the file took longer than {:g} s; give it more time with "
                        "--timeout.",
                        std::chrono::duration<double>(options_.timeout).count())});
    }
  }

  // The worker is of no more use, and its report fails with `error`. But one that never got ready
  // has no report to blame: the next worker would fare no better.
  void lose(Worker& w, const std::string& how, ReadError error) {
    w.process.reset();
    if (!w.job) return;
    if (!w.ready) {
      failure_ = fmt::format("a worker process did not start ({})", how);
      return;
    }
    Report report;
    report.error = std::move(error);
    finish(w, std::move(report));
  }

  void finish(Worker& w, Report report) {
    const size_t number = w.job->number;
    w.job.reset();
    if (!stopped_ && !callbacks_.done(number, std::move(report))) stopped_ = true;
  }

  const PoolOptions& options_;
  const PoolCallbacks& callbacks_;
  std::vector<Worker> workers_;
  bool stopped_ = false;
  std::string failure_;
};

}  // namespace

tl::expected<bool, std::string> run_workers(const PoolOptions& options,
                                            const PoolCallbacks& callbacks) {
  return Pool(options, callbacks).run();
}

}  // namespace gouji
