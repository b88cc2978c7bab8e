#include "pipeline/progress.h"

#include <fmt/format.h>

#include <cmath>

#include "pipeline/translation.h"

namespace gouji {
namespace {

constexpr size_t kBarWidth = 20;
constexpr std::chrono::milliseconds kBarEvery{100};
constexpr std::chrono::seconds kLineEvery{5};

std::string minutes(double seconds) {
  const auto s = std::lround(seconds);
  if (s >= 3600) return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  return fmt::format("{}:{:02}", s / 60, s % 60);
}

// Progress that cannot be shown (a closed stderr) is no reason to stop.
void print(std::FILE* out, const std::string& text) {
  std::fputs(text.c_str(), out);
  std::fflush(out);
}

class Bar : public Progress {
 public:
  explicit Bar(std::FILE* out) : out_(out) {}
  void update(const ProgressState& s) override {
    if (s.elapsed < next_) return;
    next_ = s.elapsed + kBarEvery;
    draw(s);
  }
  void finish(const ProgressState& s) override {
    draw(s);
    print(out_, "\n");
  }

 private:
  // Back to the line's start, and what is left of a longer line before it erased.
  void draw(const ProgressState& s) { print(out_, fmt::format("\r{}\x1b[K", draw_bar(s))); }

  std::FILE* out_;
  std::chrono::duration<double> next_{0};
};

class Lines : public Progress {
 public:
  explicit Lines(std::FILE* out) : out_(out) {}
  void update(const ProgressState& s) override {
    if (s.elapsed < next_) return;
    next_ = s.elapsed + kLineEvery;
    finish(s);
  }
  void finish(const ProgressState& s) override { print(out_, progress_line(s) + "\n"); }

 private:
  std::FILE* out_;
  std::chrono::duration<double> next_ = kLineEvery;
};

class Silence : public Progress {
 public:
  void update(const ProgressState&) override {}
  void finish(const ProgressState&) override {}
};

}  // namespace

std::string progress_line(const ProgressState& s) {
  std::string out = s.there > 0 ? tr_format("{} ({} read before) of {} reports, {} pages", s.done,
                                            s.there, s.total, s.pages)
                                : tr_format("{} of {} reports, {} pages", s.done, s.total, s.pages);
  const size_t read = s.done - s.there;
  if (read == 0 || s.elapsed.count() <= 0) return out;
  const double rate = static_cast<double>(read) / s.elapsed.count();
  out += tr_format(", {:.1f} reports/s", rate);
  if (s.done == s.total) return out + tr_format(", {}", minutes(s.elapsed.count()));
  return out + tr_format(", {} left", minutes(static_cast<double>(s.total - s.done) / rate));
}

std::string draw_bar(const ProgressState& s) {
  const size_t filled = s.total == 0 ? kBarWidth : kBarWidth * s.done / s.total;
  return fmt::format("[{}{}] {}", std::string(filled, '#'), std::string(kBarWidth - filled, '.'),
                     progress_line(s));
}

std::unique_ptr<Progress> make_progress(std::FILE* out, bool terminal) {
  if (terminal) return std::make_unique<Bar>(out);
  return std::make_unique<Lines>(out);
}

std::unique_ptr<Progress> make_silent_progress() { return std::make_unique<Silence>(); }

}  // namespace gouji
