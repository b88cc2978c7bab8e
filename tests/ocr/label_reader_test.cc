#include "ocr/label_reader.h"

#include <gtest/gtest.h>

#include "models/text.h"
#include "tests/ocr/digit_cell.h"

namespace gouji {
namespace {

constexpr double kDpi = 200;

TEST(ReadLabels, EachCellGetsItsOwnWords) {
  const std::vector<const char*> labels = {"自然人", "二、上年结转政府信息公开申请数量", "总计",
                                           "行政许可"};
  std::vector<cv::Mat> cells;
  for (const char* label : labels)
    cells.push_back(print_cell(label, {.dpi = kDpi, .width = 200, .rule = 0.5}));
  TextReader reader;
  const std::vector<ReadLine> read = read_labels(cells, kDpi, reader);
  ASSERT_EQ(read.size(), labels.size());
  for (size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(to_utf8(fold(read[i].text)), to_utf8(fold(labels[i])));
  }
}

// Table 四's columns are as narrow as a character. 总 is two marks one over the other.
TEST(ReadLabels, CharactersOneUnderAnotherAreReadAsALine) {
  const std::vector<const char*> labels = {"结果维持", "结果纠正", "尚未审结", "总计"};
  std::vector<cv::Mat> cells;
  for (const char* label : labels) {
    std::vector<cv::Mat> characters;
    for (char32_t c : to_utf32(label)) {
      characters.push_back(
          print_cell(to_utf8(std::u32string(1, c)).c_str(), {.dpi = kDpi, .width = 40}));
    }
    cv::vconcat(characters, cells.emplace_back());
  }
  TextReader reader;
  const std::vector<ReadLine> read = read_labels(cells, kDpi, reader);
  for (size_t i = 0; i < labels.size(); ++i) {
    EXPECT_EQ(read[i].text, labels[i]);
    EXPECT_GT(read[i].confidence, 0.8) << labels[i];
  }
}

TEST(ReadLabels, DustOverALabelIsNoLineOfIt) {
  cv::Mat cell = print_cell("本年新收数量", {.dpi = kDpi, .width = 200});
  cell(cv::Rect(60, 2, 12, 2)).setTo(0);
  TextReader reader;
  EXPECT_EQ(read_labels({cell}, kDpi, reader)[0].text, "本年新收数量");
}

TEST(ReadLabels, AnEmptyCellHasNone) {
  TextReader reader;
  const std::vector<cv::Mat> cells = {cv::Mat(40, 90, CV_8UC1, cv::Scalar(255)), cv::Mat(),
                                      print_cell("其他", {.dpi = kDpi})};
  const std::vector<ReadLine> read = read_labels(cells, kDpi, reader);
  EXPECT_EQ(read[0].text, "");
  EXPECT_EQ(read[1].text, "");
  EXPECT_EQ(read[2].text, "其他");
}

TEST(ReadLabels, NoCellsNoReadings) {
  TextReader reader;
  EXPECT_TRUE(read_labels({}, kDpi, reader).empty());
}

}  // namespace
}  // namespace gouji
