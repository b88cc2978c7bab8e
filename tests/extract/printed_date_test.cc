#include "extract/printed_date.h"

#include <gtest/gtest.h>

namespace gouji {
namespace {

struct Pair {
  const char* text;
  const char* expected;
};

TEST(ParseDate, TakesBothKindsOfNumerals) {
  constexpr Pair kCases[] = {
      {"2022年3月22日", "2022-03-22"},
      {"2023年12月1日", "2023-12-01"},
      {"２０２３年１月９日", "2023-01-09"},
      {" 2023 年 1 月 9 日 ", "2023-01-09"},
      {"（2023年1月9日）", "2023-01-09"},
      {"发布日期：2023年1月31日", "2023-01-31"},
      {"二〇二二年三月二十二日", "2022-03-22"},
      {"二○二三年一月十日", "2023-01-10"},
      {"二零二三年十二月三十一日", "2023-12-31"},
      {"二〇二三年十月二十日", "2023-10-20"},
      {"二〇二三年十一月三十日", "2023-11-30"},
  };
  for (const Pair& c : kCases) EXPECT_EQ(parse_date(c.text), c.expected) << c.text;
}

TEST(ParseDate, TakesNothingElse) {
  for (const char* text :
       {"", "青岩县人民政府", "2023年", "2023年1月", "2023年13月1日", "2023年0月1日",
        "2023年1月32日", "2023年1月0日", "1999年1月1日", "23年1月1日", "截至2023年底"}) {
    EXPECT_EQ(parse_date(text), "") << text;
  }
}

}  // namespace
}  // namespace gouji
