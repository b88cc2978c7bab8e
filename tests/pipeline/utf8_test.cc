#include "pipeline/utf8.h"

#include "gtest/gtest.h"

namespace gouji {
namespace {

constexpr const char* kReplaced = "a\xEF\xBF\xBDz";

TEST(ToValidUtf8, KeepsWhatIsValid) {
  for (const char* text : {"", "plain", "勾稽", "𠮷野家", "line\nend\ttab"}) {
    EXPECT_EQ(to_valid_utf8(text), text);
  }
}

TEST(ToValidUtf8, ReplacesEachIllFormedSequence) {
  for (const char* bytes : {"a\xFFz", "a\xE5z", "a\xE5\x8Bz", "a\x80z"}) {
    EXPECT_EQ(to_valid_utf8(bytes), kReplaced) << testing::PrintToString(bytes);
  }
  EXPECT_EQ(to_valid_utf8(std::string_view("a\0z", 3)), kReplaced);
}

TEST(ToOneLine, LeavesNothingThatATerminalActsOn) {
  EXPECT_EQ(to_one_line("a\nz"), kReplaced);
  EXPECT_EQ(to_one_line("a\x1Bz"), kReplaced);
  EXPECT_EQ(to_one_line("a\xC2\x9Bz"), kReplaced);  // CSI as one character
  EXPECT_EQ(to_one_line("云溪县 2022.pdf"), "云溪县 2022.pdf");
}

}  // namespace
}  // namespace gouji
