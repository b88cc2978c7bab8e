#include "tests/support/typeset.h"

#include <algorithm>
#include <stdexcept>

// Fontconfig keeps some of its patterns until the process ends; LeakSanitizer, where it is built
// in, asks for such exceptions by this name.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }

namespace gouji {
namespace {

std::vector<std::string> installed_families(PangoFontMap* map) {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(map, &families, &count);
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(pango_font_family_get_name(families[i]));
  g_free(families);
  return names;
}

// Switches the family for each run of ASCII characters.
void set_ascii_family(PangoAttrList* attributes, const std::string& text,
                      const std::string& family) {
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) ++end;
    if (end > i) {
      PangoAttribute* attribute = pango_attr_family_new(family.c_str());
      attribute->start_index = static_cast<guint>(i);
      attribute->end_index = static_cast<guint>(end);
      pango_attr_list_insert(attributes, attribute);
    }
    i = std::max(end, i + 1);
  }
}

void set_font(PangoLayout* layout, const std::string& text, const Font& font) {
  PangoFontDescription* description = pango_font_description_new();
  pango_font_description_set_family(description, font.family.c_str());
  pango_font_description_set_absolute_size(description, font.size * PANGO_SCALE);
  if (font.bold) pango_font_description_set_weight(description, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, description);
  pango_font_description_free(description);
  if (font.ascii.empty()) return;
  PangoAttrList* attributes = pango_attr_list_new();
  set_ascii_family(attributes, text, font.ascii);
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
}

std::vector<SetLine> lines_of(PangoLayout* layout) {
  const std::string text = pango_layout_get_text(layout);
  std::vector<SetLine> lines;
  PangoLayoutIter* it = pango_layout_get_iter(layout);
  do {
    const PangoLayoutLine* line = pango_layout_iter_get_line_readonly(it);
    PangoRectangle box;
    pango_layout_iter_get_line_extents(it, nullptr, &box);
    const double baseline = pango_units_to_double(pango_layout_iter_get_baseline(it));
    const double top = pango_units_to_double(box.y);
    lines.push_back({text.substr(line->start_index, line->length), pango_units_to_double(box.x),
                     pango_units_to_double(box.width), baseline - top,
                     top + pango_units_to_double(box.height) - baseline});
  } while (pango_layout_iter_next_line(it));
  pango_layout_iter_free(it);
  return lines;
}

}  // namespace

std::vector<std::string> characters(const std::string& utf8) {
  std::vector<std::string> out;
  for (const char c : utf8) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80 && !out.empty()) {
      out.back() += c;
    } else {
      out.emplace_back(1, c);
    }
  }
  return out;
}

double TextBlock::height() const {
  double sum = 0;
  for (const SetLine& line : lines_) sum += line.height();
  return sum;
}

void TextBlock::draw(cairo_t* cairo, int line, double x, double y) const {
  cairo_move_to(cairo, x + lines_[line].x, y);
  pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout_.get(), line));
}

Typesetter::Typesetter() {
  PangoFontMap* map = pango_cairo_font_map_new();
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
  families_ = installed_families(map);
  context_.reset(pango_font_map_create_context(map), g_object_unref);
  g_object_unref(map);  // the context keeps it
  pango_context_set_language(context_.get(), pango_language_from_string("zh-cn"));
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
}

void Typesetter::require(const std::string& family) const {
  if (std::find(families_.begin(), families_.end(), family) != families_.end()) return;
  throw std::runtime_error(
      "font family \"" + family +
      "\" is not installed; the report printer uses the Debian packages fonts-arphic-gbsn00lp, "
      "fonts-arphic-gkai00mp, fonts-noto-cjk, fonts-wqy-zenhei and fonts-liberation");
}

TextBlock Typesetter::set(const std::string& text, const Font& font, double width, Align align,
                          double indent) const {
  require(font.family);
  if (!font.ascii.empty()) require(font.ascii);
  TextBlock block;
  block.layout_.reset(pango_layout_new(context_.get()), g_object_unref);
  PangoLayout* layout = block.layout_.get();
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  set_font(layout, text, font);
  pango_layout_set_width(layout, pango_units_from_double(width));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_indent(layout, pango_units_from_double(indent));
  pango_layout_set_justify(layout, align == Align::kJustify);
  if (align == Align::kCentre) pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
  if (align == Align::kRight) pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
  if (!text.empty()) block.lines_ = lines_of(layout);
  return block;
}

TextBlock Typesetter::set_vertical(const std::string& text, const Font& font, double width) const {
  std::string column;
  for (const std::string& character : characters(text)) {
    column += (column.empty() ? "" : "\n") + character;
  }
  return set(column, font, width, Align::kCentre);
}

}  // namespace gouji
