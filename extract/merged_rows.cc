#include "extract/merged_rows.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "models/runs.h"

namespace gouji {
namespace {

// Millimetres.
constexpr double kInset = 0.6;     // from the middle of a rule to what is printed beside it
constexpr double kLeastRow = 3.5;  // of 10 pt print
constexpr double kSpeck = 1.3;     // and lower is no line of print; digits of 7 pt are 1.7 high
constexpr double kWithin = 0.4;    // white within a line of print
constexpr double kTallest = 3.3;   // of figures; Chinese characters of 10.5 pt are 3.5
constexpr double kLeastGap = 1.6;  // between figures of two rows
constexpr double kGap = 0.8;       // of the height of a line: between lines of two rows
constexpr double kRoom = 2;        // of the height of a line: beside it, if it is not full
constexpr size_t kCells = 2;       // that must agree

using Line = cv::Range;  // of print, in rows of the whole mask

// A cell of one lattice column, from one rule across to the next.
struct Cell {
  cv::Mat ink;
  std::vector<Line> lines;
  int top = 0;
};

Cell look(const cv::Mat& ink, double x0, double x1, double y0, double y1, double mm) {
  const int inset = cvRound(kInset * mm);
  const int left = cvRound(x0) + inset, top = cvRound(y0) + inset;
  const cv::Rect place =
      cv::Rect(left, top, cvRound(x1) - inset - left, cvRound(y1) - inset - top) &
      cv::Rect({}, ink.size());
  Cell out;
  if (place.empty()) return out;
  out.ink = ink(place);
  out.top = place.y;
  cv::Mat dark;
  cv::reduce(out.ink, dark, 1, cv::REDUCE_MAX);
  for (const Line& line : runs(
           dark.rows, [&](int y) { return dark.at<uchar>(y) != 0; }, kWithin * mm)) {
    if (line.size() >= kSpeck * mm) out.lines.push_back(line + place.y);
  }
  return out;
}

// The lines of print above and below `y`, where both are there and white is between them.
std::optional<std::pair<Line, Line>> lines_around(const Cell& cell, double y) {
  for (size_t i = 1; i < cell.lines.size(); ++i) {
    if (cell.lines[i - 1].end <= y && y < cell.lines[i].start) {
      return std::pair(cell.lines[i - 1], cell.lines[i]);
    }
  }
  return {};
}

// The line of print that `y` goes through, if any.
const Line* line_at(const Cell& cell, double y) {
  for (const Line& l : cell.lines) {
    if (l.start <= y && y < l.end) return &l;
  }
  return nullptr;
}

// Whether a low line ends long before its cell, as a figure does that is not broken over two lines.
bool has_room(const Cell& cell, const Line& line, double mm) {
  if (line.size() > kTallest * mm) return false;
  cv::Mat dark;
  cv::reduce(cell.ink.rowRange(line - cell.top), dark, 0, cv::REDUCE_MAX);
  const cv::Rect print = cv::boundingRect(dark);
  return cell.ink.cols - print.width >= kRoom * line.size();
}

// The cells in which a figure has print below it, or above it, beyond `y` as in another row. None
// where that is so in one cell only, or a figure or print at the right of one crosses `y`.
std::vector<size_t> divided(const std::vector<Cell>& cells, double y, double mm) {
  std::vector<size_t> figures;
  size_t agree = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    const auto lines = lines_around(cells[i], y);
    if (!lines) {
      const Line* crossed = line_at(cells[i], y);
      if (crossed && (!figures.empty() || has_room(cells[i], *crossed, mm))) return {};
      continue;
    }
    const auto& [above, below] = *lines;
    const int gap = below.start - above.end;
    if (gap < kLeastGap * mm || gap < kGap * std::max(above.size(), below.size())) continue;
    ++agree;
    if (has_room(cells[i], above, mm) && has_room(cells[i], below, mm)) figures.push_back(i);
  }
  if (agree < kCells) figures.clear();
  return figures;
}

std::vector<Cell> cells_between(const cv::Mat& ink, double from, double to,
                                const std::vector<double>& down, double mm) {
  std::vector<Cell> cells;
  for (size_t c = 0; c + 1 < down.size(); ++c) {
    cells.push_back(look(ink, down[c], down[c + 1], from, to, mm));
  }
  return cells;
}

}  // namespace

std::vector<double> merged_rows(const cv::Mat& ink, const std::vector<double>& across,
                                const std::vector<double>& down, double mm) {
  std::vector<double> out;
  for (size_t band = 0; band + 1 < across.size(); ++band) {
    if (across[band + 1] - across[band] < 2 * kLeastRow * mm) continue;
    const std::vector<Cell> cells = cells_between(ink, across[band], across[band + 1], down, mm);
    // Figures stand at the right.
    const auto cell = std::find_if(cells.rbegin(), cells.rend(),
                                   [](const Cell& c) { return c.lines.size() > 1; });
    if (cell == cells.rend()) continue;
    for (size_t i = 1; i < cell->lines.size(); ++i) {
      const double y = (cell->lines[i - 1].end + cell->lines[i].start) / 2.0;
      if (!divided(cells, y, mm).empty()) out.push_back(y);
    }
  }
  return out;
}

std::vector<size_t> divided_figures(const cv::Mat& ink, const std::vector<double>& across,
                                    size_t line, const std::vector<double>& down, double mm) {
  return divided(cells_between(ink, across[line - 1], across[line + 1], down, mm), across[line],
                 mm);
}

}  // namespace gouji
