// Places that cannot be written to: one clear sentence, exit status 2, and what was read is kept.
#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/process.h"
#include "tests/pipeline/sample_run.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int kReports = 40;  // of 16 kB each in the store

class FullDisk : public testing::Test {
 protected:
  FullDisk() {
    for (int i = 0; i < kReports; ++i) {
      scratch.write("in/" + std::to_string(i) + ".pdf", std::to_string(i));
    }
  }

  // Runs shell text in which $RUN is a run into `out`; what it said on stderr is in `said`.
  int shell(const std::string& text, const std::vector<std::string>& before = {}) {
    std::vector<std::string> command = before;
    command.insert(command.end(), {"sh", "-c",
                                   "exec 2>" + (scratch.path() / "said").string() +
                                       "\nRUN='" GOUJI_CHEAP_INGEST " out in'\ncd " +
                                       scratch.path().string() + "\n" + text});
    const int status = Process(command).wait();
    said = contents(scratch.path() / "said");
    return status;
  }

  // A namespace in which an ordinary user may mount.
  static std::vector<std::string> own_mounts() { return {"unshare", "--user", "-r", "--mount"}; }
  static bool can_mount() {
    auto command = own_mounts();
    command.insert(command.end(), {"sh", "-c", "mount -t tmpfs none /mnt 2>/dev/null"});
    return Process(command).wait() == 0;
  }

  Scratch scratch;
  std::string said;
};

TEST_F(FullDisk, EndsTheRunAndLosesNothing) {
  if (!can_mount()) GTEST_SKIP() << "no user namespaces here, in which to mount a small disk";
  EXPECT_EQ(shell("mkdir out; mount -t tmpfs -o size=500k none out; $RUN; status=$?\n"
                  "mount -o remount,size=50m out; $RUN || exit 99; cp out/*.csv out/*.json out/*.xlsx .\n"
                  "exit $status",
                  own_mounts()),
            2);
  EXPECT_THAT(said, HasSubstr("cannot write "));
  EXPECT_THAT(said, HasSubstr("No space left on device\n"));
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1);
  ASSERT_TRUE(run({scratch.path() / "in"}, scratch.path() / "whole"));
  EXPECT_EQ(dataset(scratch.path()), dataset(scratch.path() / "whole"));
}

TEST_F(FullDisk, IsNoticedBeforeAnythingIsReadWhereOutIsReadOnly) {
  if (!can_mount()) GTEST_SKIP() << "no user namespaces here, in which to mount a disk read-only";
  EXPECT_EQ(shell("mkdir out; mount -t tmpfs -o ro none out; exec $RUN", own_mounts()), 2);
  EXPECT_THAT(said, HasSubstr("Read-only file system\n"));
}

TEST_F(FullDisk, IsAlsoALimitOnTheSizeOfFiles) {
  EXPECT_EQ(shell("trap '' XFSZ; ulimit -f 200; exec $RUN"), 2);  // 512 bytes each
  EXPECT_THAT(said, HasSubstr("File too large\n"));
  EXPECT_EQ(shell("exec $RUN"), 0);
  ASSERT_TRUE(run({scratch.path() / "in"}, scratch.path() / "whole"));
  EXPECT_EQ(dataset(scratch.path() / "out"), dataset(scratch.path() / "whole"));
}

}  // namespace
}  // namespace gouji
