#include "models/number.h"

#include <gtest/gtest.h>

#include <limits>

namespace gouji {
namespace {

struct Good {
  const char* text;
  Micro value;
  const char* plain;  // how to_plain prints it
};

constexpr Good kGood[] = {
    {"0", 0, "0"},
    {"-0", 0, "0"},
    {"7", 7'000'000, "7"},
    {"007", 7'000'000, "7"},
    {"-12", -12'000'000, "-12"},
    {"+1036", 1'036'000'000, "1036"},
    {"7730.28", 7'730'280'000, "7730.28"},
    {"0.092", 92'000, "0.092"},
    {"-0.5", -500'000, "-0.5"},
    {"89.343", 89'343'000, "89.343"},
    {"59237.2449", 59'237'244'900, "59237.2449"},
    {"25.10", 25'100'000, "25.1"},
    {"0.000001", 1, "0.000001"},
    {"0.1000000", 100'000, "0.1"},
    {"99999999999", 99'999'999'999'000'000, "99999999999"},
};

constexpr const char* kBad[] = {
    "",
    " ",
    "-",
    "+",
    ".",
    ".5",
    "5.",
    "1,036",
    "１２",
    "无",
    "12件",
    "1 2",
    "--3",
    "+-3",
    "1.2.3",
    "0.0000001",
    "1e3",
    "0x1f",
    "12\n",
    "-.5",
    "- 5",
    "１",
    "1000000000000",
};

TEST(ToMicro, TakesPlainNumbers) {
  for (const Good& good : kGood) EXPECT_EQ(to_micro(good.text), good.value) << good.text;
}

TEST(ToMicro, TakesNothingElse) {
  for (const char* text : kBad) EXPECT_EQ(to_micro(text), std::nullopt) << '"' << text << '"';
}

TEST(ToPlain, PrintsWhatToMicroReads) {
  for (const Good& good : kGood) EXPECT_EQ(to_plain(good.value), good.plain);
}

TEST(ToPlain, PrintsTheOutermostValues) {
  EXPECT_EQ(to_plain(std::numeric_limits<Micro>::max()), "9223372036854.775807");
  EXPECT_EQ(to_plain(std::numeric_limits<Micro>::min()), "-9223372036854.775808");
}

TEST(ToMicro, SumsOfPrintedDecimalsAreExact) {
  Micro sum = 0;
  for (int i = 0; i < 10; ++i) sum += to_micro("0.1").value();
  EXPECT_EQ(sum, to_micro("1"));
}

}  // namespace
}  // namespace gouji
