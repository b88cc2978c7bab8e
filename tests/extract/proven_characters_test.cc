#include "extract/proven_characters.h"

#include <gtest/gtest.h>

namespace gouji {
namespace {

// Relations that hold, each of cells of its own.
class Report {
 public:
  Report& holds(const std::vector<std::string>& lhs, const std::vector<std::string>& rhs) {
    Relation r;
    for (const std::string& value : lhs) r.lhs.push_back(cell(value));
    for (const std::string& value : rhs) r.rhs.push_back(cell(value));
    proven_.add(r, readings_);
    return *this;
  }
  double left(const std::string& read, const std::string& other) const {
    return proven_.doubt_left(read, other);
  }

 private:
  int cell(const std::string& value) {
    CellReading reading;
    reading.candidates.emplace_back();
    reading.candidates.back().value = value;
    readings_.push_back(reading);
    return static_cast<int>(readings_.size()) - 1;
  }

  std::vector<CellReading> readings_;
  ProvenCharacters proven_;
};

TEST(ProvenCharacters, ASumThatHoldsProvesItsCharacters) {
  Report report;
  EXPECT_EQ(report.left("1", "7"), 1);
  report.holds({"1", "1"}, {"2"});
  const double once = report.left("1", "7");
  EXPECT_LT(once, 1);
  EXPECT_LT(report.left("2", "7"), 1);
  EXPECT_EQ(report.left("3", "7"), 1);
  report.holds({"11", "1"}, {"12"});
  EXPECT_LT(report.left("1", "7"), once);
}

TEST(ProvenCharacters, ASumThatHoldsWhateverACharacterIsProvesNothing) {
  Report report;
  report.holds({"8"}, {"8"});
  report.holds({"12", "3"}, {"15"});  // 72 + 3 = 75
  EXPECT_EQ(report.left("8", "3"), 1);
  EXPECT_EQ(report.left("1", "7"), 1);
  EXPECT_LT(report.left("2", "7"), 1);
}

TEST(ProvenCharacters, OnlyWhatOneCharacterMakesIsLessLikely) {
  Report report;
  report.holds({"1", "1", "0"}, {"2"});
  EXPECT_LT(report.left("10", "40"), 1);
  EXPECT_LT(report.left("10", "0"), 1);   // its 1 is none
  EXPECT_EQ(report.left("1", "31"), 1);   // one was lost: the 1 has nothing to do with it
  EXPECT_EQ(report.left("11", "23"), 1);  // both would have to be others
}

TEST(ProvenCharacters, ASumThatHoldsWithoutACharacterDoesNotProveThatItIsThere) {
  Report report;
  report.holds({"10", "20"}, {"30"});  // 1 + 2 = 3
  EXPECT_LT(report.left("10", "18"), 1);
  EXPECT_EQ(report.left("10", "1"), 1);
  EXPECT_EQ(report.left("0", ""), 1);
}

TEST(ProvenCharacters, WhatBefallsOneCharacterAloneIsAlwaysPossible) {
  Report report;
  for (int i = 0; i < 100; ++i) report.holds({"1", "1"}, {"2"});
  EXPECT_DOUBLE_EQ(report.left("1", "7"), 0.1);
}

TEST(ProvenCharacters, ACellIsCountedOnce) {
  Relation r{.id = "", .lhs = {0, 1}, .rhs = {2}};
  std::vector<CellReading> readings(3);
  for (size_t i = 0; i < 3; ++i) {
    readings[i].candidates.emplace_back();
    readings[i].candidates.back().value = i < 2 ? "1" : "2";
  }
  ProvenCharacters a, b;
  a.add(r, readings);
  b.add(r, readings);
  b.add(r, readings);
  EXPECT_EQ(a.doubt_left("1", "7"), b.doubt_left("1", "7"));
}

}  // namespace
}  // namespace gouji
