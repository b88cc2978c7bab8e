// A PDF with the time that drawing it may take.
#pragma once

#include <OutputDev.h>
#include <PDFDoc.h>

#include <chrono>
#include <filesystem>
#include <opencv2/core.hpp>

namespace gouji {

class TimedDocument {
 public:
  // `seconds`: of this thread's CPU time, for all that is displayed together.
  TimedDocument(const std::filesystem::path& file, double seconds);

  PDFDoc& doc() { return doc_; }

  // No time is left. What was displayed last is unfinished, and what Poppler held for it has
  // leaked.
  bool late() const { return left_ <= 0; }

  // Hands the page, or `part` of it (pixels at `dpi`), to `device`. Does nothing once late().
  void display(OutputDev& device, int number, double dpi, const cv::Rect& part = {-1, -1, -1, -1});

 private:
  static bool end_if_late(void* self);

  PDFDoc doc_;
  double left_, deadline_ = 0;  // seconds of CPU time
  std::chrono::steady_clock::time_point next_look_;
};

}  // namespace gouji
