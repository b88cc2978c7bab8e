// The rows of a table that rules do not part, by its lines of print.
#pragma once

#include <vector>

#include "extract/print_lines.h"

namespace gouji {

// A row of a table, or a band of several: its top and bottom (pixels), and what is printed in it.
struct Row {
  int top, bottom;
  Characters characters;
};

// The rows of a band: between any two of its lines with figures, and where nothing is printed from
// side to side. Lines of one label lie closer together than rows. Characters across a border, of a
// label of both rows, are in both. `mm` in pixels.
std::vector<Row> rows_of(const Row& band, double mm);

// A page's tables without any rule across, from top to bottom: lines of print in columns, with
// figures. Each is one band, or where but one line has figures that line below its head. A
// section's heading, and a line of running text, end a table.
std::vector<std::vector<Row>> unruled_tables(const Characters& characters, double mm);

}  // namespace gouji
