#include "ocr/timed_document.h"

#include <goo/GooString.h>

#include <memory>

#include "ocr/cpu_time.h"

namespace gouji {
namespace {

struct Late {};

}  // namespace

TimedDocument::TimedDocument(const std::filesystem::path& file, double seconds)
    : doc_(std::make_unique<GooString>(file.string())), left_(seconds) {}

void TimedDocument::display(OutputDev& device, int number, double dpi, const cv::Rect& part) {
  if (late()) return;
  const double begun = cpu_seconds();
  deadline_ = begun + left_;
  try {
    doc_.displayPageSlice(&device, number, dpi, dpi, 0, false, true, false, part.x, part.y,
                          part.width, part.height, end_if_late, this);
  } catch (const Late&) {
  }
  left_ -= cpu_seconds() - begun;
}

// Poppler asks this between a page's operators. By exception, since it takes a "yes" for the end of
// the innermost form only.
bool TimedDocument::end_if_late(void* self) {
  if (cpu_seconds() > static_cast<TimedDocument*>(self)->deadline_) throw Late{};
  return false;
}

}  // namespace gouji
