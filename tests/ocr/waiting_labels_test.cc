#include "ocr/waiting_labels.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/ocr/digit_cell.h"

namespace gouji {
namespace {

// A grid on which the digit reader has looked at every cell.
struct Seen {
  Grid grid;
  std::vector<CellEvidence> cells;

  void add(int row, int column, int column_span, const std::string& digits, int characters = 4) {
    grid.rows = std::max(grid.rows, row + 1);
    grid.columns = std::max(grid.columns, column + column_span);
    grid.cells.push_back({row, column, 1, column_span, {}});
    CellEvidence cell;
    cell.whole = single_reading(digits, digits == kUnread ? 0.9 : 0.9999, Method::kOcr);
    cell.print = characters;
    cells.push_back(std::move(cell));
  }
  std::vector<bool> waits() const { return can_wait(grid, cells); }
};

// A label and two figures in each row; the labels have so many characters.
Seen rows_with_figures(const std::vector<int>& characters) {
  Seen seen;
  for (size_t r = 0; r < characters.size(); ++r) {
    seen.add(static_cast<int>(r), 0, 1, kUnread, characters[r]);
    seen.add(static_cast<int>(r), 1, 1, "0");
    seen.add(static_cast<int>(r), 2, 1, "12");
  }
  return seen;
}

std::vector<int> waiting_rows(const Seen& seen) {
  const std::vector<bool> waits = seen.waits();
  std::vector<int> out;
  for (size_t i = 0; i < waits.size(); ++i) {
    if (waits[i] && seen.grid.cells[i].column == 0) out.push_back(seen.grid.cells[i].row);
  }
  return out;
}

TEST(WordsOrDigits, ABarBehindTheLastWordIsTheCellsSideAndBehindAFigureIsNot) {
  const Reading unread = single_reading(kUnread, 0.9, Method::kOcr);
  const auto read = [&](const char* text) {
    return words_or_digits({text, {}, 0.9, {}}, unread).text();
  };
  EXPECT_EQ(read("18850.0万元|"), "18850.0万元");
  EXPECT_EQ(read("5|"), "5|");
  EXPECT_EQ(read("|"), "|");
  EXPECT_EQ(read(""), "");
}

TEST(WaitingLabels, TheFirstAndTheLastDoNotWait) {
  EXPECT_EQ(waiting_rows(rows_with_figures({9, 4, 9})), (std::vector<int>{1}));
  EXPECT_EQ(waiting_rows(rows_with_figures({9, 4, 4, 4, 9})), (std::vector<int>{1, 2, 3}));
}

TEST(WaitingLabels, OfFewRowsNoTwoInSuccessionWait) {
  EXPECT_EQ(waiting_rows(rows_with_figures({4, 30, 4, 4})), (std::vector<int>{1}));
}

TEST(WaitingLabels, OfManyRowsTheShortestIsReadBetweenThoseThatWait) {
  EXPECT_EQ(waiting_rows(rows_with_figures({9, 9, 9, 9, 4, 9, 9, 9})),
            (std::vector<int>{1, 2, 3, 5, 6}));
}

TEST(WaitingLabels, RowsOfDashesAreRows) {
  Seen seen = rows_with_figures({4, 4, 4, 4, 4});
  for (CellEvidence& c : seen.cells) {
    if (c.whole.text() != kUnread) c.whole = single_reading("-", 0.9999, Method::kOcr);
  }
  EXPECT_EQ(waiting_rows(seen), (std::vector<int>{1, 2, 3}));
}

TEST(WaitingLabels, ARowInWhichNothingWasUnderstoodDoesNotWait) {
  Seen seen;
  for (int row : {0, 1, 2, 3}) {
    for (int column = 0; column < 8; ++column) {
      seen.add(row, column, 1, column == 0 || row == 2 ? kUnread : "0");
    }
  }
  const std::vector<bool> waits = seen.waits();
  EXPECT_EQ(std::count(waits.begin() + 16, waits.begin() + 24, true), 0);
}

// The figures of a row that the page end cuts stand on the page before.
TEST(WaitingLabels, TheRestOfARowThatThePageEndCutsDoesNotWait) {
  Seen seen = rows_with_figures({4, 4, 4, 4, 4});
  for (size_t i : {1, 2}) seen.cells[i].whole = single_reading("", 0.9999, Method::kOcr);
  EXPECT_EQ(waiting_rows(seen), (std::vector<int>{1, 2, 3}));
}

TEST(WaitingLabels, OfFewRowsAllAreRead) {
  EXPECT_TRUE(waiting_rows(rows_with_figures({4, 30})).empty());
}

TEST(WaitingLabels, HeadingsWaitWhereRowsAreRead) {
  Seen seen;
  for (int column : {0, 1, 2}) seen.add(0, column, 1, kUnread);
  for (int row : {1, 2, 3}) {
    seen.add(row, 0, 1, kUnread);
    for (int column : {1, 2}) seen.add(row, column, 1, "0");
  }
  const std::vector<bool> waits = seen.waits();
  EXPECT_TRUE(waits[0] && waits[1] && waits[2]);
}

TEST(WaitingLabels, GroupsOfHeadingsAreReadWhereRowsHaveNoLabels) {
  Seen seen;
  seen.add(0, 0, 2, kUnread);
  seen.add(0, 2, 2, kUnread);
  for (int column : {0, 1, 2, 3}) seen.add(1, column, 1, kUnread);
  for (int column : {0, 1, 2, 3}) seen.add(2, column, 1, "0");
  const std::vector<bool> waits = seen.waits();
  EXPECT_FALSE(waits[0] || waits[1]);
  EXPECT_EQ(std::count(waits.begin(), waits.end(), true), 2);
}

TEST(WaitingLabels, WhatStandsAmongFiguresNeverWaits) {
  Seen seen = rows_with_figures({4, 4, 4, 4, 4});
  for (CellEvidence& c : seen.cells) {
    if (c.whole.text() == "12") c.whole = single_reading(kUnread, 0.9, Method::kOcr);
  }
  const std::vector<bool> waits = seen.waits();
  for (size_t i = 0; i < waits.size(); ++i) {
    if (seen.grid.cells[i].column == 2) {
      EXPECT_FALSE(waits[i]);
    }
  }
}

TEST(WaitingLabels, AreReadInTheEnd) {
  Table table;
  table.cells.resize(3);
  const cv::Mat words = print_cell("行政许可", {.dpi = 200, .width = 120});
  TextReader reader;
  read_waiting({{2, words, 200, single_reading(kUnread, 0.9, Method::kOcr)}}, reader, table);
  EXPECT_EQ(table.cells[2].reading.text(), "行政许可");
}

TEST(WaitingLabels, AnUncertainFigureIsOneStillWhereThereAreNoWords) {
  Table table;
  table.cells.resize(1);
  const cv::Mat figure = print_cell("7", {.dpi = 200});
  TextReader reader;
  read_waiting({{0, figure, 200, single_reading("7", 0.8, Method::kOcr)}}, reader, table);
  EXPECT_EQ(table.cells[0].reading.text(), "7");
  EXPECT_EQ(table.cells[0].reading.probability(), 0.8);
}

ReadLine words(const char* text, double confidence) { return {text, {}, confidence, {}}; }

TEST(KnownLabel, IsWordsThatAreSurelyRead) {
  const Reading no_figure = single_reading(kUnread, 0.9, Method::kOcr);
  EXPECT_TRUE(is_known_label(words("7.属于行政执法案卷", 0.97), no_figure));
  EXPECT_FALSE(is_known_label(words("7.属于行政执法案卷", 0.9), no_figure));
  EXPECT_FALSE(is_known_label(words("4(其中修订3件)", 0.99), no_figure));
  EXPECT_TRUE(is_known_label(words("一二", 0.97), no_figure));
}

TEST(KnownLabel, WhatFiguresAreTakenForIsNoLabelWhereAFigureMayStand) {
  const Reading likely = single_reading("12", 0.8, Method::kOcr);
  EXPECT_FALSE(is_known_label(words("一二", 0.97), likely));
  EXPECT_TRUE(is_known_label(words("结果维持", 0.97), likely));
}

TEST(WordsOrDigits, AFigureIsNotReplacedByCharactersThatItsPiecesAreTakenFor) {
  const Reading figure = single_reading("-15", 0.75, Method::kOcr);
  EXPECT_EQ(words_or_digits(words("一一|-15", 0.9), figure).text(), "-15");
  EXPECT_EQ(words_or_digits(words("总计", 0.9), figure).text(), "总计");
  EXPECT_EQ(words_or_digits(words("一一", 0.9), single_reading(kUnread, 0.9, Method::kOcr)).text(),
            "一一");
}

}  // namespace
}  // namespace gouji
