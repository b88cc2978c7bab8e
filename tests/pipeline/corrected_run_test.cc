// corrections.csv among the files of a run: it outlives runs, and every dataset has what is in it.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/corrections.h"
#include "pipeline/export_dataset.h"
#include "pipeline/merge.h"
#include "pipeline/run_store.h"
#include "pipeline/sha256.h"
#include "tests/pipeline/sample_run.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kAddress[] = "requests/carried_out/natural_person";
constexpr char kCorrected[] = ",requests,carried_out,natural_person,7,0,ok,1.0000,person,";

class CorrectedRun : public testing::Test {
 protected:
  CorrectedRun() : file(s.write("in/a.pdf", "a")), out(s.path() / "out") {
    s.write("in/b.pdf", "b");
    EXPECT_TRUE(run({s.path() / "in"}, out));
    id = report_id_of(digest_file(file)->sha256);
  }

  Correction correction() const {
    return {"2026-01-02T03:04:05Z", "li", id, kAddress, "0", "7", ""};
  }

  Scratch s;
  fs::path file, out;
  std::string id;
};

TEST_F(CorrectedRun, KeepsItsCorrectionsWhateverIsReadAgain) {
  ASSERT_TRUE(append_correction(out, correction()));
  const std::string before = contents(out / "corrections.csv");
  for (int i = 0; i < 2; ++i) {
    const auto result = run({s.path() / "in"}, out);
    ASSERT_TRUE(result);
    EXPECT_THAT(contents(out / "cells.csv"), HasSubstr(id + ",2021" + kCorrected));
    EXPECT_EQ(result->summary.count(ReportStatus::kFlagged), 1) << "its sums were judged anew";
    EXPECT_THAT(result->summary.remarks(), IsEmpty());
    EXPECT_EQ(contents(out / "corrections.csv"), before);
    fs::remove_all(out / ".gouji");
  }
}

TEST_F(CorrectedRun, TellsOfCorrectionsOfAFileThatChanged) {
  ASSERT_TRUE(append_correction(out, correction()));
  s.write("in/a.pdf", "another");
  const auto result = run({s.path() / "in"}, out);
  ASSERT_TRUE(result);
  EXPECT_THAT(result->summary.remarks(), ElementsAre(HasSubstr(id)));
  EXPECT_THAT(contents(out / "cells.csv"), Not(HasSubstr(",person,")));
}

TEST_F(CorrectedRun, IsWrittenAgainWithoutReadingAnything) {
  const std::string uncorrected = dataset(out);
  ASSERT_TRUE(append_correction(out, correction()));
  {
    auto store = RunStore::open(out);
    ASSERT_TRUE(store && store->use_last_run());
    const auto rewritten = rewrite_dataset(*store, standard_forms(), out);
    ASSERT_TRUE(rewritten) << rewritten.error();
  }
  const std::string rewritten = dataset(out);
  EXPECT_NE(rewritten, uncorrected);
  ASSERT_TRUE(run({s.path() / "in"}, out));
  EXPECT_EQ(dataset(out), rewritten);
}

TEST_F(CorrectedRun, MergeTakesTheCorrectionsOfAllPartsOnce) {
  ASSERT_TRUE(append_correction(out, correction()));
  for (int i = 0; i < 2; ++i) {
    const auto merged = merge({out}, s.path() / "merged", standard_forms(), test_worker());
    ASSERT_TRUE(merged) << merged.error();
    EXPECT_EQ(read_corrections(s.path() / "merged")->corrections.size(), 1u);
    EXPECT_THAT(contents(s.path() / "merged/cells.csv"), HasSubstr(kCorrected));
  }
}

}  // namespace
}  // namespace gouji
