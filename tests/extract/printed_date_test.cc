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
      {"二O二四年一月六日", "2024-01-06"},
      {"二0二O年一月六日", "2020-01-06"},
      {"二O〇二四年一月二十六日", "2024-01-26"},
      {"二〇二〇年一月十日", "2020-01-10"},
      {"二@〇二四年二月二十二日", "2024-02-22"},  // 〇 of another font
      {"二GO二三年一月十四日", "2023-01-14"},
      {"二9二三年一月二十二日", "2023-01-22"},
      {"二〇一九年一月十日", "2019-01-10"},
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

TEST(FindYear, TakesBothKindsOfNumerals) {
  EXPECT_EQ(find_year("青岩县2022年政府信息公开工作年度报告"), 2022);
  EXPECT_EQ(find_year("青岩县二〇二〇年政府信息公开工作年度报告"), 2020);
  EXPECT_EQ(find_year("青岩县二O〇二四年度报告"), 2024);
  EXPECT_EQ(find_year("二十一世纪"), 0);
  EXPECT_EQ(find_year("青岩县二〇二—年度报告"), 0) << "一, 二 or 三, but no 〇";
}

using Lines = std::vector<std::vector<std::string>>;

TEST(AgreedDate, TakesNumeralsThatAreReadDifferentlyForOneDate) {
  EXPECT_EQ(agreed_date(Lines{{"二〇二四年一月六日", "二O〇二四年一月六日"}}, 2023), "2024-01-06");
}

TEST(AgreedDate, TakesSmudgedNumeralsOfTheExpectedYear) {
  const Lines lines{{"二吕二五年一月三汪一日", "二〇示五年一月三十一日", "二吧二五年一月三小一日"}};
  EXPECT_EQ(agreed_date(lines, 2024), "2025-01-31");
  EXPECT_EQ(agreed_date(lines, 2023), "") << "signed in another year";
  EXPECT_EQ(agreed_date(lines, 0), "") << "unknown which";
  EXPECT_EQ(agreed_date(Lines{{"二吕二五年一月三汪一日"}}, 2024), "") << "read once";
  const std::string other = "二〇二三年十二月三汪一日", later = "二〇二六年一月三汪一日";
  EXPECT_EQ(agreed_date(Lines{{other, other, other}}, 2023), "") << "another year is legible";
  EXPECT_EQ(agreed_date(Lines{{later, later, later}}, 2024), "") << "another year is legible";
}

TEST(AgreedDate, IsOfAYearThatReportsAreSignedIn) {
  const std::string misread = "二〇三二年一月十二日";
  EXPECT_EQ(agreed_date(Lines{{misread, misread, misread}}, 2021), "");
  EXPECT_EQ(agreed_date(Lines{{misread, misread, misread}}, 2031), "2032-01-12");
  EXPECT_EQ(agreed_date(Lines{{misread, misread, misread}}, 2030), "2032-01-12") << "late";
  const std::string other = "二〇三二年一月十八日", right = "2022年1月12日";
  EXPECT_EQ(agreed_date(Lines{{other, other, other, right, right}}, 2021), "") << "it is in doubt";
}

TEST(AgreedDate, AYearWhoseEndIsNotLegibleBearsOutOneThatIs) {
  const std::string whole = "2024年3月24日", smudged = "，20峙年3涯24日";
  EXPECT_EQ(agreed_date(Lines{{smudged, whole, smudged}}, 2023), "2024-03-24");
  EXPECT_EQ(agreed_date(Lines{{smudged, smudged, smudged}}, 2023), "") << "no reading has its year";
  EXPECT_EQ(agreed_date(Lines{{whole}}, 2023), "") << "read once";
}

TEST(AgreedDate, NeedsReadingsThatAgree) {
  EXPECT_EQ(agreed_date(Lines{{"二〇二四年一月六日", "二〇二四年一月八日"}}, 2023), "");
}

}  // namespace
}  // namespace gouji
