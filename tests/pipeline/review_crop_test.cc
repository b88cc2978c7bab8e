#include <fmt/format.h>
#include <leptonica/allheaders.h>

#include "gtest/gtest.h"
#include "pipeline/review/crop.h"
#include "pipeline/sha256.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/sample_store.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

constexpr int kWidth = 6000, kHeight = 4000;  // points: a scan whose file says 72 dpi of its pixels
constexpr Box kCell{4000, 3000, 4400, 3200};  // black, and nothing else is

// A scan's page shows a picture all over it, here of one white pixel.
std::string page_with_a_black_cell(bool scan) {
  const std::string picture =
      scan
          ? fmt::format("q {} 0 0 {} 0 0 cm BI /W 1/H 1/BPC 8/CS/G ID \xFF EI Q\n", kWidth, kHeight)
          : "";
  const std::string drawing =
      picture + fmt::format("0 g {} {} {} {} re f\n", kCell.x0, kHeight - kCell.y1, kCell.width(),
                            kCell.height());
  return fmt::format(
      "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
      "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
      "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 {} {}]/Contents 4 0 R>>\nendobj\n"
      "4 0 obj\n<</Length {}>>stream\n{}endstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n",
      kWidth, kHeight, drawing.size(), drawing);
}

// The share of dark pixels within a part of the picture, given in shares of its size.
double darkness(const Picture& picture, double x0, double y0, double x1, double y1) {
  Pix* const pix =
      pixReadMem(reinterpret_cast<const l_uint8*>(picture.bytes.data()), picture.bytes.size());
  if (pix == nullptr) return -1;
  Pix* const gray = pixConvertTo8(pix, 0);
  const int width = pixGetWidth(gray), height = pixGetHeight(gray);
  int dark = 0, all = 0;
  for (int y = static_cast<int>(y0 * height); y < static_cast<int>(y1 * height); ++y) {
    for (int x = static_cast<int>(x0 * width); x < static_cast<int>(x1 * width); ++x) {
      l_uint32 value = 0;
      pixGetPixel(gray, x, y, &value);
      dark += value < 128;
      ++all;
    }
  }
  Pix* owned[] = {pix, gray};
  for (Pix* p : owned) pixDestroy(&p);
  return all == 0 ? -1 : static_cast<double>(dark) / all;
}

class Crop : public testing::TestWithParam<bool> {};

TEST_P(Crop, IsOfTheCellAlsoWhereThePageIsLargerThanPaperIs) {
  const Scratch s;
  Report report = stored_report(1, "large.pdf");
  const auto pdf = s.write(report.source, page_with_a_black_cell(GetParam()));
  report.sha256 = digest_file(pdf)->sha256;
  report.id = report_id_of(report.sha256);
  report.cells[0].page = 1;
  report.cells[0].box = kCell;
  make_store(s.path(), {report});
  const auto session = Session::open(s.path(), standard_forms()).value();
  PageImages images(s.path(), {{GOUJI_PROGRAM, "render", "--"}, 0});
  const auto stored = session->report(report.id);
  ASSERT_TRUE(stored) << stored.error().sentence;

  const auto page = draw_page(*session, images, *stored, 1, kCropDpi);
  ASSERT_TRUE(page) << page.error().sentence;
  EXPECT_LT(page->dpi, 100);

  const auto crop = crop_of(*session, images, *stored, 0);
  ASSERT_TRUE(crop) << crop.error().sentence;
  EXPECT_GT(darkness(*crop, 0.2, 0.2, 0.8, 0.8), 0.99);
  EXPECT_LT(darkness(*crop, 0, 0, 1, 0.03), 0.01) << "its neighbours";
  EXPECT_LT(darkness(*crop, 0, 0, 0.03, 1), 0.01);
}

INSTANTIATE_TEST_SUITE_P(DrawnOrScanned, Crop, testing::Bool());

}  // namespace
}  // namespace gouji
