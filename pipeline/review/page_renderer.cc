#include "pipeline/review/page_renderer.h"

#include <fmt/format.h>

#include <exception>
#include <opencv2/core.hpp>
#include <string>

#include "pipeline/picture.h"
#include "pipeline/worker_channel.h"
#include "pipeline/worker_sandbox.h"

namespace gouji {
namespace {

std::string answer(const std::filesystem::path& file, int number, int dpi,
                   const PdfLimits& limits) {
  const auto document = PdfDocument::open(file, limits);
  if (!document) return "error\n" + document.error().message;
  auto page = document->page(number);
  if (!page) return "error\n" + page.error().message;
  document->rasterise(*page, dpi);
  if (document->late()) return "error\n" + too_slow(number).message;
  // A scan's grain makes a large PNG, and print that was drawn an ugly JPEG.
  const Picture picture = encode(page->colour.empty() ? page->gray : page->colour,
                                 is_scan(*page) ? Picture::kJpeg : Picture::kPng);
  return fmt::format("{} {}\n", picture.type, page->displayed_dpi(page->dpi)) + picture.bytes;
}

}  // namespace

int run_page_renderer(const std::filesystem::path& file, int page, int dpi,
                      const PdfLimits& limits) {
  cv::setNumThreads(1);
  enter_sandbox();
  std::string message;
  try {
    message = answer(file, page, dpi, limits);
  } catch (const std::exception& e) {  // out of a library: this process has no other page to draw
    message = std::string("error\nDrawing the page failed (") + e.what() + ").";
  }
  return send_message(kWorkerChannel, message) ? 0 : 1;
}

}  // namespace gouji
