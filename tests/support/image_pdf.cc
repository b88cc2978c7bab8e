#include "tests/support/image_pdf.h"

#include <fmt/format.h>

#include <cmath>

#include "tests/support/typeset.h"

namespace gouji {
namespace {

// The objects of a PDF file, numbered from 1 in the order they are added.
class Objects {
 public:
  int add(const std::string& body) {
    offsets_.push_back(bytes_.size());
    bytes_ += fmt::format("{} 0 obj\n{}\nendobj\n", offsets_.size(), body);
    return static_cast<int>(offsets_.size());
  }

  int add_stream(const std::string& entries, const std::string& data) {
    return add(fmt::format("<< {}/Length {} >>\nstream\n", entries, data.size()) + data +
               "\nendstream");
  }

  int next() const { return static_cast<int>(offsets_.size()) + 1; }

  std::string finish(int catalog) {
    const size_t start = bytes_.size();
    bytes_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", next());
    for (const size_t offset : offsets_) bytes_ += fmt::format("{:010} 00000 n \n", offset);
    bytes_ += fmt::format("trailer\n<< /Size {} /Root {} 0 R >>\nstartxref\n{}\n%%EOF\n", next(),
                          catalog, start);
    return std::move(bytes_);
  }

 private:
  std::string bytes_ = "%PDF-1.5\n%\xE2\xE3\xCF\xD3\n";
  std::vector<size_t> offsets_;
};

// A font without outlines whose codes are UTF-16: each glyph 1000 units wide.
int add_glyphless_font(Objects& objects) {
  const int map = objects.add_stream("",
                                     "/CIDInit /ProcSet findresource begin\n12 dict begin\n"
                                     "begincmap\n/CMapName /Adobe-Identity-UCS def\n"
                                     "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n"
                                     "endcodespacerange\n1 beginbfrange\n<0000> <FFFF> <0000>\n"
                                     "endbfrange\nendcmap\nend\nend");
  const int descriptor = objects.add(
      "<< /Type /FontDescriptor /FontName /GlyphLess /Flags 4 /FontBBox [0 -200 1000 800] "
      "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>");
  const int descendant = objects.add(
      fmt::format("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /GlyphLess /DW 1000 "
                  "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                  "/FontDescriptor {} 0 R >>",
                  descriptor));
  return objects.add(
      fmt::format("<< /Type /Font /Subtype /Type0 /BaseFont /GlyphLess /Encoding /Identity-H "
                  "/DescendantFonts [{} 0 R] /ToUnicode {} 0 R >>",
                  descendant, map));
}

// The code point of one UTF-8 character of at most three bytes (the basic multilingual plane).
unsigned code_point(const std::string& character) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) return byte(0);
  if (character.size() == 2) return (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
  return (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
}

// ASCII characters are half as wide as Chinese ones: their glyphs are pulled together by half.
std::string show_hidden(const HiddenText& hidden, double page_height) {
  const cv::Point2d along = hidden.to - hidden.from;
  const double width = std::hypot(along.x, along.y);
  std::string glyphs;
  double ems = 0;
  for (const std::string& character : characters(hidden.text)) {
    const bool half = character.size() == 1;
    glyphs += fmt::format("<{:04X}>{}", code_point(character), half ? " 500 " : "");
    ems += half ? 0.5 : 1;
  }
  if (ems == 0 || width == 0) return "";
  const double cosine = along.x / width, sine = -along.y / width;  // PDF's y points up
  return fmt::format(
      "BT 3 Tr /F0 {:.3f} Tf {:.3f} Tz {:.5f} {:.5f} {:.5f} {:.5f} {:.3f} {:.3f} Tm "
      "[{}] TJ ET\n",
      hidden.size, 100 * width / (ems * hidden.size), cosine, sine, -sine, cosine, hidden.from.x,
      page_height - hidden.from.y, glyphs);
}

std::string image_entries(const ImagePage& page) {
  const std::string filter =
      page.group4 ? fmt::format(
                        "/BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 "
                        "/Columns {} /Rows {} >> ",
                        page.pixels.width, page.pixels.height)
                  : "/BitsPerComponent 8 /Filter /DCTDecode ";
  return fmt::format(
      "/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /DeviceGray {}",
      page.pixels.width, page.pixels.height, filter);
}

int add_page(Objects& objects, const ImagePage& page, int font, int parent) {
  const int image = objects.add_stream(image_entries(page), page.data);
  std::string content =
      fmt::format("q {:.3f} 0 0 {:.3f} 0 0 cm /Im0 Do Q\n", page.width, page.height);
  for (const HiddenText& hidden : page.hidden) content += show_hidden(hidden, page.height);
  const int contents = objects.add_stream("", content);
  return objects.add(fmt::format(
      "<< /Type /Page /Parent {} 0 R /MediaBox [0 0 {:.3f} {:.3f}] /Rotate {} /Contents {} 0 R "
      "/Resources << /XObject << /Im0 {} 0 R >> {}>> >>",
      parent, page.width, page.height, page.rotate, contents, image,
      page.hidden.empty() ? "" : fmt::format("/Font << /F0 {} 0 R >> ", font)));
}

}  // namespace

std::string write_image_pdf(const std::vector<ImagePage>& pages) {
  Objects objects;
  bool hidden = false;
  for (const ImagePage& page : pages) hidden = hidden || !page.hidden.empty();
  const int font = hidden ? add_glyphless_font(objects) : 0;
  constexpr int kObjectsOfPage = 3;
  const int tree = objects.next() + kObjectsOfPage * static_cast<int>(pages.size());
  std::string kids;
  for (const ImagePage& page : pages) {
    kids += fmt::format("{} 0 R ", add_page(objects, page, font, tree));
  }
  objects.add(fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages.size()));
  return objects.finish(objects.add(fmt::format("<< /Type /Catalog /Pages {} 0 R >>", tree)));
}

}  // namespace gouji
