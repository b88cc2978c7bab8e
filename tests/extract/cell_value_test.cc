#include "extract/cell_value.h"

#include <gtest/gtest.h>

namespace gouji {
namespace {

constexpr auto kOk = CellStatus::kOk;
constexpr auto kBlank = CellStatus::kBlank;
constexpr auto kReview = CellStatus::kReview;

struct Case {
  const char* printed;
  const char* value;
  CellStatus status;
};

// What a number cell without a unit means, read beyond doubt.
constexpr Case kNumbers[] = {
    {"0", "0", kOk},
    {"22", "22", kOk},
    {"1808595", "1808595", kOk},
    // A note or a unit after the number.
    {"22（其中修订16件）", "22", kOk},
    {"55（含自然失效29件）", "55", kOk},
    {"22(其中修订16件)", "22", kOk},
    {"22（其中修订", "22", kOk},  // the cell's end cut the note
    {"0件", "0", kOk},
    {"2（政府）3（政府办）", "2", kReview},
    {"1205（上年）", "1205", kReview},
    {"14（减少）", "14", kReview},
    {"12（百件）", "12", kReview},
    {"3（件）", "3", kOk},
    {"12 件", "12", kOk},
    {"3条（次）", "3", kOk},
    {"251000元", "251000", kOk},
    // A note's mark is no digit of the number.
    {"3²", "3", kReview},
    {"5①", "5", kReview},
    {"①5", "15", kReview},
    {"5 ①", "51", kReview},
    {"①", "1", kReview},
    // Signs.
    {"+1036", "1036", kOk},
    {"-6", "-6", kOk},
    {"－6", "-6", kOk},
    {"−6", "-6", kOk},
    {"—6", "-6", kOk},
    // Separators, full-width forms, white space.
    {"1,036", "1036", kOk},
    {"1，036", "1036", kOk},
    {"12,345,678.5", "12345678.5", kOk},
    {"１０３６", "1036", kOk},
    {"７７３０．２８", "7730.28", kOk},
    {" 104 ", "104", kOk},
    {"1\n0", "10", kOk},      // wrapped in a narrow cell
    {"1　0", "10", kReview},  // two numbers in one cell, or one: not to be told
    // Printed empty, or as a dash or a slash.
    {"", "", kBlank},
    {" 　", "", kBlank},
    {"/", "", kBlank},
    {"／", "", kBlank},
    {"\\", "", kBlank},
    {"-", "", kBlank},
    {"－", "", kBlank},
    {"—", "", kBlank},
    {"——", "", kBlank},
    {"–", "", kBlank},
    {"--", "", kBlank},
    {"无", "", kBlank},
    {"|无", "", kBlank},
    // No number, or something that a number does not explain.
    {"有", "", kReview},
    {"约12", "", kReview},
    {"（12）", "", kReview},
    {"?", "", kReview},
    {"1,03", "1", kReview},
    {"12,", "12", kReview},
    {"12.", "12", kReview},
    {"1.2.3", "1.2", kReview},
    {"3-4", "3", kReview},
    {"12/", "12", kReview},
    {"12起", "12", kReview},
    {"0.0000001", "0.0000001", kReview},
    {"1234567890123", "1234567890123", kReview},
};

// The same in a cell whose unit is 万元.
constexpr Case kTenThousandYuan[] = {
    {"89.343", "89.343", kOk},
    {"59237.2449", "59237.2449", kOk},
    {"0.092", "0.092", kOk},
    {"96171.6", "96171.6", kOk},
    {"251000元", "25.1", kOk},
    {"251,000.00元", "25.1", kOk},
    {"２５１０００元", "25.1", kOk},
    {"251000元（含罚没收入）", "25.1", kOk},
    {"1560000（元）", "1560000", kReview},
    {"2.31（亿元）", "2.31", kReview},
    {"1元", "0.0001", kOk},
    {"25.1万元", "25.1", kOk},
    {"25.1（万元）", "25.1", kOk},
    {"/", "", kBlank},
};

Cell value_of_printed(const char* printed, bool ten_thousand_yuan) {
  return value_of(single_reading(printed, 0.9995, Method::kText), ten_thousand_yuan);
}

void expect_values(const Case& c, bool ten_thousand_yuan) {
  const Cell cell = value_of_printed(c.printed, ten_thousand_yuan);
  EXPECT_EQ(cell.value, c.value) << c.printed;
  EXPECT_EQ(name(cell.status), name(c.status)) << c.printed;
  EXPECT_EQ(cell.raw, c.printed);
}

TEST(ValueOf, TakesTheNumberThatIsPrinted) {
  for (const Case& c : kNumbers) expect_values(c, false);
}

TEST(ValueOf, TurnsYuanIntoTenThousandYuan) {
  for (const Case& c : kTenThousandYuan) expect_values(c, true);
}

TEST(ValueOf, WhatIsNotSureIsForAPerson) {
  constexpr struct {
    const char* printed;
    double probability;
    CellStatus status;
  } kCases[] = {
      {"12", 0.9995, kOk}, {"12", 0.98, kReview}, {"", 0.9995, kBlank},
      {"", 0.5, kReview},  {"/", 0.5, kReview},
  };
  for (const auto& c : kCases) {
    const Cell cell = value_of(single_reading(c.printed, c.probability, Method::kOcr), false);
    EXPECT_EQ(name(cell.status), name(c.status)) << c.printed << ' ' << c.probability;
    EXPECT_EQ(cell.confidence, c.probability);
    EXPECT_EQ(cell.method, Method::kOcr);
  }
}

TEST(ValueOf, KeepsItsBestGuessForThePerson) {
  EXPECT_EQ(value_of(single_reading("12", 0.6, Method::kOcr), false).value, "12");
}

TEST(ValueOf, NothingReadIsForAPerson) {
  const Cell cell = value_of(Reading{}, false);
  EXPECT_EQ(name(cell.status), name(kReview));
  EXPECT_EQ(cell.value, "");
  EXPECT_EQ(cell.confidence, 0);
}

TEST(LooksNumeric, TellsNumberCellsFromLabels) {
  for (const char* text : {"", " ", "0", "12", "-", "/", "—", "无", "+1036", "89.343", "１２",
                           "0件", "22（其中修订16件）", "251000元", "1,036"}) {
    EXPECT_TRUE(looks_numeric(text)) << text;
  }
  for (const char* text : {"其他", "元", "总计", "1.属于国家秘密", "3.其他", "3、其他", "（12）",
                           "2023年", "第二十条第（一）项", "?", "第1页"}) {
    EXPECT_FALSE(looks_numeric(text)) << text;
  }
}

}  // namespace
}  // namespace gouji
