#include "tests/ocr/raw_pdf.h"

#include <stdlib.h>  // NOLINT: mkstemp is POSIX
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <vector>

namespace gouji {
namespace {

std::string stream(const std::string& entries, const std::string& bytes) {
  return "<<" + entries + "/Length " + std::to_string(bytes.size()) + ">>\nstream\n" + bytes +
         "\nendstream";
}

}  // namespace

std::string raw_pdf(const RawPage& page) {
  std::string resources = "/Font<</F 5 0 R" + page.fonts + ">>";
  if (page.image_width > 0) resources += "/XObject<</I 6 0 R>>";
  std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<" + resources + ">>" + page.attributes +
          ">>",
      stream("", page.content),
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
  };
  if (page.image_width > 0) {
    const std::string width = std::to_string(page.image_width);
    const std::string height = std::to_string(page.image_height);
    const std::string pixels = page.image_pixels.empty()
                                   ? std::string(page.image_width * page.image_height, '\x80')
                                   : page.image_pixels;
    objects.push_back(stream("/Type/XObject/Subtype/Image" + page.image_attributes + "/Width " +
                                 width + "/Height " + height,
                             pixels));
  }
  std::string out = "%PDF-1.4\n", table;
  for (size_t i = 0; i < objects.size(); ++i) {
    const std::string offset = std::to_string(out.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(objects.size() + 1), start = std::to_string(out.size());
  return out + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<</Size " + size +
         "/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
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
