#include "pipeline/progress.h"

#include "gtest/gtest.h"

namespace gouji {
namespace {

using std::chrono::seconds;

TEST(Progress, SaysHowFarHowFastAndHowLong) {
  const struct {
    ProgressState state;
    std::string text;
  } cases[] = {
      {{80, 0, 0, seconds(3)}, "0 of 80 reports, 0 pages"},
      {{80, 16, 96, seconds(5)}, "16 of 80 reports, 96 pages, 3.2 reports/s, 0:20 left"},
      {{9001, 1, 6, seconds(1)}, "1 of 9001 reports, 6 pages, 1.0 reports/s, 2:30:00 left"},
      {{80, 80, 480, seconds(75)}, "80 of 80 reports, 480 pages, 1.1 reports/s, 1:15"},
      {{80, 40, 120, seconds(10), 20},
       "40 (20 read before) of 80 reports, 120 pages, 2.0 reports/s, 0:20 left"},
      {{80, 80, 0, seconds(1), 80}, "80 (80 read before) of 80 reports, 0 pages"},
  };
  for (const auto& c : cases) EXPECT_EQ(progress_line(c.state), c.text);
}

TEST(Progress, FillsTheBar) {
  EXPECT_EQ(draw_bar({4, 0, 0, seconds(0)}).substr(0, 23), "[....................] ");
  EXPECT_EQ(draw_bar({4, 1, 6, seconds(1)}).substr(0, 23), "[#####...............] ");
  EXPECT_EQ(draw_bar({4, 4, 24, seconds(9)}).substr(0, 23), "[####################] ");
}

std::string written(std::FILE* file) {
  std::string out;
  std::rewind(file);
  for (int c; (c = std::fgetc(file)) != EOF;) out += static_cast<char>(c);
  return out;
}

TEST(Progress, WritesFewLinesWhereNobodyWatches) {
  std::FILE* file = std::tmpfile();
  const auto progress = make_progress(file, false);
  for (int second = 0; second < 12; ++second) progress->update({20, 0, 0, seconds(second)});
  progress->finish({20, 20, 120, seconds(12)});
  EXPECT_EQ(written(file),
            "0 of 20 reports, 0 pages\n"
            "0 of 20 reports, 0 pages\n"
            "20 of 20 reports, 120 pages, 1.7 reports/s, 0:12\n");
  std::fclose(file);
}

}  // namespace
}  // namespace gouji
