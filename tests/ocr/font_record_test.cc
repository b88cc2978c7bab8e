#include "ocr/font_record.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gouji {
namespace {

struct Seen {
  const char* said;
  const char* seen;
};

FontRecord record_of(const std::vector<Seen>& figures) {
  FontRecord record;
  for (const Seen& s : figures) record.add(5, s.said, s.seen);
  return record;
}

TEST(FontRecord, TellsABrokenMapFromAReaderThatErrs) {
  const struct {
    const char* what;
    std::vector<Seen> figures;
    FontVerdict verdict;
  } kCases[] = {
      {"nothing known", {}, FontVerdict::kTrusted},
      {"all agree", {{"10", "10"}, {"7", "7"}}, FontVerdict::kTrusted},
      {"one differs", {{"10", "10"}, {"1", "7"}}, FontVerdict::kTrusted},
      {"digits have changed places",
       {{"10", "10"}, {"7", "9"}, {"19", "17"}},
       FontVerdict::kBroken},
      {"all digits are the next ones",
       {{"11", "00"}, {"21", "10"}, {"3", "2"}},
       FontVerdict::kBroken},
      {"7 looks like 1, and so does 1",
       {{"7", "1"}, {"17", "11"}, {"1", "1"}, {"1", "1"}},
       FontVerdict::kSuspect},
      {"figures of another length", {{"7", "17"}, {"8", "18"}}, FontVerdict::kSuspect},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(record_of(c.figures).verdict(5), c.verdict) << c.what;
    EXPECT_EQ(record_of(c.figures).verdict(6), FontVerdict::kTrusted) << c.what;
  }
}

TEST(FontRecord, TellsAMapThatMakesWordsOfFigures) {
  const struct {
    const char* what;
    std::vector<Seen> words;  // seen: "" for what looks like no number
    std::vector<Seen> figures;
    bool disguises;
  } kCases[] = {
      {"letters", {{"zoza", "2024"}, {"o", "0"}}, {}, true},
      {"Chinese characters", {{"玣栏", "20"}, {"玣", "2"}}, {}, true},
      {"a year", {{"zoza", "2024"}}, {}, true},
      {"one word of two letters", {{"IO", "10"}, {"IO", "10"}}, {}, false},
      {"O is typed for 0, which the font has", {{"OO", "00"}, {"O", "0"}}, {{"10", "10"}}, false},
      {"most letters are letters", {{"II", "11"}, {"O", "0"}, {"A", ""}, {"PDF", ""}}, {}, false},
  };
  for (const auto& c : kCases) {
    FontRecord record = record_of(c.figures);
    for (const Seen& s : c.words) record.add_words(5, s.said, s.seen);
    EXPECT_EQ(record.disguises_figures(5), c.disguises) << c.what;
    EXPECT_EQ(record.verdict(5), FontVerdict::kTrusted) << c.what;
    EXPECT_FALSE(record.disguises_figures(6)) << c.what;
  }
}

TEST(FontRecord, KnowsADigitThatHasMovedFromOneFigureWhereAnotherFontIsBroken) {
  const auto broken_beside = [](FontRecord record) {
    record.add(7, "89", "98");
    record.add(7, "8", "9");
    return record;
  };
  EXPECT_FALSE(record_of({{"2018", "2019"}}).has_moved(5, '8'));
  const FontRecord title = broken_beside(record_of({{"2018", "2019"}}));
  EXPECT_TRUE(title.has_moved(5, '8'));
  EXPECT_FALSE(title.has_moved(5, '2'));
  EXPECT_FALSE(title.has_moved(5, '9'));  // not seen
  EXPECT_FALSE(title.has_moved(6, '8'));
  // The reader errs: what looks like 7 may be a 7.
  EXPECT_FALSE(broken_beside(record_of({{"2021", "2027"}, {"7", "7"}})).has_moved(5, '1'));
  EXPECT_FALSE(broken_beside(record_of({{"2018", "2019"}, {"8", "8"}})).has_moved(5, '8'));
  EXPECT_FALSE(broken_beside(record_of({{"1", "-"}})).has_moved(5, '1'));
}

TEST(FontRecord, KnowsWhatAGlyphLooksLike) {
  const FontRecord record = record_of({{"79", "97"}, {"7", "9"}});
  EXPECT_EQ(record.look_of(5, '7'), '9');
  EXPECT_EQ(record.look_of(5, '9'), '7');
  EXPECT_EQ(record.look_of(5, '3'), 0);
}

}  // namespace
}  // namespace gouji
