// make_samples DIR: writes the sample reports (samples.h) into a directory that exists.

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "tests/support/samples.h"

namespace {

bool write_all(const std::filesystem::path& directory) {
  for (const gouji::Sample& sample : gouji::samples()) {
    const std::filesystem::path path = directory / sample.file;
    const std::string bytes = gouji::print_sample(sample).bytes;
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
      std::fprintf(stderr, "make_samples: cannot write %s\n", path.c_str());
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: make_samples DIR\n", stderr);
    return 2;
  }
  try {
    return write_all(argv[1]) ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "make_samples: %s\n", e.what());
    return 1;
  }
}
