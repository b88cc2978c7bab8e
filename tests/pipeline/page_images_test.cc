#include "pipeline/review/page_images.h"

#include <leptonica/allheaders.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/sha256.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int kDpi = 100;

class PageImagesTest : public testing::Test {
 protected:
  explicit PageImagesTest(std::vector<std::string> renderer = {GOUJI_PROGRAM, "render", "--"})
      : images(s.path() / "out", {std::move(renderer), 0}) {
    fs::copy_file(fs::path(GOUJI_DATA_DIR) / "samples/songxu-2022.pdf", pdf());
    sha256 = digest_file(pdf())->sha256;
  }
  fs::path pdf() const { return s.path() / "a report.pdf"; }

  Scratch s;
  PageImages images;
  std::string sha256;
};

std::pair<int, int> size_of(const Picture& picture) {
  Pix* pix =
      pixReadMem(reinterpret_cast<const l_uint8*>(picture.bytes.data()), picture.bytes.size());
  if (pix == nullptr) return {0, 0};
  const std::pair<int, int> size(pixGetWidth(pix), pixGetHeight(pix));
  pixDestroy(&pix);
  return size;
}

TEST_F(PageImagesTest, DrawsAPageAsDisplayed) {
  const auto picture = images.page(pdf(), sha256, 1, kDpi);
  ASSERT_TRUE(picture) << picture.error();
  EXPECT_EQ(picture->dpi, kDpi);
  const auto [width, height] = size_of(picture->picture);
  EXPECT_NEAR(width, 595 * kDpi / 72, 2);
  EXPECT_NEAR(height, 842 * kDpi / 72, 2);
}

TEST_F(PageImagesTest, KeepsWhatWasDrawn) {
  const auto drawn = images.page(pdf(), sha256, 2, kDpi);
  ASSERT_TRUE(drawn) << drawn.error();
  fs::remove(pdf());
  const auto kept = images.page(pdf(), sha256, 2, kDpi);
  ASSERT_TRUE(kept) << "it has not to be drawn again";
  EXPECT_EQ(kept->picture.bytes, drawn->picture.bytes);
  EXPECT_EQ(kept->dpi, drawn->dpi);
}

TEST_F(PageImagesTest, SaysWhatCannotBeDrawn) {
  EXPECT_FALSE(images.page(pdf(), sha256, 99, kDpi).error().empty());
  s.write("a report.pdf", "changed");
  EXPECT_THAT(images.page(pdf(), sha256, 1, kDpi).error(), HasSubstr("has changed"));
  fs::remove(pdf());
  EXPECT_FALSE(images.page(pdf(), sha256, 1, kDpi).error().empty());
}

class CrashingRenderer : public PageImagesTest {
 protected:
  CrashingRenderer() : PageImagesTest({"/bin/false"}) {}
};

TEST_F(CrashingRenderer, IsASentence) {
  EXPECT_THAT(images.page(pdf(), sha256, 1, kDpi).error(), HasSubstr("cannot be drawn"));
}

TEST(Cropped, IsThePartThatWasAskedFor) {
  cv::Mat page(80, 60, CV_8UC3, cv::Scalar(255, 255, 255));
  page(cv::Rect(10, 20, 5, 6)).setTo(cv::Scalar(0, 0, 200));
  const Picture picture = encode(page, Picture::kPng);
  EXPECT_EQ(size_of(cropped(picture, {8, 15, 30, 20})), std::make_pair(30, 20));
  EXPECT_EQ(size_of(cropped(picture, {50, 70, 30, 20})), std::make_pair(10, 10)) << "at its edge";
  EXPECT_TRUE(cropped(picture, {100, 100, 5, 5}).bytes.empty());
  EXPECT_TRUE(cropped({Picture::kPng, "no picture"}, {0, 0, 5, 5}).bytes.empty());
}

}  // namespace
}  // namespace gouji
