#include "extract/agency_kind.h"

#include <gtest/gtest.h>

namespace gouji {
namespace {

TEST(KindOf, FollowsFromHowTheNameEnds) {
  constexpr auto kGovernment = AgencyKind::kGovernment;
  constexpr auto kDepartment = AgencyKind::kDepartment;
  constexpr auto kTownship = AgencyKind::kTownship;
  constexpr struct {
    const char* agency;
    AgencyKind kind;
  } kCases[] = {
      {"青岩县人民政府", kGovernment},
      {"澜石市人民政府", kGovernment},
      {"淮安市洪泽区人民政府", kGovernment},
      {"江苏省人民政府", kGovernment},
      {"新疆维吾尔自治区人民政府", kGovernment},
      {"陈巴尔虎旗人民政府", kGovernment},
      {"阿拉善盟", kGovernment},
      {"青岩县", kGovernment},
      {"青岩县人民政府办公室", kGovernment},
      {"澜石高新区管委会", kGovernment},
      {"澜石经济技术开发区管理委员会", kGovernment},
      {"澜石市财政局", kDepartment},
      {"青岩县发展和改革委员会", kDepartment},
      {"江苏省教育厅", kDepartment},
      {"国家税务总局澜石市税务局", kDepartment},
      {"青岩县医疗保障局办公室", kDepartment},
      {"澜石市人民政府外事办公室", kDepartment},
      {"澜石市公安局交通警察支队", kDepartment},
      {"青岩县公共资源交易中心", kDepartment},
      {"鹿鸣市禾柳镇人民政府", kTownship},
      {"禾柳乡人民政府", kTownship},
      {"禾柳镇", kTownship},
      {"查干苏木人民政府", kTownship},
      {"青岩县城关街道办事处", kTownship},
      {"青岩县城关街道", kTownship},
      {"青岩县城关街道办事处办公室", kTownship},
      {"青岩县第一中学", AgencyKind::kOther},
      {"澜石市第一人民医院", AgencyKind::kOther},
      {"澜石职业技术学院", AgencyKind::kOther},
      {"澜石市自来水有限公司", AgencyKind::kOther},
      {"青岩县人民法院", kDepartment},
      {"江苏省农业科学院", kDepartment},
      {"澜石农村商业银行", AgencyKind::kOther},
      {"青岩县行政审批局（青岩县政务服务数据管理局）", kDepartment},
      {"", AgencyKind::kOther},
  };
  for (const auto& c : kCases) EXPECT_EQ(name(kind_of(c.agency)), name(c.kind)) << c.agency;
}

TEST(IsBody, OfAnyThatPublishesReports) {
  for (const char* name : {"青岩县第一中学", "澜石市第一人民医院", "澜石市自来水有限公司",
                           "青岩县财政局", "禾柳镇人民政府"}) {
    EXPECT_TRUE(is_body(name)) << name;
  }
  for (const char* text : {"2023年1月9日", "第四页", "扫描全能王创建"}) {
    EXPECT_FALSE(is_body(text)) << text;
  }
}

}  // namespace
}  // namespace gouji
