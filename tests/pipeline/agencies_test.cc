#include "pipeline/agencies.h"

#include "gtest/gtest.h"

namespace gouji {
namespace {

const RegionName kLianshui{"320826", "江苏省", "淮安市", "涟水县"};

Report report_of(const std::string& agency, const AgencyRegion& region) {
  Report r;
  r.agency = agency;
  r.region = region;
  return r;
}

TEST(FullName, IsTheSameForAllWaysToPrintIt) {
  const struct {
    const char *body, *name;
  } cases[] = {
      {"", "江苏省淮安市涟水县人民政府"},
      {"人民政府", "江苏省淮安市涟水县人民政府"},
      {"财政局", "江苏省淮安市涟水县财政局"},
      {"红窑镇", "江苏省淮安市涟水县红窑镇人民政府"},
      {"朱码街道", "江苏省淮安市涟水县朱码街道办事处"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(full_name({RegionEvidence::kTitle, {kLianshui}, c.body}), c.name);
    EXPECT_EQ(full_name({RegionEvidence::kNone, {kLianshui}, c.body}), "");
  }
}

TEST(Agencies, CountsReportsOfEachAgencyAndRegion) {
  Agencies agencies;
  agencies.add(report_of("涟水县", {RegionEvidence::kText, {kLianshui}, ""}));
  agencies.add(report_of("涟水县", {RegionEvidence::kTitle, {kLianshui}, ""}));
  agencies.add(report_of("涟水县", {}));
  agencies.add(report_of("", {}));
  const auto rows = agencies.rows();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].region.code(), "");
  EXPECT_EQ(rows[1].region.code(), "320826");
  EXPECT_EQ(rows[1].reports, 2);
  EXPECT_EQ(name(rows[1].region.evidence), "title") << "the surest";
}

TEST(Agencies, KeepsAllCandidatesOfAnUndecidedName) {
  Agencies agencies;
  const RegionName other{"320102", "江苏省", "南京市", "玄武区"};
  agencies.add(report_of("涟水县", {RegionEvidence::kNone, {kLianshui}, ""}));
  agencies.add(report_of("涟水县", {RegionEvidence::kNone, {other, kLianshui}, ""}));
  ASSERT_EQ(agencies.rows().size(), 1u);
  ASSERT_EQ(agencies.rows().front().region.candidates.size(), 2u);
  EXPECT_EQ(agencies.rows().front().region.candidates.front().code, "320102");
}

}  // namespace
}  // namespace gouji
