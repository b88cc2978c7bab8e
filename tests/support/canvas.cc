#include "tests/support/canvas.h"

#include <cairo-pdf.h>

#include <stdexcept>

namespace gouji {
namespace {

constexpr double kFooter = 28;  // from the text's lower edge to the page number's baseline
constexpr double kFooterSize = 12;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void require_success(cairo_status_t status) {
  if (status == CAIRO_STATUS_SUCCESS) return;
  throw std::runtime_error(std::string("cairo: ") + cairo_status_to_string(status));
}

std::string footer(PageNumber style, int page) {
  const std::string number = std::to_string(page);
  switch (style) {
    case PageNumber::kNone:
      return "";
    case PageNumber::kPlain:
      return number;
    case PageNumber::kDashes:
      return "- " + number + " -";
    case PageNumber::kChinese:
      return "第" + number + "页";
  }
  return "";
}

}  // namespace

Canvas::Canvas(const PrintStyle& style) : style_(style) {
  surface_.reset(
      cairo_pdf_surface_create_for_stream(append, &pdf_.bytes, style.page_width, style.page_height),
      cairo_surface_destroy);
  // A date of its own would make every file different.
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 "2024-01-01T00:00:00Z");
  cairo_.reset(cairo_create(surface_.get()), cairo_destroy);
  begin_page(false);
}

void Canvas::begin_page(bool landscape) {
  PageSize size{style_.page_width, style_.page_height};
  if (landscape) std::swap(size.width, size.height);
  pdf_.pages.push_back(size);
  cairo_pdf_surface_set_size(surface_.get(), size.width, size.height);
  y = top();
}

void Canvas::end_page() {
  const std::string text = footer(style_.page_number, page());
  if (!text.empty()) {
    Align align = Align::kCentre;
    if (style_.outer_page_number) align = page() % 2 == 1 ? Align::kRight : Align::kLeft;
    const TextBlock block = typesetter_.set(
        text, {style_.table_font, style_.digit_font, kFooterSize}, right() - left(), align);
    draw_line(block, 0, left(), bottom() + kFooter, kFooterSize);
  }
  cairo_show_page(cairo_.get());
}

void Canvas::next_page(bool landscape) {
  end_page();
  begin_page(landscape);
}

void Canvas::next_page_if_used(bool landscape) {
  if (y > top() || landscape != this->landscape()) next_page(landscape);
}

Box Canvas::draw_line(const TextBlock& block, int line, double x, double baseline, double size) {
  const SetLine& set = block.line(line);
  block.draw(cairo_.get(), line, x, baseline);
  const Box box{x + set.x, baseline - set.ascent, x + set.x + set.width, baseline + set.descent};
  pdf_.lines.push_back({page(), set.text, box, size});
  return box;
}

PrintedPdf Canvas::finish() {
  end_page();
  require_success(cairo_status(cairo_.get()));
  cairo_surface_finish(surface_.get());
  require_success(cairo_surface_status(surface_.get()));
  return std::move(pdf_);
}

}  // namespace gouji
