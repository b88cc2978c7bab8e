#include "extract/implied_rows.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "models/quantile.h"

namespace gouji {
namespace {

constexpr size_t kFewSteps = 3;    // between rows; fewer do not tell how rows are set
constexpr double kOneLabel = 0.5;  // of the usual step between rows; from line to line of a label
constexpr double kAlike = 0.3;     // of the larger; by which two equal distances may differ
constexpr int kLeastFigures = 3;   // in a table without rules across
constexpr double kRunning = 0.6;   // of the width of a page's print; no label is so long

// What is printed between two stretches of paper from side to side: lines of print that overlap.
struct Block {
  int top, bottom;
  std::vector<int> figures;  // the middles of its lines with figures
};

std::vector<Block> blocks_of(const std::vector<Characters>& lines, double mm) {
  std::vector<Block> blocks;
  for (const Characters& line : lines) {
    const cv::Rect box = box_of(line);
    if (blocks.empty() || box.y >= blocks.back().bottom) {
      blocks.push_back({box.y, box.br().y, {}});
    }
    blocks.back().bottom = std::max(blocks.back().bottom, box.br().y);
    if (count_figures(line, mm) > 0) blocks.back().figures.push_back(middle(line.front()));
  }
  return blocks;
}

// Joins to a row's figures the lines of its label above and below them. One as far from the row
// above as from the one below is the label of both.
std::vector<Block> with_labels_whole(const std::vector<Block>& blocks) {
  const auto step = [&](size_t i) { return blocks[i].top - blocks[i - 1].bottom; };
  std::vector<int> steps;  // from row to row
  for (size_t i = 1; i < blocks.size(); ++i) {
    if (!blocks[i - 1].figures.empty() && !blocks[i].figures.empty()) steps.push_back(step(i));
  }
  if (steps.size() < kFewSteps) return blocks;
  const double close = kOneLabel * median(std::move(steps));
  const auto is_of_both = [&](size_t i) {
    return blocks[i].figures.empty() && i > 0 && i + 1 < blocks.size() &&
           std::abs(step(i) - step(i + 1)) <= kAlike * std::max(step(i), step(i + 1));
  };
  std::vector<Block> out;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    const bool of_one_row =
        i > 0 && (block.figures.empty() || out.back().figures.empty() || is_of_both(i - 1));
    if (of_one_row && step(i) <= close) {
      out.back().bottom = block.bottom;
      out.back().figures.insert(out.back().figures.end(), block.figures.begin(),
                                block.figures.end());
    } else {
      out.push_back(block);
    }
  }
  return out;
}

Row band_of(const std::vector<Characters>& lines, size_t from, size_t to) {
  Row band{};
  for (size_t i = from; i < to; ++i) {
    band.characters.insert(band.characters.end(), lines[i].begin(), lines[i].end());
  }
  const cv::Rect box = box_of(band.characters);
  band.top = box.y;
  band.bottom = box.br().y;
  return band;
}

// Lines of a table, the first `head` of them apart if there are any.
std::vector<Row> bands_of(const std::vector<Characters>& lines, size_t head) {
  if (head == 0) return {band_of(lines, 0, lines.size())};
  Row above = band_of(lines, 0, head), below = band_of(lines, head, lines.size());
  above.bottom = below.top = (above.bottom + below.top) / 2;
  return {std::move(above), std::move(below)};
}

}  // namespace

std::vector<Row> rows_of(const Row& band, double mm) {
  const std::vector<Characters> lines = lines_of_print(band.characters);
  const auto figures = std::count_if(lines.begin(), lines.end(), [mm](const Characters& line) {
    return count_figures(line, mm) > 0;
  });
  if (figures < 2) return {band};
  std::vector<int> borders;
  int above = 0;  // the bottom of the block before
  for (const Block& block : with_labels_whole(blocks_of(lines, mm))) {
    if (above > 0) borders.push_back((above + block.top) / 2);
    for (size_t i = 1; i < block.figures.size(); ++i) {
      borders.push_back((block.figures[i - 1] + block.figures[i]) / 2);
    }
    above = block.bottom;
  }
  std::vector<Row> rows{{band.top, band.bottom, {}}};
  for (const int border : borders) {
    rows.back().bottom = border;
    rows.push_back({border, band.bottom, {}});
  }
  for (const Character& c : band.characters) {
    for (Row& row : rows) {
      if (c.box.y < row.bottom && c.box.br().y > row.top) row.characters.push_back(c);
    }
  }
  return rows;
}

std::vector<std::vector<Row>> unruled_tables(const Characters& characters, double mm) {
  const int width = box_of(characters).width;
  std::vector<std::vector<Row>> tables;
  std::vector<Characters> table, rest;  // `rest`: lines that are of the table if another follows
  const auto end = [&] {
    int figures = 0;
    std::vector<size_t> with_figures;
    for (size_t i = 0; i < table.size(); ++i) {
      const int here = count_figures(table[i], mm);
      figures += here;
      if (here > 0) with_figures.push_back(i);
    }
    if (figures >= kLeastFigures) {
      const bool one = with_figures.size() == 1 && with_figures.front() > 0;
      tables.push_back(bands_of(table, one ? with_figures.front() : 0));
    }
    table.clear();
    rest.clear();
  };
  for (const Characters& line : lines_of_print(characters)) {
    const size_t words = words_of(line, mm).size();
    const bool running = words == 1 && box_of(line).width > kRunning * width;
    if (running || is_heading({line})) {
      end();
    } else if (words > 1) {
      table.insert(table.end(), rest.begin(), rest.end());
      table.push_back(line);
      rest.clear();
    } else if (!table.empty()) {
      rest.push_back(line);
    }
  }
  end();
  return tables;
}

}  // namespace gouji
