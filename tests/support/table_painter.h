// Sets a ruled table, cuts it at the page ends, and draws it. Lengths in points. "Table space" is
// the table as if no page ended: y from its top rule.
#pragma once

#include <vector>

#include "tests/support/canvas.h"
#include "tests/support/ruled_table.h"

namespace gouji {

class TablePainter {
 public:
  TablePainter(Canvas& canvas, const PrintStyle& style, const RuledTable& table);

  // What has to fit on the page the table begins on: its heads and its first row.
  double opening_height() const { return ys_[groups_.front().end]; }
  // Draws the table from the canvas's `y` on, over as many pages as it takes.
  void print();

 private:
  // Rows that no page end separates: heads, and the row under them.
  struct Group {
    int begin, end;
  };
  // The part of the table on one page.
  struct Part {
    double from, to;  // table space
    double y;         // on the page, of `from`
    bool repeats_head;
  };
  // A line of a cell's text in a part.
  struct Line {
    size_t cell;
    int line;
    double top;  // table space
  };

  void set_cells();
  void find_groups();
  void stretch_rows();
  bool is_cut(int row) const;
  bool breaks_before(const Group& group) const;
  std::vector<Part> cut_into_parts() const;
  size_t part_of(const std::vector<Part>& parts, double y) const;
  size_t whole_part(const std::vector<Part>& parts, size_t cell) const;
  std::vector<std::vector<Line>> place_cell(const std::vector<Part>& parts, size_t cell) const;
  std::vector<std::vector<Line>> place_lines(const std::vector<Part>& parts) const;
  void keep_whole(std::vector<Line>& lines, const Part& part, const RuledCell& cell) const;
  void draw_part(const Part& part, const std::vector<Line>& lines);
  void draw_head(double y);
  void draw_shades(const Part& part) const;
  void draw_rules(const Part& part) const;
  void draw_horizontal_rules(const Part& part) const;
  void draw_vertical_rules(const Part& part) const;
  void rule(double x0, double y0, double x1, double y1, bool outer) const;
  void draw_lines(const Part& part, const std::vector<Line>& lines);
  void record_blanks(const std::vector<Part>& parts, size_t part);

  double top(const RuledCell& cell) const { return ys_[cell.row]; }
  double bottom(const RuledCell& cell) const { return ys_[cell.row + cell.row_span]; }
  Box box_in(const Part& part, const RuledCell& cell) const;
  Font font_of(const RuledCell& cell) const;

  Canvas& canvas_;
  const PrintStyle& style_;
  const RuledTable& table_;
  std::vector<double> xs_, ys_;    // column boundaries on the page, row boundaries in table space
  std::vector<TextBlock> blocks_;  // of each cell
  std::vector<std::vector<int>> owner_;  // cell of each lattice place
  std::vector<Group> groups_;
};

}  // namespace gouji
