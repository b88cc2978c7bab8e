#include "pipeline/utc_time.h"

#include "gtest/gtest.h"

namespace gouji {
namespace {

TEST(UtcTime, IsIso8601ToTheSecond) {
  const auto time = std::chrono::system_clock::from_time_t(1'700'000'000);
  EXPECT_EQ(utc_time(time + std::chrono::milliseconds(999)), "2023-11-14T22:13:20Z");
}

}  // namespace
}  // namespace gouji
