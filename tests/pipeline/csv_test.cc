#include "pipeline/csv.h"

#include "gtest/gtest.h"

namespace gouji {
namespace {

TEST(Csv, Quotes) {
  const struct {
    std::vector<std::string> fields;
    std::string record;
  } cases[] = {
      {{"a", "b"}, "a,b\n"},
      {{"", ""}, ",\n"},
      {{""}, "\"\"\n"},
      {{"一、总体情况", "22"}, "一、总体情况,22\n"},
      {{"a,b", "c"}, "\"a,b\",c\n"},
      {{"say \"no\"", ""}, "\"say \"\"no\"\"\",\n"},
      {{"two\nlines", "x"}, "\"two\nlines\",x\n"},
      {{"old\r\nlines", "x"}, "\"old\r\nlines\",x\n"},
      {{" spaces stay ", "x"}, " spaces stay ,x\n"},
      {{"broken \xFF utf-8", "x"}, "broken \xEF\xBF\xBD utf-8,x\n"},
      {{std::string("n\0l", 3), "x"}, "n\xEF\xBF\xBDl,x\n"},
  };
  for (const auto& c : cases) {
    std::string out;
    append_csv_record(out, c.fields);
    EXPECT_EQ(out, c.record);
  }
}

}  // namespace
}  // namespace gouji
