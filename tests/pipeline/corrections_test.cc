#include "pipeline/corrections.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kAddress[] = "requests/carried_out/natural_person";

Correction correction(const std::string& value, const std::string& note = "",
                      const std::string& address = kAddress) {
  return {"2026-01-02T03:04:05Z", "li", "0123456789abcdef", address, "0", value, note};
}

Report report() {
  Report r = sound_report(test_form("2021"));
  r.id = "0123456789abcdef";
  return r;
}

const Cell& cell(const Report& r, const std::string& address = kAddress) {
  return r.cells.at(test_form("2021").index_of(address));
}

// The report after these corrections.
Report corrected(const std::vector<Correction>& made) {
  Report r = report();
  Corrections(made).apply(test_form("2021"), r);
  return r;
}

TEST(CorrectionsFile, KeepsWhatWasAppended) {
  const Scratch out;
  EXPECT_THAT(read_corrections(out.path())->corrections, IsEmpty());
  for (const char* value : {"12", ""}) {
    ASSERT_TRUE(append_correction(out.path(), correction(value, "seen, \"twice\"\non paper")));
  }
  const auto read = read_corrections(out.path());
  ASSERT_TRUE(read);
  ASSERT_EQ(read->corrections.size(), 2u);
  EXPECT_EQ(read->corrections[0].new_value, "12");
  EXPECT_EQ(read->corrections[0].address, kAddress);
  EXPECT_EQ(read->corrections[1].new_value, "");
  EXPECT_THAT(read->damaged, IsEmpty());
  EXPECT_THAT(contents(out.path() / "corrections.csv"),
              testing::StartsWith("time,user,report_id,address,old_value,new_value,note\n"));
}

// However much of the last line a crash leaves, it is no correction, and the next one is.
TEST(CorrectionsFile, EndsAHalfLineThatACrashLeft) {
  const Scratch whole;
  ASSERT_TRUE(append_correction(whole.path(), correction("1")));
  const size_t first = contents(whole.path() / "corrections.csv").size();
  ASSERT_TRUE(append_correction(whole.path(), correction("2", "a \"note\"")));
  const std::string text = contents(whole.path() / "corrections.csv");
  for (size_t size = first + 1; size < text.size(); ++size) {
    const Scratch out;
    out.write("corrections.csv", text.substr(0, size));
    EXPECT_EQ(read_corrections(out.path())->damaged.size(), 1u) << size;
    ASSERT_TRUE(append_correction(out.path(), correction("3")));
    const auto read = read_corrections(out.path());
    ASSERT_EQ(read->corrections.size(), 2u) << size;
    EXPECT_EQ(read->corrections[0].new_value, "1");
    EXPECT_EQ(read->corrections[1].new_value, "3");
    ASSERT_EQ(read->damaged.size(), 1u);
    EXPECT_THAT(read->damaged[0], HasSubstr("line 3"));
  }
}

TEST(CorrectionsFile, SaysWhatCannotBeWritten) {
  const Scratch out;
  EXPECT_THAT(append_correction(out.path() / "nowhere", correction("1")).error(),
              HasSubstr("cannot write"));
}

TEST(Corrections, GiveACellWhatAPersonSaw) {
  const Report r = corrected({correction("7")});
  EXPECT_EQ(cell(r).value, "7");
  EXPECT_EQ(cell(r).status, CellStatus::kOk);
  EXPECT_EQ(cell(r).method, Method::kPerson);
  EXPECT_EQ(cell(r).confidence, 1);
  EXPECT_EQ(cell(corrected({correction("")})).status, CellStatus::kBlank);
}

TEST(Corrections, JudgeTheSumsAnew) {
  EXPECT_EQ(report().count(Verdict::kBroken), 0);
  EXPECT_GT(corrected({correction("7")}).count(Verdict::kBroken), 0);
}

TEST(Corrections, TheLastOneOfACellCounts) {
  EXPECT_EQ(cell(corrected({correction("7"), correction("8")})).value, "8");
}

TEST(Corrections, AnUndoTakesBackTheOneBefore) {
  EXPECT_EQ(cell(corrected({correction("7"), correction("8"), correction("7", kUndo)})).value, "7");
  const Report r = corrected({correction("7"), correction("0", kUndo)});
  EXPECT_EQ(cell(r).value, "0");
  EXPECT_NE(cell(r).method, Method::kPerson);
}

TEST(Corrections, SayWhatTheyDoNotFitAndChangeNothingThere) {
  Corrections all({correction("x"), correction("1", "", "requests/no_such_row/total")});
  Report r = report();
  EXPECT_FALSE(all.apply(test_form("2021"), r));
  EXPECT_THAT(all.not_applied(), ElementsAre(HasSubstr("is no number"), HasSubstr("no such cell")));
}

TEST(Corrections, OfAFileThatIsGoneOrChangedAreToldOf) {
  Corrections all({correction("7")});
  Report other = report();
  other.id = "fedcba9876543210";
  EXPECT_FALSE(all.apply(test_form("2021"), other));
  EXPECT_THAT(all.not_applied(), ElementsAre(HasSubstr("no report of the dataset")));
}

TEST(Corrections, AClaimThatTheNewFigureBearsOutAgrees) {
  Report r = report();
  r.claims.push_back({.address = kAddress,
                      .stated = "7",
                      .table_value = "0",
                      .verdict = ClaimVerdict::kContradicts,
                      .quote = "7件"});
  Report other = r;
  Corrections({correction("7")}).apply(test_form("2021"), r);
  EXPECT_EQ(r.claims[0].verdict, ClaimVerdict::kAgrees);
  EXPECT_EQ(r.claims[0].table_value, "7");
  Corrections({correction("8")}).apply(test_form("2021"), other);
  EXPECT_EQ(other.claims[0].verdict, ClaimVerdict::kNone) << "left to a person";
}

}  // namespace
}  // namespace gouji
