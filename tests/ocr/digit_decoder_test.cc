#include "ocr/digit_decoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace gouji {
namespace {

// Logits of steps given as {class: probability}; ' ' is CTC's blank.
cv::Mat logits(const std::vector<std::map<char, double>>& steps) {
  cv::Mat result(static_cast<int>(kDigitAlphabet.size()) + 1, static_cast<int>(steps.size()),
                 CV_32F, cv::Scalar(-30));
  for (int t = 0; t < result.cols; ++t) {
    for (auto [symbol, probability] : steps[t]) {
      int row = symbol == ' ' ? 0 : static_cast<int>(kDigitAlphabet.find(symbol)) + 1;
      result.at<float>(row, t) = static_cast<float>(std::log(probability));
    }
  }
  return result;
}

// A path that is certain, a character a step.
cv::Mat path(const std::string& symbols) {
  std::vector<std::map<char, double>> steps;
  for (char c : symbols) steps.push_back({{c, 1.0}});
  return logits(steps);
}

TEST(DecodeLine, ReadsWhatThePathSpells) {
  struct {
    const char* path;
    const char* text;
  } cases[] = {
      {" 1 0 3 6 ", "1036"}, {"11  00", "10"}, {"1 1", "11"},
      {"1  1 11", "111"},    {"    ", ""},     {"-", "-"},
      {"- -", "-"},          {"/", "/"},       {"+1 0", "+10"},
      {"-3", "-3"},          {"7.25", "7.25"}, {"1,036", "1,036"},
      {".0", "0"},           {" . ", ""},      {"0.0 92", "0.092"},
      {"22?16?", "?"},       {"?", "?"},
  };
  for (const auto& c : cases) {
    std::vector<Alternative> line = decode_line(path(c.path));
    ASSERT_FALSE(line.empty()) << c.path;
    EXPECT_EQ(line[0].text, c.text) << c.path;
    EXPECT_GT(line[0].probability, 0.99) << c.path;
  }
}

TEST(DecodeLine, GivesTheAlternativesInOrder) {
  std::vector<Alternative> line = decode_line(logits({{{'3', 0.7}, {'8', 0.3}}, {{' ', 1.0}}}));
  ASSERT_GE(line.size(), 2U);
  EXPECT_EQ(line[0].text, "3");
  EXPECT_EQ(line[1].text, "8");
  EXPECT_GT(line[0].probability, line[1].probability);
}

TEST(DecodeLine, PrefersNumbersAsTheyAreWritten) {
  struct {
    char unlikely;  // more probable by its looks, after "2" and before "3377"
    char likely;
  } cases[] = {{',', '.'}, {'+', '4'}, {'-', '1'}};
  for (auto [unlikely, likely] : cases) {
    cv::Mat line = logits({{{'2', 1.0}},
                           {{unlikely, 0.7}, {likely, 0.3}},
                           {{'3', 1.0}},
                           {{' ', 1.0}},
                           {{'3', 1.0}},
                           {{'7', 1.0}},
                           {{' ', 1.0}},
                           {{'7', 1.0}}});
    EXPECT_EQ(decode_line(line)[0].text, std::string("2") + likely + "3377");
  }
}

TEST(DecodeLine, AddsUpTheWaysToSpellAString) {
  // "1" by "1 ", " 1" and "11": 0.84 in all, though its best path has only 0.36.
  std::vector<Alternative> line =
      decode_line(logits({{{'1', 0.6}, {' ', 0.4}}, {{'1', 0.6}, {' ', 0.4}}}));
  EXPECT_EQ(line[0].text, "1");
  EXPECT_EQ(line[1].text, "");
}

TEST(DecodeLine, ProbabilitiesSumToLessThanOne) {
  std::vector<Alternative> line = decode_line(logits({{{'3', 0.5}, {'8', 0.3}, {'?', 0.2}}}));
  double sum = 0;
  for (const Alternative& a : line) sum += a.probability;
  EXPECT_LT(sum, 1);
  EXPECT_GT(sum, 0.99);
}

TEST(DecodeLine, EverythingThatIsNoNumberIsOneAlternative) {
  std::vector<Alternative> line =
      decode_line(logits({{{'2', 0.6}, {'7', 0.4}}, {{'?', 1.0}}, {{'5', 1.0}}}));
  ASSERT_EQ(line.size(), 1U);
  EXPECT_EQ(line[0].text, "?");
}

TEST(DecodeLine, APointBeforeAFigureStays) { EXPECT_EQ(decode_line(path(".8 8"))[0].text, ".88"); }

TEST(DecodeLine, IsNotSureOfAFigureWithAPointOrCommaAtItsEnd) {
  struct {
    const char* path;
    const char* text;
  } cases[] = {{"0 ,", "0"}, {"7.", "7"}, {",12", "12"}, {".25", ".25"}};
  for (const auto& c : cases) {
    std::vector<Alternative> line = decode_line(path(c.path));
    EXPECT_EQ(line[0].text, c.text) << c.path;
    EXPECT_LT(line[0].probability, 0.95) << c.path;
  }
}

TEST(DecodeLine, AddsUpWhatSaysTheSame) {
  std::vector<Alternative> empty = decode_line(logits({{{'-', 0.5}, {'/', 0.3}, {' ', 0.2}}}));
  ASSERT_EQ(empty.size(), 1U);
  EXPECT_EQ(empty[0].text, "-");
  EXPECT_GT(empty[0].probability, 0.99);

  std::vector<Alternative> thousand = decode_line(
      logits({{{'1', 1.0}}, {{',', 0.6}, {' ', 0.4}}, {{'0', 1.0}}, {{'3', 1.0}}, {{'6', 1.0}}}));
  EXPECT_EQ(thousand[0].text, "1,036");
  EXPECT_GT(thousand[0].probability, 0.99);
}

TEST(Together, AgreeingIsSureAndDifferingIsNot) {
  const auto both =
      together({{"1,036", 0.9}, {"1,086", 0.0998}}, {{"1036", 0.98}, {"1086", 0.0198}});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].text, "1036");  // as it is spelled by the surer
  EXPECT_NEAR(both[0].probability, 0.94, 0.02);
  EXPECT_NEAR(both[0].probability + both[1].probability, 0.9998, 1e-6);
  const auto differ = together({{"3", 0.9998}}, {{"8", 0.9998}});
  EXPECT_NEAR(differ[0].probability, 0.5, 0.01);
}

TEST(Together, BlankDashAndSlashAreOne) {
  const auto both = together({{"/", 0.7}, {"7", 0.2998}}, {{"", 0.9}, {"7", 0.0998}});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_NEAR(both[0].probability, 0.8, 0.03);
}

}  // namespace
}  // namespace gouji
