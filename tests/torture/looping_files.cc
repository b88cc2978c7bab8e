#include "tests/support/pdf_text.h"
#include "tests/torture/torture_set.h"

namespace gouji {
namespace {

constexpr const char* kCatalogue = "<</Type/Catalog/Pages 2 0 R>>";
constexpr const char* kPage = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>";

std::string pages(const std::string& kids, const std::string& count) {
  return "<</Type/Pages/Kids[" + kids + "]/Count " + count + ">>";
}

void add_page_trees(std::vector<TortureFile>& out) {
  out.push_back({"kids-of-itself", pdf_file({kCatalogue, pages("2 0 R", "1")}), "damaged"});
  out.push_back({"kids-of-each-other",
                 pdf_file({kCatalogue, pages("3 0 R", "3"), pages("2 0 R 2 0 R", "3")}),
                 "damaged"});
  out.push_back({"pages-of-two-thousand-million",
                 pdf_file({kCatalogue, pages("3 0 R", "2147483647"), kPage}), "damaged"});
  out.push_back({"pages-of-less-than-nothing", pdf_file({kCatalogue, pages("3 0 R", "-7"), kPage}),
                 "damaged"});
  out.push_back({"page-is-null", pdf_file({kCatalogue, pages("3 0 R", "1"), "null"}), "damaged"});
  out.push_back({"page-is-missing", pdf_file({kCatalogue, pages("9 0 R", "1")}), "damaged"});
  out.push_back({"root-is-itself", pdf_file({std::string("1 0 R")}), "damaged"});
  out.push_back({"parent-is-itself",
                 pdf_file({kCatalogue, "<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>",
                           "<</Type/Page/Parent 2 0 R>>"}),
                 "unrecognised_form"});
  std::vector<std::string> deep{kCatalogue};
  for (int i = 3; i < 20'000; ++i) deep.push_back(pages(std::to_string(i) + " 0 R", "1"));
  deep.push_back(kPage);
  out.push_back({"tree-of-20000-levels", pdf_file(deep), "unrecognised_form"});
  std::string kids;
  std::vector<std::string> many{kCatalogue, ""};
  for (int i = 3; i < 10'003; ++i) {
    kids += std::to_string(i) + " 0 R ";
    many.push_back(kPage);
  }
  many[1] = pages(kids, "10000");
  out.push_back({"pages-10000", pdf_file(many), "too_large"});
}

void add_objects(std::vector<TortureFile>& out) {
  out.push_back({"length-is-itself",
                 pdf_page({}, "<</Length 4 0 R>>stream\n0 0 9 9 re f\nendstream"),
                 "unrecognised_form"});
  out.push_back({"contents-of-itself", pdf_page({}, "[4 0 R 4 0 R]"), "unrecognised_form"});
  out.push_back({"object-is-itself", pdf_page({}, "4 0 R"), "unrecognised_form"});
  out.push_back({"filter-is-itself",
                 pdf_page({}, "<</Filter 4 0 R/Length 9>>stream\n0 0 9 9 re\nendstream"),
                 "unrecognised_form"});
  for (const char* entries : {"/Type/ObjStm/N 2147483647/First 10", "/Type/ObjStm/N 3/First -5",
                              "/Type/ObjStm/N 2/First 8/Extends 5 0 R"}) {
    const std::string xref("\1\0\0\0\0\2\0\5\0\0\2\0\5\0\0\2\0\5\0\0\1\0\11\0\0\1\0\11\0\0", 30);
    const std::string stream = pdf_stream(entries, "5 0 6 9 <</A 6 0 R>> <</B 5 0 R>>");
    std::string file = "%PDF-1.5\n5 0 obj\n" + stream + "\nendobj\n";
    const std::string start = std::to_string(file.size());
    file += "6 0 obj\n" + pdf_stream("/Type/XRef/W[1 2 2]/Size 6/Root 1 0 R", xref) +
            "\nendobj\nstartxref\n" + start + "\n%%EOF\n";
    out.push_back({"object-stream-" + std::to_string(out.size()), file, "damaged"});
  }
  out.push_back({"fields-of-themselves",
                 pdf_page({.more = {"<</Fields[6 0 R]>>", "<</T(a)/Kids[6 0 R 7 0 R]>>",
                                    "<</T(b)/Parent 7 0 R/Kids[6 0 R]>>"},
                           .attributes = "/MediaBox[0 0 595 842]/Annots[6 0 R 7 0 R]",
                           .catalogue = "/AcroForm 5 0 R"}),
                 "unrecognised_form"});
  out.push_back(
      {"annotation-of-itself",
       pdf_page({.more = {"<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N 6 0 R>>/Parent 5 0 R>>",
                          pdf_stream("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 "
                                     "R>>>>",
                                     "/X Do /X Do")},
                 .attributes = "/MediaBox[0 0 595 842]/Annots[5 0 R]"}),
       "unrecognised_form"});
  out.push_back({"outlines-of-themselves",
                 pdf_page({.more = {"<</First 5 0 R/Next 5 0 R/Last 5 0 R/Title(x)>>"},
                           .catalogue = "/Outlines 5 0 R/Dests 5 0 R/Names<</Dests<</Kids[5 0 "
                                        "R]>>>>"}),
                 "unrecognised_form"});
}

void add_drawing(std::vector<TortureFile>& out) {
  const auto page = [&](const char* name, PdfPage of, const char* wanted = "unrecognised_form") {
    out.push_back({name, pdf_page(of), wanted});
  };
  page("form-of-itself", {.content = "/X Do",
                          .resources = "/XObject<</X 5 0 R>>",
                          .more = {pdf_stream("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X "
                                              "5 0 R>>>>",
                                              "/X Do /X Do")}});
  std::vector<std::string> laughs;
  for (int i = 6; i < 16; ++i) {
    laughs.push_back(pdf_stream(
        "/Subtype/Form/BBox[0 0 999 999]/Resources<</XObject<</X " + std::to_string(i) + " 0 R>>>>",
        repeated("/X Do ", 10)));
  }
  laughs.push_back(pdf_stream("/Subtype/Form/BBox[0 0 999 999]", "0 0 9 9 re f"));
  page("ten-to-the-tenth-forms",
       {.content = "/X Do", .resources = "/XObject<</X 5 0 R>>", .more = laughs}, "timeout");
  page("type3-of-itself",
       {.content = "BT /F 20 Tf 9 9 Td (aaa) Tj ET",
        .resources = "/Font<</F 5 0 R>>",
        .more = {"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar "
                 "97/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 "
                 "R>>/Resources<</Font<</F 5 0 R>>>>>>",
                 pdf_stream("", "9 0 d0 BT /F 20 Tf (aaa) Tj ET")}});
  page("pattern-of-itself",
       {.content = "/Pattern cs /P scn 0 0 500 500 re f",
        .resources = "/Pattern<</P 5 0 R>>",
        .more = {pdf_stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep "
                            "9/Resources<</Pattern<</P 5 0 R>>>>",
                            "/Pattern cs /P scn 0 0 9 9 re f")}});
  page("pattern-of-tiny-steps",
       {.content = "/Pattern cs /P scn 0 0 500 500 re f",
        .resources = "/Pattern<</P 5 0 R>>",
        .more = {pdf_stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep "
                            ".0001/YStep .0001/Resources<<>>",
                            "0 0 9 9 re f")}},
       "timeout");
  page("separation-of-itself",
       {.content = "/C cs 1 scn 0 0 9 9 re f",
        .resources = "/ColorSpace<</C 5 0 R>>",
        .more = {"[/Separation/X 5 0 R 6 0 R]", "<</FunctionType 2/Domain[0 1]/N 1>>"}});
  page("indexed-of-itself", {.content = "/C cs 1 scn 0 0 9 9 re f",
                             .resources = "/ColorSpace<</C 5 0 R>>",
                             .more = {"[/Indexed 5 0 R 255 (abc)]"}});
  page("function-of-itself",
       {.content = "/C cs 1 scn 0 0 9 9 re f",
        .resources = "/ColorSpace<</C 5 0 R>>",
        .more = {"[/Separation/X/DeviceGray 6 0 R]",
                 "<</FunctionType 3/Domain[0 1]/Functions[6 0 R 6 0 R]/Bounds[.5]/Encode[0 1 0 "
                 "1]>>"}});
  page("soft-mask-of-itself",
       {.content = "/G gs 0 0 99 99 re f",
        .resources = "/ExtGState<</G 5 0 R>>",
        .more = {"<</SMask<</S/Luminosity/G 6 0 R>>>>",
                 pdf_stream("/Subtype/Form/BBox[0 0 99 99]/Group<</S/Transparency/CS/DeviceGray>>"
                            "/Resources<</ExtGState<</G 5 0 R>>>>",
                            "/G gs 0 0 99 99 re f")}});
  page("font-of-itself", {.content = "BT /F 20 Tf 9 9 Td (aaa) Tj ET",
                          .resources = "/Font<</F 5 0 R>>",
                          .more = {"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/"
                                   "DescendantFonts[5 0 R]/ToUnicode 6 0 R>>",
                                   pdf_stream("/UseCMap 6 0 R", "/X usecmap")}});
}

}  // namespace

std::vector<TortureFile> looping_files() {
  std::vector<TortureFile> out;
  add_page_trees(out);
  add_objects(out);
  add_drawing(out);
  return out;
}

}  // namespace gouji
