#include "tests/ocr/raw_pdf.h"

#include <stdlib.h>  // NOLINT: mkstemp is POSIX
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "tests/support/pdf_text.h"

namespace gouji {

std::string raw_pdf(const RawPage& page) {
  PdfPage out;
  out.content = page.content;
  out.attributes = page.attributes;
  out.resources = "/Font<</F 5 0 R" + page.fonts + ">>";
  out.more = {"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"};
  if (page.image_width > 0) {
    const std::string width = std::to_string(page.image_width);
    const std::string height = std::to_string(page.image_height);
    const std::string pixels = page.image_pixels.empty()
                                   ? std::string(page.image_width * page.image_height, '\x80')
                                   : page.image_pixels;
    out.resources += "/XObject<</I 6 0 R>>";
    out.more.push_back(pdf_stream("/Type/XObject/Subtype/Image" + page.image_attributes +
                                      "/Width " + width + "/Height " + height,
                                  pixels));
  }
  return pdf_page(out);
}

TemporaryFile::TemporaryFile(const std::string& bytes) {
  std::string name = (std::filesystem::temp_directory_path() / "gouji_test_XXXXXX").string();
  const int file = mkstemp(name.data());
  if (file < 0) throw std::runtime_error("no temporary file: " + name);
  close(file);
  path_ = name;
  std::ofstream(path_, std::ios::binary) << bytes;
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace gouji
