#include "models/figure.h"

#include <gtest/gtest.h>

namespace gouji {
namespace {

TEST(Figure, IsTheSameInEveryNotation) {
  const struct {
    const char* text;
    const char* value;
    const char* rest;
  } kCases[] = {
      {"0", "0", ""},
      {"1234", "1234", ""},
      {"1,234", "1234", ""},
      {"1，234", "1234", ""},
      {"１２３４", "1234", ""},
      {"12,34", "12", ",34"},
      {"7730.28", "7730.28", ""},
      {"-12", "-12", ""},
      {"－12", "-12", ""},
      {"+12", "12", ""},
      {"1 234", "1234", ""},
      {"", "", ""},
      {"—", "", ""},
      {"——", "", ""},
      {"－", "", ""},
      {"一", "", ""},
      {"/", "", ""},
      {"／", "", ""},
      {"⁄", "", ""},
      {"‒", "", ""},
      {"22（其中修订16件）", "22", "(其中修订16件)"},
      {"2①", "2", ""},
      {"251000元", "251000", "元"},
  };
  for (const auto& c : kCases) {
    const auto figure = figure_of(c.text);
    ASSERT_TRUE(figure) << c.text;
    EXPECT_EQ(figure->value, c.value) << c.text;
    EXPECT_EQ(figure->rest, c.rest) << c.text;
  }
}

TEST(Figure, WordsAreNone) {
  for (const char* text : {"无", "一12", "总计", "件12", ".5", "(一)", "-件", "/2"}) {
    EXPECT_FALSE(figure_of(text)) << text;
  }
}

}  // namespace
}  // namespace gouji
