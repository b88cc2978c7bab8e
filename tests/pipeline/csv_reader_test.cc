#include "pipeline/csv_reader.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/csv.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using Fields = std::vector<std::string>;

Fields only_record(std::string_view text) {
  const CsvContent content = read_csv(text);
  EXPECT_EQ(content.records.size(), 1u) << text;
  return content.records.empty() ? Fields{} : content.records[0].fields;
}

TEST(ReadCsv, GivesBackWhatWasWritten) {
  const Fields fields[] = {{"a", "b"},
                           {"", ""},
                           {""},
                           {"a,b", "say \"no\""},
                           {"two\nlines", "x"},
                           {"\"", "\"\""},
                           {"一、总体情况", "22"}};
  for (const Fields& f : fields) {
    std::string text;
    append_csv_record(text, f);
    EXPECT_EQ(only_record(text), f);
    EXPECT_TRUE(read_csv(text).whole);
  }
}

TEST(ReadCsv, TakesWhatSpreadsheetsWrite) {
  EXPECT_THAT(only_record("\xEF\xBB\xBF"
                          "a,b\r\n"),
              ElementsAre("a", "b"));
  EXPECT_THAT(only_record("\"a\r\nb\",c\r\n"), ElementsAre("a\r\nb", "c"));
}

TEST(ReadCsv, SaysOnWhichLineARecordBegins) {
  const CsvContent content = read_csv("a\n\n\"b\nb\"\nc\n");
  std::vector<std::int64_t> lines;
  for (const CsvRecord& r : content.records) lines.push_back(r.line);
  EXPECT_THAT(lines, ElementsAre(1, 3, 5));
}

TEST(ReadCsv, KnowsAHalfLine) {
  EXPECT_FALSE(read_csv("a,b\nc,d").whole);
  EXPECT_FALSE(read_csv("a,b\nc,\"d\n").whole);
  EXPECT_TRUE(read_csv("a,b\nc,\"d\n").quoted);
  EXPECT_TRUE(read_csv("").whole);
}

TEST(ReadCsv, TakesStrayQuotes) {
  EXPECT_THAT(only_record("a\"b,\"c\"d\n"), ElementsAre("a\"b", "cd"));
}

}  // namespace
}  // namespace gouji
