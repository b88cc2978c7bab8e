#include "ocr/pdf_document.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <opencv2/imgproc.hpp>
#include <set>

#include "tests/ocr/raw_pdf.h"
#include "tests/support/pdf_text.h"
#include "tests/support/report_printer.h"
#include "tests/support/scanner.h"

namespace gouji {
namespace {

using testing::IsEmpty;

const std::filesystem::path kData = GOUJI_TEST_DATA_DIR;

PdfDocument open_raw(const RawPage& raw) {
  const TemporaryFile file(raw_pdf(raw));
  auto document = PdfDocument::open(file.path());
  if (!document) throw std::runtime_error(document.error().message);
  return std::move(*document);
}

Page page_of(const RawPage& raw) { return open_raw(raw).page(1).value(); }

std::string words(const Page& page) {
  std::string out;
  for (const Glyph& g : page.glyphs) out += g.text;
  return out;
}

TEST(OpenPdf, SaysWhatIsWrongWithAFile) {
  const std::string whole = raw_pdf({});
  const std::string printed = print_pdf(sample_report(standard_form("2021"))).bytes;
  const struct {
    const char* what;
    std::string bytes;
    ErrorCode code;
  } kCases[] = {
      {"nothing", "", ErrorCode::kEmpty},
      {"a web page", "<!DOCTYPE html><html><body>404</body></html>", ErrorCode::kNotPdf},
      {"a web page without a type", "\n<html><head>", ErrorCode::kNotPdf},
      {"a picture", "\x89PNG\r\n\x1A\n", ErrorCode::kNotPdf},
      {"an archive", std::string("PK\3\4") + std::string(3000, '\0'), ErrorCode::kNotPdf},
      {"a header too far down", std::string(2000, ' ') + whole, ErrorCode::kNotPdf},
      {"a header alone", "%PDF-1.7\n", ErrorCode::kDamaged},
      {"a header and junk", "%PDF-1.7\n" + std::string(5000, 'x'), ErrorCode::kDamaged},
      {"the first half of a report", printed.substr(0, printed.size() / 2), ErrorCode::kDamaged},
  };
  for (const auto& c : kCases) {
    const TemporaryFile file(c.bytes);
    const auto document = PdfDocument::open(file.path());
    ASSERT_FALSE(document) << c.what;
    EXPECT_EQ(name(document.error().code), name(c.code)) << c.what;
    EXPECT_TRUE(document.error().message.ends_with(".")) << document.error().message;
  }
}

TEST(OpenPdf, AFileThatIsNotThereIsUnreadable) {
  const auto document = PdfDocument::open(kData / "absent.pdf");
  ASSERT_FALSE(document);
  EXPECT_EQ(name(document.error().code), "unreadable");
}

TEST(OpenPdf, OnlyAFileThatNeedsAPasswordIsEncrypted) {
  const auto locked = PdfDocument::open(kData / "needs_password.pdf");
  ASSERT_FALSE(locked);
  EXPECT_EQ(name(locked.error().code), "encrypted");
  const auto open = PdfDocument::open(kData / "may_be_read.pdf");
  ASSERT_TRUE(open) << open.error().message;
  EXPECT_EQ(open->page_count(), 1);
}

TEST(OpenPdf, TakesWhatOtherReadersTake) {
  const std::string whole = raw_pdf({.content = "BT /F 20 Tf 20 250 Td (12) Tj ET"});
  const struct {
    const char* what;
    std::string bytes;
  } kCases[] = {
      {"junk before the header", std::string(500, '\n') + whole},
      {"no cross-reference table",
       whole.substr(0, whole.find("xref\n")) + "trailer\n<</Size 6/Root 1 0 R>>\n"},
      {"junk after the end", whole + std::string(3000, '\0')},
  };
  for (const auto& c : kCases) {
    const TemporaryFile file(c.bytes);
    const auto document = PdfDocument::open(file.path());
    ASSERT_TRUE(document) << c.what << ": " << document.error().message;
    EXPECT_EQ(words(document->page(1).value()), "12") << c.what;
  }
}

TEST(PdfPage, HasTheSizeThatIsDisplayed) {
  const struct {
    const char* attributes;
    double width, height;
  } kCases[] = {
      {"/MediaBox[0 0 200 300]", 200, 300},
      {"/MediaBox[0 0 200 300]/Rotate 90", 300, 200},
      {"/MediaBox[0 0 200 300]/Rotate 180", 200, 300},
      {"/MediaBox[0 0 200 300]/Rotate 270", 300, 200},
      {"/MediaBox[0 0 200 300]/Rotate -90", 300, 200},
      {"/MediaBox[100 100 300 400]", 200, 300},
      {"/MediaBox[0 0 200 300]/CropBox[20 30 120 230]", 100, 200},
  };
  for (const auto& c : kCases) {
    const Page page = page_of({.attributes = c.attributes});
    EXPECT_EQ(page.number, 1);
    EXPECT_DOUBLE_EQ(page.width, c.width) << c.attributes;
    EXPECT_DOUBLE_EQ(page.height, c.height) << c.attributes;
  }
}

// The same text, 20 points from the left and 250 from the foot of the sheet.
TEST(PdfPage, GlyphsStandWhereTheyAreDisplayed) {
  const struct {
    const char* attributes;
    double x, y;  // of the baseline's beginning
  } kCases[] = {
      {"/MediaBox[0 0 200 300]", 20, 50},
      {"/MediaBox[0 0 200 300]/Rotate 90", 250, 20},
      {"/MediaBox[0 0 200 300]/Rotate 180", 180, 250},
      {"/MediaBox[0 0 200 300]/Rotate 270", 50, 180},
      {"/MediaBox[-10 -10 190 290]", 30, 40},
      {"/MediaBox[0 0 200 300]/CropBox[10 100 150 290]", 10, 40},
  };
  for (const auto& c : kCases) {
    const Page page =
        page_of({.attributes = c.attributes, .content = "BT /F 10 Tf 20 250 Td (7) Tj ET"});
    ASSERT_EQ(page.glyphs.size(), 1u) << c.attributes;
    const Glyph& g = page.glyphs[0];
    EXPECT_EQ(g.text, "7");
    EXPECT_NEAR(g.size, 10, 0.01) << c.attributes;
    EXPECT_TRUE(g.visible);
    const Box near{g.box.x0 - 0.1, g.box.y0 - 0.1, g.box.x1 + 0.1, g.box.y1 + 0.1};
    EXPECT_TRUE(near.contains(c.x, c.y)) << c.attributes << ": " << g.box.x0 << ' ' << g.box.y0;
  }
}

TEST(PdfPage, TellsInvisibleGlyphsFromVisibleOnes) {
  const Page page = page_of({.content = "BT /F 10 Tf 20 250 Td (1) Tj 3 Tr (2) Tj 0 Tr (3) Tj "
                                        "7 Tr (4) Tj 1 Tr (5) Tj ET"});
  std::string visible, invisible;
  for (const Glyph& g : page.glyphs) (g.visible ? visible : invisible) += g.text;
  EXPECT_EQ(visible, "135");
  EXPECT_EQ(invisible.substr(0, 1), "2");
}

std::string visible_words(const Page& page) {
  std::string out;
  for (const Glyph& g : page.glyphs) out += g.visible ? g.text : "";
  return out;
}

// What of the words "12", and of "7" after them, is visible.
TEST(PdfPage, GlyphsThatLeaveNoInkAreNotVisible) {
  const std::string twelve = "BT /F 10 Tf 20 250 Td (12) Tj ET ";
  const std::string seven = "BT /F 10 Tf 100 250 Td (7) Tj ET ";
  const struct {
    const char* what;
    std::string content;
    const char* visible;
  } kCases[] = {
      {"nothing over them", twelve + seven, "127"},
      {"a filled rectangle over them", twelve + "1 g 10 240 50 30 re f 0 g " + seven, "7"},
      {"a filled rectangle under them", "0.8 g 10 240 50 30 re f 0 g " + twelve + seven, "127"},
      {"a rule through them", twelve + "10 253 50 1 re f " + seven, "127"},
      {"an image over them", twelve + "q 50 0 0 30 10 240 cm /I Do Q " + seven, "7"},
      {"an image over their heads", twelve + "q 50 0 0 20 10 251.5 cm /I Do Q " + seven, "127"},
      {"the strips of an image over them",
       twelve + "q 50 0 0 20 10 253.2 cm /I Do Q q 50 0 0 13.2 10 240 cm /I Do Q " + seven, "7"},
      {"an image over nearly all", twelve + "q 50 0 0 20 10 249.6 cm /I Do Q " + seven, "7"},
      {"a rectangle over their heads", twelve + "1 g 10 251.5 50 20 re f 0 g " + seven, "7"},
      {"an image under them", "q 50 0 0 30 10 240 cm /I Do Q " + twelve + seven, "127"},
      {"a clipping path beside them", "q 90 0 100 300 re W n " + twelve + "Q " + seven, "7"},
      {"a size of nearly nothing", "BT /F 0.01 Tf 20 250 Td (12) Tj ET " + seven, "7"},
      {"the paper's colour", "1 g " + twelve + "0 g " + seven, "7"},
      {"white on black", "0 g 10 240 50 30 re f 1 g " + twelve + "0 g " + seven, "127"},
  };
  for (const auto& c : kCases) {
    const PdfDocument document =
        open_raw({.content = c.content, .image_width = 10, .image_height = 10});
    Page page = document.page(1).value();
    document.rasterise(page, 150);
    EXPECT_EQ(visible_words(page), c.visible) << c.what;
  }
}

TEST(PdfPage, WhiteTextOverAPageImageIsNotVisible) {
  const std::string image = "q 200 0 0 300 0 0 cm /I Do Q ";
  const struct {
    const char* what;
    std::string content;
    const char* visible;
  } kCases[] = {
      {"white", image + "1 g BT /F 10 Tf 20 250 Td (12) Tj ET", ""},
      {"black", image + "BT /F 10 Tf 20 250 Td (12) Tj ET", "12"},
      {"black, under the image", "BT /F 10 Tf 20 250 Td (12) Tj ET " + image, ""},
  };
  for (const auto& c : kCases) {
    const Page page = page_of({.content = c.content, .image_width = 10, .image_height = 10});
    EXPECT_EQ(visible_words(page), c.visible) << c.what;
  }
}

// Fonts that are no objects of their own, in the resources of two forms.
TEST(PdfPage, FontsAreToldApartHoweverTheyAreWritten) {
  const std::string courier = "<</Type/Font/Subtype/Type1/BaseFont/Courier>>";
  const std::string times = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>";
  const Page page = page_of({.content = "BT /F 10 Tf 20 250 Td (1) Tj /G 10 Tf (2) Tj "
                                        "/H 10 Tf (3) Tj /G 10 Tf (4) Tj ET",
                             .fonts = "/G" + courier + "/H" + times});
  ASSERT_EQ(page.glyphs.size(), 4u);
  const std::set<FontId> fonts = {page.glyphs[0].font, page.glyphs[1].font, page.glyphs[2].font};
  EXPECT_EQ(fonts.size(), 3u);
  EXPECT_FALSE(fonts.contains(kUnknownFont));
  EXPECT_EQ(page.glyphs[1].font, page.glyphs[3].font);
}

// Codes that a subset font without a map gives: the font's own numbers of its glyphs.
TEST(PdfPage, GlyphsWithoutACharacterAreNotLegible) {
  const Page page = page_of({.content = "BT /F 10 Tf 20 250 Td (1\\0012) Tj ET"});
  ASSERT_EQ(page.glyphs.size(), 3u);
  EXPECT_TRUE(page.glyphs[0].legible);
  EXPECT_FALSE(page.glyphs[1].legible);
  EXPECT_TRUE(page.glyphs[2].legible);
}

TEST(PdfPage, APageOfImagesIsAScanUnlessMuchTextIsSeenOnIt) {
  const std::string whole = "q 200 0 0 300 0 0 cm /I Do Q ";
  const std::string bands = "q 200 0 0 150 0 0 cm /I Do Q q 200 0 0 150 0 150 cm /I Do Q ";
  const std::string line = "(" + std::string(60, '8') + ") Tj 0 -10 Td ";
  const std::string much = "BT /F 5 Tf 5 250 Td " + line + line + line + "ET ";
  const struct {
    const char* what;
    std::string content;
    bool scan;
  } kCases[] = {
      {"one image", whole, true},
      {"bands", bands, true},
      {"two thirds of the page", "q 160 0 0 250 20 25 cm /I Do Q ", true},
      {"a picture in the text", "q 160 0 0 120 20 25 cm /I Do Q " + much, false},
      {"text under an image", much + whole, true},
      {"invisible text over it", whole + "3 Tr " + much, true},
      {"a page number over it", whole + "BT /F 10 Tf 90 20 Td (- 3 -) Tj ET", true},
      {"a background image", whole + much, false},
      {"no image", much, false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(is_scan(page_of({.content = c.content, .image_width = 10, .image_height = 10})),
              c.scan)
        << c.what;
  }
}

TEST(PdfPage, APartIsWhatTheWholePageShowsThere) {
  const PdfDocument document = open_raw({.content = "40 220 60 30 re f"});
  Page page = document.page(1).value();
  document.rasterise(page, 144);
  const cv::Mat part = document.part(page, {30, 40, 110, 90}, 144);
  ASSERT_EQ(part.size(), cv::Size(160, 100));
  EXPECT_EQ(cv::norm(part, page.gray(cv::Rect(60, 80, 160, 100)), cv::NORM_INF), 0);
  EXPECT_TRUE(document.part(page, {300, 40, 310, 90}, 144).empty());
}

TEST(PdfPage, LeavesOutSpacesAndWhatLiesOffThePage) {
  const Page page = page_of({.content = "BT /F 10 Tf 20 250 Td (1 2) Tj 500 0 Td (9) Tj ET"});
  EXPECT_EQ(words(page), "12");
}

TEST(PdfPage, LeavesOutTextThatRunsObliquely) {
  const Page page =
      page_of({.content = "BT /F 30 Tf .9 .44 -.44 .9 20 50 Tm (mark) Tj ET "
                          "BT /F 10 Tf 1 .05 -.05 1 20 250 Tm (1) Tj "
                          "0 1 -1 0 60 250 Tm (2) Tj 3 Tc 0 1 -1 0 90 250 Tm (34) Tj ET"});
  EXPECT_EQ(visible_words(page), "1234");
}

TEST(PdfPage, KnowsItsImagesAndTheirResolution) {
  const struct {
    const char* what;
    const char* content;
    double width, height, dpi;
  } kCases[] = {
      {"upright", "q 100 0 0 150 20 30 cm /I Do Q", 100, 150, 72},
      {"turned", "q 0 150 -100 0 150 30 cm /I Do Q", 100, 150, 48},
      {"upside down", "q 50 0 0 -75 20 200 cm /I Do Q", 50, 75, 144},
      {"uneven", "q 100 0 0 75 20 30 cm /I Do Q", 100, 75, 72},
  };
  for (const auto& c : kCases) {
    const Page page = page_of({.content = c.content, .image_width = 100, .image_height = 150});
    ASSERT_EQ(page.images.size(), 1u) << c.what;
    EXPECT_NEAR(page.images[0].box.width(), c.width, 0.01) << c.what;
    EXPECT_NEAR(page.images[0].box.height(), c.height, 0.01) << c.what;
    EXPECT_NEAR(page.images[0].dpi, c.dpi, 0.01) << c.what;
  }
}

TEST(PdfPage, GoesOnAfterAnInlineImage) {
  const Page page = page_of({.content = "q 50 0 0 50 20 30 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd "
                                        "EI Q BT /F 10 Tf 20 250 Td (7) Tj ET"});
  EXPECT_EQ(page.images.size(), 1u);
  EXPECT_EQ(words(page), "7");
}

TEST(PdfPage, APageThatIsNotThereIsDamaged) {
  const PdfDocument document = open_raw({});
  EXPECT_EQ(document.page_count(), 1);
  for (int number : {0, 2, -1}) {
    const auto page = document.page(number);
    ASSERT_FALSE(page) << number;
    EXPECT_EQ(name(page.error().code), "damaged") << number;
  }
}

TEST(PdfPage, APageLargerThanAnyReportsIsTooLarge) {
  const PdfDocument document = open_raw({.attributes = "/MediaBox[0 0 14400 14400]"});
  const auto page = document.page(1);
  ASSERT_FALSE(page);
  EXPECT_EQ(name(page.error().code), "too_large");
}

// The error of page 1 of a document that may ask for so much, or of opening it.
std::string error_within(const PdfLimits& limits, const RawPage& raw) {
  const TemporaryFile file(raw_pdf(raw));
  const auto document = PdfDocument::open(file.path(), limits);
  if (!document) return std::string(name(document.error().code));
  const auto page = document->page(1);
  return page ? "" : std::string(name(page.error().code));
}

TEST(PdfLimits, BoundWhatADocumentMayAskFor) {
  EXPECT_EQ(error_within({}, {}), "");
  EXPECT_EQ(error_within({.pages = 0}, {}), "too_large");
  EXPECT_EQ(error_within({.drawing_seconds = 0}, {}), "timeout");
  EXPECT_EQ(error_within({}, {.attributes = "/MediaBox[0 0 1 200000]"}), "too_large");
  const RawPage large{.content = "/I Do", .image_width = 3000, .image_height = 2700};
  EXPECT_EQ(error_within({.megapixels = 2}, large), "");
  EXPECT_EQ(error_within({.megapixels = 1}, large), "too_large");
}

Page rasterised(const RawPage& raw, double dpi) {
  const PdfDocument document = open_raw(raw);
  Page page = document.page(1).value();
  document.rasterise(page, dpi);
  return page;
}

TEST(Rasterise, GivesGrayPixelsAtTheResolution) {
  for (const char* rotate : {"", "/Rotate 90", "/Rotate 180", "/Rotate 270"}) {
    const Page page = rasterised({.attributes = std::string("/MediaBox[0 0 144 216]") + rotate,
                                  .content = "20 200 4 4 re f BT /F 20 Tf 40 40 Td (8) Tj ET"},
                                 100);
    EXPECT_EQ(page.gray.type(), CV_8UC1);
    EXPECT_EQ(page.gray.cols, static_cast<int>(page.width / 72 * 100)) << rotate;
    EXPECT_EQ(page.gray.rows, static_cast<int>(page.height / 72 * 100)) << rotate;
    EXPECT_EQ(page.dpi, 100);
    const Box glyph = page.glyphs.at(0).box;
    const cv::Point2d at = page.in_pixels(glyph.cx(), glyph.cy());
    const cv::Rect around(static_cast<int>(at.x) - 6, static_cast<int>(at.y) - 6, 12, 12);
    EXPECT_GT(cv::countNonZero(page.gray(around) < 128), 5) << rotate;
  }
}

// An image of paper with a rule across its middle, over the whole page.
RawPage ruled_page(const std::string& text) {
  std::string pixels(100 * 150, '\xFF');
  std::fill(pixels.begin() + 100 * 74, pixels.begin() + 100 * 76, '\0');
  return {.content = "q 200 0 0 300 0 0 cm /I Do Q " + text,
          .image_width = 100,
          .image_height = 150,
          .image_pixels = pixels};
}

TEST(Rasterise, WhiteTextHidesNothingOfAPictureAndOtherTextIsSeen) {
  const std::string white = "1 g BT /F 14 Tf 20 145 Td (888888) Tj ET ";
  const std::string stamp = "0 g BT /F 14 Tf 20 20 Td (- 3 -) Tj ET ";
  const Page bare = rasterised(ruled_page(""), 100);
  const Page layered = rasterised(ruled_page(white), 100);
  EXPECT_EQ(cv::norm(bare.gray, layered.gray, cv::NORM_INF), 0);
  const Page stamped = rasterised(ruled_page(stamp), 100);
  ASSERT_GT(cv::norm(bare.gray, stamped.gray, cv::NORM_INF), 100);
  const Page both = rasterised(ruled_page(white + stamp), 100);
  EXPECT_EQ(visible_words(both), "-3-");
  EXPECT_EQ(cv::norm(stamped.gray, both.gray, cv::NORM_INF), 0);
}

TEST(Rasterise, LowersTheResolutionOfALargePage) {
  const Page page = rasterised({.attributes = "/MediaBox[0 0 900 5000]"}, 600);
  const double most = 1e6 * PdfLimits{}.megapixels;
  EXPECT_LE(page.gray.total(), most * 1.001);
  EXPECT_GE(page.gray.total(), most * 0.98);
  EXPECT_NEAR(page.in_points({0, 0, page.gray.cols + 0.0, page.gray.rows + 0.0}).y1, 5000, 2);
}

// Programs count pixels as points, or say with UserUnit what a unit of the page is.
TEST(Enlargement, OfAPageOfTextIsToldByItsType) {
  const struct {
    const char* what;
    const char* box;
    double type, enlargement;
  } kCases[] = {
      {"A4", "0 0 595 842", 12, 1},
      {"four times A4", "0 0 2380 3368", 48, 4},
      {"a quarter of A4", "0 0 148.75 210.5", 3, 0.25},
      {"ordinary type on a large page", "0 0 2380 3368", 12, 1},
  };
  for (const auto& c : kCases) {
    std::string content = fmt::format("BT /F {} Tf {} TL 0 {} Td ", c.type, c.type, 10 * c.type);
    for (int line = 0; line < 8; ++line) content += "(report on disclosure) Tj T* ";
    const PdfDocument document = open_raw(
        {.attributes = std::string("/MediaBox[") + c.box + "]", .content = content + "ET"});
    EXPECT_NEAR(document.page(1)->enlargement, c.enlargement, 0.01) << c.what;
  }
}

TEST(Enlargement, AFewLargeLettersTellNothing) {
  const PdfDocument document = open_raw(
      {.attributes = "/MediaBox[0 0 595 842]", .content = "BT /F 60 Tf 50 400 Td (Report) Tj ET"});
  EXPECT_EQ(document.page(1)->enlargement, 1);
}

// Photographs are placed on sheets of any size.
TEST(Enlargement, IsThatOfAPageWhichNoPaperIsAsLargeAs) {
  const struct {
    const char* what;
    const char* box;
    double scale, enlargement;
  } kCases[] = {
      {"A4", "0 0 595 842", 1, 1},
      {"A3 across", "0 0 1191 842", 1, 1},
      {"four times A4", "0 0 2380 3368", 4, 4},
      {"that across", "0 0 3368 2380", 4, 4},
      {"a quarter of A4", "0 0 148.75 210.5", 0.25, 0.25},
      {"a long web page", "0 0 595 8420", 1, 1},
  };
  for (const auto& c : kCases) {
    const double across = 600 * c.scale, down = 900 * c.scale;
    const PdfDocument document =
        open_raw({.attributes = std::string("/MediaBox[") + c.box + "]",
                  .content = fmt::format("q {} 0 0 {} 0 0 cm /I Do Q", across, down),
                  .image_width = 1200,
                  .image_height = 1800});
    Page page = *document.page(1);
    EXPECT_NEAR(page.enlargement, c.enlargement, 0.01) << c.what;
    ASSERT_EQ(page.images.size(), 1u);
    EXPECT_NEAR(page.images[0].dpi, 144, 1.5) << c.what;
    // However it is drawn, a pixel stands for as much paper, and is found on the page.
    document.rasterise(page, 100);
    EXPECT_NEAR(page.gray.cols, page.width / c.enlargement / 72 * 100, 2) << c.what;
    EXPECT_NEAR(page.in_points({0, 0, page.gray.cols + 0.0, 1}).x1, page.width, c.scale) << c.what;
    const cv::Mat part = document.part(page, {0, 0, page.width / 2, page.height / 2}, 100);
    EXPECT_NEAR(part.cols, page.gray.cols / 2, 1) << c.what;
  }
}

TEST(Enlargement, OfAPictureTakenAsItIs) {
  const PdfDocument document = open_raw({.attributes = "/MediaBox[0 0 2380 3368]",
                                         .content = "q 2380 0 0 3368 0 0 cm /I Do Q",
                                         .image_width = 1654,
                                         .image_height = 2341});
  Page page = *document.page(1);
  ASSERT_TRUE(document.take_image(page));
  EXPECT_NEAR(page.dpi, 200, 1);
  EXPECT_EQ(page.gray.cols, 1654);
  EXPECT_NEAR(page.in_points({0, 0, 1654, 1}).x1, 2380, 1);
}

TEST(ReadingDpi, IsThatOfTheImageThatCoversMost) {
  const Box whole{0, 0, 200, 300}, half{0, 0, 200, 150}, third{0, 150, 200, 250},
      stamp{0, 0, 40, 40};
  const struct {
    const char* what;
    std::vector<PlacedImage> images;
    double dpi;
    bool scan;
  } kCases[] = {
      {"no image", {}, kTextDpi, false},
      {"a scan", {{whole, 300}}, 300, true},
      {"a coarse scan", {{whole, 60}}, 100, true},
      {"a fine scan", {{whole, 1200}}, 400, true},
      {"a stamp on text", {{stamp, 600}}, kTextDpi, false},
      {"a stamp on a scan", {{stamp, 600}, {whole, 150}}, 150, true},
      {"a picture of a table", {{third, 150}}, 150, false},
      {"a picture of a table of few rows", {{{30, 150, 170, 180}, 220}}, 220, false},
      {"a coarse one", {{{30, 150, 170, 180}, 72}}, kTextDpi, false},
      {"two pictures", {{third, 300}, {half, 150}}, 150, true},
      {"print over a coarse background", {{whole, 100}, {whole, 300}}, 300, true},
      {"bands", std::vector<PlacedImage>(10, {{0, 0, 200, 30}, 300}), 300, true},
      {"many small pictures", std::vector<PlacedImage>(10, {stamp, 300}), kTextDpi, false},
      {"a cropped scan", {{{10, 10, 190, 280}, 200}}, 200, true},
      {"an image that hangs over the edges", {{{-50, -50, 250, 350}, 200}}, 200, true},
  };
  for (const auto& c : kCases) {
    Page page;
    page.width = 200;
    page.height = 300;
    page.images = c.images;
    EXPECT_EQ(reading_dpi(page), c.dpi) << c.what;
    EXPECT_EQ(is_scan(page), c.scan) << c.what;
  }
}

TEST(IsReadFromPixels, WhatHasNoMoreTextThanAPageNumber) {
  Page page;
  page.width = 200;
  page.height = 300;
  EXPECT_TRUE(is_read_from_pixels(page));
  page.glyphs.assign(3, {"1", {20, 20, 30, 30}, 10});  // a page number
  EXPECT_TRUE(is_read_from_pixels(page));
  page.glyphs.assign(20, {"字", {20, 20, 30, 30}, 10});
  EXPECT_FALSE(is_read_from_pixels(page));
}

// A scan of one page at 150 dpi, stored turned and displayed upright.
std::string scanned(int orientation, const Scan& scan = {.dpi = 150, .jpeg_quality = 95}) {
  PrintedReport report = sample_report(standard_form("2021"));
  report.narrative.clear();
  Scan turned = scan;
  turned.orientation = orientation;
  turned.turned_back = true;
  return scan_pdf(print_pdf(report), turned).bytes;
}

TEST(TakeImage, GivesThePixelsAsThePageIsDisplayed) {
  std::map<int, std::string> scans;  // all of them first: the scanner shares Poppler's globals
  for (int orientation : {0, 90, 180, 270}) scans[orientation] = scanned(orientation);
  for (const auto& [orientation, bytes] : scans) {
    const TemporaryFile file(bytes);
    const auto document = PdfDocument::open(file.path());
    ASSERT_TRUE(document);
    Page taken = *document->page(1), drawn = *document->page(1);
    ASSERT_TRUE(document->take_image(taken)) << orientation;
    document->rasterise(drawn, 150);
    EXPECT_NEAR(taken.dpi, 150, 0.5);
    ASSERT_NEAR(taken.gray.cols, drawn.gray.cols, 2);
    ASSERT_NEAR(taken.gray.rows, drawn.gray.rows, 2);
    cv::Mat same;
    cv::resize(taken.gray, same, drawn.gray.size());
    cv::absdiff(same, drawn.gray, same);
    EXPECT_LT(cv::mean(same)[0], 8) << orientation;
    const cv::Point2d corner = taken.in_pixels(0, 0);
    EXPECT_NEAR(corner.x, 0, 1.5) << orientation;
    EXPECT_NEAR(corner.y, 0, 1.5) << orientation;
  }
}

TEST(TakeImage, DividesFineImagesByAWholeNumber) {
  const TemporaryFile file(scanned(0, {.dpi = 600, .fax = true}));
  const auto document = PdfDocument::open(file.path());
  Page page = *document->page(1);
  ASSERT_TRUE(document->take_image(page));
  EXPECT_NEAR(page.dpi, 300, 1);
  EXPECT_NEAR(page.in_points({0, 0, page.gray.cols + 0.0, 0}).x1, page.width, 1);
}

TEST(TakeImage, TakesNoPageThatShowsMoreThanItsImage) {
  const struct {
    const char* what;
    std::string content;
    bool taken;
  } kCases[] = {
      {"the image alone", "q 48 0 0 72 0 0 cm /I Do Q", true},
      {"on white paint", "1 g 0 0 48 72 re f q 48 0 0 72 0 0 cm /I Do Q", true},
      {"with invisible text", "q 48 0 0 72 0 0 cm /I Do Q BT 3 Tr /F 10 Tf 5 5 Td (7) Tj ET", true},
      {"with text", "q 48 0 0 72 0 0 cm /I Do Q BT 1 0 0 rg /F 10 Tf 5 5 Td (7) Tj ET", false},
      {"with white text", "q 48 0 0 72 0 0 cm /I Do Q BT 1 g /F 10 Tf 5 5 Td (7) Tj ET", true},
      {"on black paint", "0 g 0 0 48 72 re f q 48 0 0 72 0 0 cm /I Do Q", true},
      {"with black paint beside it", "0 g 0 0 48 9 re f q 42 0 0 63 3 9 cm /I Do Q", false},
      {"with white paint beside it", "1 g 0 0 48 9 re f q 42 0 0 63 3 9 cm /I Do Q", true},
      {"with a rule", "q 48 0 0 72 0 0 cm /I Do Q 0 30 m 48 30 l S", false},
      {"with paint over it", "q 48 0 0 72 0 0 cm /I Do Q 1 g 5 5 9 9 re f", false},
      {"clipped", "q 5 5 30 50 re W n 48 0 0 72 0 0 cm /I Do Q", false},
      {"not square", "q 48 0 0 60 0 6 cm /I Do Q", false},
      {"in bands", "q 48 0 0 36 0 0 cm /I Do Q q 48 0 0 36 0 36 cm /I Do Q", false},
      {"with a picture over it", "q 48 0 0 72 0 0 cm /I Do Q q 12 0 0 18 9 9 cm /I Do Q", false},
      {"on part of the page", "q 24 0 0 36 0 0 cm /I Do Q", false},
  };
  for (const auto& c : kCases) {
    const PdfDocument document = open_raw({.attributes = "/MediaBox[0 0 48 72]",
                                           .content = c.content,
                                           .image_width = 100,
                                           .image_height = 150});
    Page page = *document.page(1);
    EXPECT_EQ(document.take_image(page), c.taken) << c.what;
  }
}

// A page of four tiles, a gray wedge each, as one image.
TEST(TakeImage, PutsTilesTogether) {
  std::string wedge(100 * 150, '\0');
  for (size_t i = 0; i < wedge.size(); ++i) wedge[i] = static_cast<char>(100 + i % 100);
  std::string content;
  for (const char* at : {"0 0", "24 0", "0 36", "24 36"}) {
    content += std::string("q 24 0 0 36 ") + at + " cm /I Do Q ";
  }
  const PdfDocument document = open_raw({.attributes = "/MediaBox[0 0 48 72]",
                                         .content = content,
                                         .image_width = 100,
                                         .image_height = 150,
                                         .image_pixels = wedge});
  Page page = *document.page(1);
  ASSERT_TRUE(document.take_image(page));
  ASSERT_EQ(page.gray.size(), cv::Size(200, 300));
  for (const cv::Point& at : {cv::Point(0, 0), {100, 0}, {0, 150}, {100, 150}}) {
    EXPECT_EQ(page.gray.at<uchar>(at), 100) << at;
    EXPECT_EQ(page.gray.at<uchar>(at + cv::Point(99, 149)), 199) << at;
  }
  EXPECT_NEAR(page.dpi, 300, 0.5);
  EXPECT_NEAR(page.in_points({0, 0, 200, 300}).y1, 72, 0.01);
}

// One bit a pixel, through which paint is put where the bit is 0.
TEST(TakeImage, PaintsThroughAStencil) {
  std::string bits(13 * 150, '\xFF');
  bits[0] = '\x7F';
  for (const auto& [paint, taken] : {std::pair{"0 g ", true}, {"0.8 g ", false}}) {
    const PdfDocument document =
        open_raw({.attributes = "/MediaBox[0 0 48 72]",
                  .content = std::string(paint) + "q 48 0 0 72 0 0 cm /I Do Q",
                  .image_width = 100,
                  .image_height = 150,
                  .image_pixels = bits,
                  .image_attributes = "/ImageMask true/BitsPerComponent 1"});
    Page page = *document.page(1);
    ASSERT_EQ(document.take_image(page), taken) << paint;
    if (!taken) continue;
    EXPECT_EQ(cv::countNonZero(page.gray == 0), 1);
    EXPECT_EQ(page.gray.at<uchar>(0, 0), 0);
  }
}

// Two pages. The first sets a clip by its text and does not end it.
TEST(PdfDocument, AClipByTextEndsWithItsPage) {
  const std::string page =
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Resources<</Font<</F 7 0 R>>>>/Contents ";
  const TemporaryFile file(pdf_file(
      {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
       page + "5 0 R>>", page + "6 0 R>>", pdf_stream("", "BT /F 12 Tf 7 Tr 10 10 Td (x) Tj"),
       pdf_stream("", "BT ET 0 0 200 300 re f"),
       "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}));
  const auto document = PdfDocument::open(file.path());
  ASSERT_TRUE(document) << document.error().message;
  Page first = document->page(1).value(), second = document->page(2).value();
  document->rasterise(first, 72);
  document->rasterise(second, 72);
  EXPECT_GT(cv::countNonZero(second.gray < 128), 0.95 * second.gray.total());
}

}  // namespace
}  // namespace gouji
