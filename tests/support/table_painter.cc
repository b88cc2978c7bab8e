#include "tests/support/table_painter.h"

#include <algorithm>

namespace gouji {
namespace {

constexpr double kSlack = 0.01;       // points lost to rounding are no reason to end a page
constexpr double kThickRule = 1.5;    // points
constexpr double kDoubleGap = 2;      // between the two lines of a double rule
constexpr double kDots[] = {1, 1.5};  // on, off

Align align_of(const RuledCell& cell, const PrintStyle& style) {
  if (cell.role == CellRole::kLabel) return Align::kLeft;
  if (cell.role != CellRole::kNumber) return Align::kCentre;
  switch (style.number_align) {
    case NumberAlign::kLeft:
      return Align::kLeft;
    case NumberAlign::kCentre:
      return Align::kCentre;
    case NumberAlign::kRight:
      return Align::kRight;
  }
  return Align::kCentre;
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

TablePainter::TablePainter(Canvas& canvas, const PrintStyle& style, const RuledTable& table)
    : canvas_(canvas), style_(style), table_(table) {
  xs_.push_back(canvas.left());
  for (const double part : table.widths) {
    xs_.push_back(xs_.back() + part * (canvas.right() - canvas.left()));
  }
  owner_.assign(table.rows(), std::vector<int>(table.columns(), -1));
  for (size_t i = 0; i < table.cells.size(); ++i) {
    const RuledCell& cell = table.cells[i];
    for (int r = cell.row; r < cell.row + cell.row_span; ++r) {
      for (int c = cell.column; c < cell.column + cell.column_span; ++c) {
        owner_.at(r).at(c) = static_cast<int>(i);
      }
    }
  }
  set_cells();
  stretch_rows();
  find_groups();
}

Font TablePainter::font_of(const RuledCell& cell) const {
  const bool number = cell.role == CellRole::kNumber;
  const bool head = cell.role == CellRole::kHead || cell.role == CellRole::kArticle;
  return {style_.table_font, style_.digit_font, number ? style_.digit_size : style_.table_size,
          head && style_.bold_heads};
}

void TablePainter::set_cells() {
  for (const RuledCell& cell : table_.cells) {
    const double width =
        xs_[cell.column + cell.column_span] - xs_[cell.column] - 2 * style_.padding;
    const Typesetter& typesetter = canvas_.typesetter();
    blocks_.push_back(
        cell.vertical ? typesetter.set_vertical(cell.text, font_of(cell), width)
                      : typesetter.set(cell.text, font_of(cell), width, align_of(cell, style_)));
  }
}

// Row heights: the least that holds every cell, the last row of a merged cell taking what its text
// needs beyond the other rows.
void TablePainter::stretch_rows() {
  std::vector<double> heights(table_.rows(), table_.row_height);
  const auto need = [&](size_t i) { return blocks_[i].height() + 2 * style_.padding; };
  for (size_t i = 0; i < table_.cells.size(); ++i) {
    const RuledCell& cell = table_.cells[i];
    if (cell.row_span > 1) continue;
    double height = need(i);
    if (is_cut(cell.row) && blocks_[i].size() > 0) {
      height = std::max(height, 2 * (blocks_[i].line(0).height() + 2 * style_.padding));
    }
    heights[cell.row] = std::max(heights[cell.row], height);
  }
  for (size_t i = 0; i < table_.cells.size(); ++i) {
    const RuledCell& cell = table_.cells[i];
    double rest = need(i);
    for (int r = cell.row; r < cell.row + cell.row_span; ++r) rest -= heights[r];
    if (rest > 0) heights[cell.row + cell.row_span - 1] += rest;
  }
  ys_.assign(1, 0);
  for (const double height : heights) ys_.push_back(ys_.back() + height);
}

void TablePainter::find_groups() {
  int begin = 0;
  for (int row = 0; row < table_.rows(); ++row) {
    if (table_.row_ids[row].empty() && row + 1 < table_.rows()) continue;
    groups_.push_back({begin, row + 1});
    begin = row + 1;
  }
}

bool TablePainter::is_cut(int row) const {
  return !style_.cut_row.empty() && table_.row_ids[row] == style_.cut_row;
}

bool TablePainter::breaks_before(const Group& group) const {
  return group.begin > 0 && contains(style_.break_before, table_.row_ids[group.end - 1]);
}

std::vector<TablePainter::Part> TablePainter::cut_into_parts() const {
  const double head = style_.repeat_head ? ys_[table_.head_rows] : 0;
  std::vector<Part> parts{{0, 0, canvas_.y, false}};
  const auto cut_at = [&](double y) {
    parts.back().to = y;
    parts.push_back({y, y, canvas_.top() + head, head > 0});
  };
  for (const Group& group : groups_) {
    const Part& part = parts.back();
    const double below = part.y + ys_[group.end] - part.from;
    const bool full = below > canvas_.bottom() + kSlack && ys_[group.begin] > part.from;
    if (full || breaks_before(group)) cut_at(ys_[group.begin]);
    const int last = group.end - 1;
    if (is_cut(last)) cut_at((ys_[last] + ys_[last + 1]) / 2);
  }
  parts.back().to = ys_.back();
  return parts;
}

size_t TablePainter::part_of(const std::vector<Part>& parts, double y) const {
  size_t i = 0;
  while (i + 1 < parts.size() && y > parts[i].to + kSlack) ++i;
  return i;
}

// Moves lines that the page end would cut through back into their cell's part on the page.
void TablePainter::keep_whole(std::vector<Line>& lines, const Part& part,
                              const RuledCell& cell) const {
  if (lines.empty()) return;
  const auto height = [&](const Line& l) { return blocks_[l.cell].line(l.line).height(); };
  const double from = std::max(part.from, top(cell)), to = std::min(part.to, bottom(cell));
  const double over = lines.back().top + height(lines.back()) - (to - style_.padding);
  const double under = from + style_.padding - lines.front().top;
  const double shift = over > 0 ? -over : std::max(under, 0.0);
  for (Line& line : lines) line.top += shift;
}

// Where a label goes that no page end may cut: the first part that holds it, or the largest.
size_t TablePainter::whole_part(const std::vector<Part>& parts, size_t cell) const {
  size_t best = 0;
  double most = 0;
  for (size_t p = 0; p < parts.size(); ++p) {
    const double height = box_in(parts[p], table_.cells[cell]).height();
    if (height >= blocks_[cell].height()) return p;
    if (height > most) {
      best = p;
      most = height;
    }
  }
  return best;
}

// The lines of one cell, by part.
std::vector<std::vector<TablePainter::Line>> TablePainter::place_cell(
    const std::vector<Part>& parts, size_t i) const {
  const RuledCell& cell = table_.cells[i];
  const TextBlock& block = blocks_[i];
  std::vector<std::vector<Line>> out(parts.size());
  const bool whole = cell.role == CellRole::kGroup && style_.cut_label == CutLabel::kFirst;
  const size_t only = whole ? whole_part(parts, i) : 0;
  const double from = whole ? std::max(top(cell), parts[only].from) : top(cell);
  const double to = whole ? std::min(bottom(cell), parts[only].to) : bottom(cell);
  double y = (from + to - block.height()) / 2;
  for (int l = 0; l < block.size(); ++l) {
    const double height = block.line(l).height();
    out[whole ? only : part_of(parts, y + height / 2)].push_back({i, l, y});
    y += height;
  }
  for (size_t p = 0; p < parts.size(); ++p) keep_whole(out[p], parts[p], cell);
  return out;
}

std::vector<std::vector<TablePainter::Line>> TablePainter::place_lines(
    const std::vector<Part>& parts) const {
  std::vector<std::vector<Line>> out(parts.size());
  for (size_t i = 0; i < table_.cells.size(); ++i) {
    const std::vector<std::vector<Line>> lines = place_cell(parts, i);
    for (size_t p = 0; p < parts.size(); ++p) {
      out[p].insert(out[p].end(), lines[p].begin(), lines[p].end());
    }
  }
  return out;
}

Box TablePainter::box_in(const Part& part, const RuledCell& cell) const {
  const double from = std::max(part.from, top(cell)), to = std::min(part.to, bottom(cell));
  return {xs_[cell.column], part.y + from - part.from, xs_[cell.column + cell.column_span],
          part.y + to - part.from};
}

void TablePainter::draw_shades(const Part& part) const {
  cairo_t* cairo = canvas_.cairo();
  for (const RuledCell& cell : table_.cells) {
    const Box box = box_in(part, cell);
    const auto& shade = cell.role == CellRole::kArticle ? style_.article_shade : style_.head_shade;
    const bool shaded = cell.role == CellRole::kArticle || cell.role == CellRole::kHead;
    if (!shaded || box.empty() || shade == std::array<double, 3>{1, 1, 1}) continue;
    cairo_set_source_rgb(cairo, shade[0], shade[1], shade[2]);
    cairo_rectangle(cairo, box.x0, box.y0, box.width(), box.height());
    cairo_fill(cairo);
  }
  cairo_set_source_rgb(cairo, 0, 0, 0);
}

void TablePainter::rule(double x0, double y0, double x1, double y1, bool outer) const {
  cairo_t* cairo = canvas_.cairo();
  const bool dotted = style_.rule_style == RuleStyle::kDotted && !outer;
  const bool thick =
      outer && (style_.outer_rule == OuterRule::kThick || style_.outer_rule == OuterRule::kOpen);
  cairo_set_dash(cairo, kDots, dotted ? 2 : 0, 0);
  cairo_set_line_width(cairo, thick ? std::max(style_.rule_width, kThickRule) : style_.rule_width);
  cairo_set_line_cap(cairo, dotted ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_SQUARE);
  cairo_move_to(cairo, x0, y0);
  cairo_line_to(cairo, x1, y1);
  cairo_stroke(cairo);
}

void TablePainter::draw_horizontal_rules(const Part& part) const {
  const auto at = [&](double y) { return part.y + y - part.from; };
  const int columns = table_.columns();
  for (int r = 1; r < table_.rows(); ++r) {
    if (ys_[r] <= part.from + kSlack || ys_[r] >= part.to - kSlack) continue;
    for (int c = 0; c < columns;) {
      int end = c;
      while (end < columns && owner_[r - 1][end] != owner_[r][end]) ++end;
      if (end > c) rule(xs_[c], at(ys_[r]), xs_[end], at(ys_[r]), false);
      c = std::max(end, c + 1);
    }
  }
  for (const double y : {part.from, part.to}) {
    const bool outer = y <= kSlack || y >= ys_.back() - kSlack;
    if (!outer && !style_.rule_at_page_end) continue;
    rule(xs_.front(), at(y), xs_.back(), at(y), outer);
    if (!outer || style_.outer_rule != OuterRule::kDouble) continue;
    const double out = y <= kSlack ? -kDoubleGap : kDoubleGap;
    rule(xs_.front() - kDoubleGap, at(y) + out, xs_.back() + kDoubleGap, at(y) + out, true);
  }
}

void TablePainter::draw_vertical_rules(const Part& part) const {
  if (!style_.rules_down) return;
  const auto at = [&](double y) { return part.y + std::clamp(y, part.from, part.to) - part.from; };
  const int rows = table_.rows();
  for (int c = 1; c < table_.columns(); ++c) {
    for (int r = 0; r < rows;) {
      int end = r;
      while (end < rows && owner_[end][c - 1] != owner_[end][c]) ++end;
      if (at(ys_[end]) > at(ys_[r])) rule(xs_[c], at(ys_[r]), xs_[c], at(ys_[end]), false);
      r = std::max(end, r + 1);
    }
  }
  if (style_.outer_rule == OuterRule::kOpen) return;
  for (const double x : {xs_.front(), xs_.back()}) {
    rule(x, at(part.from), x, at(part.to), true);
    if (style_.outer_rule != OuterRule::kDouble) continue;
    const double out = x == xs_.front() ? -kDoubleGap : kDoubleGap;
    const double above = part.from <= kSlack ? kDoubleGap : 0;
    const double below = part.to >= ys_.back() - kSlack ? kDoubleGap : 0;
    rule(x + out, at(part.from) - above, x + out, at(part.to) + below, true);
  }
}

void TablePainter::draw_rules(const Part& part) const {
  draw_horizontal_rules(part);
  draw_vertical_rules(part);
}

void TablePainter::draw_lines(const Part& part, const std::vector<Line>& lines) {
  PlacedCell placed;
  for (size_t i = 0; i < lines.size(); ++i) {
    const RuledCell& cell = table_.cells[lines[i].cell];
    const TextBlock& block = blocks_[lines[i].cell];
    const double y = part.y + lines[i].top - part.from + block.line(lines[i].line).ascent;
    const Box box = canvas_.draw_line(block, lines[i].line, xs_[cell.column] + style_.padding, y,
                                      font_of(cell).size);
    const bool first = i == 0 || lines[i - 1].cell != lines[i].cell;
    placed = {canvas_.page(), box_in(part, cell), first ? box : unite(placed.text, box)};
    if (!cell.address.empty()) canvas_.record(cell.address, placed);
  }
}

// A cell without text stands where most of it is.
void TablePainter::record_blanks(const std::vector<Part>& parts, size_t part) {
  for (size_t i = 0; i < table_.cells.size(); ++i) {
    const RuledCell& cell = table_.cells[i];
    if (cell.address.empty() || blocks_[i].size() > 0) continue;
    if (part_of(parts, (top(cell) + bottom(cell)) / 2) != part) continue;
    canvas_.record(cell.address, {canvas_.page(), box_in(parts[part], cell), Box{}});
  }
}

void TablePainter::draw_part(const Part& part, const std::vector<Line>& lines) {
  draw_shades(part);
  draw_lines(part, lines);
  draw_rules(part);
}

void TablePainter::draw_head(double y) {
  const Part head{0, ys_[table_.head_rows], y, false};
  std::vector<Line> lines = place_lines({head}).front();
  std::erase_if(lines,
                [&](const Line& line) { return table_.cells[line.cell].row >= table_.head_rows; });
  draw_part(head, lines);
}

void TablePainter::print() {
  const std::vector<Part> parts = cut_into_parts();
  const std::vector<std::vector<Line>> lines = place_lines(parts);
  const bool landscape = canvas_.landscape();
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) canvas_.next_page(landscape);
    if (parts[i].repeats_head) draw_head(canvas_.top());
    draw_part(parts[i], lines[i]);
    record_blanks(parts, i);
    canvas_.y = parts[i].y + parts[i].to - parts[i].from;
  }
}

}  // namespace gouji
