#include "pipeline/sha256.h"

#include <sys/stat.h>

#include "gtest/gtest.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

TEST(DigestFile, IsWhatSha256Says) {  // vectors of FIPS 180-2
  const Scratch scratch;
  const struct {
    std::string text, sha256;
  } cases[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {std::string(1000000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const auto& c : cases) {
    const auto digest = digest_file(scratch.write("file", c.text));
    ASSERT_TRUE(digest);
    EXPECT_EQ(digest->sha256, c.sha256);
    EXPECT_EQ(digest->bytes, c.text.size());
  }
}

TEST(ReportId, IsTheStartOfTheDigest) {
  EXPECT_EQ(report_id_of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            "e3b0c44298fc1c14");
}

TEST(DigestFile, DoesNotWaitForWhatIsNoFile) {
  const Scratch scratch;
  const auto pipe = scratch.path() / "pipe.pdf";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const auto& path : {pipe, scratch.path(), scratch.path() / "absent.pdf"}) {
    const auto digest = digest_file(path);
    ASSERT_FALSE(digest) << path;
    EXPECT_EQ(digest.error().code, ErrorCode::kUnreadable);
    EXPECT_FALSE(digest.error().message.empty());
  }
}

}  // namespace
}  // namespace gouji
