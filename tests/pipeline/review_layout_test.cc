#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/review/form_layout.h"
#include "tests/pipeline/sample_report.h"

namespace gouji {
namespace {

using testing::ElementsAre;

LayoutTable table(const std::string& id) {
  for (const LayoutTable& table : layout_of(standard_form("2021"))) {
    if (table.id == id) return table;
  }
  return {};
}

std::vector<std::string> texts(const std::vector<LayoutLabel>& labels) {
  std::vector<std::string> out;
  for (const LayoutLabel& l : labels) {
    out.push_back(l.label + " " + std::to_string(l.rows) + "x" + std::to_string(l.columns));
  }
  return out;
}

TEST(FormLayout, MergesHeadingsAsPrinted) {
  EXPECT_THAT(texts(table("requests").header[0]),
              ElementsAre(" 2x3", "自然人 2x1", "法人或其他组织 1x5", "总计 2x1"));
  EXPECT_THAT(texts(table("requests").header[1]),
              ElementsAre("商业企业 1x1", "科研机构 1x1", "社会公益组织 1x1", "法律服务机构 1x1",
                          "其他 1x1"));
}

TEST(FormLayout, MergesLabelsOfRowsAsPrinted) {
  const auto rows = table("requests").rows;
  EXPECT_THAT(texts(rows[0].labels), ElementsAre("一、本年新收政府信息公开申请数量 1x3"));
  EXPECT_THAT(texts(rows[2].labels), ElementsAre("三、本年度办理结果 22x1", "（一）予以公开 1x2"));
  EXPECT_THAT(texts(rows[4].labels), ElementsAre("（三）不予公开 8x1", "1.属于国家秘密 1x1"));
  EXPECT_THAT(texts(rows[5].labels), ElementsAre("2.其他法律行政法规禁止公开 1x1"));
}

TEST(FormLayout, PutsWhatIsPrintedInOneRowIntoOne) {
  const LayoutTable review = table("review");
  ASSERT_EQ(review.rows.size(), 1u);
  EXPECT_EQ(review.rows[0].cells.size(), 15u);
  EXPECT_THAT(texts(review.header[0]), ElementsAre("行政复议 2x5", "行政诉讼 1x10"));
  EXPECT_THAT(texts(review.header[1]), ElementsAre("未经复议直接起诉 1x5", "复议后起诉 1x5"));
  EXPECT_EQ(review.header[2].size(), 15u);
}

TEST(FormLayout, GivesBlocksTheirOwnColumns) {
  const auto rows = table("proactive").rows;
  EXPECT_THAT(texts(rows[0].labels), ElementsAre("第二十条第（一）项 1x4"));
  EXPECT_THAT(texts(rows[1].labels), ElementsAre("信息内容 1x1", "本年制发件数 1x1",
                                                 "本年废止件数 1x1", "现行有效件数 1x1"));
  EXPECT_THAT(texts(rows[5].labels), ElementsAre("信息内容 1x1", "本年处理决定数量 1x3"));
  EXPECT_EQ(rows[6].id, "licensing");
  EXPECT_EQ(rows[6].span, 3);
}

// Every row of a table has the same width, and every cell of the form its place.
TEST(FormLayout, HasAPlaceForEveryCellOfEveryForm) {
  for (const Form& form : standard_forms()) {
    std::set<int> cells;
    for (const LayoutTable& table : layout_of(form)) {
      std::set<size_t> widths;
      std::vector<size_t> covered;  // by labels from above, in the rows to come
      for (const LayoutRow& row : table.rows) {
        cells.insert(row.cells.begin(), row.cells.end());
        size_t width = row.cells.size() * static_cast<size_t>(row.span);
        if (!covered.empty()) {
          width += covered.front();
          covered.erase(covered.begin());
        }
        for (const LayoutLabel& label : row.labels) {
          width += static_cast<size_t>(label.columns);
          const auto below = static_cast<size_t>(label.rows) - 1;
          if (covered.size() < below) covered.resize(below);
          for (size_t i = 0; i < below; ++i) covered[i] += static_cast<size_t>(label.columns);
        }
        widths.insert(width);
      }
      EXPECT_EQ(widths.size(), 1u) << form.id << " " << table.id;
    }
    EXPECT_EQ(cells.size(), form.cells.size()) << form.id;
  }
}

}  // namespace
}  // namespace gouji
