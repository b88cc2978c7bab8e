#include "ocr/waiting_labels.h"

#include <algorithm>

#include "models/text.h"
#include "ocr/label_reader.h"
#include "ocr/print_length.h"

namespace gouji {
namespace {

constexpr double kSureOfDigits = 0.99;  // below, what is no clear number may be Chinese text
constexpr double kPerhapsFigure = 0.5;  // from which a number may be one
constexpr int kManyCells = 6;           // of a row; headings under figures, as in table 二, have 4
constexpr double kMostOfText = 0.98;    // Tesseract's confidence is no probability
constexpr double kSureOfChinese = 0.6;  // Tesseract's own confidence
constexpr std::u32string_view kLikeFigures = U"一丨二三十人八入丁工了口日上下";  // when misread
constexpr double kSureOfLabel = 0.95;  // the label network's: the share of characters right
constexpr size_t kEnoughRows = 3;  // labels of rows; with fewer a fragment's headings are read too
constexpr size_t kManyRows = 5;    // from which lengths tell labels apart
constexpr int kOneHeadingIn = 2;   // of single columns is read
constexpr int kInSuccession = 4;   // labels of many rows that wait

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// How many Chinese characters were read; where `digits` may be a figure, none that a figure's
// pieces are taken for.
auto chinese_in(const std::u32string& s, const Reading& digits) {
  return std::count_if(s.begin(), s.end(), [figure = !may_be_words(digits)](char32_t c) {
    return is_han(c) && !(figure && kLikeFigures.find(c) != kLikeFigures.npos);
  });
}

// Tesseract finds characters in anything; a lone or doubtful one is no evidence against digits.
bool is_chinese(const ReadLine& read, const Reading& digits) {
  return read.confidence >= kSureOfChinese && chinese_in(to_utf32(read.text), digits) >= 2;
}

// Unread words: what may be a figure is none that could wait.
bool is_label(const CellEvidence& c) {
  return c.lines.empty() && !c.label && may_be_words(c.whole);
}

// The first column of each row in which a figure, a dash or a blank begins; the number of columns
// where none does.
std::vector<int> first_figures(const Grid& grid, const std::vector<CellEvidence>& cells) {
  std::vector<int> first(static_cast<size_t>(grid.rows), grid.columns);
  for (size_t i = 0; i < cells.size(); ++i) {
    const GridCell& c = grid.cells[i];
    if (cells[i].lines.empty() && !may_be_words(cells[i].whole)) {
      first[c.row] = std::min(first[c.row], c.column);
    }
  }
  return first;
}

// Rows under figures that have many cells, and none of them a figure, are no headings: what is
// printed there was not understood.
std::vector<bool> illegible_rows(const Grid& grid, const std::vector<int>& first) {
  std::vector<int> cells(first.size(), 0);
  for (const GridCell& c : grid.cells) ++cells[c.row];
  std::vector<bool> out(first.size(), false);
  bool under_figures = false;
  for (size_t r = 0; r < first.size(); ++r) {
    out[r] = under_figures && first[r] == grid.columns && cells[r] >= kManyCells;
    under_figures |= first[r] < grid.columns;
  }
  return out;
}

// The labels next to the figures of their rows, from top to bottom.
std::vector<size_t> row_labels(const Grid& grid, const std::vector<CellEvidence>& cells,
                               const std::vector<int>& first) {
  std::vector<int> label(static_cast<size_t>(grid.rows), -1);
  for (size_t i = 0; i < cells.size(); ++i) {
    const GridCell& c = grid.cells[i];
    const bool before = first[c.row] < grid.columns && c.column + c.column_span <= first[c.row];
    if (before && c.row_span == 1 && is_label(cells[i])) label[c.row] = static_cast<int>(i);
  }
  std::vector<size_t> out;
  for (int i : label) {
    if (i >= 0) out.push_back(static_cast<size_t>(i));
  }
  return out;
}

// Those of `labels` that wait: never more than a few in succession, not the first, not the last, as
// much print as possible.
std::vector<size_t> waiting(const std::vector<size_t>& labels,
                            const std::vector<CellEvidence>& cells) {
  if (labels.size() < kEnoughRows) return {};
  const int most = labels.size() < kManyRows ? 1 : kInSuccession;
  // By label, the most print up to it that waits, and how many in succession do at its end.
  std::vector<std::vector<double>> best(labels.size(), std::vector<double>(most + 1, -1));
  best[0][0] = 0;
  const auto top = [&](size_t k) {
    return std::max_element(best[k].begin(), best[k].end()) - best[k].begin();
  };
  for (size_t k = 1; k < labels.size(); ++k) {
    best[k][0] = best[k - 1][top(k - 1)];
    if (k + 1 == labels.size()) break;
    for (int n = 1; n <= most; ++n) {
      if (best[k - 1][n - 1] >= 0) best[k][n] = best[k - 1][n - 1] + cells[labels[k]].print;
    }
  }
  std::vector<size_t> out;
  for (auto k = static_cast<int>(labels.size()) - 1; k > 0; --k) {
    for (auto n = top(k); n > 0; --n, --k) out.push_back(labels[k]);
  }
  return out;
}

// What is left of the cell's right side is read as a bar behind the last word: 18850.0万元|. Behind
// a figure it may be a 1.
std::string without_rule(std::string text) {
  const std::u32string s = to_utf32(text);
  if (s.size() >= 2 && s.back() == U'|' && is_han(s[s.size() - 2])) text.pop_back();
  return text;
}

}  // namespace

void measure_labels(const Page& page, std::vector<CellEvidence>& cells) {
  for (CellEvidence& c : cells) {
    if (is_label(c)) c.print = print_length(c.crop, page.dpi);
  }
}

std::vector<bool> can_wait(const Grid& grid, const std::vector<CellEvidence>& cells) {
  const std::vector<int> first = first_figures(grid, cells);
  const std::vector<size_t> rows = row_labels(grid, cells, first);
  const std::vector<bool> illegible = illegible_rows(grid, first);
  std::vector<bool> waits(cells.size(), false);
  for (size_t i : waiting(rows, cells)) waits[i] = true;
  int headings = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    const GridCell& c = grid.cells[i];
    const bool beside = std::find(rows.begin(), rows.end(), i) != rows.end();
    if (!is_label(cells[i]) || beside || c.column >= first[c.row] || illegible[c.row]) continue;
    if (rows.size() >= kEnoughRows) {
      waits[i] = true;
    } else if (c.column_span == 1) {  // groups of headings are few, and tell most
      waits[i] = headings++ % kOneHeadingIn != 0;
    }
  }
  return waits;
}

bool may_be_words(const Reading& digits) {
  return digits.text() == kUnread || digits.probability() < kPerhapsFigure;
}

// 1.属于国家秘密 is a label, 4(其中修订3件) is a figure.
bool is_known_label(const ReadLine& read, const Reading& digits) {
  std::u32string s = to_utf32(read.text);
  if (s.size() > 2 && is_digit(s[0]) && (s[1] == U'.' || s[1] == U'、')) s.erase(0, 2);
  return read.confidence >= kSureOfLabel && std::none_of(s.begin(), s.end(), is_digit) &&
         chinese_in(s, digits) >= 2;
}

bool is_sure(const Reading& digits) {
  return digits.text() != kUnread && digits.probability() >= kSureOfDigits;
}

Reading words_or_digits(const ReadLine& words, const Reading& digits) {
  if (digits.text() != kUnread && !is_chinese(words, digits)) return digits;
  return single_reading(nfc(without_rule(words.text)), std::min(words.confidence, kMostOfText),
                        Method::kOcr);
}

void read_waiting(const std::vector<WaitingLabel>& labels, TextReader& reader, Table& table) {
  if (labels.empty()) return;
  std::vector<cv::Mat> crops;
  for (const WaitingLabel& label : labels) crops.push_back(label.crop);
  std::vector<ReadLine> read = read_labels(crops, labels[0].dpi, reader);
  for (size_t i = 0; i < labels.size(); ++i) {
    if (read[i].text.empty()) read[i] = reader.read_cell(labels[i].crop, labels[i].dpi);
    table.cells[labels[i].cell].reading = words_or_digits(read[i], labels[i].digits);
  }
}

}  // namespace gouji
