#include "tests/support/pdf_text.h"
#include "tests/torture/torture_set.h"

namespace gouji {
namespace {

constexpr size_t kBomb = 300'000'000;  // bytes, of less than 1 KiB; more than the run leaves free

// Streams that inflate to `kBomb` bytes of `filling`.
std::string bomb(const std::string& entries, char filling) {
  return deflated_stream(entries, std::string(kBomb, filling), 2);
}

std::string font(const std::string& descriptor) {
  return "<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 97/LastChar 97/Widths[500]" +
         descriptor + ">>";
}

void add_bombs(std::vector<TortureFile>& out) {
  const PdfPage with_text{.content = "BT /F 20 Tf 9 9 Td (aaa) Tj ET",
                          .resources = "/Font<</F 5 0 R>>"};
  // A fast machine gets through.
  out.push_back({"bomb-contents", pdf_page({}, bomb("", ' ')), "timeout|unrecognised_form"});
  PdfPage page = with_text;
  page.more = {font("/FontDescriptor 6 0 R"),
               "<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>", bomb("", '\0')};
  out.push_back({"bomb-font", pdf_page(page), "too_large"});
  page.more = {font("/ToUnicode 6 0 R"), bomb("", ' ')};
  out.push_back({"bomb-to-unicode", pdf_page(page), "too_large"});
  out.push_back({"bomb-profile",
                 pdf_page({.content = "/C cs 1 1 1 scn 0 0 9 9 re f",
                           .resources = "/ColorSpace<</C[/ICCBased 5 0 R]>>",
                           .more = {bomb("/N 3", '\0')}}),
                 "too_large"});
  out.push_back({"bomb-metadata",
                 pdf_page({.more = {bomb("/Type/Metadata/Subtype/XML", '<')},
                           .catalogue = "/Metadata 5 0 R"}),
                 "unrecognised_form"});
  out.push_back({"bomb-image",
                 pdf_page({.content = "500 0 0 500 0 0 cm /I Do",
                           .resources = "/XObject<</I 5 0 R>>",
                           .more = {bomb("/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/"
                                         "Width 24000/Height 25000",
                                         'a')}}),
                 "too_large"});
  out.push_back({"bomb-function",
                 pdf_page({.content = "/C cs 1 scn 0 0 9 9 re f",
                           .resources = "/ColorSpace<</C[/Separation/X/DeviceGray 5 0 R]>>",
                           .more = {bomb("/FunctionType 0/Domain[0 1]/Range[0 1]/Size[600000000]/"
                                         "BitsPerSample 8",
                                         'a')}}),
                 "unrecognised_form"});
  out.push_back({"run-length-bomb",
                 pdf_page({}, pdf_stream("/Filter[/FlateDecode/RunLengthDecode]",
                                         deflated(repeated("\x81 ", 6'000'000)))),
                 "timeout|unrecognised_form"});
}

void add_long(std::vector<TortureFile>& out) {
  const auto contents = [&](const char* name, const std::string& text, const char* wanted) {
    out.push_back({name,
                   pdf_page({.resources = "/Font<</F 5 0 R>>",
                             .more = {"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}},
                            deflated_stream("", text, 1)),
                   wanted});
  };
  contents("million-operators", repeated("1 1 m 9 9 l S\n", 330'000), "unrecognised_form");
  contents("million-glyphs", "BT /F 9 Tf 1 1 Td [" + repeated("(ab)-7", 500'000) + "] TJ ET",
           "unrecognised_form");
  contents("million-states", repeated("q ", 1'000'000), "too_large");
  contents("million-restores", repeated("Q ", 1'000'000), "unrecognised_form");
  contents("million-brackets", repeated("[", 1'000'000), "unrecognised_form");
  contents("million-dictionaries", repeated("<<", 1'000'000), "unrecognised_form");
  contents("million-points", "1 1 m " + repeated("7 7 l 9 1 l ", 500'000) + "B", "too_large");
  // Poppler doubles what it has until it gets no more: whether it can then do without, or aborts,
  // depends on how much was left. A slow machine does not get so far.
  contents("fine-dashes", "[.00001 .00001] 0 d 0 0 m 500 500 l S",
           "unrecognised_form|too_large|timeout");
  contents("wide-stroke", "1e30 w 1 1 m 1e30 1e30 l S 1e308 0 0 1e308 0 0 cm 0 0 9 9 re f",
           "unrecognised_form");
  contents("huge-text", "BT /F 1e9 Tf 1 1 Td (abc) Tj ET", "unrecognised_form");
  out.push_back({"million-brackets-in-an-object", pdf_page({}, repeated("[", 1'000'000)),
                 "unrecognised_form"});
  out.push_back({"million-dictionaries-in-an-object", pdf_page({}, repeated("<</A", 500'000)),
                 "unrecognised_form"});
  out.push_back(
      {"thousand-filters",
       pdf_page({}, pdf_stream("/Filter[" + repeated("/ASCIIHexDecode", 1000) + "]", "30>")),
       "unrecognised_form"});
}

void add_pages(std::vector<TortureFile>& out) {
  const auto page = [&](const char* name, const char* attributes, const char* wanted) {
    out.push_back({name, pdf_page({.content = "0 0 9 9 re f", .attributes = attributes}), wanted});
  };
  page("page-200-by-200-metres", "/MediaBox[0 0 566929 566929]", "too_large");
  page("page-a-light-year-long", "/MediaBox[0 0 27000000000000000000 1]", "too_large");
  page("page-of-no-size", "/MediaBox[9 9 9 9]", "damaged");
  page("page-upside-down", "/MediaBox[595 842 0 0]", "unrecognised_form");
  page("page-without-box", "", "unrecognised_form");
  page("page-of-words", "/MediaBox[/a (b) null true]", "unrecognised_form");
  page("page-with-large-unit", "/MediaBox[0 0 595 842]/UserUnit 1000000", "too_large");
  page("page-turned-oddly", "/MediaBox[0 0 595 842]/Rotate 2147483647", "unrecognised_form");
  page("page-like-a-ribbon", "/MediaBox[0 0 1 10000000]", "too_large");
}

}  // namespace

std::vector<TortureFile> swelling_files() {
  std::vector<TortureFile> out;
  add_bombs(out);
  add_long(out);
  add_pages(out);
  return out;
}

}  // namespace gouji
