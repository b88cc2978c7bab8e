#include "ocr/date_decoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "ocr/digit_decoder.h"

namespace gouji {
namespace {

constexpr double kEm = 10;  // steps; figures are half as wide

// What the network sees at a step.
struct Seen {
  int at;
  char symbol;
  double probability = 1;
};

cv::Mat logits(const std::vector<Seen>& seen) {
  cv::Mat p(static_cast<int>(kDigitAlphabet.size()) + 1, 120, CV_32F, cv::Scalar(1e-9));
  p.row(0).setTo(1);
  for (const Seen& s : seen) {
    p.at<float>(static_cast<int>(kDigitAlphabet.find(s.symbol)) + 1, s.at) =
        static_cast<float>(s.probability);
    p.at<float>(0, s.at) -= static_cast<float>(s.probability) - 1e-9F;
  }
  cv::log(p, p);
  return p;
}

// A line as it is printed: figures half an em apart, `_` a Chinese character, `#` a figure that is
// not seen.
std::vector<Seen> line(const std::string& printed) {
  std::vector<Seen> out;
  int at = 5;
  for (char c : printed) {
    if (c >= '0' && c <= '9') out.push_back({at, c});
    at += c == '_' ? 10 : 5;
  }
  return out;
}

std::string date(const std::vector<Seen>& seen) {
  const auto found = decode_date(logits(seen), kEm);
  return found && found->probability > 0.9 ? found->text : "";
}

TEST(DecodeDate, IsThreeNumbersACharacterApart) {
  EXPECT_EQ(date(line("2022_1_6_")), "2022年1月6日");
  EXPECT_EQ(date(line("2022_1_16_")), "2022年1月16日");
  EXPECT_EQ(date(line("2022_11_6_")), "2022年11月6日");
  EXPECT_EQ(date(line("2009_12_31_")), "2009年12月31日");
  EXPECT_EQ(date(line("__2022_1_6_")), "2022年1月6日");
}

TEST(DecodeDate, NeedsNoCentury) {
  EXPECT_EQ(date(line("##22_1_6_")), "2022年1月6日");
  EXPECT_EQ(date(line("9522_1_6_")), "2022年1月6日") << "figures that a seal makes up";
}

TEST(DecodeDate, IsNoneWhereAFigureIsMissing) {
  for (const char* printed : {"20#2_1_6_", "202#_1_6_", "2022_#_6_", "2022_#1_6_", "2022_1_#6_",
                              "2022_1_#_", "202216", "2022_1_", ""}) {
    EXPECT_EQ(date(line(printed)), "") << printed;
  }
}

TEST(DecodeDate, IsNoneThatNoCalendarHas) {
  for (const char* printed : {"2022_13_6_", "2022_1_32_", "2022_0_6_", "2022_1_0_", "2022_01_6_"}) {
    EXPECT_EQ(date(line(printed)), "") << printed;
  }
}

TEST(DecodeDate, WhatStandsCloseBehindMayBeAFigureThatIsCovered) {
  std::vector<Seen> seen = line("2022_1_1");
  const int last = seen.back().at;
  seen.push_back({last + 8, '?'});
  EXPECT_EQ(date(seen), "2022年1月1日") << "the character";
  seen.back().at = last + 5;
  EXPECT_EQ(date(seen), "");
}

TEST(DecodeDate, IsAsProbableAsItsFigures) {
  std::vector<Seen> seen = line("2022_1_6_");
  seen.back().probability = 0.6;
  const auto found = decode_date(logits(seen), kEm);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->probability, 0.6, 0.01);
}

TEST(DecodeDate, TwoFiguresInOnePlaceMakeItImprobable) {
  std::vector<Seen> seen = line("2022_1_6_");
  seen.back().probability = 0.5;
  seen.push_back({seen.back().at, '8', 0.4});
  const auto found = decode_date(logits(seen), kEm);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->text, "2022年1月6日");
  EXPECT_LT(found->probability, 0.5);
}

}  // namespace
}  // namespace gouji
