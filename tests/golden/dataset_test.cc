// What the program makes of data/samples, byte for byte. After a change that is meant to change it:
// scripts/update_golden, and read the difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

const fs::path kData = GOUJI_DATA_DIR, kGolden = GOUJI_GOLDEN_DIR;

std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }

// The files of a dataset that are a pure function of its inputs.
std::vector<std::string> files_of(const fs::path& directory) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if ((name.ends_with(".csv") && name != "runs.csv") || name == "datapackage.json") {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<std::string> lines(1);
  for (std::istreambuf_iterator<char> it(in), end; it != end; ++it) {
    lines.back() += *it;
    if (*it == '\n') lines.emplace_back();
  }
  return lines;
}

// The first line in which two files differ.
void expect_same(const fs::path& got_file, const fs::path& wanted_file) {
  const auto got = lines_of(got_file), wanted = lines_of(wanted_file);
  for (size_t i = 0; i < std::max(got.size(), wanted.size()); ++i) {
    const std::string a = i < got.size() ? got[i] : "", b = i < wanted.size() ? wanted[i] : "";
    if (a == b) continue;
    ADD_FAILURE() << wanted_file.filename().string() << ", line " << i + 1 << "\n  is     " << a
                  << "  was    " << b << "  If this is meant: scripts/update_golden";
    return;
  }
}

void expect_golden(int jobs) {
  const Scratch scratch;
  const fs::path out = scratch.path() / "out";
  const std::string command = quoted(GOUJI_PROGRAM) + " ingest " + quoted(kData / "samples") +
                              " --data " + quoted(kData) + " --out " + quoted(out) + " --jobs " +
                              std::to_string(jobs) + " >'" + out.string() + ".log' 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  ASSERT_TRUE(fs::is_directory(kGolden)) << "There is no golden dataset: scripts/update_golden";
  EXPECT_EQ(files_of(out), files_of(kGolden));
  for (const std::string& name : files_of(kGolden)) expect_same(out / name, kGolden / name);
}

TEST(GoldenDataset, ComesOfTheSamples) { expect_golden(1); }

TEST(GoldenDataset, IsTheSameFromTwoWorkers) { expect_golden(2); }

}  // namespace
}  // namespace gouji
