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
      {".0", "0"},           {"0 ,", "0"},     {" . ", ""},
      {"22?16?", "?"},       {"?", "?"},       {"0.0 92", "0.092"},
  };
  for (const auto& c : cases) {
    DecodedLine line = decode_line(path(c.path));
    ASSERT_FALSE(line.alternatives.empty()) << c.path;
    EXPECT_EQ(line.alternatives[0].text, c.text) << c.path;
    EXPECT_GT(line.alternatives[0].probability, 0.99) << c.path;
  }
}

TEST(DecodeLine, GivesTheAlternativesInOrder) {
  DecodedLine line = decode_line(logits({{{'3', 0.7}, {'8', 0.3}}, {{' ', 1.0}}}));
  ASSERT_GE(line.alternatives.size(), 2U);
  EXPECT_EQ(line.alternatives[0].text, "3");
  EXPECT_EQ(line.alternatives[1].text, "8");
  EXPECT_GT(line.alternatives[0].probability, line.alternatives[1].probability);
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
    EXPECT_EQ(decode_line(line).alternatives[0].text, std::string("2") + likely + "3377");
  }
}

TEST(DecodeLine, AddsUpTheWaysToSpellAString) {
  // "1" by "1 ", " 1" and "11": 0.84 in all, though its best path has only 0.36.
  DecodedLine line = decode_line(logits({{{'1', 0.6}, {' ', 0.4}}, {{'1', 0.6}, {' ', 0.4}}}));
  EXPECT_EQ(line.alternatives[0].text, "1");
  EXPECT_EQ(line.alternatives[1].text, "");
}

TEST(DecodeLine, ProbabilitiesSumToLessThanOne) {
  DecodedLine line = decode_line(logits({{{'3', 0.5}, {'8', 0.3}, {'?', 0.2}}}));
  double sum = 0;
  for (const Alternative& a : line.alternatives) sum += a.probability;
  EXPECT_LT(sum, 1);
  EXPECT_GT(sum, 0.99);
}

TEST(DecodeLine, EverythingThatIsNoNumberIsOneAlternative) {
  DecodedLine line = decode_line(logits({{{'2', 0.6}, {'7', 0.4}}, {{'?', 1.0}}, {{'5', 1.0}}}));
  ASSERT_EQ(line.alternatives.size(), 1U);
  EXPECT_EQ(line.alternatives[0].text, "?");
}

TEST(DecodeLine, OffersTheNumberBeforeANote) {
  EXPECT_EQ(decode_line(path("2 2?16?")).leading[0].text, "22");
  EXPECT_EQ(decode_line(path("?22")).leading[0].text, "");
  EXPECT_EQ(decode_line(path("251")).leading[0].text, "251");
}

}  // namespace
}  // namespace gouji
