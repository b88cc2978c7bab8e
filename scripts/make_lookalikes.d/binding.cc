// Tesseract for make_lookalikes.py, as the program uses it.
#include <tesseract/baseapi.h>

#include <cstdio>
#include <string>

#include "ocr/page_text.h"

namespace {

// No line of a sheet is a date.
class NoDigits : public gouji::DigitReader {
 public:
  std::vector<gouji::Reading> read(const std::vector<cv::Mat>&,
                                   const std::vector<cv::Mat>&) override {
    return {};
  }
  std::optional<gouji::Alternative> read_date(const cv::Mat&, double) override { return {}; }
};

}  // namespace

extern "C" {

// Whether chi_sim has the character `utf8`.
int gouji_knows(const char* utf8) {
  static tesseract::TessBaseAPI api;
  static const int failed = api.Init(nullptr, "chi_sim", tesseract::OEM_LSTM_ONLY);
  return failed == 0 && api.IsValidCharacter(utf8) ? 1 : 0;
}

// The lines of a sheet, as "y reading reading ...", a tab between them: where a line's middle is,
// in pixels, and all that it was read as. In `out` of `size` bytes.
void gouji_read(const unsigned char* pixels, int rows, int columns, int stride, double dpi,
                char* out, int size) {
  static gouji::TextReader reader;
  NoDigits digits;
  gouji::Page page;
  page.number = 2;  // the first has a title
  page.dpi = dpi;
  page.gray = cv::Mat(rows, columns, CV_8U, const_cast<unsigned char*>(pixels),
                      static_cast<size_t>(stride));
  std::string lines;
  for (const gouji::TextLine& line : read_text(page, page.gray, rows, reader, digits).lines) {
    lines += std::to_string(line.box.cy());
    if (line.others.empty()) lines += "\t" + line.text;
    for (const std::string& other : line.others) lines += "\t" + other;
    lines += "\n";
  }
  std::snprintf(out, static_cast<size_t>(size), "%s", lines.c_str());
}
}
