#include "tests/support/pdf_probe.h"

#include <poppler-document.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <memory>
#include <stdexcept>

namespace gouji {

namespace {

std::unique_ptr<poppler::document> open(const std::string& pdf) {
  std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(pdf.data(), static_cast<int>(pdf.size())));
  if (!document) throw std::runtime_error("not a PDF file");
  return document;
}

}  // namespace

std::vector<cv::Mat> page_images(const std::string& pdf, double dpi) {
  const std::unique_ptr<poppler::document> document = open(pdf);
  poppler::page_renderer renderer;
  renderer.set_image_format(poppler::image::format_gray8);
  renderer.set_render_hint(poppler::page_renderer::antialiasing);
  renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
  std::vector<cv::Mat> pages;
  for (int i = 0; i < document->pages(); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    poppler::image image = renderer.render_page(page.get(), dpi, dpi);
    if (!image.is_valid()) throw std::runtime_error("a page cannot be rendered");
    pages.push_back(cv::Mat(image.height(), image.width(), CV_8UC1, image.data(),
                            static_cast<size_t>(image.bytes_per_row()))
                        .clone());
  }
  return pages;
}

std::string text_in(const std::string& pdf, int page, const Box& box) {
  const std::unique_ptr<poppler::document> document = open(pdf);
  const std::unique_ptr<poppler::page> found(document->create_page(page - 1));
  if (!found) throw std::runtime_error("no page " + std::to_string(page));
  const poppler::byte_array bytes =
      found->text({box.x0, box.y0, box.width(), box.height()}).to_utf8();
  std::string text(bytes.begin(), bytes.end());
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
  return text;
}

}  // namespace gouji
