// Ruled tables: first as a grid of empty cells on one page, then with what was read in them, then
// as one table across pages.
#pragma once

#include <string>
#include <vector>

#include "models/geometry.h"
#include "models/reading.h"
#include "models/seal.h"

namespace gouji {

// A cell of a ruled grid, before anything is read.
struct GridCell {
  int row = 0, column = 0;  // of its top left corner, from 0
  int row_span = 1, column_span = 1;
  Box box;  // pixels of the page's cleaned image, rule centre to rule centre
};

// The lattice of one ruled table, or of the part of it on one page.
struct Grid {
  int page = 0;  // from 1
  int rows = 0, columns = 0;
  std::vector<double> xs;       // column boundaries, pixels, columns + 1 of them
  std::vector<double> ys;       // row boundaries, pixels, rows + 1 of them
  std::vector<GridCell> cells;  // cover the lattice without overlap, in reading order
  Box box;                      // pixels
  std::vector<Seal> seals;      // over it, gray or black, pixels
  bool cut = false;             // print crosses a side that is not ruled: it may not be the side
  bool implied = false;         // not all of its rules are drawn
};

// A cell with what was read in it.
struct TableCell {
  int row = 0, column = 0;
  int row_span = 1, column_span = 1;
  Reading reading;
  int page = 0;  // from 1; where the cell begins
  Box box;       // points, page as displayed
  // Of words: how long they are, all lines together, in heights of a line; about 1.1 times the
  // number of characters. 0: not measured.
  double print = 0;
};

// A table, or a fragment of one, with its readings.
struct Table {
  int rows = 0, columns = 0;
  std::vector<double> xs;        // column boundaries in points, of the page made upright and flat
  std::vector<TableCell> cells;  // in reading order
  int first_page = 0, last_page = 0;  // printed pages, of which a sheet may have two
  std::vector<int> page_starts;       // rows that begin a new page (stitched tables), ascending
  std::string caption;                // the line right over it, where that was read
  std::vector<int> headed;  // rows right below the heading of the table's section, ascending
};

}  // namespace gouji
