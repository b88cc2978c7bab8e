// poor_samples DIR: writes the sample reports once more, as poor scans of them, into a directory
// that exists. Some of their figures can be read by no program: work for a person, to show the page
// with.

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "tests/support/samples.h"

namespace {

// An old scanner, no two sheets fed alike.
gouji::Scan poor_scan(unsigned seed) {
  return {.dpi = 112,
          .rotation = 0.3 * seed - 1,
          .blur = 1.25,
          .noise = 8,
          .white = 225,
          .jpeg_quality = 45,
          .seed = seed};
}

bool write_all(const std::filesystem::path& directory) {
  unsigned seed = 0;
  for (const gouji::Sample& sample : gouji::samples()) {
    const auto scan = gouji::scan_pdf(print_pdf(sample.report, sample.style), poor_scan(++seed));
    std::ofstream out(directory / sample.file, std::ios::binary);
    out.write(scan.bytes.data(), static_cast<std::streamsize>(scan.bytes.size()));
    if (!out.flush()) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: poor_samples DIR\n", stderr);
    return 2;
  }
  try {
    return write_all(argv[1]) ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "poor_samples: %s\n", e.what());
    return 1;
  }
}
