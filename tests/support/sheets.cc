#include "tests/support/sheets.h"

#include <opencv2/imgproc.hpp>

#include "tests/support/pdf_probe.h"
#include "tests/support/report_printer.h"

namespace gouji {

Sheets printed_sheets(double dpi) {
  const PrintedPdf pdf = print_pdf(sample_report(standard_form("2021")));
  const std::vector<cv::Mat> all = page_images(pdf.bytes, dpi);
  const int table = pdf.cells.at("requests/unavailable.not_held/total").page;
  return {all.at(0), all.at(table - 1)};
}

cv::Mat turned(const cv::Mat& image, double clockwise) {
  cv::Mat out;
  const cv::Point2f middle(image.cols / 2.0F, image.rows / 2.0F);
  cv::warpAffine(image, out, cv::getRotationMatrix2D(middle, -clockwise, 1), image.size(),
                 cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
  return out;
}

Page page_of(const cv::Mat& gray, double dpi) {
  Page page;
  page.number = 1;
  page.dpi = dpi;
  page.gray = gray.clone();
  page.to_points = {72 / dpi, 0, 0, 0, 72 / dpi, 0};
  return page;
}

}  // namespace gouji
