#include "tests/support/pdf_text.h"
#include "tests/torture/torture_set.h"

namespace gouji {
namespace {

std::string big_endian(unsigned value, int bytes) {
  std::string out;
  while (bytes-- > 0) out += static_cast<char>(value >> (8 * bytes));
  return out;
}

// A JPEG that says it has so many pixels, and ends there.
std::string jpeg(unsigned width, unsigned height) {
  return "\xFF\xD8" + std::string("\xFF\xC0\x00\x0B\x08", 5) + big_endian(height, 2) +
         big_endian(width, 2) +
         std::string("\x01\x01\x11\x00\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00", 14) +
         std::string(100, 'x');
}

// A JPEG 2000 codestream with that size, in tiles of `tile`.
std::string jpx(unsigned size, unsigned tile) {
  const std::string sizes = big_endian(size, 4) + big_endian(size, 4);
  const std::string zeros(8, '\0'), tiles = big_endian(tile, 4) + big_endian(tile, 4);
  return "\xFF\x4F\xFF\x51" + big_endian(41, 2) + big_endian(0, 2) + sizes + zeros + tiles + zeros +
         big_endian(1, 2) + std::string("\x07\x01\x01", 3) +
         std::string("\xFF\x52\x00\x0C\x00\x00\x00\x01\x00\x05\x04\x04\x00\x00", 14) +
         std::string("\xFF\x5C\x00\x13\x40", 5) + std::string(16, '\x48') +
         std::string("\xFF\x90\x00\x0A\x00\x00\x00\x00\x00\x00\x00\x01\xFF\x93", 14) +
         std::string(50, '\0');
}

// A JBIG2 page and generic region of that size, embedded organisation.
std::string jbig2(unsigned size) {
  const std::string sizes = big_endian(size, 4) + big_endian(size, 4);
  return big_endian(0, 4) + std::string("\x30\x00\x01", 3) + big_endian(19, 4) + sizes +
         std::string(8, '\0') + std::string(3, '\0') + big_endian(1, 4) +
         std::string("\x26\x00\x01", 3) + big_endian(30, 4) + sizes + std::string(9, '\0') +
         std::string("\x00\x03\xFF\xFD\xFF\x02\xFE\xFE\xFE", 9) + std::string(20, 'x');
}

std::string placed(const std::string& entries, const std::string& bytes,
                   std::vector<std::string> more = {}) {
  more.insert(more.begin(), pdf_stream("/Subtype/Image" + entries, bytes));
  return pdf_page({.content = "595 0 0 842 0 0 cm /I Do",
                   .resources = "/XObject<</I 5 0 R>>",
                   .more = std::move(more)});
}

std::string size(const std::string& width, const std::string& height) {
  return "/ColorSpace/DeviceGray/BitsPerComponent 8/Width " + width + "/Height " + height;
}

}  // namespace

std::vector<TortureFile> image_files() {
  const std::string most = "2147483647", bits = "/BitsPerComponent 1/ColorSpace/DeviceGray";
  std::vector<TortureFile> out;
  const auto add = [&](const char* name, std::string bytes, const char* wanted) {
    out.push_back({name, std::move(bytes), wanted});
  };
  const std::string some(5000, 'x');
  add("jpeg-65535-square", placed(size("65535", "65535") + "/Filter/DCTDecode", jpeg(65535, 65535)),
      "too_large");
  add("jpeg-larger-than-said", placed(size("900", "900") + "/Filter/DCTDecode", jpeg(65500, 65500)),
      "unrecognised_form");
  add("jpx-larger-than-said",
      placed("/Width 900/Height 900/Filter/JPXDecode", jpx(2'000'000'000, 2'000'000'000)),
      "unrecognised_form|timeout");  // seconds, until the decoder gives up
  add("jpx-of-many-tiles", placed("/Width 900/Height 900/Filter/JPXDecode", jpx(60000, 1)),
      "unrecognised_form");
  add("jpx-absurd",
      placed("/Width " + most + "/Height " + most + "/Filter/JPXDecode", jpx(2'000'000'000, 1000)),
      "too_large");
  add("jbig2-absurd",
      placed(bits + "/Width " + most + "/Height " + most + "/Filter/JBIG2Decode",
             jbig2(2'000'000'000)),
      "too_large");
  add("jbig2-larger-than-said",
      placed(bits + "/Width 900/Height 900/Filter/JBIG2Decode", jbig2(60000)), "unrecognised_form");
  add("ccitt-absurd",
      placed(bits + "/Width " + most + "/Height " + most +
                 "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns " + most + "/Rows " + most +
                 ">>",
             some),
      "too_large");
  add("ccitt-wider-than-said",
      placed(bits + "/Width 900/Height 900/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns " +
                 most + ">>",
             some),
      "unrecognised_form");
  add("flate-absurd", placed(size(most, most) + "/Filter/FlateDecode", deflated(some)),
      "too_large");
  add("flate-absurd-height", placed(size("1", most) + "/Filter/FlateDecode", deflated(some)),
      "too_large");
  add("predictor-absurd",
      placed(size("900", "900") + "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns " + most +
                 "/Colors 32/BitsPerComponent 16>>",
             deflated(some)),
      "unrecognised_form");
  add("lzw-early",
      placed(size("900", "900") + "/Filter/LZWDecode/DecodeParms<</EarlyChange 9>>", some),
      "unrecognised_form");
  add("image-less-than-nothing", placed(size("-5", "-9"), some), "unrecognised_form");
  add("image-of-words", placed("/Width/a/Height(b)/ColorSpace 7/BitsPerComponent null", some),
      "unrecognised_form");
  add("image-of-itself-as-mask", placed(size("50", "50") + "/SMask 5 0 R", some),
      "unrecognised_form");
  add("mask-absurd",
      placed(size("50", "50") + "/SMask 6 0 R", some,
             {pdf_stream("/Subtype/Image" + size("100000", "100000"), some)}),
      "too_large");
  add("stencil-absurd", placed("/ImageMask true/Width 100000/Height 100000", some), "too_large");
  add("inline-absurd",
      pdf_page({.content = "500 0 0 500 0 0 cm BI /W " + most + " /H " + most +
                           " /CS /G /BPC 8 ID xxxxxxxx EI"}),
      "too_large");
  add("indexed-absurd",
      placed("/ColorSpace[/Indexed/DeviceRGB 2147483647(abc)]/BitsPerComponent "
             "8/Width 9/Height 9",
             some),
      "unrecognised_form");
  // Poppler 22.12 dies of it.
  add("shading-absurd",
      pdf_page(
          {.content = "/S sh",
           .resources = "/Shading<</S 5 0 R>>",
           .more = {pdf_stream("/ShadingType 5/VerticesPerRow 2147483647/BitsPerCoordinate "
                               "32/BitsPerComponent 16/ColorSpace/DeviceRGB/Decode[0 1 0 1 0 1 "
                               "0 1 0 1]",
                               some)}}),
      "crashed");
  return out;
}

}  // namespace gouji
