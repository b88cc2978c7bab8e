// Reads the words in many table cells at once.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "ocr/text_reader.h"

namespace gouji {

// `cells`: interiors of cells with words (CV_8UC1, dark on light), at `dpi`. One reading a cell,
// its lines joined; empty text where nothing was read. The cells are set one under another on one
// sheet, because Tesseract finds the lines of a page and overlooks a few characters alone in a
// cell: of 221 cells of four scans 29 short labels (自然人, 总计) were lost cell by cell, 3 so, in
// a fifth less time. The lines of narrow ones are set side by side: of the labels of twelve scans
// 61 % were read to the letter so, 58 % with them one under another.
std::vector<ReadLine> read_labels(const std::vector<cv::Mat>& cells, double dpi,
                                  TextReader& reader);

// The print of such a cell, without the paper around it and what rules left at the sides (CV_8UC1,
// 255 on ink, at 150 dpi or less); empty where there is none.
cv::Mat label_ink(const cv::Mat& cell, double dpi);

}  // namespace gouji
