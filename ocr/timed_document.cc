#include "ocr/timed_document.h"

#include <goo/GooString.h>

#include <algorithm>
#include <memory>

#include "ocr/cpu_time.h"

namespace gouji {
namespace {

struct Late {};

constexpr double kLongestUnseen = 1;  // seconds; a limit may be longer than a clock can count

}  // namespace

TimedDocument::TimedDocument(const std::filesystem::path& file, double seconds)
    : doc_(std::make_unique<GooString>(file.string())), left_(seconds) {}

void TimedDocument::display(OutputDev& device, int number, double dpi, const cv::Rect& part) {
  if (late()) return;
  const double begun = cpu_seconds();
  deadline_ = begun + left_;
  next_look_ = {};
  try {
    doc_.displayPageSlice(&device, number, dpi, dpi, 0, false, true, false, part.x, part.y,
                          part.width, part.height, end_if_late, this);
  } catch (const Late&) {
  }
  left_ -= cpu_seconds() - begun;
}

// Poppler asks this between a page's operators. By exception, since it takes a "yes" for the end of
// the innermost form only. CPU time, which costs a system call, is looked at when it can have run
// out: it never runs faster than the clock.
bool TimedDocument::end_if_late(void* self) {
  auto& document = *static_cast<TimedDocument*>(self);
  const auto now = std::chrono::steady_clock::now();
  if (now < document.next_look_) return false;
  const double left = document.deadline_ - cpu_seconds();
  if (left < 0) throw Late{};
  document.next_look_ = now + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                  std::chrono::duration<double>(std::min(left, kLongestUnseen)));
  return false;
}

}  // namespace gouji
