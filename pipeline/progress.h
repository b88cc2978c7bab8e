// How far a run is, for the person who waits for it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

namespace gouji {

struct ProgressState {
  size_t total = 0;  // files to read
  size_t done = 0;   // of them, failed ones included
  int pages = 0;     // of the reports read in this run
  std::chrono::duration<double> elapsed{0};
  size_t there = 0;  // of those done, how many an earlier run had read
};

// `12 of 80 reports, 96 pages, 3.2 reports/s, 0:21 left`; with ` (4 read before)` behind the 12
// where a run goes on
std::string progress_line(const ProgressState& state);

// The same with a bar before it: `[####......] 12 of 80 reports, ...`
std::string draw_bar(const ProgressState& state);

class Progress {
 public:
  virtual ~Progress() = default;
  // Called several times a second.
  virtual void update(const ProgressState& state) = 0;
  // Called once, when no more reports come.
  virtual void finish(const ProgressState& state) = 0;
};

// On a terminal a bar that redraws itself; elsewhere plain lines, at most one every few seconds,
// and a last one. Writes to `out`, which must outlive it.
std::unique_ptr<Progress> make_progress(std::FILE* out, bool terminal);

// Says nothing.
std::unique_ptr<Progress> make_silent_progress();

}  // namespace gouji
