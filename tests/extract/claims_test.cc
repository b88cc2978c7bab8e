#include "extract/claims.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/printed_report.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Form& form() { return standard_form("2021"); }

// A district's report: 20 new requests, 3 carried in, 21 processed, 2 carried out.
std::vector<Cell> district() {
  std::vector<Cell> cells(form().cells.size());
  for (Cell& c : cells) {
    c.status = CellStatus::kOk;
    c.value = "0";
  }
  const std::pair<const char*, const char*> values[] = {
      {"requests/new_received/total", "20"},
      {"requests/new_received/natural_person", "18"},
      {"requests/carried_in/total", "3"},
      {"requests/granted/total", "9"},
      {"requests/denied.state_secret/total", "1"},
      {"requests/denied.enforcement_files/total", "2"},
      {"requests/processed_total/total", "21"},
      {"requests/carried_out/total", "2"},
      {"review/reconsideration/upheld", "4"},
      {"review/reconsideration/pending", "1"},
      {"review/reconsideration/total", "5"},
      {"review/litigation_direct/total", "2"},
      {"review/litigation_after_reconsideration/total", "1"},
      {"proactive/normative_documents/issued", "6"},
      {"proactive/normative_documents/repealed", "2"},
      {"proactive/normative_documents/in_force", "66"},
      {"proactive/licensing/decisions", "12345"},
      {"proactive/penalty/decisions", "77"},
      {"proactive/charges/amount_10k_yuan", "3.5"}};
  for (const auto& [address, value] : values) {
    cells[static_cast<size_t>(form().index_of(address))].value = value;
  }
  return cells;
}

const Speaker kDistrict{"云溪县人民政府", AgencyKind::kGovernment, 2022};

// As "address stated verdict".
std::vector<std::string> claims(const std::string& text, std::vector<Cell> cells = district(),
                                const Speaker& speaker = kDistrict, bool from_pixels = false) {
  Narrative narrative;
  narrative.sections = {{1, "一、总体情况", text}};
  narrative.line_begins = {{{0, 1, from_pixels}}};
  std::vector<std::string> out;
  for (const Claim& c : find_claims(narrative, form(), cells, speaker)) {
    out.push_back(c.address + " " + (c.stated.empty() ? "-" : c.stated) + " " +
                  std::string(name(c.verdict)));
  }
  return out;
}

struct Case {
  const char *text, *claim;
};

TEST(Claims, KnowsTheWordingsOfAFigure) {
  const Case cases[] = {
      {"2022年，我县共收到政府信息公开申请20件。", "requests/new_received/total 20 agrees"},
      {"全年新收政府信息公开申请20件。", "requests/new_received/total 20 agrees"},
      {"本年度收到公民依申请公开20件。", "requests/new_received/total 20 agrees"},
      {"全县共受理20件政府信息公开申请。", "requests/new_received/total 20 agrees"},
      {"政府信息公开申请共收到二十件。", "requests/new_received/total 20 agrees"},
      {"上年结转政府信息公开申请3件。", "requests/carried_in/total 3 agrees"},
      {"2021年度结转的信息公开申请3件。", "requests/carried_in/total 3 agrees"},
      {"共办结政府信息公开申请21件。", "requests/processed_total/total 21 agrees"},
      {"信息公开申请结转至2023年继续办理2件。", "requests/carried_out/total 2 agrees"},
      {"因政府信息公开被申请行政复议5件。", "review/reconsideration/total 5 agrees"},
      {"涉及信息公开的行政诉讼案件3件。",
       "review/litigation_direct/total+review/litigation_after_reconsideration/total 3 agrees"},
      {"因信息公开未经复议直接起诉2件。", "review/litigation_direct/total 2 agrees"},
      {"信息公开复议后提起行政诉讼1件。", "review/litigation_after_reconsideration/total 1 agrees"},
      {"信息公开类行政复议1件尚未审结。", "review/reconsideration/pending 1 agrees"},
      {"全年制定行政规范性文件6件。", "proactive/normative_documents/issued 6 agrees"},
      {"清理后废止规范性文件2件。", "proactive/normative_documents/repealed 2 agrees"},
      {"现行有效的行政规范性文件66件。", "proactive/normative_documents/in_force 66 agrees"},
      {"作出行政许可决定12345件。", "proactive/licensing/decisions 12345 agrees"},
      {"作出行政许可决定1.2万余件。", "proactive/licensing/decisions 12000 agrees"},
      {"办理行政处罚77件。", "proactive/penalty/decisions 77 agrees"},
      {"行政事业性收费总金额35000元。", "proactive/charges/amount_10k_yuan 3.5 agrees"},
  };
  for (const Case& c : cases) EXPECT_THAT(claims(c.text), ElementsAre(c.claim)) << c.text;
}

TEST(Claims, FollowsASentenceThroughItsClauses) {
  EXPECT_THAT(
      claims("2022年共收到政府信息公开申请20件，其中自然人申请18件，上年结转3件；已办结21件，"
             "其中予以公开9件，不予公开3件，结转下年度继续办理2件。"),
      ElementsAre("requests/new_received/total 20 agrees",
                  "requests/new_received/natural_person 18 agrees",
                  "requests/carried_in/total 3 agrees", "requests/processed_total/total 21 agrees",
                  "requests/granted/total 9 agrees",
                  testing::StartsWith("requests/denied.state_secret/total+"),
                  "requests/carried_out/total 2 agrees"));
  EXPECT_THAT(
      claims("因政府信息公开引发行政复议5件，其中结果维持4件、尚未审结1件。"),
      ElementsAre("review/reconsideration/total 5 agrees", "review/reconsideration/upheld 4 agrees",
                  "review/reconsideration/pending 1 agrees"));
}

TEST(Claims, ReadsResultsOfProcessedRequests) {
  EXPECT_THAT(
      claims("全年新收政府信息公开申请20件；办结申请中予以公开9件。"),
      ElementsAre("requests/new_received/total 20 agrees", "requests/granted/total 9 agrees"));
}

TEST(Claims, NamesWhichReadingOfReceivedFits) {
  EXPECT_THAT(claims("全年受理政府信息公开申请23件。"),
              ElementsAre("requests/new_received/total+requests/carried_in/total 23 agrees"));
  EXPECT_THAT(claims("全年新收政府信息公开申请23件。"),
              ElementsAre("requests/new_received/total 23 contradicts"));
}

TEST(Claims, SaysWhatContradicts) {
  const Case cases[] = {
      {"2022年共收到政府信息公开申请19件。", "requests/new_received/total 19 contradicts"},
      {"全年制发行政规范性文件7件。", "proactive/normative_documents/issued 7 contradicts"},
      {"信息公开类行政复议2件尚未审结。", "review/reconsideration/pending 2 contradicts"},
  };
  for (const Case& c : cases) EXPECT_THAT(claims(c.text), ElementsAre(c.claim)) << c.text;
}

TEST(Claims, AccusesNobodyWhereAFigureMayBeAPart) {
  for (const char* text : {
           "通过网站收到政府信息公开申请12件。",
           "其中收到政府信息公开申请12件。",
           "累计收到政府信息公开申请120件。",
           "共受理政府信息公开申请9件。",
           "办理行政复议案件300件。",
           "印发规范性文件9件。",
           "实施行政处罚9件。",
       }) {
    EXPECT_THAT(claims(text), IsEmpty()) << text;
  }
  EXPECT_THAT(claims("共收到政府信息公开申请20件，按期答复19件，延期答复2件。"),
              ElementsAre("requests/new_received/total 20 agrees"));
}

TEST(Claims, SaysWhatIsLeftOut) {
  EXPECT_THAT(
      claims("2022年共收到政府信息公开申请件，上年结转3件。"),
      ElementsAre("requests/new_received/total - unstated", "requests/carried_in/total 3 agrees"));
}

TEST(Claims, LeavesOutWhatIsNotTheWholesFigureOfTheYear) {
  for (const char* text : {
           "其中市本级共收到政府信息公开申请5件，办结4件。",
           "县政府办公室收到政府信息公开申请5件。",
           "我办全年受理政府信息公开申请5件。",
           "各乡镇共收到政府信息公开申请5件。",
           "县公安局收到政府信息公开申请5件。",
           "2021年收到政府信息公开申请5件。",
           "近年来共收到政府信息公开申请500件。",
           "其中县教育局共受理政府信息公开申请5件，办结5件。",
           "县直部门收到政府信息公开申请5件。",
           "上年共收到政府信息公开申请15件，办结14件。",
           "上半年收到政府信息公开申请5件。",
           "收到政府信息公开申请，同比增长5件。",
           "行政复议、行政诉讼分别为4件、5件。",
           "未发生行政复议5件以上的情况。",
       }) {
    EXPECT_THAT(claims(text), IsEmpty()) << text;
  }
}

TEST(Claims, TakesOtherFiguresForNone) {
  for (const char* text : {
           "答复网民留言300件，主动公开信息1136条。",
           "受理12345热线投诉5件，办结5件。",
           "公示行政许可事项63项。",
           "共印发文件30件，其中主动公开5件，依申请公开5件，不予公开5件。",
           "县法院审结行政诉讼案件50件。",
           "收取信息处理费5元。",
           "梳理政府信息公开申请典型案例5件。",
           "公开行政处罚信息5条，行政许可信息5条。",
           "对每一件政府信息公开申请件，依法答复。",
       }) {
    EXPECT_THAT(claims(text), IsEmpty()) << text;
  }
}

TEST(Claims, ComparesADepartmentWithItsOwnFiguresOnly) {
  const Speaker bureau{"云溪县教育局", AgencyKind::kDepartment, 2022};
  EXPECT_THAT(claims("全县共收到政府信息公开申请95件。", district(), bureau), IsEmpty());
  EXPECT_THAT(claims("我局共收到政府信息公开申请19件。", district(), bureau),
              ElementsAre("requests/new_received/total 19 contradicts"));
  EXPECT_THAT(claims("县教育局共收到政府信息公开申请20件。", district(), bureau),
              ElementsAre("requests/new_received/total 20 agrees"));
}

TEST(Claims, AccusesNobodyWhereAReadingIsNotSure) {
  const std::string text = "2022年共收到政府信息公开申请19件。";
  EXPECT_THAT(claims(text, district(), kDistrict, true),
              ElementsAre("requests/new_received/total 19 "));
  for (const CellStatus status : {CellStatus::kReview, CellStatus::kBlank, CellStatus::kMissing}) {
    std::vector<Cell> cells = district();
    Cell& cell = cells[static_cast<size_t>(form().index_of("requests/new_received/total"))];
    cell.status = status;
    if (status != CellStatus::kReview) cell.value.clear();
    EXPECT_THAT(claims(text, cells), ElementsAre("requests/new_received/total 19 "));
  }
}

TEST(Claims, TakesBackWhatAnotherSentenceMakesUnlikely) {
  EXPECT_THAT(
      claims("共收到政府信息公开申请20件。共收到政府信息公开申请15件。"),
      ElementsAre("requests/new_received/total 20 agrees", "requests/new_received/total 15 "));
  // An office's figures in its government's report.
  EXPECT_THAT(claims("我县共收到政府信息公开申请7件，办结7件。"),
              ElementsAre("requests/new_received/total 7 ", "requests/processed_total/total 7 "));
}

TEST(Claims, QuotesTheSentenceAndItsPage) {
  Narrative narrative;
  const std::string first = "前言。\n2022年共收到政府", second = "信息公开申请20件。后文。";
  narrative.sections = {{1, "一、总体情况", first + second}};
  narrative.line_begins = {{{0, 1}, {first.size(), 2}}};
  const auto found = find_claims(narrative, form(), district(), kDistrict);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].quote, "2022年共收到政府信息公开申请20件。");
  EXPECT_EQ(found[0].page, 1);
  EXPECT_EQ(found[0].section, 1);
  EXPECT_EQ(found[0].table_value, "20");
}

}  // namespace
}  // namespace gouji
