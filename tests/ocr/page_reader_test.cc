#include "ocr/page_reader.h"

#include <gtest/gtest.h>

#include <functional>
#include <opencv2/imgproc.hpp>

#include "extract/grid.h"
#include "models/text.h"
#include "ocr/clean_up.h"
#include "ocr/digit_network.h"
#include "ocr/pdf_document.h"
#include "tests/ocr/raw_pdf.h"
#include "tests/support/scanner.h"

namespace gouji {
namespace {

// Reads what a test tells it to.
class ToldDigits : public DigitReader {
 public:
  explicit ToldDigits(const char* text) : text_(text) {}
  std::vector<Reading> read(const std::vector<cv::Mat>& cells,
                            const std::vector<cv::Mat>&) override {
    return std::vector<Reading>(cells.size(), single_reading(text_, 0.999, Method::kOcr));
  }
  std::optional<Alternative> read_date(const cv::Mat&, double) override { return {}; }

 private:
  const char* text_;
};

LabelNetwork& labels() {
  static LabelNetwork one(GOUJI_DATA_DIR "/labels");
  return one;
}

// Without a closer look, and with no fonts to judge.
PageReader reader_of(DigitReader& digits, TextReader& text) {
  return {{digits, labels(), text}, {}, {}};
}

// A page of 200 by 100 points with one cell, and nothing printed.
struct OneCell {
  OneCell() {
    page.number = 1;
    page.width = 200;
    page.height = 100;
    page.dpi = 72;
    page.gray = cv::Mat(100, 200, CV_8UC1, cv::Scalar(255));
    grid.page = 1;
    grid.rows = grid.columns = 1;
    grid.xs = {20, 80};
    grid.ys = {10, 30};
    grid.box = {20, 10, 80, 30};
    grid.cells = {{0, 0, 1, 1, grid.box}};
  }

  Page page;
  Grid grid;
};

Glyph glyph(const char* text, double x, double y, double size, bool visible = true) {
  return {text, {x, y, x + size / 2, y + size}, size, visible};
}

TEST(ReadGrid, TakesTheWitnessThatCanBeTrusted) {
  const struct {
    const char* what;
    std::vector<Glyph> glyphs;
    bool scan;
    const char* text;
    Method method;
  } kCases[] = {
      {"nothing in the text layer", {}, false, "36", Method::kOcr},
      {"visible glyphs",
       {glyph("甲", 40, 14, 12), glyph("乙", 52, 14, 12)},
       false,
       "甲乙",
       Method::kText},
      {"invisible glyphs", {glyph("1", 40, 14, 12, false)}, false, "36", Method::kOcr},
      {"glyphs over a scan", {glyph("1", 40, 14, 12)}, true, "36", Method::kOcr},
      {"a watermark larger than the cell", {glyph("1", 40, 0, 48)}, false, "36", Method::kOcr},
      {"a glyph of the next cell", {glyph("1", 76, 14, 24)}, false, "36", Method::kOcr},
  };
  TextReader text;
  for (const auto& c : kCases) {
    OneCell one;
    one.page.glyphs = c.glyphs;
    if (c.scan) one.page.images = {{{0, 0, 200, 100}, 72}};
    ToldDigits digits("36");
    const Table table = reader_of(digits, text).read_grid(one.page, one.grid);
    ASSERT_EQ(table.cells.size(), 1u);
    EXPECT_EQ(table.cells[0].reading.text(), c.text) << c.what;
    EXPECT_EQ(name(table.cells[0].reading.method), name(c.method)) << c.what;
  }
}

// An opaque seal over a figure leaves paper where it was.
TEST(ReadGrid, ABlankWhereAGlyphCannotBeSeenIsNotCertain) {
  TextReader text;
  for (bool hidden : {false, true}) {
    OneCell one;
    if (hidden) one.page.glyphs = {glyph("3", 40, 14, 12, false)};
    ToldDigits digits("");
    const Table table = reader_of(digits, text).read_grid(one.page, one.grid);
    ASSERT_EQ(table.cells.size(), 1u);
    EXPECT_EQ(table.cells[0].reading.text(), "");
    EXPECT_EQ(table.cells[0].reading.probability() < 0.9, hidden);
  }
}

// Reads 6, surely from the second look on.
class SecondLook : public DigitReader {
 public:
  std::vector<Reading> read(const std::vector<cv::Mat>& cells,
                            const std::vector<cv::Mat>&) override {
    const double probability = looks_++ == 0 ? 0.4 : 0.999;
    return std::vector<Reading>(cells.size(), single_reading("6", probability, Method::kOcr));
  }
  std::optional<Alternative> read_date(const cv::Mat&, double) override { return {}; }

 private:
  int looks_ = 0;
};

// A gray seal's stroke over a figure; of a black one nothing can be taken away.
TEST(ReadGrid, AFigureUnderAGraySealIsReadWithoutIt) {
  TextReader text;
  for (const int level : {140, 20}) {
    OneCell one;
    cv::circle(one.page.gray, {50, 20}, 40, cv::Scalar(level), 3);
    cv::rectangle(one.page.gray, cv::Rect(45, 15, 6, 10), cv::Scalar(20), 2);
    one.grid.seals = {{{50, 20}, 40}};
    SecondLook digits;
    const Table table = reader_of(digits, text).read_grid(one.page, one.grid);
    EXPECT_EQ(table.cells.at(0).reading.text(), "6") << level;
    EXPECT_NEAR(table.cells.at(0).reading.probability(), level > 100 ? 0.95 : 0.4, 1e-6) << level;
  }
}

TEST(ReadGrid, InATableWhoseSideCutsPrintNothingIsCertain) {
  TextReader text;
  OneCell one;
  one.grid.cut = true;
  ToldDigits digits("12");
  const Table table = reader_of(digits, text).read_grid(one.page, one.grid);
  EXPECT_LT(table.cells.at(0).reading.probability(), 0.96);
}

// A stroke may have gone with the crease: 1 of 12, or all of a 1.
TEST(ReadGrid, WhereACreaseWasRubbedOutNothingIsCertain) {
  TextReader text;
  for (const auto& [from, to, doubt] : {std::tuple{cv::Point2d(50, 0), cv::Point2d(52, 100), true},
                                        {cv::Point2d(0, 25), cv::Point2d(200, 25), true},
                                        {cv::Point2d(90, 0), cv::Point2d(90, 100), false}}) {
    for (const char* read : {"", "2"}) {
      OneCell one;
      one.page.images = {{{0, 0, 200, 100}, 72}};
      one.page.creases = {{from, to}};
      ToldDigits digits(read);
      const Table table = reader_of(digits, text).read_grid(one.page, one.grid);
      ASSERT_EQ(table.cells.size(), 1u);
      EXPECT_EQ(table.cells[0].reading.text(), read);
      EXPECT_EQ(table.cells[0].reading.probability() < 0.96, doubt) << from;
    }
  }
}

TEST(ReadGrid, IsNotLedAstrayByGlyphsOfAbsurdSize) {
  OneCell one;
  one.page.glyphs = {{"1", {-1e300, 15, 1e300, 25}, 12}, {"2", {30, -1e15, 70, 1e15}, 1e15}};
  ToldDigits digits("36");
  TextReader text;
  EXPECT_EQ(reader_of(digits, text).read_grid(one.page, one.grid).cells.at(0).reading.text(), "36");
}

// What read_grid makes of glyphs where the digit reader sees `seen`.
Reading weighed(std::vector<Glyph> glyphs, const char* seen) {
  OneCell one;
  one.page.glyphs = std::move(glyphs);
  ToldDigits digits(seen);
  TextReader text;
  return reader_of(digits, text).read_grid(one.page, one.grid).cells.at(0).reading;
}

std::vector<Glyph> glyphs(const std::vector<const char*>& texts) {
  std::vector<Glyph> out;
  for (const char* t : texts) out.push_back(glyph(t, 30 + 6 * out.size(), 14, 12));
  return out;
}

TEST(ReadGrid, WitnessesThatAgreeAreMoreCertainThanEach) {
  const struct {
    const char* what;
    std::vector<const char*> printed;
    const char* seen;
    const char* text;
  } kCases[] = {
      {"a figure", {"3", "6"}, "36", "36"},
      {"full-width digits", {"３", "６"}, "36", "３６"},
      {"separators of thousands", {"1", ",", "2", "0", "3"}, "1203", "1,203"},
      {"a long dash", {"—"}, "-", "—"},
      {"two dashes and a dash", {"－", "－"}, "-", "－－"},
      {"a slash", {"／"}, "/", "／"},
  };
  for (const auto& c : kCases) {
    const Reading reading = weighed(glyphs(c.printed), c.seen);
    EXPECT_EQ(reading.text(), c.text) << c.what;
    EXPECT_EQ(name(reading.method), "text") << c.what;
    EXPECT_GT(reading.probability(), 0.9995) << c.what;
  }
}

TEST(ReadGrid, WitnessesThatDifferAreNotCertain) {
  const struct {
    const char* what;
    std::vector<const char*> printed;
    const char* seen;
  } kCases[] = {
      {"another digit", {"3", "7"}, "36"},          {"a digit more", {"3"}, "36"},
      {"nothing printed", {"3", "6"}, ""},          {"no number printed", {"3", "6"}, "?"},
      {"a figure in place of a dash", {"-"}, "36"},
  };
  for (const auto& c : kCases) {
    EXPECT_LT(weighed(glyphs(c.printed), c.seen).probability(), 0.99) << c.what;
  }
}

TEST(ReadGrid, TwoFiguresOneOverTheOtherAreNotOneFigure) {
  const Reading reading = weighed({glyph("7", 40, 10, 8), glyph("8", 40, 20, 8)}, "78");
  EXPECT_EQ(reading.text(), "7 8");
}

TEST(ReadGrid, AFigureThatFillsItsCellMayGoOnBelow) {
  std::vector<Glyph> printed;
  for (int i = 0; i < 14; ++i) printed.push_back(glyph("1", 22 + 4 * i, 10, 8));
  printed.push_back(glyph("2", 22, 20, 8));
  EXPECT_EQ(weighed(printed, "1").text(), "111111111111112");
}

TEST(ReadGrid, ATableHasItsPlaceInPoints) {
  OneCell one;
  one.page.to_points = {0.5, 0, 0, 0, 0.5, 0};
  one.page.dpi = 144;
  ToldDigits digits("36");
  TextReader text;
  const Table table = reader_of(digits, text).read_grid(one.page, one.grid);
  EXPECT_EQ(table.xs, (std::vector<double>{10, 40}));
  EXPECT_EQ(table.cells.at(0).box.y1, 15);
  EXPECT_EQ(table.cells.at(0).page, 1);
  EXPECT_EQ(table.first_page, 1);
  EXPECT_EQ(table.last_page, 1);
}

// A page of a printed report, read.
struct ReadPage {
  std::vector<Table> tables;
  std::vector<TextLine> lines;
};

// What a font map says of a glyph in place of its character; where it says nothing, there is no
// glyph but the same drawn as curves.
using FontMap = std::function<std::string(const std::string&)>;

ReadPage read_page(const PrintedPdf& pdf, int number, const FontMap& map = {}) {
  const TemporaryFile file(pdf.bytes);
  const PdfDocument document = PdfDocument::open(file.path()).value();
  Page page = document.page(number).value();
  for (Glyph& g : page.glyphs) {
    if (map) g.text = map(g.text);
  }
  std::erase_if(page.glyphs, [](const Glyph& g) { return g.text.empty(); });
  document.rasterise(page, reading_dpi(page));
  if (is_scan(page)) {
    clean_up(page);
    straighten(page, small_ink(page.gray, page.dpi));
  }
  const auto digits = make_digit_reader(GOUJI_DATA_DIR "/digits");
  TextReader text;
  const auto look = [&](const Page& p, const Box& points, double dpi) {
    return document.part(p, points, dpi);
  };
  PageReader reader({*digits, labels(), text}, look, {page});
  if (reader.judge_glyphs(page)) document.rasterise(page, 300);
  const std::vector<Grid> grids = find_grids(page);
  ReadPage out;
  for (const Grid& grid : grids) out.tables.push_back(reader.read_grid(page, grid));
  out.lines = reader.read_lines(page, grids).lines;
  return out;
}

const PrintedReport& report() {
  static const PrintedReport county = sample_report(standard_form("2021"), 5);
  return county;
}

// What is read where a figure was printed; null where nothing is.
const TableCell* cell_at(const std::vector<Table>& tables, const PlacedCell& placed) {
  for (const Table& table : tables) {
    for (const TableCell& c : table.cells) {
      if (c.box.contains(placed.cell.cx(), placed.cell.cy())) return &c;
    }
  }
  return nullptr;
}

// How the figures were read on the page that holds most of the requests table.
void expect_figures(const PrintedPdf& pdf, Method method, double most_wrong,
                    const FontMap& map = {}) {
  const int page = pdf.cells.at("requests/unavailable.not_held/total").page;
  const ReadPage read = read_page(pdf, page, map);
  int figures = 0, wrong = 0;
  for (const auto& [address, placed] : pdf.cells) {
    if (placed.page != page || !address.starts_with("requests")) continue;
    const TableCell* cell = cell_at(read.tables, placed);
    ASSERT_NE(cell, nullptr) << address;
    EXPECT_EQ(name(cell->reading.method), name(method)) << address;
    EXPECT_NEAR(cell->box.x0, placed.cell.x0, 1.5) << address;
    EXPECT_NEAR(cell->box.y1, placed.cell.y1, 1.5) << address;
    const bool right = cell->reading.text() == report().at(address);
    EXPECT_TRUE(right || cell->reading.probability() < 0.99)
        << address << " prints " << report().at(address) << ", read " << cell->reading.text();
    ++figures;
    wrong += !right;
  }
  EXPECT_GT(figures, 100);
  EXPECT_LE(wrong, most_wrong * figures);
}

TEST(PageReader, ReadsTheFiguresOfAPrintedPage) {
  expect_figures(print_pdf(report()), Method::kText, 0);
}

TEST(PageReader, ReadsTheFiguresOfAScannedPageWhateverItsHiddenText) {
  const Scan scan{
      .dpi = 200, .rotation = 0.6, .blur = 0.5, .noise = 4, .text_layer = TextLayer::kWrong};
  expect_figures(scan_pdf(print_pdf(report()), scan), Method::kOcr, 0.01);
}

TEST(PageReader, ReadsFiguresFromPixelsWhereTheFontMapHasChangedDigits) {
  const FontMap map = [](const std::string& text) {
    const size_t i = std::string("0123456789").find(text);
    return i == std::string::npos ? text : std::string(1, "1230456798"[i]);
  };
  expect_figures(print_pdf(report()), Method::kOcr, 0, map);
}

TEST(PageReader, ReadsFiguresFromPixelsWhereTheFontMapMadeOtherCharactersOfThem) {
  for (const char32_t first : {U'g', U'\u73A3', U'\u0C66'}) {  // Latin, Chinese, Telugu
    SCOPED_TRACE(static_cast<int>(first));
    const FontMap map = [first](const std::string& text) {
      const size_t i = std::string("0123456789").find(text);
      return i == std::string::npos ? text
                                    : to_utf8(std::u32string(1, first + static_cast<char32_t>(i)));
    };
    expect_figures(print_pdf(report()), Method::kOcr, 0, map);
  }
}

std::string printed_lines(const PrintedPdf& pdf, int page) {
  std::string out;
  for (const PlacedText& line : pdf.lines) {
    if (line.page == page) out += line.text;
  }
  return out;
}

std::string text_of(const std::vector<TextLine>& lines) {
  std::string out;
  for (const TextLine& line : lines) out += line.text;
  return out;
}

TEST(PageReader, ReadsTheTextOfAPrintedPage) {
  const PrintedPdf pdf = print_pdf(report());
  EXPECT_EQ(to_utf8(fold(text_of(read_page(pdf, 1).lines))), to_utf8(fold(printed_lines(pdf, 1))));
}

TEST(PageReader, ReadsAYearFromPixelsWhereTheFontMapHasLettersForDigits) {
  const FontMap map = [](const std::string& text) {
    const size_t i = std::string("0123456789").find(text);
    return i == std::string::npos ? text : std::string(1, "oizeashbTg"[i]);
  };
  const PrintedPdf pdf = print_pdf(report());
  const std::string read = text_of(read_page(pdf, 1, map).lines);
  EXPECT_GT(similarity(fold(read), fold(printed_lines(pdf, 1))), 0.99) << read;
}

TEST(PageReader, ReadsTextFromPixelsWhereTheFontMapGivesOtherCharacters) {
  const PrintedPdf pdf = print_pdf(report());
  const struct {
    char32_t first;
    int count;
  } kScripts[] = {{U'\u4E00', 20000}, {U'\u0E01', 46}};  // Chinese, Thai
  for (const auto& [first, count] : kScripts) {
    const FontMap map = [first = first, count = count](const std::string& text) {
      std::u32string s = to_utf32(text);
      if (is_han(s[0])) s[0] = first + (s[0] - U'\u4E00' + 517) % count;
      return to_utf8(s);
    };
    const std::string read = text_of(read_page(pdf, 1, map).lines);
    EXPECT_GT(similarity(fold(read), fold(printed_lines(pdf, 1))), 0.97) << read;
  }
}

// A program that rewrites PDFs keeps the lower byte of some characters: 公 is }, 一 is ÿ, 。 is 2.
TEST(PageReader, ReadsTextFromPixelsWhereTheFontMapKeepsBytesOfCharacters) {
  const PrintedPdf pdf = print_pdf(report());
  const FontMap map = [](const std::string& text) {
    const std::u32string s = to_utf32(text);
    if (s[0] == U'公' || s[0] == U'。' || s[0] == U'年' || s[0] == U'一') {
      return to_utf8(std::u32string(1, s[0] == U'一' ? U'ÿ' : s[0] == U'公' ? U'}' : U'ç'));
    }
    return text;
  };
  const std::string read = text_of(read_page(pdf, 1, map).lines);
  EXPECT_GT(similarity(fold(read), fold(printed_lines(pdf, 1))), 0.97) << read;
}

TEST(PageReader, ReadsAPageWhosePrintIsCurves) {
  const FontMap none = [](const std::string&) { return std::string(); };
  const PrintedPdf pdf = print_pdf(report());
  expect_figures(pdf, Method::kOcr, 0, none);
  const std::string read = text_of(read_page(pdf, 1, none).lines);
  EXPECT_GT(similarity(fold(read), fold(printed_lines(pdf, 1))), 0.97) << read;
}

TEST(PageReader, ReadsTheTextOfAScannedPage) {
  const PrintedPdf pdf = print_pdf(report());
  const Scan scan{.dpi = 200, .rotation = 0.6, .blur = 0.5, .noise = 4};
  const std::string read = text_of(read_page(scan_pdf(pdf, scan), 1).lines);
  EXPECT_GT(similarity(fold(read), fold(printed_lines(pdf, 1))), 0.97) << read;
}

}  // namespace
}  // namespace gouji
