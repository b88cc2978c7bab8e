#include "extract/map_form.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extract/cell_value.h"
#include "extract/table_rows.h"
#include "models/text.h"
#include "tests/extract/table_builder.h"

namespace gouji {
namespace {

// A report in which no two cells print the same, so that none can be taken for another.
PrintedReport numbered(const char* form) {
  PrintedReport report = sample_report(standard_form(form), 2);
  for (size_t i = 0; i < report.cells.size(); ++i) report.cells[i] = std::to_string(1000 + i);
  return report;
}

Reading read(const char* text) { return single_reading(text, 0.9995, Method::kText); }

constexpr const char* kIllegible = "口口口";

// As pixels give it: a text layer is not misread.
std::vector<Table> with_illegible_read(std::vector<Table> fragments) {
  for (Table& table : fragments) {
    for (TableCell& c : table.cells) {
      if (c.reading.text() == kIllegible) c.reading.method = Method::kOcr;
    }
  }
  return fragments;
}

struct Mapped {
  explicit Mapped(const std::vector<Table>& fragments, const PrintedReport& report)
      : tables(stitch(with_illegible_read(fragments), standard_forms())),
        mapping(map_form(tables, report.form)) {}

  Tables tables;
  Mapping mapping;
};

bool is_omitted(const PrintedReport& report, const Address& a) {
  return report.omitted.contains(a.table) || report.omitted.contains(a.table + "/" + a.row);
}

// Every cell that is printed is found, with what it prints, and none that is not; all are certain
// but those whose address begins with `doubtful`.
void expect_mapped(const PrintedReport& report, const Mapped& mapped,
                   const std::string& doubtful = "none") {
  int found = 0;
  for (size_t i = 0; i < report.cells.size(); ++i) {
    const Address& address = report.form.cells[i];
    const MappedCell& place = mapped.mapping.cells.at(i);
    if (is_omitted(report, address)) {
      EXPECT_EQ(place.cell, nullptr) << address.str();
      continue;
    }
    ++found;
    ASSERT_NE(place.cell, nullptr) << address.str();
    EXPECT_EQ(place.cell->reading.text(), report.cells[i]) << address.str();
    EXPECT_EQ(place.certain, !address.str().starts_with(doubtful)) << address.str();
  }
  EXPECT_EQ(mapped.mapping.found, found);
}

void expect_mapped_as_printed(const PrintedReport& report, const PrintStyle& style = {}) {
  expect_mapped(report, Mapped(tables_of(report, style), report));
}

TEST(MapForm, FindsEveryCellOfEveryForm) {
  for (const Form& form : standard_forms()) {
    SCOPED_TRACE(form.id);
    expect_mapped_as_printed(numbered(form.id.c_str()));
  }
}

TEST(MapForm, FindsEveryCellInOtherLayouts) {
  PrintStyle style;
  style.total_beside = true;
  style.balance_note = false;
  style.review_layout = ReviewLayout::kThreeTables;
  for (const Form& form : standard_forms()) {
    SCOPED_TRACE(form.id);
    expect_mapped_as_printed(numbered(form.id.c_str()), style);
  }
}

TEST(MapForm, AReportsOwnFormCostsLeast) {
  for (const Form& own : standard_forms()) {
    const Tables tables = stitch(tables_of(sample_report(own)), standard_forms());
    const double least = map_form(tables, own).cost;
    for (const Form& other : standard_forms()) {
      if (other.id == own.id) continue;
      EXPECT_LT(least + 0.3, map_form(tables, other).cost) << own.id << " as " << other.id;
    }
  }
}

TEST(MapForm, NothingPrintedNothingFound) {
  const PrintedReport report = numbered("2021");
  const Mapped mapped({}, report);
  EXPECT_EQ(mapped.mapping.found, 0);
  for (const MappedCell& place : mapped.mapping.cells) EXPECT_EQ(place.cell, nullptr);
}

TEST(MapForm, ATableThatIsNotThereLeavesTheOthersInPlace) {
  for (const char* table : {"proactive", "requests", "review"}) {
    SCOPED_TRACE(table);
    PrintedReport report = numbered("2021");
    report.omitted = {table};
    expect_mapped_as_printed(report);
  }
}

TEST(MapForm, AMissingRowDoesNotShiftTheRowsUnderIt) {
  for (const FormTable& table : standard_form("2021").tables) {
    if (table.id == "review") continue;
    for (const FormRow& row : table.rows) {
      SCOPED_TRACE(row.id);
      PrintedReport report = numbered("2021");
      report.omitted = {table.id + "/" + row.id};
      expect_mapped_as_printed(report);
    }
  }
}

TEST(MapForm, SeveralMissingRowsDoNotShiftTheOthers) {
  PrintedReport report = numbered("2021");
  report.omitted = {"requests/denied.internal_affairs", "requests/denied.process_information",
                    "requests/not_processed.repeated", "proactive/coercion"};
  expect_mapped_as_printed(report);
}

TEST(MapForm, ALocalRowIsNoRowOfTheForm) {
  const std::vector<std::string> seven(7, "7");
  const LocalRow kRows[] = {
      {"proactive/normative_documents",
       "其他主动公开文件（含以本单位名义制发的文件）",
       {"7", "7", "7"}},
      {"proactive/charges", "基金收入", {"7"}},
      {"requests/denied.administrative_inquiry", "9.其他不予公开的情形", seven},
      {"requests/not_processed.reconfirmation", "6.咨询类申请", seven},
  };
  for (const LocalRow& row : kRows) {
    SCOPED_TRACE(row.label);
    PrintedReport report = numbered("2021");
    report.local_rows = {row};
    expect_mapped_as_printed(report);
  }
}

TEST(MapForm, LabelsMayBeMisspelt) {
  constexpr struct {
    const char *row, *printed;
  } kLabels[] = {
      {"requests/denied.enforcement_files", "7.属于行政执法案件"},
      {"requests/denied.prohibited_by_law", "2.其他法律行政止公开"},
      {"requests/denied.state_secret", "1、属于国家秘密"},
      {"requests/granted", "(一) 予以公开"},
      {"requests/partially_granted", "（二）部分公开"},
      {"requests/other_handling.other", "3、其他"},
      {"requests/not_processed.reconfirmation", "5.要求行政机关确认或重新出"},
      {"requests/carried_out", "四、结转下年度"},
      {"proactive/charges", "行政事业型收费"},
      {"proactive/normative_documents", "规范性文件"},
  };
  PrintedReport all = numbered("2021");
  for (const auto& label : kLabels) {
    SCOPED_TRACE(label.printed);
    PrintedReport report = numbered("2021");
    report.relabel(label.row, label.printed);
    all.relabel(label.row, label.printed);
    expect_mapped_as_printed(report);
  }
  SCOPED_TRACE("all of them");
  all.relabel("第二十条第（一）项", "第二十条 第（一）项");
  expect_mapped_as_printed(all);
}

TEST(MapForm, ColumnHeadsMayBeCutToTheSameWords) {
  PrintedReport report = numbered("2019");
  report.relabel("本年新制作数量", "本年新");
  report.relabel("本年新公开数量", "本年新");
  expect_mapped_as_printed(report);
}

// Wherever one label cannot be read, its place among the others tells which row it is.
TEST(MapForm, AnUnreadableLabelIsKnownByItsPlace) {
  for (const FormRow& row : standard_form("2021").tables[1].rows) {
    SCOPED_TRACE(row.id);
    PrintedReport report = numbered("2021");
    report.relabel("requests/" + row.id, kIllegible);
    expect_mapped_as_printed(report);
  }
}

TEST(MapForm, SuccessiveUnreadableLabelsAreKnownByTheirPlace) {
  PrintedReport report = numbered("2021");
  for (const char* row : {"prohibited_by_law", "three_securities_one_stability",
                          "third_party_rights", "internal_affairs"}) {
    report.relabel(std::string("requests/denied.") + row, "");
  }
  expect_mapped_as_printed(report);
}

// Which of two rows is missing cannot be told when the other's label cannot be read.
TEST(MapForm, AnUnreadableLabelBesideAMissingRowIsDoubtful) {
  PrintedReport report = numbered("2021");
  report.omitted = {"requests/denied.third_party_rights"};
  report.relabel("requests/denied.internal_affairs", kIllegible);
  const Mapped mapped(tables_of(report), report);
  for (const char* row : {"third_party_rights", "internal_affairs"}) {
    const int i = report.form.index_of(std::string("requests/denied.") + row + "/total");
    EXPECT_FALSE(mapped.mapping.cells[i].cell && mapped.mapping.cells[i].certain) << row;
  }
  const int below = report.form.index_of("requests/denied.process_information/total");
  ASSERT_NE(mapped.mapping.cells[below].cell, nullptr);
  EXPECT_EQ(mapped.mapping.cells[below].cell->reading.text(), report.cells[below]);
  EXPECT_TRUE(mapped.mapping.cells[below].certain);
}

// A stroke of dense print was taken for a rule: the cell with this label in two, after `kept`
// characters of it; other cells keep their places.
void cut_label(std::vector<Table>& tables, const std::string& label, size_t kept) {
  for (Table& table : tables) {
    const auto cell = std::find_if(table.cells.begin(), table.cells.end(),
                                   [&](const TableCell& c) { return c.reading.text() == label; });
    if (cell == table.cells.end()) continue;
    const int at = cell->column + cell->column_span;
    for (TableCell& c : table.cells) {
      if (c.column >= at) {
        ++c.column;
      } else if (c.column + c.column_span >= at && &c != &*cell) {
        ++c.column_span;
      }
    }
    table.xs.insert(table.xs.begin() + at, (table.xs[at - 1] + table.xs[at]) / 2);
    ++table.columns;
    const std::u32string text = to_utf32(label);
    TableCell end = *cell;
    cell->reading = single_reading(to_utf8(text.substr(0, kept)), 0.98, Method::kOcr);
    end.reading = single_reading(to_utf8(text.substr(kept)), 0.98, Method::kOcr);
    end.column = at;
    end.column_span = 1;
    table.cells.insert(cell + 1, std::move(end));
    return;
  }
  throw std::invalid_argument("no cell with " + label);
}

TEST(MapForm, ALabelInTwoCellsIsOne) {
  for (const char* label : {"行政事业性收费", "3.危及“三安全一稳定”"}) {
    const PrintedReport report = numbered("2021");
    std::vector<Table> tables = tables_of(report);
    cut_label(tables, label, 4);
    SCOPED_TRACE(label);
    expect_mapped(report, Mapped(tables, report));
  }
}

// A word in place of a figure is no end of the label before it.
TEST(MapForm, AWordInPlaceOfAFigureStaysInItsColumn) {
  PrintedReport report = numbered("2021");
  report.cells[static_cast<size_t>(report.form.index_of("proactive/regulations/issued"))] = "无";
  expect_mapped_as_printed(report);
}

// The report's tables, with the length of every print; these labels were left unread.
std::vector<Table> left_unread(const PrintedReport& report,
                               const std::vector<std::string>& labels) {
  std::vector<Table> tables = tables_of(report);
  for (Table& table : tables) {
    for (TableCell& c : table.cells) {
      c.print = 1.1 * static_cast<double>(to_utf32(c.reading.text()).size());
      const bool unread = std::find(labels.begin(), labels.end(), c.reading.text()) != labels.end();
      if (unread) c.reading = single_reading(kUnread, 0, Method::kOcr);
    }
  }
  return tables;
}

// Two rows that have changed places: by place alone, each would be taken for the other.
TEST(MapForm, ALabelThatIsAnotherRowsSpeaksAgainstThePlace) {
  PrintedReport report = numbered("2021");
  report.relabel("requests/denied.third_party_rights", "5.属于三类内部事务信息");
  report.relabel("requests/denied.internal_affairs", "4.保护第三方合法权益");
  const Mapped mapped(left_unread(report, {"4.保护第三方合法权益"}), report);
  for (const char* row : {"third_party_rights", "internal_affairs"}) {
    const int i = report.form.index_of(std::string("requests/denied.") + row + "/total");
    EXPECT_FALSE(mapped.mapping.cells[i].cell && mapped.mapping.cells[i].certain) << row;
  }
  EXPECT_FALSE(mapped.mapping.clear());
}

bool is_clear(const PrintedReport& report) {
  return Mapped(tables_of(report), report).mapping.clear();
}

TEST(MapForm, IsClearWhereEveryRowIsInItsPlace) {
  const PrintedReport report = numbered("2021");
  EXPECT_TRUE(is_clear(report));
}

bool is_clear_without(const PrintedReport& report, const std::vector<std::string>& labels) {
  return Mapped(left_unread(report, labels), report).mapping.clear();
}

TEST(MapForm, UnreadLabelsAreKnownByPlaceAndLength) {
  EXPECT_TRUE(
      is_clear_without(numbered("2021"), {"2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”",
                                          "4.保护第三方合法权益", "5.属于三类内部事务信息"}));
}

TEST(MapForm, AnUnreadLabelOfAnotherLengthIsNotClear) {
  PrintedReport report = numbered("2021");
  report.relabel("requests/denied.third_party_rights", "4.其他");
  EXPECT_FALSE(is_clear_without(report, {"3.危及“三安全一稳定”", "4.其他"}));
}

TEST(MapForm, AnUnreadLabelOfUnknownLengthIsNotClear) {
  PrintedReport report = numbered("2021");
  report.relabel("requests/denied.third_party_rights", kUnread);
  EXPECT_FALSE(is_clear(report));
}

TEST(MapForm, IsNotClearWithoutARowOrWithOneMore) {
  PrintedReport lacking = numbered("2021"), more = lacking, both = lacking;
  lacking.omitted = {"requests/denied.third_party_rights"};
  EXPECT_FALSE(is_clear(lacking));
  more.local_rows = {{"requests/denied.administrative_inquiry", "9.其他不予公开的情形",
                      std::vector<std::string>(7, "7")}};
  EXPECT_FALSE(is_clear(more));
  both.omitted = lacking.omitted;
  both.local_rows = more.local_rows;
  EXPECT_FALSE(is_clear(both));
}

// Of the forms of 2021 one has two rows more.
TEST(MapForm, AnotherFormIsNotClearWhereItsExtraRowsHaveDashes) {
  PrintedReport report = numbered("2021");
  for (size_t i = 0; i < report.cells.size(); ++i) {
    if (report.form.cells[i].row.starts_with("other_handling.")) report.cells[i] = "-";
  }
  for (const FormRow& row : report.form.tables[1].rows) {
    if (row.id.starts_with("other_handling.")) report.relabel("requests/" + row.id, kUnread);
  }
  const Tables tables = stitch(tables_of(report), standard_forms());
  EXPECT_FALSE(map_form(tables, standard_form("2021-hybrid")).clear());
}

// Rows that another form lacks are not passed over for their blanks, though their labels are
// hardly legible.
TEST(MapForm, RowsWithLabelsAndBlanksBelongToTheForm) {
  for (const char* blank : {"", "-", "/"}) {
    PrintedReport report = numbered("2021");
    for (size_t i = 0; i < report.cells.size(); ++i) {
      if (report.form.cells[i].row.starts_with("other_handling.")) report.cells[i] = blank;
    }
    report.relabel("requests/other_handling.uncorrected", "1.申八元止当埋由谕期不衤卜止、行攻机天");
    report.relabel("requests/other_handling.unpaid_fee", "2.由清人逾其未安收费甬知耍求徼纳费用");
    report.relabel("requests/other_handling.other", "3.其他");
    const Tables tables = stitch(tables_of(report), standard_forms());
    EXPECT_LT(map_form(tables, standard_form("2021")).cost,
              map_form(tables, standard_form("2021-hybrid")).cost)
        << "'" << blank << "'";
  }
}

TEST(MapForm, IsNotClearWhereAFigureWasLeftUnread) {
  PrintedReport report = numbered("2021");
  report.cells[report.form.index_of("requests/processed_total/total")] = kUnread;
  EXPECT_FALSE(is_clear(report));
}

TEST(MapForm, BlanksPlaceholdersAndNotesKeepTheirPlaces) {
  PrintedReport report = numbered("2021");
  for (const char* cell : {"issued", "repealed", "in_force"}) {
    report.set(std::string("proactive/regulations/") + cell, "/");
  }
  report.set("proactive/normative_documents/issued", "22（其中修订16件）");
  report.set("proactive/charges/amount_10k_yuan", "251000元");
  for (const FormColumn& column : report.form.tables[1].rows[0].columns) {
    if (column.id == "natural_person" || column.id == "total") continue;
    for (const FormRow& row : report.form.tables[1].rows) {
      report.set("requests/" + row.id + "/" + column.id, "");
    }
  }
  expect_mapped_as_printed(report);
}

TEST(MapForm, ATableThatIsBlankThroughoutIsFound) {
  PrintedReport report = numbered("2021");
  for (size_t i = 0; i < report.cells.size(); ++i) {
    if (report.form.cells[i].table == "requests") report.cells[i] = "";
  }
  expect_mapped_as_printed(report);
}

// A vertical rule too many: the column it makes is empty in every row.
TEST(MapForm, AnEmptyColumnIsLeftOutByTheHeads) {
  const PrintedReport report = numbered("2021");
  for (int extra : {3, 4, 6, 9}) {
    SCOPED_TRACE("an empty column before column " + std::to_string(extra));
    std::vector<Table> tables = tables_of(report);
    Table& requests = tables[1];
    requests.xs.insert(requests.xs.begin() + extra, requests.xs[extra] - 6);
    ++requests.columns;
    for (TableCell& c : requests.cells) {
      if (c.column >= extra) {
        ++c.column;
      } else if (c.column + c.column_span > extra) {
        ++c.column_span;
      }
    }
    for (int r = 2; r < requests.rows; ++r) {
      requests.cells.push_back({r, extra, 1, 1, read(""), 2, {}});
    }
    expect_mapped(report, Mapped(tables, report), "requests");
  }
}

// 11 of 15 values: one group prints its total only.
TEST(MapForm, ReviewValuesThatAreNotPrintedAreMissing) {
  const PrintedReport report = numbered("2021");
  std::vector<Table> tables = tables_of(report);
  tables[2] =
      table_of({{"行政复议", "<", "<", "<", "<", "行政诉讼", "<", "<", "<", "<", "<"},
                {"^", "<", "<", "<", "<", "未经复议直接起诉", "复议后起诉", "<", "<", "<", "<"},
                {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "总计", "结果维持",
                 "结果纠正", "其他结果", "尚未审结", "总计"},
                {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"}});
  const Mapped mapped(tables, report);
  const char* const kExpected[] = {"1", "2", "3", "4", "5", "-",  "-", "-",
                                   "-", "6", "7", "8", "9", "10", "11"};
  const int first = report.form.index_of("review/reconsideration/upheld");
  for (int i = 0; i < 15; ++i) {
    const TableCell* cell = mapped.mapping.cells[first + i].cell;
    EXPECT_EQ(cell ? cell->reading.text() : "-", kExpected[i])
        << report.form.cells[first + i].str();
  }
}

TEST(MapForm, AHeadingThatIsReadAsAFigureHidesNoRowOfSlashes) {
  PrintedReport report = numbered("2021");
  for (size_t i = 0; i < report.cells.size(); ++i) {
    if (report.form.cells[i].table == "review") report.cells[i] = "/";
  }
  std::vector<Table> tables = tables_of(report);
  int misread = 0;
  for (TableCell& c : tables[2].cells) {
    if (c.reading.text() == "结果纠正" && misread++ < 2) c.reading = read("5");
  }
  ASSERT_GE(misread, 2);
  expect_mapped(report, Mapped(tables, report));
}

TEST(MapForm, AFigureThatIsNotReadHidesNoReviewTableOfFiveColumns) {
  PrintStyle style;
  style.review_layout = ReviewLayout::kThreeTables;
  PrintedReport report = numbered("2021");
  report.set("review/reconsideration/other", kUnread);
  const Mapped mapped(tables_of(report, style), report);
  const int first = report.form.index_of("review/reconsideration/upheld");
  for (int i = first; i < first + 15; ++i) {
    ASSERT_NE(mapped.mapping.cells[i].cell, nullptr) << report.form.cells[i].str();
    EXPECT_EQ(mapped.mapping.cells[i].cell->reading.text(), report.cells[i]);
    EXPECT_TRUE(mapped.mapping.cells[i].certain);
  }
}

// A column that the form has not, under a heading of its own.
TEST(MapForm, AColumnOfRemarksLeavesTheOthersCertain) {
  const PrintedReport report = numbered("2021");
  std::vector<Table> tables = tables_of(report);
  Table& requests = tables[1];
  const int column = requests.columns++;
  const TableCell& total = cell_with(requests, "总计");
  TableCell head = total;
  head.column = column;
  head.reading = read("备注");
  std::vector<TableCell> added = {head};
  for (const TableCell& c : requests.cells) {
    if (c.column != column - 1 || c.row < head.row + head.row_span) continue;
    added.push_back(c);
    added.back().column = column;
    added.back().reading = read("");
  }
  for (TableCell& c : added) {
    const double width = c.box.x1 - c.box.x0;
    c.box.x0 += width;
    c.box.x1 += width;
  }
  requests.cells.insert(requests.cells.end(), added.begin(), added.end());
  expect_mapped(report, Mapped(tables, report));
}

// What heads the form's columns stands before the figures instead.
TEST(MapForm, NoRowIsCertainInATableWhoseRowsAndColumnsAreExchanged) {
  const PrintedReport report = numbered("2021");
  std::vector<Table> tables = tables_of(report);
  tables[0] = table_of({{"第二十条第（一）项", "<", "<"},
                        {"信息内容", "规章", "行政规范性文件"},
                        {"本年制发件数", "1", "4"},
                        {"本年废止件数", "2", "5"},
                        {"现行有效件数", "3", "6"},
                        {"第二十条第（五）项", "<", "<"},
                        {"信息内容", "行政许可", "<"},
                        {"本年处理决定数量", "7", "<"},
                        {"第二十条第（六）项", "<", "<"},
                        {"信息内容", "行政处罚", "行政强制"},
                        {"本年处理决定数量", "8", "9"},
                        {"第二十条第（八）项", "<", "<"},
                        {"信息内容", "行政事业性收费", "<"},
                        {"本年收费金额（单位：万元）", "10", "<"}});
  const Mapped mapped(tables, report);
  const Mapping& mapping = mapped.mapping;
  for (size_t i = 0; i < report.form.cells.size(); ++i) {
    if (report.form.cells[i].table == "proactive") {
      EXPECT_FALSE(mapping.cells[i].certain) << report.form.cells[i].str();
    }
  }
}

TEST(MapForm, FindsReviewFiguresInThreeRows) {
  const PrintedReport report = numbered("2021");
  std::vector<Table> tables = tables_of(report);
  const auto row = [&](const std::string& first_cell) {
    std::vector<std::string> figures;
    const int first = report.form.index_of("review/" + first_cell + "/upheld");
    for (int i = first; i < first + 5; ++i) figures.push_back(report.cells[i]);
    return figures;
  };
  const auto labelled = [](std::vector<std::string> labels, const std::vector<std::string>& row) {
    labels.insert(labels.end(), row.begin(), row.end());
    return labels;
  };
  tables[2] = table_of({{"类别", "<", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"},
                        labelled({"行政复议", "<"}, row("reconsideration")),
                        labelled({"行政诉讼", "未经复议直接起诉"}, row("litigation_direct")),
                        labelled({"^", "复议后起诉"}, row("litigation_after_reconsideration"))});
  const Mapped mapped(tables, report);
  const Mapping& mapping = mapped.mapping;
  const int first = report.form.index_of("review/reconsideration/upheld");
  for (int i = first; i < first + 15; ++i) {
    ASSERT_NE(mapping.cells[i].cell, nullptr) << report.form.cells[i].str();
    EXPECT_EQ(mapping.cells[i].cell->reading.text(), report.cells[i]);
    EXPECT_TRUE(mapping.cells[i].certain);
  }
}

TEST(MapForm, AReviewColumnWhoseHeadingIsNotReadKeepsItsPlace) {
  PrintStyle style;
  style.review_layout = ReviewLayout::kThreeTables;
  const PrintedReport report = numbered("2021");
  for (const char* unread : {"总计", "结果纠正"}) {
    std::vector<Table> tables = tables_of(report, style);
    cell_with(tables[2], unread).reading = read("");
    cell_with(tables[2], "行政复议").reading = read("");
    SCOPED_TRACE(unread);
    expect_mapped(report, Mapped(tables, report));
  }
}

// Columns that changed places keep every sum.
TEST(MapForm, ColumnsInAnotherOrderThanTheFormsAreNotCertain) {
  const PrintedReport report = numbered("2021");
  std::vector<Table> tables = tables_of(report);
  std::swap(cell_with(tables[1], "科研机构").reading, cell_with(tables[1], "社会公益组织").reading);
  for (TableCell& c : tables[2].cells) {
    const std::string text = c.reading.text();
    if (text == "结果维持") c.reading = read("结果纠正");
    if (text == "结果纠正") c.reading = read("结果维持");
  }
  const Mapped mapped(tables, report);
  const auto certain = [&](const char* address) {
    return mapped.mapping.cells[report.form.index_of(address)].certain;
  };
  EXPECT_FALSE(certain("requests/granted/research_institution"));
  EXPECT_FALSE(certain("review/reconsideration/upheld"));
}

// A stroke taken for a rule before them, and a rule lost behind; or a head whose own columns were
// misjudged.
TEST(MapForm, ColumnsUnderHeadingsThatAreOffByOneAreNotCertain) {
  const PrintedReport report = numbered("2021");
  std::vector<Table> tables = tables_of(report);
  cell_with(tables[1], "商业企业").reading = read("科研机构");
  for (TableCell& c : tables[1].cells) {
    if (c.reading.text() == "科研机构" && c.column == 5) c.reading = read("社会公益组织");
  }
  expect_mapped(report, Mapped(tables, report), "requests");
}

// A stroke taken for a rule and a rule that was lost leave fifteen columns, but not the printed
// ones.
TEST(MapForm, ReviewColumnsBetweenThoseOfUnevenWidthAreNotCertain) {
  const PrintedReport report = numbered("2021");
  std::vector<Table> tables = tables_of(report);
  const int first = report.form.index_of("review/reconsideration/upheld");
  EXPECT_TRUE(Mapped(tables, report).mapping.cells[first + 9].certain);
  Table& review = tables[2];
  for (TableCell& cell : review.cells) {
    if (cell.row != review.rows - 1) continue;
    const double width = cell.box.x1 - cell.box.x0;
    if (cell.column == 8) cell.box.x1 = cell.box.x0 + 0.3 * width;
    if (cell.column == 11) cell.box.x1 = cell.box.x0 + 1.9 * width;
  }
  const Mapped mapped(tables, report);
  for (int i = 0; i < 15; ++i) {
    EXPECT_EQ(mapped.mapping.cells[first + i].certain, i < 7 || i > 12) << i;
  }
}

// A stroke made two columns of one; that there are fifteen all the same means that one was lost
// before it or after it.
TEST(MapForm, NoReviewColumnIsCertainWhereOneIsNarrowAndNoneIsWide) {
  const PrintedReport report = numbered("2021");
  std::vector<Table> tables = tables_of(report);
  const int first = report.form.index_of("review/reconsideration/upheld");
  for (TableCell& cell : tables[2].cells) {
    if (cell.row != tables[2].rows - 1 || cell.column != 8) continue;
    cell.box.x1 = cell.box.x0 + 0.4 * (cell.box.x1 - cell.box.x0);
  }
  const Mapped mapped(tables, report);
  for (int i = 0; i < 15; ++i) EXPECT_FALSE(mapped.mapping.cells[first + i].certain) << i;
}

// Whichever row a page begins with, and however many characters of the merged labels that it cuts
// stand above.
// The places that are not certain, as `table/row/column` with what begins so.
int count_uncertain(const PrintedReport& report, const Mapped& mapped, const std::string& begin) {
  int count = 0;
  for (size_t i = 0; i < report.cells.size(); ++i) {
    const bool within = report.form.cells[i].str().starts_with(begin);
    count += within && !mapped.mapping.cells[i].certain;
  }
  return count;
}

TEST(MapForm, RowsOfLikeLabelsThatChangedPlacesAreNotCertain) {
  PrintedReport report = numbered("2021");
  report.relabel("requests/denied.enforcement_files", "7.属于行政查询事项");
  report.relabel("requests/denied.administrative_inquiry", "8.属于行政执法案卷");
  const Mapped mapped(tables_of(report), report);
  EXPECT_EQ(count_uncertain(report, mapped, "requests/denied.enforcement_files"), 7);
  EXPECT_EQ(count_uncertain(report, mapped, "requests/denied.administrative_inquiry"), 7);
  EXPECT_EQ(count_uncertain(report, mapped, ""), 14);
}

TEST(MapForm, AnotherRowInTheFormsPlaceIsNotCertain) {
  for (const char* label : {"3.咨询类、建议类申请", "1.信访举报投诉类申请、2.重复申请"}) {
    SCOPED_TRACE(label);
    PrintedReport report = numbered("2021");
    report.relabel("requests/not_processed.public_publication", label);
    const Mapped mapped(tables_of(report), report);
    EXPECT_EQ(count_uncertain(report, mapped, "requests/not_processed.public_publication"), 7);
  }
}

TEST(MapForm, AColumnUnderAnotherHeadingIsNotCertain) {
  for (const char* heading : {"小计", "其中：律师"}) {
    SCOPED_TRACE(heading);
    const PrintedReport report = numbered("2021");
    std::vector<Table> tables = tables_of(report);
    cell_with(tables[1], "法律服务机构").reading = read(heading);
    EXPECT_EQ(count_uncertain(report, Mapped(tables, report), ""), 25);
    cell_with(tables[1], heading).reading = single_reading(heading, 0.8, Method::kOcr);
    EXPECT_EQ(count_uncertain(report, Mapped(tables, report), ""), 0);  // it may be misread
  }
}

TEST(MapForm, AnAmountUnderOrBesideAnotherUnitIsNotCertain) {
  for (const auto& [label, other] :
       {std::pair{"本年收费金额（单位：万元）", "本年收费金额（单位：元）"},
        {"行政事业性收费", "行政事业性收费（元）"}}) {
    SCOPED_TRACE(other);
    PrintedReport report = numbered("2021");
    report.relabel(label, other);
    const Mapped mapped(tables_of(report), report);
    EXPECT_EQ(count_uncertain(report, mapped, "proactive/charges/amount_10k_yuan"), 1);
    EXPECT_EQ(count_uncertain(report, mapped, ""), 1);
  }
}

TEST(MapForm, AnAmountUnderAnotherUnitIsNotCertainOnAScanEither) {
  const PrintedReport report = numbered("2021");
  for (const auto& [heading, uncertain] : {std::pair{"本年收费金额（单位：元）", 1},
                                           {"本年收费金额（单位：万元）", 0},
                                           {"本年收费金额（单位：刀元）", 0}}) {
    SCOPED_TRACE(heading);
    std::vector<Table> tables = tables_of(report);
    cell_with(tables[0], "本年收费金额（单位：万元）").reading =
        single_reading(heading, 0.8, Method::kOcr);
    EXPECT_EQ(count_uncertain(report, Mapped(tables, report), ""), uncertain);
  }
}

TEST(MapForm, AnAmountBelowACaptionOfAnotherUnitIsNotCertain) {
  const PrintedReport report = numbered("2021");
  for (const auto& [caption, uncertain] : {std::pair{"单位：件、元", 1},
                                           {"单位：件、万元", 0},
                                           {"单位：件、个、元、人次、平方米", 1},
                                           {"填报单位：青岩县财政局 单位：元", 1},
                                           {"元氏县主动公开情况", 0},
                                           {"填报单位：元江县林业局", 0},
                                           {"填报单位：元氏县人民政府办公室", 0}}) {
    SCOPED_TRACE(caption);
    std::vector<Table> tables = tables_of(report);
    tables[0].caption = caption;
    EXPECT_EQ(count_uncertain(report, Mapped(tables, report), ""), uncertain);
  }
}

TEST(MapForm, FiguresOfTwoRowsAreNoneOfTheFirst) {
  const PrintedReport report = numbered("2021");
  std::vector<Table> tables = tables_of(report);
  const int row = row_with(tables[1], "1.信访举报投诉类申请");
  std::erase_if(tables[1].cells, [row](const TableCell& c) {
    return c.row == row + 1 && c.reading.text().starts_with("1");
  });
  for (TableCell& c : tables[1].cells) {
    if (c.row == row && has_digit(c) && looks_numeric(c.reading.text())) c.row_span = 2;
  }
  const Mapped mapped(tables, report);
  EXPECT_EQ(count_uncertain(report, mapped, "requests/not_processed.complaint"), 7);
}

// A report's own tables, and behind them those of another year or body.
struct TwoReports {
  TwoReports() : own(numbered("2021")), other(numbered("2021")) {
    for (std::string& cell : other.cells) cell.insert(0, "5");
    fragments = tables_of(own);
    for (Table& table : tables_of(other)) {
      table.first_page = table.last_page = 9;
      fragments.push_back(std::move(table));
    }
  }

  // How many cells of tables 二 and 三 are as `report` prints them, and how many are certain.
  std::pair<int, int> count(const PrintedReport& report) const {
    const Mapped mapped(fragments, report);
    std::pair<int, int> out;
    for (size_t i = 0; i < report.cells.size(); ++i) {
      const MappedCell& place = mapped.mapping.cells[i];
      if (report.form.cells[i].table == "review" || place.cell == nullptr) continue;
      out.first += place.cell->reading.text() == report.cells[i];
      out.second += place.certain;
    }
    return out;
  }

  PrintedReport own, other;
  std::vector<Table> fragments;
};

constexpr int kInTwoTables = 185;

TEST(MapForm, OfTwoReportsTheFirstIsTakenAndNoRowIsCertain) {
  const TwoReports two;
  EXPECT_EQ(two.count(two.own), std::pair(kInTwoTables, 0));
}

TEST(MapForm, OfTwoReportsTheTablesBelowTheirHeadingsAreTheReports) {
  TwoReports two;
  for (const size_t i : {3, 4}) two.fragments[i].headed = {0};
  EXPECT_EQ(two.count(two.other), std::pair(kInTwoTables, kInTwoTables));
}

TEST(MapForm, WhereBothStandBelowTheirHeadingsTheFirstIsTheReports) {
  TwoReports two;
  for (Table& table : two.fragments) table.headed = {0};
  EXPECT_EQ(two.count(two.own), std::pair(kInTwoTables, kInTwoTables));
}

TEST(MapForm, ATableOfAnotherYearMayBeCutByAPageEnd) {
  TwoReports two;
  const Table own = two.fragments[1], other = two.fragments[4];
  for (int row = 6; row < own.rows; row += 4) {
    SCOPED_TRACE("cut above row " + std::to_string(row));
    const CutTable cut = cut_above(own, row), cut_other = cut_above(other, row);
    two.fragments.erase(two.fragments.begin() + 1, two.fragments.end());
    two.fragments.insert(two.fragments.end(),
                         {cut.above, cut.below, cut_other.above, cut_other.below});
    for (const size_t i : {0, 1, 3}) two.fragments[i].headed = {0};
    EXPECT_EQ(two.count(two.own), std::pair(kInTwoTables, kInTwoTables));
  }
}

TEST(MapForm, ARowThatIsThereAgainWithOtherFiguresIsNotCertain) {
  PrintedReport report = numbered("2021");
  std::vector<Table> fragments = tables_of(report);
  Table again = fragments[1];
  const int row = row_with(again, "（七）总计");
  std::erase_if(again.cells, [row](const TableCell& c) { return c.row < row; });
  for (TableCell& c : again.cells) {
    c.row -= row;
    c.page = 9;
    if (c.reading.text().starts_with("1")) c.reading = read(("5" + c.reading.text()).c_str());
  }
  again.rows -= row;
  again.first_page = again.last_page = 9;
  fragments.push_back(again);
  const Mapped mapped(fragments, report);
  for (size_t i = 0; i < report.cells.size(); ++i) {
    const Address& address = report.form.cells[i];
    const bool twice = address.row == "processed_total" || address.row == "carried_out";
    EXPECT_EQ(mapped.mapping.cells[i].certain, !twice) << address.str();
  }
}

TEST(MapForm, APageEndBetweenAnyTwoRowsShiftsNothing) {
  for (const Form& form : standard_forms()) {
    const PrintedReport report = numbered(form.id.c_str());
    const std::vector<Table> tables = tables_of(report);
    for (int row = 4; row < tables[1].rows; ++row) {
      for (size_t kept : {1000, 4}) {
        SCOPED_TRACE(testing::Message() << form.id << ", cut above row " << row);
        const CutTable cut = cut_above(tables[1], row, kept);
        expect_mapped(report, Mapped({tables[0], cut.above, cut.below, tables[2]}, report));
      }
    }
    for (int row = 3; row < tables[0].rows; ++row) {
      SCOPED_TRACE(testing::Message() << form.id << ", disclosure cut above row " << row);
      const CutTable cut = cut_above(tables[0], row);
      expect_mapped(report, Mapped({cut.above, cut.below, tables[1], tables[2]}, report));
    }
  }
}

// The page ends between the two lines of a label: the row stands on both pages.
TEST(MapForm, ARowThatThePageEndCutsIsOneRow) {
  const PrintedReport report = numbered("2021");
  for (const bool figures_above : {true, false}) {
    SCOPED_TRACE(figures_above ? "figures above" : "figures below");
    std::vector<Table> tables = tables_of(report);
    const int row = row_with(tables[1], "5.要求行政机关确认或重新出具已获取信息");
    CutTable cut = cut_through(tables[1], row);
    cell_with(cut.above, "5.要求行政机关确认或重新出具已获取信息").reading =
        read("5.要求行政机关确认或重");
    cell_with(cut.below, "5.要求行政机关确认或重新出具已获取信息").reading =
        read("新出具已获取信息");
    for (TableCell& c : figures_above ? cut.below.cells : cut.above.cells) {
      if (c.row == (figures_above ? 0 : row) && c.column > 2) c.reading = read("");
    }
    expect_mapped(report, Mapped({tables[0], cut.above, cut.below, tables[2]}, report));
  }
}

}  // namespace
}  // namespace gouji
