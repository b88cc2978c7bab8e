// Reads Chinese text from pixels (Tesseract, chi_sim).
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "models/geometry.h"

namespace gouji {

// A line of text with its place in the image that was read.
struct ReadLine {
  std::string text;       // UTF-8, spaces between Chinese characters removed
  Box box;                // pixels of the image
  double confidence = 0;  // 0 to 1, Tesseract's own; not calibrated
  std::vector<std::string>
      others;  // other readings: at other sizes, under seals, of a date's digits
};

// Adds a line of a cell to those above it; the cell is as sure as its least sure line.
void append(ReadLine& cell, const ReadLine& line);

struct ReadBlock {
  std::vector<ReadLine> lines;  // from top to bottom
  bool whole = true;            // false: Tesseract took too long and was stopped; nothing of what
                                // it had found until then is trusted, `lines` is empty
};

// Keeps Tesseract warm. Not for several threads. Tesseract asks OpenMP for four threads by name,
// which spin and cost six times the CPU: run the process with OMP_THREAD_LIMIT=1 in its environment
// (pipeline/main.cc does).
class TextReader {
 public:
  // Throws std::runtime_error where Tesseract's language data is not installed.
  TextReader();
  ~TextReader();

  // `gray`: CV_8UC1, dark on light, upright, without tables, at `dpi`.
  ReadBlock read_block(const cv::Mat& gray, double dpi);

  // The text of one table cell, its lines joined; empty where there is none.
  ReadLine read_cell(const cv::Mat& gray, double dpi);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gouji
