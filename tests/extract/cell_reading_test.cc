#include "extract/cell_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/printed_report.h"

namespace gouji {
namespace {

Reading read(std::vector<Alternative> alternatives) {
  return {std::move(alternatives), Method::kOcr};
}

std::vector<std::string> values(const CellReading& reading) {
  std::vector<std::string> out;
  for (const Candidate& c : reading.candidates) out.push_back(c.value);
  return out;
}

TEST(CellReading, HoldsEveryValueThatTheCellMayHave) {
  const CellReading cell = read_cell(read({{"13", 0.9}, {"18", 0.08}, {"1B", 0.01}}), {});
  EXPECT_THAT(values(cell), testing::ElementsAre("13", "18"));
  EXPECT_EQ(cell.cell.status, CellStatus::kReview);
  EXPECT_TRUE(cell.sound);
}

TEST(CellReading, SpellingsOfOneValueAreOneCandidate) {
  const CellReading cell = read_cell(read({{"1,036", 0.7}, {"1036", 0.29}}), {});
  ASSERT_THAT(values(cell), testing::ElementsAre("1036"));
  EXPECT_DOUBLE_EQ(cell.candidates[0].probability, 0.99);
}

TEST(CellReading, APointBetweenThousandsOfACountIsAComma) {
  const CellReading count =
      read_cell(read({{"1.321", 0.999}}), kind_of({"requests", "granted", "total"}));
  EXPECT_EQ(count.cell.value, "1321");
  EXPECT_EQ(count.cell.raw, "1.321");
  EXPECT_EQ(count.cell.status, CellStatus::kReview);
  const CellReading amount =
      read_cell(read({{"1.321", 0.999}}), kind_of({"proactive", "charges", "amount_10k_yuan"}));
  EXPECT_EQ(amount.cell.value, "1.321");
  EXPECT_EQ(amount.cell.status, CellStatus::kOk);
}

// As spreadsheets write them. On a scan the point may be a speck before the last 0 of 120.
TEST(ReadCell, ACountOfWholesWithoutRestIsLeftToSums) {
  const ColumnKind count = kind_of({"requests", "granted", "total"});
  const CellReading twelve = read_cell(read({{"12.0", 0.999}}), count);
  EXPECT_EQ(twelve.cell.value, "12");
  EXPECT_EQ(twelve.cell.status, CellStatus::kReview);
  EXPECT_EQ(read_cell(read({{"0.00", 0.999}}), count).cell.value, "0");
  EXPECT_EQ(read_cell(read({{"12.5", 0.999}}), count).cell.status, CellStatus::kReview);
}

TEST(CellReading, ACountWithAFractionIsNeverAccepted) {
  const CellReading cell = read_cell(read({{"12.5", 0.999}}), {});
  EXPECT_EQ(cell.cell.status, CellStatus::kReview);
  EXPECT_FALSE(cell.sound);
}

TEST(CellReading, NoCountOfThousandsBeginsWithAZero) {
  const CellReading cell = read_cell(read({{"0.125", 0.999}}), {});
  EXPECT_THAT(values(cell), testing::IsEmpty());
  EXPECT_EQ(cell.cell.status, CellStatus::kReview);
}

TEST(CellReading, AMinusIsOfChangesOnly) {
  EXPECT_EQ(read_cell(read({{"-3", 0.999}}), {}).cell.status, CellStatus::kReview);
  EXPECT_EQ(
      read_cell(read({{"-3", 0.999}}), kind_of({"proactive", "licensing", "change"})).cell.status,
      CellStatus::kOk);
}

// In the requests table, which of the cells that hold 无 are accepted where there are `count`, read
// less surely than is accepted.
std::vector<CellStatus> nones(int count, double confidence = 0.9, bool certain_place = true) {
  const Form& form = standard_form("2021");
  std::vector<TableCell> cells(form.cells.size());
  Mapping mapping;
  mapping.cells.resize(form.cells.size());
  const int first = form.index_of("requests/new_received/natural_person");
  for (size_t i = 0; i < cells.size(); ++i) {
    const int k = static_cast<int>(i) - first;
    cells[i].reading = single_reading(k >= 0 && k < count ? "|无" : "8", confidence, Method::kOcr);
    mapping.cells[i] = {&cells[i], nullptr, certain_place};
  }
  const std::vector<CellReading> readings = read_cells(form, mapping);
  std::vector<CellStatus> out;
  for (int k = 0; k <= count; ++k) {
    out.push_back(readings[static_cast<size_t>(first + k)].cell.status);
  }
  return out;
}

TEST(ReadCells, BelieveThatNothingIsThereWhereTheClerkWritesThatOften) {
  EXPECT_THAT(nones(4), testing::Each(CellStatus::kReview));
  std::vector<CellStatus> often = nones(5);
  EXPECT_EQ(often.back(), CellStatus::kReview);  // a figure
  often.pop_back();
  EXPECT_THAT(often, testing::Each(CellStatus::kBlank));
  EXPECT_THAT(nones(9, 0.5), testing::Each(CellStatus::kReview)) << "hardly legible";
  EXPECT_THAT(nones(9, 0.9, false), testing::Each(CellStatus::kReview)) << "of no certain place";
}

}  // namespace
}  // namespace gouji
