#include "pipeline/review/picture_cache.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/review/file_hashes.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::Optional;

constexpr std::uintmax_t kMost = 30;
const std::string kTen(10, 'x');

class PictureCacheTest : public testing::Test {
 protected:
  bool has(const std::string& name) const { return fs::exists(s.path() / "pages" / name); }

  Scratch s;
  PictureCache cache{s.path() / "pages", kMost};
};

TEST_F(PictureCacheTest, KeepsWhatWasPut) {
  EXPECT_EQ(cache.get("a"), std::nullopt);
  cache.put("a", "1");
  cache.put("a", "2");
  EXPECT_THAT(cache.get("a"), Optional(std::string("2")));
}

TEST_F(PictureCacheTest, LetsGoOfThoseLookedAtLongestAgo) {
  for (const char* name : {"a", "b", "c"}) cache.put(name, kTen);
  cache.get("a");
  cache.put("d", kTen);
  EXPECT_TRUE(has("a") && has("c") && has("d"));
  EXPECT_FALSE(has("b"));
  cache.put("e", std::string(20, 'x'));
  EXPECT_TRUE(has("d") && has("e"));
  EXPECT_FALSE(has("a") || has("c"));
}

TEST_F(PictureCacheTest, KnowsWhatAnotherOneLeft) {
  for (const char* name : {"a", "b", "c"}) cache.put(name, kTen);
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(s.path() / "pages/b", old);
  PictureCache next(s.path() / "pages", kMost);
  EXPECT_THAT(next.get("c"), Optional(kTen));
  next.put("d", kTen);
  EXPECT_FALSE(has("b"));
  EXPECT_TRUE(has("a") && has("c") && has("d"));
}

TEST_F(PictureCacheTest, DoesNotListTheDirectoryForEachPicture) {
  cache.put("a", kTen);
  s.write("pages/stranger", std::string(100, 'x'));
  cache.put("b", kTen);
  EXPECT_TRUE(has("stranger")) << "it was not there when the directory was listed";
}

TEST_F(PictureCacheTest, GoesOnWhereAPictureIsGoneOrCannotBeKept) {
  cache.put("a", kTen);
  fs::remove_all(s.path() / "pages");
  EXPECT_EQ(cache.get("a"), std::nullopt);
  s.write("pages", "in the way");
  cache.put("b", kTen);
  EXPECT_EQ(cache.get("b"), std::nullopt);
}

TEST(FileHashes, ReadsAFileOnceAsLongAsItStaysWhatItIs) {
  const Scratch s;
  const fs::path file = s.write("a.pdf", "a");
  int reads = 0;
  FileHashes hashes([&](const fs::path& f) {
    ++reads;
    return digest_file(f);
  });
  const std::string first = hashes.of(file).value();
  EXPECT_EQ(first, digest_file(file)->sha256);
  EXPECT_EQ(hashes.of(file).value(), first);
  EXPECT_EQ(reads, 1);
  s.write("a.pdf", "another");
  EXPECT_EQ(hashes.of(file).value(), digest_file(file)->sha256);
  EXPECT_EQ(reads, 2);
  fs::remove(file);
  EXPECT_FALSE(hashes.of(file));
}

}  // namespace
}  // namespace gouji
