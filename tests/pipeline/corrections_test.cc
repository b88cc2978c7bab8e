#include "pipeline/corrections.h"

#include <fcntl.h>
#include <sys/file.h>

#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/corrections_table.h"
#include "pipeline/file_descriptor.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr char kFile[] = "corrections.csv";
constexpr char kAddress[] = "requests/carried_out/natural_person";

Correction correction(const std::string& value, const std::string& note = "",
                      const std::string& address = kAddress) {
  return {"2026-01-02T03:04:05Z", "li", "0123456789abcdef", address, "0", value, note};
}

Report report() {
  Report r = sound_report(standard_form("2021"));
  r.id = "0123456789abcdef";
  return r;
}

const Cell& cell(const Report& r, const std::string& address = kAddress) {
  return r.cells.at(standard_form("2021").index_of(address));
}

// The report after these corrections.
Report corrected(const std::vector<Correction>& made) {
  Report r = report();
  Corrections(made).apply(standard_form("2021"), r);
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
              StartsWith("time,user,report_id,address,old_value,new_value,note\n"));
  EXPECT_THAT(contents(out.path() / kFile), StartsWith(corrections_table().header()))
      << "as the codebook says";
}

// However much of the last line a crash leaves, no half of a value becomes one, and the next
// correction is there.
TEST(CorrectionsFile, EndsAHalfLineThatACrashLeft) {
  const Scratch whole;
  ASSERT_TRUE(append_correction(whole.path(), correction("1")));
  const size_t first = contents(whole.path() / kFile).size();
  ASSERT_TRUE(append_correction(whole.path(), correction("20", "a \"note\"")));
  const std::string text = contents(whole.path() / kFile);
  const size_t value_ends = text.rfind(",20,") + 4;
  for (size_t size = first + 1; size < text.size(); ++size) {
    const Scratch out;
    out.write(kFile, text.substr(0, size));
    const auto torn = read_corrections(out.path());
    const size_t half = torn->damaged.size();
    EXPECT_EQ(half + torn->corrections.size(), 2u) << size;
    if (size < value_ends) {
      EXPECT_EQ(half, 1u) << size;
    }
    ASSERT_TRUE(append_correction(out.path(), correction("3")));
    const auto read = read_corrections(out.path());
    ASSERT_EQ(read->damaged.size(), half) << size;
    ASSERT_EQ(read->corrections.size(), 3u - half) << size;
    EXPECT_EQ(read->corrections.front().new_value, "1");
    if (half == 0) {
      EXPECT_EQ(read->corrections[1].new_value, "20");
    }
    EXPECT_EQ(read->corrections.back().new_value, "3");
    if (half == 1) {
      EXPECT_EQ(read->damaged[0].line, 3);
    }
  }
}

// As many editors leave it.
TEST(CorrectionsFile, ALastLineOfAPersonNeedsNoLineEnd) {
  for (const char* note : {"", ",seen on paper", ",\"seen, twice\""}) {
    const Scratch out;
    ASSERT_TRUE(append_correction(out.path(), correction("1")));
    const std::string line = std::string("by hand,wu,0123456789abcdef,") + kAddress + ",1,40.0" +
                             (*note == '\0' ? "," : note);
    const std::string before = contents(out.path() / kFile) + line;
    out.write(kFile, before);
    EXPECT_EQ(read_corrections(out.path())->corrections.at(1).new_value, "40.0");
    ASSERT_TRUE(append_correction(out.path(), correction("3")));
    EXPECT_THAT(contents(out.path() / kFile), StartsWith(before + "\n2026"));
    const auto read = read_corrections(out.path());
    EXPECT_EQ(read->corrections.size(), 3u);
    EXPECT_THAT(read->damaged, IsEmpty());
  }
}

// A correction back to the old value and the torn beginning of an undo are the same bytes.
TEST(CorrectionsFile, RefusesToEndALineThatMayBeHalfOfAnUndo) {
  for (const std::string note : {"", "und", "undo"}) {
    const Scratch out;
    ASSERT_TRUE(append_correction(out.path(), correction("1")));
    const std::string before =
        contents(out.path() / kFile) + "t,li,0123456789abcdef," + kAddress + ",1,0," + note;
    out.write(kFile, before);
    const auto read = read_corrections(out.path());
    EXPECT_EQ(read->corrections.size(), 1u);
    ASSERT_EQ(read->damaged.size(), 1u);
    const auto refused = append_correction(out.path(), correction("3"));
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error(), HasSubstr("line 3 of corrections.csv has no line end"));
    EXPECT_EQ(sentence(read->damaged[0]), refused.error());
    EXPECT_EQ(contents(out.path() / kFile), before);
  }
}

TEST(CorrectionsFile, ALineWithoutAnEndThatIsNoCorrectionKeepsItsText) {
  const Scratch out;
  const std::string before =
      "time,user,report_id,address,old_value,new_value,note\nt,li,x,y,9,40.0";
  out.write(kFile, before);
  ASSERT_TRUE(append_correction(out.path(), correction("3")));
  EXPECT_THAT(contents(out.path() / kFile), StartsWith(before + "\n2026"));
  const auto read = read_corrections(out.path());
  EXPECT_EQ(read->corrections.size(), 1u);
  ASSERT_EQ(read->damaged.size(), 1u);
  EXPECT_EQ(sentence(read->damaged[0]), "line 2 of corrections.csv is no correction");
}

TEST(CorrectionsFile, TheHeaderMayBeInCapitalsAndWithoutItsEnd) {
  const Scratch out;
  out.write(kFile, "Time,User,Report_ID,ADDRESS,old_value,new_value,Note");
  EXPECT_THAT(read_corrections(out.path())->corrections, IsEmpty());
  ASSERT_TRUE(append_correction(out.path(), correction("3")));
  const auto read = read_corrections(out.path());
  EXPECT_EQ(read->corrections.size(), 1u);
  EXPECT_THAT(read->damaged, IsEmpty());
}

// So that whoever asks is told in a language of their own.
TEST(CorrectionsFile, KeepsLineAndKindOfWhatIsDamaged) {
  const Scratch out;
  out.write(kFile, "time,user,report_id,address,old_value,new_value,note\na,b\nt,li,x,y,9,4");
  const auto damaged = read_corrections(out.path())->damaged;
  ASSERT_EQ(damaged.size(), 2u);
  EXPECT_EQ(damaged[0].kind, DamagedLine::Kind::kNoCorrection);
  EXPECT_EQ(damaged[1].kind, DamagedLine::Kind::kHalf);
  EXPECT_EQ(sentence(damaged[0]), "line 2 of corrections.csv is no correction");
  EXPECT_EQ(sentence(damaged[1]), "line 3 of corrections.csv was not written to its end");
}

// An editor writes another file and renames it, while the program waits for the one before.
TEST(CorrectionsFile, AppendsToTheFileThatReplacedTheOneItWaitedFor) {
  const Scratch out;
  ASSERT_TRUE(append_correction(out.path(), correction("1")));
  const std::filesystem::path file = out.path() / kFile;
  FileDescriptor held(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(::flock(held.get(), LOCK_EX), 0);
  const auto opened = [&] {
    int count = 0;
    for (const auto& fd : std::filesystem::directory_iterator("/proc/self/fd")) {
      std::error_code gone;
      count += std::filesystem::read_symlink(fd, gone) == file ? 1 : 0;
    }
    return count;
  };
  std::thread writer([&] { EXPECT_TRUE(append_correction(out.path(), correction("3"))); });
  while (opened() < 2) std::this_thread::yield();
  out.write("edited", contents(file) + "t,li,0123456789abcdef,a/b/c,,5,\n");
  std::filesystem::rename(out.path() / "edited", file);
  held.reset();
  writer.join();
  const auto read = read_corrections(out.path());
  ASSERT_EQ(read->corrections.size(), 3u);
  EXPECT_EQ(read->corrections[1].new_value, "5");
  EXPECT_EQ(read->corrections[2].new_value, "3");
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

TEST(Corrections, AreInPlainNotationHoweverAPersonWroteThem) {
  EXPECT_EQ(cell(corrected({correction("035")})).value, "35");
  EXPECT_EQ(cell(corrected({correction("35.0")})).value, "35");
  EXPECT_EQ(cell(corrected({correction("-0")})).value, "0");
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
  EXPECT_FALSE(all.apply(standard_form("2021"), r));
  EXPECT_THAT(all.not_applied(), ElementsAre(HasSubstr("is no number"), HasSubstr("no such cell")));
}

TEST(Corrections, OfAFileThatIsGoneOrChangedAreToldOf) {
  Corrections all({correction("7")});
  Report other = report();
  other.id = "fedcba9876543210";
  EXPECT_FALSE(all.apply(standard_form("2021"), other));
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
  Corrections({correction("7")}).apply(standard_form("2021"), r);
  EXPECT_EQ(r.claims[0].verdict, ClaimVerdict::kAgrees);
  EXPECT_EQ(r.claims[0].table_value, "7");
  Corrections({correction("8")}).apply(standard_form("2021"), other);
  EXPECT_EQ(other.claims[0].verdict, ClaimVerdict::kNone) << "left to a person";
}

}  // namespace
}  // namespace gouji
