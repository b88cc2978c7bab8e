#include "extract/stated_figures.h"

#include "gtest/gtest.h"

namespace gouji {
namespace {

TEST(StatedFigures, ReadsNumeralsThatAUnitFollows) {
  const struct {
    const char* text;
    Micro value;  // whole
  } cases[] = {
      {"收到申请9件", 9},
      {"收到申请1,234件", 1234},
      {"收到申请二十三件", 23},
      {"收到申请十件", 10},
      {"收到申请两件", 2},
      {"收到申请一百零五件", 105},
      {"收到申请一千二百三十件", 1230},
      {"作出决定1.2万件", 12000},
      {"收到申请 ９ 件", 9},
      {"收到申请零件", 0},
  };
  for (const auto& c : cases) {
    const auto figures = stated_figures(plain_sentence(c.text));
    ASSERT_EQ(figures.size(), 1u) << c.text;
    EXPECT_EQ(figures[0].value, c.value * kOne) << c.text;
    EXPECT_TRUE(figures[0].exact()) << c.text;
  }
}

TEST(StatedFigures, TakesNoDateArticleOrShareForACount) {
  for (const char* text : {"2023年1月31日", "《条例》第五十条", "第二件", "办结率100%", "3个月"}) {
    EXPECT_TRUE(stated_figures(plain_sentence(text)).empty()) << text;
  }
}

TEST(StatedFigures, KnowsHowMuchAboutSoManyAllows) {
  const struct {
    const char* text;
    Micro least, most;
  } cases[] = {
      {"收到申请300余件", 300, 400},     {"收到申请近300件", 200, 300},
      {"收到申请约300件", 200, 400},     {"收到申请三十多件", 30, 40},
      {"作出决定1万余件", 10000, 20000},
  };
  for (const auto& c : cases) {
    const auto figures = stated_figures(plain_sentence(c.text));
    ASSERT_EQ(figures.size(), 1u) << c.text;
    EXPECT_EQ(figures[0].least, c.least * kOne) << c.text;
    EXPECT_EQ(figures[0].most, c.most * kOne) << c.text;
  }
}

TEST(StatedFigures, GivesTheWordsAroundEach) {
  const auto figures =
      stated_figures(plain_sentence("其中结果维持1件、结果纠正2件；诉讼3件尚未审结。"));
  ASSERT_EQ(figures.size(), 3u);
  EXPECT_EQ(figures[0].before, "其中结果维持");
  EXPECT_EQ(figures[1].before, "结果纠正");
  EXPECT_EQ(figures[2].before, "诉讼");
  EXPECT_EQ(figures[2].after, "尚未审结");
}

TEST(StatedFigures, SeesWhereANumberIsLeftOut) {
  const auto figures = stated_figures(plain_sentence("共收到政府信息公开申请件，上年结转2件"));
  ASSERT_EQ(figures.size(), 2u);
  EXPECT_TRUE(figures[0].left_out);
  EXPECT_EQ(figures[0].before, "共收到政府信息公开申请");
  EXPECT_FALSE(figures[1].left_out);
}

}  // namespace
}  // namespace gouji
