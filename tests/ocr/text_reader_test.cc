#include "ocr/text_reader.h"

#include <gtest/gtest.h>

#include "models/text.h"
#include "tests/support/pdf_probe.h"
#include "tests/support/report_printer.h"

namespace gouji {
namespace {

constexpr double kDpi = 200;

class TextReaderTest : public testing::Test {
 protected:
  TextReader reader_;
};

TEST_F(TextReaderTest, ReadsAPageOfChinese) {
  const PrintedPdf pdf = print_pdf(sample_report(standard_form("2021")));
  std::string printed, read;
  int lines = 0;
  for (const PlacedText& line : pdf.lines) {
    if (line.page != 1) continue;
    printed += line.text;
    ++lines;
  }
  const std::vector<ReadLine> found =
      reader_.read_block(page_images(pdf.bytes, kDpi).at(0), kDpi).lines;
  for (const ReadLine& line : found) read += line.text;
  EXPECT_EQ(static_cast<int>(found.size()), lines);
  EXPECT_GT(similarity(fold(printed), fold(read)), 0.98) << read;
  for (size_t i = 1; i < found.size(); ++i) {
    EXPECT_LT(found[i - 1].box.y0, found[i].box.y0) << found[i].text;
  }
}

TEST_F(TextReaderTest, ReadsTheLinesOfACellAsOneText) {
  PrintStyle style;
  style.request_labels = {0.05, 0.13, 0.27};  // 11 characters to a line
  const PrintedPdf pdf = print_pdf(sample_report(standard_form("2021")), style);
  const PlacedCell& figure = pdf.cells.at("requests/not_processed.reconfirmation/natural_person");
  const double k = kDpi / 72, left = style.margin_left,
               right = style.page_width - style.margin_right;
  const double label = left + (style.request_labels[0] + style.request_labels[1]) * (right - left);
  const cv::Rect cell(
      cv::Point(cvRound((label + 1) * k), cvRound((figure.cell.y0 + 1) * k)),
      cv::Point(cvRound((figure.cell.x0 - 1) * k), cvRound((figure.cell.y1 - 1) * k)));
  const ReadLine read =
      reader_.read_cell(page_images(pdf.bytes, kDpi).at(figure.page - 1)(cell), kDpi);
  EXPECT_GT(similarity(fold(read.text), fold("5.要求行政机关确认或重新出具已获取信息")), 0.9)
      << read.text;
  EXPECT_EQ(read.text.find('\n'), std::string::npos);
}

TEST_F(TextReaderTest, NothingPrintedNothingRead) {
  const cv::Mat blank(200, 400, CV_8UC1, cv::Scalar(255));
  EXPECT_TRUE(reader_.read_block(blank, kDpi).lines.empty());
  EXPECT_EQ(reader_.read_cell(blank, kDpi).text, "");
}

TEST_F(TextReaderTest, TakesPicturesOfAnySize) {
  for (cv::Size size : {cv::Size(1, 1), cv::Size(3, 3), cv::Size(2, 300), cv::Size(300, 2)}) {
    for (int level : {0, 255}) {
      EXPECT_LE(reader_.read_cell(cv::Mat(size, CV_8UC1, cv::Scalar(level)), kDpi).text.size(), 8u)
          << size;
    }
  }
}

}  // namespace
}  // namespace gouji
