#include "extract/reconcile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/support/invented.h"

namespace gouji {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A report's cells as read: every figure surely as printed, but for what a test says.
class ReadReport {
 public:
  explicit ReadReport(const PrintedReport& report) : form(report.form) {
    for (size_t i = 0; i < form.cells.size(); ++i) {
      readings.push_back(
          read_cell(single_reading(report.cells[i], 0.9998, Method::kOcr), kind_of(form.cells[i])));
    }
  }

  ReadReport& reads(const std::string& address, std::vector<Alternative> alternatives) {
    reading(address) = read_cell({std::move(alternatives), Method::kOcr},
                                 kind_of(form.cells[form.index_of(address)]));
    return *this;
  }
  CellReading& reading(const std::string& address) { return readings[form.index_of(address)]; }

  const Cell& cell(const std::string& address) {
    result = reconcile(form, readings);
    return result.cells[form.index_of(address)];
  }

  std::vector<std::string> relations(Verdict verdict) {
    result = reconcile(form, readings);
    std::vector<std::string> out;
    for (size_t r = 0; r < form.relations.size(); ++r) {
      if (result.checks[r].verdict == verdict) out.push_back(form.relations[r].id);
    }
    return out;
  }

  Form form;
  std::vector<CellReading> readings;
  Reconciled result;
};

// One request by a natural person, refused.
PrintedReport one_request() {
  PrintedReport report = sample_report(standard_form("2021"));
  report.cells.assign(report.cells.size(), "0");
  for (const char* row : {"new_received", "denied.internal_affairs", "processed_total"}) {
    for (const char* column : {"natural_person", "total"}) {
      report.set(std::string("requests/") + row + "/" + column, "16");
    }
  }
  return report;
}

constexpr auto kDenied = "requests/denied.internal_affairs/natural_person";

constexpr auto kZero = "requests/granted/natural_person";
constexpr auto kTotal = "review/reconsideration/total";

TEST(Reconcile, AReportThatAddsUpIsLeftAsItWasRead) {
  for (const Form& form : standard_forms()) {
    ReadReport report(sample_report(form));
    const Reconciled result = reconcile(form, report.readings);
    for (size_t i = 0; i < result.cells.size(); ++i) {
      EXPECT_EQ(result.cells[i].value, report.readings[i].cell.value);
      EXPECT_EQ(result.cells[i].status, report.readings[i].cell.status);
      EXPECT_EQ(result.cells[i].confidence, report.readings[i].cell.confidence);
    }
    EXPECT_THAT(report.relations(Verdict::kHolds), testing::SizeIs(form.relations.size()));
  }
}

TEST(Reconcile, AnUncertainFigureThatAddsUpIsAccepted) {
  ReadReport report(one_request());
  report.reads(kDenied, {{"16", 0.93}, {"15", 0.06}});
  EXPECT_EQ(report.cell(kDenied).status, CellStatus::kOk);
  EXPECT_GT(report.cell(kDenied).confidence, 0.99);
}

TEST(Reconcile, AMisreadFigureIsReplacedByTheOneThatThePixelsSupportAndTheSumsAskFor) {
  ReadReport report(one_request());
  report.reads(kDenied, {{"18", 0.8}, {"16", 0.15}});
  const Cell& cell = report.cell(kDenied);
  EXPECT_EQ(cell.status, CellStatus::kCorrected);
  EXPECT_EQ(cell.value, "16");
  EXPECT_EQ(cell.raw, "18");
  EXPECT_THAT(report.relations(Verdict::kSuspect), IsEmpty());
}

TEST(Reconcile, AFigureIsNeverReplacedByOneThatNoWitnessNames) {
  ReadReport report(one_request());
  report.reads(kDenied, {{"18", 0.8}, {"13", 0.15}});
  const Cell& cell = report.cell(kDenied);
  EXPECT_EQ(cell.status, CellStatus::kReview);
  EXPECT_EQ(cell.value, "18");
}

TEST(Reconcile, AClearlyPrintedWrongTotalStaysAndIsBroken) {
  for (const Form& form : standard_forms()) {
    for (const Relation& relation : form.relations) {
      PrintedReport printed = sample_report(form);
      break_relation(printed, relation.id);
      ReadReport report(printed);
      EXPECT_EQ(report.relations(Verdict::kBroken), broken_relations(printed))
          << form.id << ' ' << relation.id;
      EXPECT_THAT(report.relations(Verdict::kSuspect), IsEmpty());
      for (size_t i = 0; i < report.readings.size(); ++i) {
        EXPECT_EQ(report.result.cells[i].value, printed.cells[i]);
      }
    }
  }
}

TEST(Reconcile, TwoColumnsOffInOppositeDirectionsUnderABalancedTotalAreBroken) {
  PrintedReport printed = sample_report(standard_form("2021"));
  printed.cells.assign(printed.cells.size(), "0");
  printed.set("requests/new_received/natural_person", "60");
  printed.set("requests/new_received/other", "2");
  printed.set("requests/new_received/total", "62");
  for (const char* row : {"granted", "processed_total"}) {
    printed.set(std::string("requests/") + row + "/natural_person", "61");
    printed.set(std::string("requests/") + row + "/other", "1");
    printed.set(std::string("requests/") + row + "/total", "62");
  }
  EXPECT_THAT(ReadReport(printed).relations(Verdict::kBroken),
              ElementsAre("requests.balance.natural_person", "requests.balance.other"));
}

TEST(Reconcile, EquallyGoodExplanationsAreLeftToAPerson) {
  PrintedReport printed = sample_report(standard_form("2021"));
  printed.cells.assign(printed.cells.size(), "0");
  printed.set("review/reconsideration/upheld", "3");
  printed.set("review/reconsideration/other", "3");
  printed.set("review/reconsideration/total", "9");
  ReadReport report(printed);
  for (const char* cell : {"review/reconsideration/upheld", "review/reconsideration/other"}) {
    report.reads(cell, {{"3", 0.9}, {"6", 0.09}});
  }
  EXPECT_EQ(report.cell("review/reconsideration/upheld").status, CellStatus::kReview);
  EXPECT_EQ(report.cell("review/reconsideration/other").status, CellStatus::kReview);
  EXPECT_THAT(report.relations(Verdict::kSuspect), ElementsAre("review.sum.reconsideration"));
}

TEST(Reconcile, NamesWhatADoubtfulCellMayBeAndNothingOfASureOne) {
  ReadReport report(one_request());
  report.reads(kDenied, {{"1", 0.6}, {"7", 0.3}, {"1 ", 0.05}});
  std::vector<std::string> named;
  for (const Alternative& a : report.cell(kDenied).alternatives) named.push_back(a.text);
  EXPECT_THAT(named, ElementsAre("1", "7"));
  EXPECT_THAT(report.cell(kTotal).alternatives, testing::IsEmpty());
}

TEST(Reconcile, SumsDoNotTellABlankFromAZero) {
  PrintedReport printed = one_request();
  for (const FormRow& row : printed.form.tables[1].rows) {
    for (const char* column : {"research_institution", "social_welfare_org", "other"}) {
      printed.set("requests/" + row.id + "/" + column, "");
    }
  }
  ReadReport report(printed);
  report.reads(kZero, {{"0", 0.8}, {"", 0.19}});
  EXPECT_EQ(report.cell(kZero).status, CellStatus::kReview);
  EXPECT_EQ(report.cell(kZero).value, "0");
  report.reads(kZero, {{"", 0.8}, {"0", 0.19}});
  EXPECT_EQ(report.cell(kZero).status, CellStatus::kReview);
  EXPECT_EQ(report.cell(kZero).value, "");
}

TEST(Reconcile, ADoubtfulZeroIsOneWhereTheClerkLeavesNoCellEmpty) {
  ReadReport report(one_request());
  report.reads(kZero, {{"0", 0.8}, {"", 0.19}});
  EXPECT_EQ(report.cell(kZero).status, CellStatus::kOk);
  EXPECT_EQ(report.cell(kZero).value, "0");
}

// A 0 hard by a rule may be the rest of another figure, which its sums would not bear out.
TEST(Reconcile, AZeroBesideWhichPrintMayBeLostIsSettledByItsSums) {
  ReadReport report(one_request());
  report.reads(kZero, {{"0", 0.95}});
  EXPECT_EQ(report.cell(kZero).status, CellStatus::kOk);
}

TEST(Reconcile, ABlankIsNeverRewrittenToAZero) {
  ReadReport report(one_request());
  report.reads(kZero, {{"", 0.55}, {"0", 0.44}});
  EXPECT_EQ(report.cell(kZero).status, CellStatus::kReview);
  EXPECT_EQ(report.cell(kZero).value, "");
}

TEST(Reconcile, BlanksThatAreNotZerosBreakNothing) {
  PrintedReport printed = one_request();
  for (const char* column : {"commercial_enterprise", "research_institution", "social_welfare_org",
                             "legal_service_org", "other"}) {
    for (const FormRow& row : printed.form.tables[1].rows) {
      printed.set("requests/" + row.id + "/" + column, "");
    }
  }
  ReadReport report(printed);
  EXPECT_THAT(report.relations(Verdict::kBroken), IsEmpty());
  EXPECT_EQ(report.cell("requests/new_received/other").status, CellStatus::kBlank);
}

// 16 read as 18 in all cells alike: the sums cannot tell.
TEST(Reconcile, TheSameDoubtInEveryFigureOfARowIsNotSettledByItsSum) {
  ReadReport report(one_request());
  for (const char* row : {"new_received", "denied.internal_affairs", "processed_total"}) {
    for (const char* column : {"natural_person", "total"}) {
      report.reads(std::string("requests/") + row + "/" + column, {{"18", 0.8}, {"16", 0.19}});
    }
  }
  EXPECT_EQ(report.cell(kDenied).status, CellStatus::kReview);
}

// Cells that may hold a 1 or nothing in every row, so that hardly a sum comes out: more joint
// readings than can be looked at. What is read without doubt beside them stays.
TEST(Reconcile, AmongTooManyDoubtsWhatIsSurelyReadStaysAccepted) {
  PrintedReport printed = sample_report(standard_form("2021"));
  printed.cells.assign(printed.cells.size(), "0");
  ReadReport report(printed);
  const FormTable& table = report.form.tables[1];
  for (size_t r = 0; r < table.rows.size(); ++r) {
    const size_t first = table.rows[r].first_cell;
    for (size_t c : {r % 4, r % 4 + 1, r % 4 + 2}) {
      const double one = c == r % 4 ? 0.4 : 0.6;
      report.readings[first + c] = read_cell({{{"1", one}, {"", 0.98 - one}}, Method::kOcr},
                                             kind_of(report.form.cells[first + c]));
    }
  }
  EXPECT_EQ(report.cell("requests/granted/other").status, CellStatus::kOk);
  EXPECT_EQ(report.cell("requests/granted/research_institution").status, CellStatus::kReview);
  EXPECT_THAT(report.relations(Verdict::kBroken), IsEmpty());
}

TEST(Reconcile, ACellWhosePlaceIsDoubtfulIsNotSettledBySums) {
  ReadReport report(one_request());
  report.reading(kDenied).sound = false;
  report.reading(kDenied).cell.status = CellStatus::kReview;
  EXPECT_EQ(report.cell(kDenied).status, CellStatus::kReview);
}

TEST(Reconcile, AMissingCellMakesItsRelationsUnverifiableAndNothingElse) {
  ReadReport report(one_request());
  report.reading("review/reconsideration/upheld") = {};
  EXPECT_THAT(report.relations(Verdict::kUnverifiable), ElementsAre("review.sum.reconsideration"));
  EXPECT_EQ(report.cell("review/reconsideration/total").status, CellStatus::kOk);
}

// Five cases upheld; the total is for a test to read.
ReadReport five_cases() {
  PrintedReport printed = one_request();
  printed.set("review/reconsideration/upheld", "5");
  return ReadReport(printed);
}

TEST(Reconcile, ABlankTotalThatIsNotSurelyReadMayBeTheFigureThatTheSumAsksFor) {
  ReadReport report = five_cases();
  report.reads(kTotal, {{"", 0.995}, {"5", 0.004}});
  EXPECT_EQ(report.cell(kTotal).status, CellStatus::kReview);
  report.reads(kTotal, {{"", 0.52}, {"5", 0.47}});
  EXPECT_EQ(report.cell(kTotal).status, CellStatus::kCorrected);
  EXPECT_EQ(report.cell(kTotal).value, "5");
}

TEST(Reconcile, ATotalThatIsSurelyBlankAmongBlanksStaysBlank) {
  PrintedReport printed = one_request();
  for (const char* row : {"reconsideration", "litigation_direct"}) {
    for (const char* column : {"corrected", "other", "pending", "total"}) {
      printed.set(std::string("review/") + row + "/" + column, "");
    }
  }
  printed.set("review/reconsideration/upheld", "5");
  ReadReport report(printed);
  EXPECT_EQ(report.cell(kTotal).status, CellStatus::kBlank);
  EXPECT_THAT(report.relations(Verdict::kUnverifiable), ElementsAre("review.sum.reconsideration"));
}

TEST(Reconcile, ALoneBlankInALargeTableOfZerosIsLeftToAPerson) {
  ReadReport report(one_request());
  report.reads(kZero, {{"", 0.9998}});
  EXPECT_EQ(report.cell(kZero).status, CellStatus::kReview);
}

TEST(Reconcile, AFigureIsNeverCorrectedToABlank) {
  ReadReport report = five_cases();
  report.reads("review/reconsideration/other", {{"5", 0.75}, {"", 0.245}});
  report.reads(kTotal, {{"5", 0.9998}});
  EXPECT_EQ(report.cell("review/reconsideration/other").status, CellStatus::kReview);
}

// What was not read speaks neither for a slip nor for doubt in its neighbours.
TEST(Reconcile, CellsThatReadAsNoFigureMakeNoSlips) {
  ReadReport report(one_request());
  const char* doubtful = "review/reconsideration/upheld";
  report.reads(doubtful, {{"0", 0.9}, {"6", 0.0995}});
  ASSERT_EQ(report.cell(doubtful).status, CellStatus::kOk);
  const double confidence = report.cell(doubtful).confidence;
  for (const FormRow& row : report.form.tables[1].rows) {
    report.reads("requests/" + row.id + "/other", {{kUnread, 0.9}});
  }
  EXPECT_EQ(report.cell(doubtful).confidence, confidence);
}

// The hundredth doubt of one kind in each of six cells that may only change together.
TEST(Reconcile, ThatAllDoubtsOfOneKindAreTrueAtOnceIsNotOverlooked) {
  ReadReport report(one_request());
  for (const char* row : {"new_received", "denied.internal_affairs", "processed_total"}) {
    for (const char* column : {"natural_person", "total"}) {
      report.reads(std::string("requests/") + row + "/" + column, {{"18", 0.95}, {"16", 0.045}});
    }
  }
  EXPECT_EQ(report.cell(kDenied).status, CellStatus::kReview);
}

// Of readings that a column cannot hold, what is left needs the support of the pixels as well.
TEST(Reconcile, WhatIsHardlyNamedDoesNotTakeThePlaceOfAReadingThatTheColumnCannotHold) {
  ReadReport report(one_request());
  report.reads(kDenied, {{"1.6", 0.95}, {"16", 0.004}});
  report.reading(kDenied).sound = true;
  EXPECT_EQ(report.cell(kDenied).status, CellStatus::kReview);
  EXPECT_NE(report.cell(kDenied).value, "16");
}

// Each is likely enough to be right, but not all of them together: the least sure one is asked for.
TEST(Reconcile, FiguresThatAreEachJustTrustedMakeNoBrokenRelation) {
  PrintedReport printed = one_request();
  const std::vector<std::string> columns = {"upheld", "corrected", "pending", "other"};
  for (const std::string& c : columns) printed.set("review/reconsideration/" + c, "5");
  printed.set(kTotal, "21");
  ReadReport report(printed);
  for (const std::string& c : columns) {
    report.reads("review/reconsideration/" + c, {{"5", 0.9995}, {"6", 0.00002}});
  }
  EXPECT_THAT(report.relations(Verdict::kBroken), IsEmpty());
  EXPECT_THAT(report.relations(Verdict::kSuspect), ElementsAre("review.sum.reconsideration"));
  const auto review =
      std::count_if(report.result.cells.begin(), report.result.cells.end(),
                    [](const Cell& cell) { return cell.status == CellStatus::kReview; });
  EXPECT_EQ(review, 1);
}

// A doubtful total and a slip in it that leaves no sum to bear it out: 64 printed for 8.
TEST(Reconcile, TheShapeOfASlipAloneSettlesNoDoubt) {
  PrintedReport printed = one_request();
  printed.set("review/reconsideration/upheld", "8");
  printed.set(kTotal, "64");
  ReadReport report(printed);
  report.reads(kTotal, {{"", 0.52}, {"64", 0.479}});
  EXPECT_FALSE(report.cell(kTotal).accepted());
}

// Misread figures with the right one nowhere among the alternatives are common where a reading is
// unsure: 0 for 1 puts both its sums right.
TEST(Reconcile, AnUnsureFigureMayBeNoneOfItsAlternatives) {
  ReadReport report(one_request());
  report.reads(kZero, {{"6", 0.993}, {"8", 0.0068}});
  EXPECT_EQ(report.cell(kZero).status, CellStatus::kReview);
}

// Figures misread at random, with the right one among the alternatives as often as it is likely.
ReadReport noisy(const PrintedReport& printed, unsigned seed) {
  ReadReport report(printed);
  std::mt19937_64 random(seed);
  for (size_t i = 0; i < report.readings.size(); ++i) {
    if (random() % 12 != 0 || !kind_of(report.form.cells[i]).whole) continue;
    const std::string other = std::to_string(random() % 30);
    const double p = 0.5 + 0.5 * static_cast<double>(random() % 1000) / 1000;
    const bool right = static_cast<double>(random() % 1000) / 1000 < p;
    report.readings[i] = read_cell({{{right ? printed.cells[i] : other, p},
                                     {right ? other : printed.cells[i], 0.99 * (1 - p)}},
                                    Method::kOcr},
                                   kind_of(report.form.cells[i]));
  }
  return report;
}

struct Correctness {
  int right = 0;         // values
  int silent_error = 0;  // accepted, but wrong
};

Correctness correctness(const PrintedReport& printed, const ReadReport& report) {
  const Reconciled result = reconcile(report.form, report.readings);
  Correctness out;
  for (size_t i = 0; i < result.cells.size(); ++i) {
    const bool right = result.cells[i].value == printed.cells[i];
    out.right += right;
    out.silent_error += result.cells[i].accepted() && !right;
  }
  return out;
}

TEST(ReconcileProperty, NoConfidenceIsOne) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    ReadReport report = noisy(sample_report(standard_form("2021"), seed), seed);
    for (const Cell& c : reconcile(report.form, report.readings).cells) {
      EXPECT_GE(c.confidence, 0);
      EXPECT_LT(c.confidence, 1);
    }
  }
}

TEST(ReconcileProperty, TheSameReadingsGiveTheSameReport) {
  for (unsigned seed = 0; seed < 8; ++seed) {
    ReadReport report = noisy(sample_report(standard_form("2021"), seed), seed);
    const Reconciled once = reconcile(report.form, report.readings);
    const Reconciled again = reconcile(report.form, report.readings);
    for (size_t i = 0; i < once.cells.size(); ++i) {
      EXPECT_EQ(once.cells[i].value, again.cells[i].value);
      EXPECT_EQ(once.cells[i].status, again.cells[i].status);
      EXPECT_EQ(once.cells[i].confidence, again.cells[i].confidence);
    }
  }
}

// Neither the order of the relations nor that of the cells in them matters.
TEST(ReconcileProperty, TheFormsOrderChangesNothing) {
  for (unsigned seed = 0; seed < 8; ++seed) {
    ReadReport report = noisy(sample_report(standard_form("2021"), seed), seed);
    const Reconciled once = reconcile(report.form, report.readings);
    std::mt19937_64 random(seed);
    Form shuffled = report.form;
    std::shuffle(shuffled.relations.begin(), shuffled.relations.end(), random);
    for (Relation& r : shuffled.relations) std::shuffle(r.lhs.begin(), r.lhs.end(), random);
    const Reconciled again = reconcile(shuffled, report.readings);
    for (size_t i = 0; i < once.cells.size(); ++i) {
      EXPECT_EQ(once.cells[i].value, again.cells[i].value) << seed;
      EXPECT_EQ(once.cells[i].status, again.cells[i].status) << seed;
    }
  }
}

// Rows and columns may have any names.
TEST(ReconcileProperty, RelabellingTheFormChangesNothing) {
  ReadReport report = noisy(sample_report(standard_form("2021"), 3), 3);
  Form relabelled = report.form;
  for (size_t i = 0; i < relabelled.cells.size(); ++i) {
    relabelled.cells[i] = {"t", "r" + std::to_string(i), "c"};
  }
  for (size_t r = 0; r < relabelled.relations.size(); ++r) {
    relabelled.relations[r].id = std::to_string(r);
  }
  const Reconciled once = reconcile(report.form, report.readings);
  const Reconciled again = reconcile(relabelled, report.readings);
  for (size_t i = 0; i < once.cells.size(); ++i) {
    EXPECT_EQ(once.cells[i].value, again.cells[i].value);
    EXPECT_EQ(once.cells[i].confidence, again.cells[i].confidence);
  }
}

TEST(ReconcileProperty, CertaintyNeverLowersCorrectness) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    const PrintedReport printed = sample_report(standard_form("2021"), seed);
    ReadReport report = noisy(printed, seed);
    Correctness before = correctness(printed, report);
    for (size_t i = 0; i < report.readings.size(); ++i) {
      if (report.readings[i].cell.confidence > 0.99) continue;
      report.readings[i] = read_cell(single_reading(printed.cells[i], 0.9998, Method::kOcr),
                                     kind_of(report.form.cells[i]));
      const Correctness after = correctness(printed, report);
      EXPECT_GE(after.right, before.right) << seed << ' ' << report.form.cells[i].str();
      EXPECT_LE(after.silent_error, before.silent_error) << seed;
      before = after;
    }
  }
}

}  // namespace
}  // namespace gouji
