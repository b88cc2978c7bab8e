#include "pipeline/worker_pool.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <vector>

#include "models/sentences.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"
#include "pipeline/worker_channel.h"
#include "pipeline/worker_death.h"

namespace gouji {
namespace {

using Clock = std::chrono::steady_clock;

// How long the parent sleeps at most before it looks at the clock and asks whether to go on.
constexpr std::chrono::milliseconds kTick{200};

// A file to be read, for the first time or once more.
struct Task {
  Job job;
  ReadError lost = {};  // why it was lost the first time
};

struct Worker {
  std::optional<WorkerProcess> process;
  MessageBuffer inbox;
  bool ready = false;        // has said so; may be sent a path
  std::optional<Task> task;  // in flight, or waiting for the worker to be ready
  int begun = 0;             // reports, by this process
  Clock::time_point deadline;
};

// What an aged process or a crowded machine may have had a part in. CPU time is not.
bool may_have_been_chance(ErrorCode code) {
  return code == ErrorCode::kCrashed || code == ErrorCode::kTooLarge;
}

class Pool {
 public:
  Pool(const PoolOptions& options, const PoolCallbacks& callbacks)
      : options_(options), callbacks_(callbacks), workers_(std::max(options.jobs, 1)) {}

  tl::expected<bool, std::string> run() {
    while (!stopped_ && callbacks_.go_on()) {
      hand_out();
      if (!failure_.empty()) return tl::unexpected(failure_);
      if (!busy()) return true;
      wait();
      end_overdue();
      if (!failure_.empty()) return tl::unexpected(failure_);
    }
    return false;
  }

 private:
  bool busy() const {
    return std::any_of(workers_.begin(), workers_.end(),
                       [](const Worker& w) { return w.task.has_value(); });
  }

  void hand_out() {
    if (alone_ && busy()) return;
    alone_ = false;
    for (Worker& w : workers_) {
      if (w.task) continue;
      auto job = callbacks_.next();
      if (!job) break;
      begin(w, {std::move(*job)});
      if (!failure_.empty()) return;
    }
    if (busy() || lost_.empty()) return;
    alone_ = true;
    workers_.front().process.reset();
    begin(workers_.front(), std::move(lost_.front()));
    lost_.pop_front();
  }

  void begin(Worker& w, Task task) {
    w.task = std::move(task);
    const int most = options_.reports_per_worker;
    if (most > 0 && w.begun >= most) w.process.reset();
    if (w.process) {
      send_job(w);
    } else {
      start(w);
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
    w.begun = 0;
    w.deadline = Clock::now() + options_.timeout;
  }

  void send_job(Worker& w) {
    w.deadline = Clock::now() + options_.timeout;
    ++w.begun;
    w.process->begin_report(options_.cpu);
    // A worker that is gone is noticed when its channel is read.
    send_message(w.process->channel(), w.task->job.file.native());
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
    if (!answer || !w.task || (answer->kind == Answer::Kind::kReport) != w.ready) {
      talks_nonsense(w);
    } else if (answer->kind == Answer::Kind::kFatal) {
      failure_ = tr_sentence(answer->text);
      w.process.reset();
    } else if (answer->kind == Answer::Kind::kReady) {
      w.ready = true;
      if (!answer->text.empty() && !std::exchange(warned_, true)) {
        callbacks_.warn(tr_sentence(to_one_line(answer->text)));
      }
      send_job(w);
    } else if (answer->leaving && may_have_been_chance(answer->report.error.code)) {
      lose(w, tr("it gave up"), answer->report.error);
    } else {
      if (answer->leaving) w.process.reset();
      finish(w, std::move(answer->report));
    }
  }

  void died(Worker& w) {
    const WorkerEnd end = w.process->end();
    lose(w, end.str(), explain_death(end, options_.cpu));
  }

  void talks_nonsense(Worker& w) { lose(w, tr("it gave a garbled answer"), explain_nonsense()); }

  void end_overdue() {
    const auto now = Clock::now();
    for (Worker& w : workers_) {
      if (!w.process || !w.task || now < w.deadline) continue;
      lose(w, tr("it took too long"), explain_timeout(options_.timeout));
    }
  }

  // The worker is of no more use, and its report is lost with `error`. But one that never got ready
  // has no report to blame: the next worker would fare no better.
  void lose(Worker& w, const std::string& how, ReadError error) {
    w.process.reset();
    if (!w.task) return;
    if (!w.ready) {
      failure_ = tr_format("a worker process did not start ({})", how);
      return;
    }
    if (w.task->lost.code == ErrorCode::kNone) {
      w.task->lost = std::move(error);
      lost_.push_back(std::move(*w.task));
      w.task.reset();
      return;
    }
    Report report;
    report.error = std::move(error);
    const ReadError& first = w.task->lost;
    const std::string last = report.error.message;
    report.error.message =
        first.message == last
            ? fmt::format(sentences::kTriedTwice, last)
            : fmt::format(sentences::kTriedTwiceInTwoWays, last, name(first.code), first.message);
    give(w, std::move(report));
  }

  void finish(Worker& w, Report report) {
    const Task& task = *w.task;
    if (task.lost.code != ErrorCode::kNone) {
      callbacks_.warn(tr_format("{} was read at the second attempt; the first time: {}: {}",
                                to_one_line(task.job.file.native()), name(task.lost.code),
                                tr_sentence(task.lost.message)));
    }
    give(w, std::move(report));
  }

  void give(Worker& w, Report report) {
    const size_t number = w.task->job.number;
    w.task.reset();
    if (!stopped_ && !callbacks_.done(number, std::move(report))) stopped_ = true;
  }

  const PoolOptions& options_;
  const PoolCallbacks& callbacks_;
  std::vector<Worker> workers_;
  std::deque<Task> lost_;  // once; to be read once more
  bool alone_ = false;     // such a one is being read
  bool warned_ = false;    // of workers that are not locked up
  bool stopped_ = false;
  std::string failure_;
};

}  // namespace

tl::expected<bool, std::string> run_workers(const PoolOptions& options,
                                            const PoolCallbacks& callbacks) {
  return Pool(options, callbacks).run();
}

}  // namespace gouji
