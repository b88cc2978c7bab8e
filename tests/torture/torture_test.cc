// The whole program on files that are made to fell it.

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/csv_reader.h"
#include "tests/pipeline/scratch.h"
#include "tests/support/samples.h"
#include "tests/torture/torture_set.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

// Small ones, so that the files are small and the run is short.
#ifdef GOUJI_SANITIZE
// Everything takes longer, and the sanitizer limits memory rather than the kernel: what swells may
// get through, or not.
constexpr const char* kLimits = "--max-cpu 10 --max-pages 300 --timeout 900 --jobs 2";
constexpr const char* kEnvironment = "ASAN_OPTIONS=$ASAN_OPTIONS:hard_rss_limit_mb=1200";
constexpr long kMostKib = 4L << 20;
constexpr std::array<std::string_view, 4> kAnyway{"unrecognised_form", "timeout", "too_large",
                                                  "crashed"};
#else
constexpr const char* kLimits =
    "--max-cpu 8 --max-memory 600 --max-pages 300 --timeout 200 --jobs 2";
constexpr const char* kEnvironment = "";
constexpr long kMostKib = 600 << 10;
constexpr std::array<std::string_view, 0> kAnyway;
#endif

struct End {
  int status = -1;    // of gouji ingest
  long most_kib = 0;  // that it, or one of its workers, had in memory
};

// Not by std::system(), which counts the memory of this process in.
End ingest(const fs::path& in, const fs::path& out) {
  const std::string command =
      fmt::format("{} exec {} ingest {} --out {} --quiet {} 2> {}.log", kEnvironment, GOUJI_PROGRAM,
                  in.string(), out.string(), kLimits, out.string());
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  ::wait4(pid, &status, 0, &usage);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, usage.ru_maxrss};
}

// Records of a CSV file, each a list of fields, without the header.
std::vector<std::vector<std::string>> records_of(const fs::path& file) {
  std::vector<std::vector<std::string>> records;
  for (CsvRecord& record : read_csv(contents(file)).records) {
    records.push_back(std::move(record.fields));
  }
  if (!records.empty()) records.erase(records.begin());
  return records;
}

constexpr size_t kId = 0, kSource = 1, kCode = 18, kError = 19;  // columns of reports.csv

// What is in the dataset of the report that `record` of reports.csv is.
std::string extracted(const fs::path& out, const std::vector<std::string>& record) {
  std::string text =
      testing::PrintToString(std::vector<std::string>(record.begin() + kSource + 2, record.end()));
  for (const char* table : {"cells.csv", "checks.csv", "narrative.csv"}) {
    for (auto& row : records_of(out / table)) {
      if (row[0] != record[kId]) continue;
      row.erase(row.begin());
      text += testing::PrintToString(row);
    }
  }
  return text;
}

std::string sound_report() { return print_sample(samples().front()).bytes; }

std::vector<TortureFile> torture_set() {
  std::vector<TortureFile> all{{"sound", sound_report(), "sound"}};
  for (auto part : {broken_files(sound_report()), looping_files(), swelling_files(), image_files(),
                    encrypted_files()}) {
    for (TortureFile& file : part) all.push_back(std::move(file));
  }
  return all;
}

// Names and kinds of file that a directory may hold; wanted, by source.
std::map<std::string, std::string> write_strange_names(const Scratch& s) {
  const fs::path in = s.path() / "in";
  std::map<std::string, std::string> wanted{
      {"line\nend.pdf", "not_pdf"},
      {"quote\"comma,'.pdf", "not_pdf"},
      {"upper.PDF", "not_pdf"},
      {"-option.pdf", "not_pdf"},
      {"$(exit 9);`exit 9`.pdf", "not_pdf"},
      {"\xEF\xBF\xBD\xEF\xBF\xBD.pdf", "not_pdf"},
      {"县报告.pdf", "not_pdf"},
      {std::string(250, 'x') + ".pdf", "not_pdf"},
  };
  for (const auto& [name, code] : wanted) {
    s.write("in/" + (name[0] == '\xEF' ? "\xFF\xFE.pdf" : name), "no PDF: " + name);
  }
  ::mkfifo((in / "pipe.pdf").c_str(), 0600);
  fs::create_symlink("itself.pdf", in / "itself.pdf");
  fs::create_symlink("nowhere", in / "dangling.pdf");
  fs::create_symlink("/dev/zero", in / "endless.pdf");
  for (const char* name : {"pipe.pdf", "itself.pdf", "dangling.pdf", "endless.pdf"}) {
    wanted[name] = "unreadable";
  }
  fs::create_directories(in / "empty");
  fs::create_directories(in / "directory.pdf");
  fs::create_directory_symlink("..", in / "empty" / "up");
  ::chmod(s.write("in/locked.pdf").c_str(), 0);
  wanted["locked.pdf"] = ::geteuid() == 0 ? "not_pdf" : "unreadable";
  return wanted;
}

TEST(Torture, EveryFileHasItsRowAndSoundReportsAreReadAsIfAlone) {
  const Scratch s;
  const auto strange = write_strange_names(s);
  std::map<std::string, std::string> wanted = strange;
  for (const TortureFile& file : torture_set()) {
    s.write("in/" + file.name + ".pdf", file.bytes);
    ASSERT_TRUE(wanted.emplace(file.name + ".pdf", file.wanted).second) << file.name;
  }
  ASSERT_GE(wanted.size(), 100u);
  s.write("alone/sound.pdf", sound_report());
  ASSERT_EQ(ingest(s.path() / "alone", s.path() / "out-alone").status, 0);
  const std::string alone =
      extracted(s.path() / "out-alone", records_of(s.path() / "out-alone/reports.csv").at(0));

  const End end = ingest(s.path() / "in", s.path() / "out");
  EXPECT_EQ(end.status, 1);
  EXPECT_LT(end.most_kib, kMostKib);

  std::set<std::string> seen;
  for (const auto& record : records_of(s.path() / "out/reports.csv")) {
    const std::string& source = record.at(kSource);
    SCOPED_TRACE(source);
    EXPECT_TRUE(seen.insert(source).second);
    ASSERT_TRUE(wanted.contains(source));
    if (wanted[source] == "sound") {
      EXPECT_TRUE(extracted(s.path() / "out", record) == alone) << record.at(kError);
    } else {
      const std::string& code = record.at(kCode);
      const bool is_wanted =
          ("|" + wanted[source] + "|").find("|" + code + "|") != std::string::npos;
      EXPECT_TRUE(is_wanted || std::count(kAnyway.begin(), kAnyway.end(), code) > 0)
          << code << ", not " << wanted[source] << ": " << record.at(kError);
    }
  }
  for (const auto& [source, codes] : wanted) EXPECT_TRUE(seen.contains(source)) << source;
}

}  // namespace
}  // namespace gouji
