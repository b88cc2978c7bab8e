// What the agencies of a place are called, behind its name.
#pragma once

#include <string_view>

namespace gouji {

struct StandardBody {
  std::u32string_view name;
  bool alone;  // no other body's name is a character away from it (文体广电旅游局 is from another)
};

// The bodies that nearly every place has, by their usual names. Others are no less right.
inline constexpr StandardBody kStandardBodies[] = {
    {U"人民政府", true},
    {U"人民政府办公室", true},
    {U"发展和改革局", true},
    {U"发展和改革委员会", true},
    {U"教育局", false},
    {U"科学技术局", true},
    {U"工业和信息化局", true},
    {U"民族宗教事务局", true},
    {U"公安局", false},
    {U"民政局", false},
    {U"司法局", false},
    {U"财政局", false},
    {U"人力资源和社会保障局", true},
    {U"自然资源局", true},
    {U"自然资源和规划局", true},
    {U"生态环境局", true},
    {U"住房和城乡建设局", true},
    {U"交通运输局", true},
    {U"水利局", false},
    {U"水务局", false},
    {U"农业农村局", true},
    {U"商务局", false},
    {U"文化和旅游局", false},
    {U"文化广电旅游局", false},
    {U"文化广电和旅游局", false},
    {U"卫生健康局", true},
    {U"卫生健康委员会", true},
    {U"退役军人事务局", true},
    {U"应急管理局", true},
    {U"审计局", false},
    {U"市场监督管理局", true},
    {U"统计局", false},
    {U"医疗保障局", true},
    {U"乡村振兴局", true},
    {U"行政审批局", false},
    {U"行政审批服务局", false},
    {U"政务服务管理局", false},
    {U"城市管理局", false},
    {U"综合行政执法局", false},
    {U"林业局", false},
    {U"信访局", false},
};

}  // namespace gouji
