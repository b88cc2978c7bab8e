#include "tests/ocr/digit_cell.h"

#include <pango/pangocairo.h>

#include <memory>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

namespace gouji {
namespace {

template <typename T>
std::shared_ptr<T> owned(T* object) {
  return {object, [](T* o) { g_object_unref(o); }};
}

void require_font(PangoContext* context, const PangoFontDescription* wanted) {
  auto font = owned(pango_context_load_font(context, wanted));
  std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> got(
      pango_font_describe(font.get()), pango_font_description_free);
  std::string family = pango_font_description_get_family(wanted);
  if (family != pango_font_description_get_family(got.get())) {
    throw std::runtime_error("font not installed: " + family);
  }
}

}  // namespace

cv::Mat print_cell(const std::string& text, const CellStyle& style) {
  double scale = style.dpi / 72;
  cv::Mat cell(cvRound(style.height * scale), cvRound(style.width * scale), CV_8UC4,
               cv::Scalar::all(style.paper));
  std::shared_ptr<cairo_surface_t> surface(
      cairo_image_surface_create_for_data(cell.data, CAIRO_FORMAT_RGB24, cell.cols, cell.rows,
                                          static_cast<int>(cell.step)),
      cairo_surface_destroy);
  std::shared_ptr<cairo_t> cairo(cairo_create(surface.get()), cairo_destroy);
  cairo_scale(cairo.get(), scale, scale);
  auto layout = owned(pango_cairo_create_layout(cairo.get()));
  std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> font(
      pango_font_description_from_string(style.font.c_str()), pango_font_description_free);
  pango_font_description_set_absolute_size(font.get(), pango_font_description_get_size(font.get()));
  require_font(pango_layout_get_context(layout.get()), font.get());
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_width(layout.get(), static_cast<int>((style.width - 2) * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_CHAR);
  pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
  pango_layout_set_text(layout.get(), text.c_str(), -1);
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  cairo_move_to(cairo.get(), 1, (style.height - static_cast<double>(height) / PANGO_SCALE) / 2);
  pango_cairo_show_layout(cairo.get(), layout.get());
  if (style.rule > 0) {
    cairo_set_line_width(cairo.get(), style.rule * 2);  // the outer half lies outside
    cairo_rectangle(cairo.get(), 0, 0, style.width, style.height);
    cairo_stroke(cairo.get());
  }
  cairo_surface_flush(surface.get());
  cv::Mat gray;
  cv::cvtColor(cell, gray, cv::COLOR_BGRA2GRAY);
  return gray;
}

cv::Mat scan_cell(const cv::Mat& cell, double degrees, double blur, double noise) {
  cv::Point2f middle(static_cast<float>(cell.cols) / 2, static_cast<float>(cell.rows) / 2);
  cv::Mat turned;
  cv::warpAffine(cell, turned, cv::getRotationMatrix2D(middle, degrees, 1), cell.size(),
                 cv::INTER_CUBIC, cv::BORDER_REPLICATE);
  if (blur > 0) cv::GaussianBlur(turned, turned, {}, blur);
  cv::Mat grain(cell.size(), CV_32F);
  cv::RNG random(1);
  random.fill(grain, cv::RNG::NORMAL, 0, noise);
  cv::Mat result;
  cv::add(turned, grain, result, cv::noArray(), CV_8U);
  return result;
}

}  // namespace gouji
