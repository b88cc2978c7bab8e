#include "tests/support/scanner.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "tests/support/pdf_probe.h"

namespace gouji {
namespace {

constexpr double kDpi = 100;

PrintedPdf printed() { return print_pdf(sample_report(standard_form("2021"), 5)); }

struct ScanCase {
  const char* name;
  Scan scan;
};

const ScanCase kCases[] = {
    {"skewed", {.dpi = 150, .rotation = 1.5, .blur = 0.6, .noise = 8, .jpeg_quality = 60}},
    {"uneven", {.dpi = 150, .rotation = -0.7, .paper = 235, .uneven = 0.3, .speckles = 40}},
    {"fax", {.dpi = 150, .rotation = 0.5, .noise = 6, .fax = true}},
    {"photographed", {.dpi = 150, .keystone = 0.1, .uneven = 0.2}},
    {"quarter", {.dpi = 120, .orientation = 90}},
    {"upside_down", {.dpi = 120, .orientation = 180}},
    {"turned_back", {.dpi = 120, .rotation = 1, .orientation = 270, .turned_back = true}},
};

TEST(ScanPdf, MovesTheBoxesWithTheInk) {
  const PrintedPdf pdf = printed();
  for (const ScanCase& c : kCases) {
    const PrintedPdf scan = scan_pdf(pdf, c.scan);
    const std::vector<cv::Mat> pages = page_images(scan.bytes, kDpi);
    ASSERT_EQ(pages.size(), pdf.pages.size()) << c.name;
    ASSERT_EQ(scan.cells.size(), pdf.cells.size()) << c.name;
    for (const auto& [address, placed] : scan.cells) {
      const Box& box = placed.text;
      const double scale = kDpi / 72;
      const cv::Mat ink = pages[placed.page - 1] < 128;
      const cv::Rect middle(cvRound((box.x0 + 0.1 * box.width()) * scale),
                            cvRound((box.y0 + 0.3 * box.height()) * scale),
                            cvRound(0.8 * box.width() * scale),
                            cvRound(0.4 * box.height() * scale));
      EXPECT_GT(cv::countNonZero(ink(middle)), 0) << c.name << ' ' << address;
    }
  }
}

TEST(ScanPdf, GivesTheSameBytesForTheSameArguments) {
  const PrintedPdf pdf = printed();
  for (const bool fax : {false, true}) {
    const Scan scan{.dpi = 100,
                    .rotation = 1,
                    .blur = 0.5,
                    .noise = 8,
                    .uneven = 0.2,
                    .speckles = 9,
                    .fax = fax,
                    .text_layer = TextLayer::kWrong};
    EXPECT_EQ(scan_pdf(pdf, scan).bytes, scan_pdf(pdf, scan).bytes);
  }
}

TEST(ScanPdf, ShowsATurnedSheetAsItLayUnlessThePageTurnsItBack) {
  const PrintedPdf pdf = printed();
  const PrintedPdf turned = scan_pdf(pdf, {.dpi = 100, .orientation = 90});
  EXPECT_GT(turned.pages[0].width, turned.pages[0].height);
  const PrintedPdf back = scan_pdf(pdf, {.dpi = 100, .orientation = 90, .turned_back = true});
  EXPECT_LT(back.pages[0].width, back.pages[0].height);
  const Box was = pdf.cells.at("requests/granted/total").cell;
  const Box is = back.cells.at("requests/granted/total").cell;
  EXPECT_NEAR(was.x0, is.x0, 1);
  EXPECT_NEAR(was.y1, is.y1, 1);
}

TEST(ScanPdf, LeavesNoTextUnlessAsked) {
  PrintedReport report = sample_report(standard_form("2021"), 5);
  report.set("proactive/penalty/decisions", "31415926");
  const PrintedPdf pdf = print_pdf(report);
  const auto read = [&](TextLayer layer) {
    const PrintedPdf scan = scan_pdf(pdf, {.dpi = 72, .rotation = 0.3, .text_layer = layer});
    const PlacedCell& placed = scan.cells.at("proactive/penalty/decisions");
    return text_in(scan.bytes, placed.page, placed.cell);
  };
  EXPECT_EQ(read(TextLayer::kNone), "");
  EXPECT_EQ(read(TextLayer::kRight), "31415926");
  EXPECT_EQ(read(TextLayer::kWrong).size(), 8u);
  EXPECT_NE(read(TextLayer::kWrong), "31415926");
}

}  // namespace
}  // namespace gouji
