#include "ocr/label_network.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "models/text.h"
#include "tests/ocr/digit_cell.h"

namespace gouji {
namespace {

constexpr double kDpi = 200;

class LabelNetworkTest : public testing::Test {
 protected:
  LabelNetwork network_{GOUJI_DATA_DIR "/labels"};
};

TEST_F(LabelNetworkTest, ReadsTheFormsWords) {
  const std::vector<const char*> labels = {"自然人", "二、上年结转政府信息公开申请数量", "总计",
                                           "（四）无法提供", "7.属于行政执法案卷"};
  std::vector<cv::Mat> cells;
  for (const char* label : labels) {
    cells.push_back(print_cell(label, {.dpi = kDpi, .width = 200, .rule = 0.5}));
  }
  const std::vector<ReadLine> read = network_.read(cells, kDpi);
  ASSERT_EQ(read.size(), labels.size());
  for (size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(to_utf8(fold(read[i].text)), to_utf8(fold(labels[i])));
    EXPECT_GT(read[i].confidence, 0.9) << labels[i];
  }
}

TEST_F(LabelNetworkTest, ReadsMoreThanFitsIntoOnePass) {
  std::vector<cv::Mat> cells(40, print_cell("法律服务机构", {.dpi = kDpi, .width = 120}));
  for (const ReadLine& line : network_.read(cells, kDpi)) EXPECT_EQ(line.text, "法律服务机构");
}

TEST_F(LabelNetworkTest, IsNotSureOfWordsItDoesNotKnow) {
  const std::vector<ReadLine> read =
      network_.read({print_cell("魑魅魍魉", {.dpi = kDpi, .width = 120})}, kDpi);
  EXPECT_TRUE(read[0].text.empty() || read[0].confidence < 0.9) << read[0].text;
}

TEST_F(LabelNetworkTest, ReadsNothingWhereNothingIs) {
  EXPECT_EQ(network_.read({cv::Mat(40, 90, CV_8UC1, cv::Scalar(255))}, kDpi)[0].text, "");
  EXPECT_TRUE(network_.read({}, kDpi).empty());
}

TEST(LabelNetwork, SaysWhichFileCannotBeLoaded) {
  try {
    LabelNetwork network("/nowhere");
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("/nowhere"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace gouji
