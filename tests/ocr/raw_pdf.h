// PDF files of one page, written out by hand.
#pragma once

#include <filesystem>
#include <string>

namespace gouji {

struct RawPage {
  std::string attributes = "/MediaBox[0 0 200 300]";
  std::string content = "";               // operators; /F is Helvetica, /I the image
  int image_width = 0, image_height = 0;  // pixels of /I, which is gray; 0: there is none
  std::string image_pixels = "";          // of /I, 8 bits each, by rows; none: all 128
  std::string image_attributes = "/ColorSpace/DeviceGray/BitsPerComponent 8";
  std::string fonts = "";  // more of them: names, and references or dictionaries
};

// The same page gives the same bytes.
std::string raw_pdf(const RawPage& page);

// A file with these bytes that is gone when this object is.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& bytes);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace gouji
