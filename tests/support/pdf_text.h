// PDF files written out by hand, as wrong as they are wanted.
#pragma once

#include <string>
#include <vector>

namespace gouji {

// `<</Filter..>>stream..endstream` with `entries` and the right /Length.
std::string pdf_stream(const std::string& entries, const std::string& bytes);

// The same, deflated `times` times.
std::string deflated_stream(const std::string& entries, std::string bytes, int times = 1);

// `bytes` as zlib has them.
std::string deflated(const std::string& bytes);

// A file of `objects`, numbered from 1, with a right cross-reference table; the first is the
// catalogue. `trailer`: further entries of the trailer.
std::string pdf_file(const std::vector<std::string>& objects, const std::string& trailer = "");

// One page. Objects 1 to 4 are catalogue, page tree, page and contents; those of `more` follow.
struct PdfPage {
  std::string content = "";
  std::string resources = "";
  std::vector<std::string> more = {};
  std::string attributes = "/MediaBox[0 0 595 842]";
  std::string catalogue = "", trailer = "";  // further entries
};
std::string pdf_page(const PdfPage& page);

// The same with `contents` for object 4, whatever it is.
std::string pdf_page(const PdfPage& page, const std::string& contents);

// `text`, `times` over.
std::string repeated(const std::string& text, size_t times);

}  // namespace gouji
