// Words of a table that are read only if the others do not tell what the table is.
//
// Reading with Tesseract the labels that the label network does not know costs most of a scanned
// table, and few of them are needed: between two rows that are known, a row is known by its place
// and by the length of its label. So of the labels beside figures some wait, at most four in
// succession in a table of many rows, else one; the first and the last of a fragment never do;
// headings and merged labels wait where rows are read. What waits is read when the mapping to the
// form is not clear.
#pragma once

#include <vector>

#include "models/table.h"
#include "ocr/cell_evidence.h"
#include "ocr/text_reader.h"

namespace gouji {

struct WaitingLabel {
  size_t cell = 0;  // index in Grid::cells and Table::cells
  cv::Mat crop;     // CV_8UC1, its own pixels
  double dpi = 0;
  Reading digits;  // what the digit reader saw
};

// Sets the length of the print of what may be labels. `cells`: with what the digit reader saw in
// `whole`.
void measure_labels(const Page& page, std::vector<CellEvidence>& cells);

// For each cell of `grid`, whether it is a label that can wait. `cells`: in the grid's order,
// measured.
std::vector<bool> can_wait(const Grid& grid, const std::vector<CellEvidence>& cells);

// Whether there may be words in a cell without glyphs, by what the digit reader saw in it.
bool may_be_words(const Reading& digits);

// Whether what the label network read is Chinese words, read surely, and no figure with a note, nor
// one that `digits` may be. `digits`: what the digit reader saw.
bool is_known_label(const ReadLine& read, const Reading& digits);

// Whether the digit reader is sure of what it saw in a cell without glyphs: a number, or nothing.
bool is_sure(const Reading& digits);

// A cell's reading, from what Tesseract and the digit reader saw in it.
Reading words_or_digits(const ReadLine& words, const Reading& digits);

// Reads into `table` what waited there.
void read_waiting(const std::vector<WaitingLabel>& labels, TextReader& reader, Table& table);

}  // namespace gouji
