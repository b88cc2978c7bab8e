#include "extract/seal_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "extract/grid.h"
#include "tests/extract/drawn_page.h"

namespace gouji {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr int kSeal = 116;  // gray level of red ink on a scan without colours

DrawnTable table() {
  DrawnTable t;
  for (int i = 0; i <= 15; ++i) t.xs.push_back(20 + 10 * i);
  t.ys = {40, 48, 56, 70, 78};
  t.merged = {{0, 0, 5, 2}, {5, 0, 10, 1}, {5, 1, 5, 1}, {10, 1, 5, 1}};
  return t;
}

// A seal's ring. Where print is darker, that stays.
void stamp(Page& page, double x, double y, double radius, int level = kSeal, double stroke = 0.9) {
  const double mm = page.dpi / 25.4;
  cv::Mat ring(page.gray.size(), CV_8UC1, cv::Scalar(255));
  constexpr int kBits = 4;
  const auto fixed = [&](double v) { return cvRound(v * mm * (1 << kBits)); };
  cv::circle(ring, {fixed(x), fixed(y)}, fixed(radius), cv::Scalar(level), cvRound(stroke * mm),
             cv::LINE_AA, kBits);
  page.gray = cv::min(page.gray, ring);
}

TEST(FindRings, FindsWhereASealStands) {
  for (double dpi : {110, 150, 200, 220}) {
    DrawnPage drawn(dpi);
    Page page = drawn.table(table()).text(20, 85, 170, 110, 3.5).page();
    stamp(page, 130, 60, 20, dpi < 180 ? 180 : kSeal, 1.2);
    const std::vector<Seal> rings = find_rings(page.gray, page.dpi);
    ASSERT_THAT(rings, SizeIs(1)) << dpi;
    const double mm = dpi / 25.4;
    EXPECT_NEAR(rings[0].centre.x / mm, 130, 0.5) << dpi;
    EXPECT_NEAR(rings[0].centre.y / mm, 60, 0.5) << dpi;
    EXPECT_NEAR(rings[0].radius / mm, 20, 0.5) << dpi;
  }
}

TEST(FindRings, FindsEachOfTwo) {
  Page page = DrawnPage().table(table()).page();
  stamp(page, 45, 60, 19);
  stamp(page, 130, 60, 21);
  std::vector<Seal> rings = find_rings(page.gray, page.dpi);
  ASSERT_THAT(rings, SizeIs(2));
  if (rings[0].centre.x > rings[1].centre.x) std::swap(rings[0], rings[1]);
  EXPECT_NEAR(rings[0].radius, page.dpi / 25.4 * 19, 4);
  EXPECT_NEAR(rings[1].radius, page.dpi / 25.4 * 21, 4);
}

TEST(FindRings, TablesPrintAndOtherCirclesAreNone) {
  Page page = DrawnPage().table(table()).text(20, 85, 170, 125, 3.5).page();
  stamp(page, 40, 20, 8);
  stamp(page, 100, 100, 30);
  EXPECT_THAT(find_rings(page.gray, page.dpi), IsEmpty());
}

TEST(FindRings, TakesAnyPicture) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(2000, 3), cv::Size(300, 300)}) {
    for (int level : {0, 128, 255}) {
      EXPECT_THAT(find_rings(cv::Mat(size, CV_8UC1, cv::Scalar(level)), 200), IsEmpty());
    }
  }
}

TEST(RubOut, LeavesRulesAndPaper) {
  Page page = DrawnPage().table(table()).page();
  const cv::Mat before = page.gray.clone();
  stamp(page, 130, 60, 20);
  const std::vector<Seal> rings = find_rings(page.gray, page.dpi);
  ASSERT_THAT(rings, SizeIs(1));
  rub_out(rings[0], page.dpi, page.gray);
  EXPECT_EQ(cv::countNonZero(page.gray < kSeal - 30), cv::countNonZero(before < kSeal - 30));
  cv::Mat gone;  // of the seal, but for what lies by a rule
  cv::dilate(before < 200, gone, {}, {-1, -1}, 3);
  const double mm = page.dpi / 25.4;
  EXPECT_LT(cv::countNonZero((page.gray < 200) & (gone == 0)), mm * mm);
}

// Upright and level, a ring looks like rules.
TEST(FindGrids, ASealOverATableMakesNoColumnsAndRows) {
  for (const double dot : {0.0, 0.35}) {
    DrawnTable t = table();
    t.dot = dot;
    t.space = dot;
    const std::vector<Grid> alone = find_grids(DrawnPage().table(t).page());
    ASSERT_THAT(alone, SizeIs(1));
    ASSERT_EQ(alone[0].columns, 15);
    for (const int level : {170, kSeal, 0}) {
      if (level == 0 && dot > 0) continue;  // its ink cannot be told from the dots
      for (double x : {95.0, 110.0, 112.5, 128.0}) {
        Page page = DrawnPage().table(t).page();
        stamp(page, x, 60, 20, level, 1.3);
        const std::vector<Grid> grids = find_grids(page);
        ASSERT_THAT(grids, SizeIs(1));
        EXPECT_EQ(grids[0].columns, 15) << dot << ' ' << level << ' ' << x;
        EXPECT_EQ(grids[0].rows, 4) << dot << ' ' << level << ' ' << x;
        EXPECT_EQ(grids[0].cells.size(), alone[0].cells.size()) << dot << ' ' << level << ' ' << x;
      }
    }
  }
}

TEST(FindGrids, ASealAloneIsNoTable) {
  Page page = DrawnPage().text(20, 85, 170, 110, 3.5).page();
  stamp(page, 130, 60, 21);
  EXPECT_THAT(find_grids(page), IsEmpty());
}

}  // namespace
}  // namespace gouji
