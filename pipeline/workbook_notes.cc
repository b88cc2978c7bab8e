#include "pipeline/workbook_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pipeline/data_package.h"
#include "pipeline/dataset_tables.h"
#include "pipeline/dataset_words.h"

namespace gouji {
namespace {

using Row = std::vector<SheetCell>;

constexpr double kWidths[] = {40, 40, 60, 6, 60};  // of the columns, in characters
constexpr double kLine = 15;                       // points

const char* type_of(FieldType type) {
  switch (type) {
    case FieldType::kString:
      return "文字";
    case FieldType::kInteger:
      return "整数";
    case FieldType::kNumber:
      return "数字";
    case FieldType::kDate:
      return "日期";
    case FieldType::kDatetime:
      return "时间";
  }
  return "";
}

Row heading(const std::vector<std::string>& texts) {
  Row row;
  for (const std::string& text : texts) row.push_back({text, Style::kHeading});
  return row;
}

SheetCell number(std::int64_t value) { return {std::to_string(value), Style::kNote, true}; }

void write_counts(Sheet& sheet, const FileCounts& counts) {
  sheet.append(heading({"输入文件", "个数", "说明"}));
  sheet.append({{"无误", style_of(ReportStatus::kOk)},
                number(counts.ok),
                {"各单元格均可信，没有不平的关系"}});
  sheet.append({{"不平", style_of(ReportStatus::kFlagged)},
                number(counts.flagged),
                {"报告本身有不平的勾稽关系，见“勾稽问题”"}});
  sheet.append({{"待核", style_of(ReportStatus::kReview)},
                number(counts.review),
                {"须人工核对：见“待核”和“勾稽问题”；或有单元格缺失，或机关、年度、文字未能读全"}});
  sheet.append({{"失败"}, number(counts.failed), {"未能读取，不在本文件中；原因见 reports.csv"}});
  sheet.append({{"重复"}, number(counts.copies), {"与前面的文件内容相同，只列一次"}});
  sheet.append({});
}

void write_left_out(Sheet& sheet, const std::vector<ExplainedSheet>& sheets) {
  for (const ExplainedSheet& s : sheets) {
    if (s.left_out == 0) continue;
    sheet.append({{fmt::format("注意：“{}”另有 {} 行超出电子表格的容量，没有列出；全部数据见各 CSV "
                               "文件。",
                               s.schema.title.zh, s.left_out),
                   Style::kWrong}});
  }
}

// A line for each of `values` that has a colour.
template <typename E>
void write_colours(Sheet& sheet, const std::vector<E>& values, const std::vector<Word>& words,
                   const std::string& where) {
  for (size_t i = 0; i < values.size(); ++i) {
    sheet.append({{words[i].label, style_of(values[i])}, {where}, {words[i].meaning.zh}});
  }
}

void write_legend(Sheet& sheet) {
  sheet.append(heading({"颜色", "用于", "含义"}));
  write_colours<CellStatus>(sheet,
                            {CellStatus::kOk, CellStatus::kCorrected, CellStatus::kBlank,
                             CellStatus::kReview, CellStatus::kMissing},
                            cell_status_words(), "总表的数字");
  sheet.append({{"（无底色的空格）"}, {"总表的数字"}, {"报告所用的格式没有这一项"}});
  const std::vector<ReportStatus> statuses{ReportStatus::kOk, ReportStatus::kFlagged,
                                           ReportStatus::kReview};
  write_colours(sheet, statuses, report_status_words(statuses), "总表的状态");
  const std::vector<Verdict> verdicts{Verdict::kBroken, Verdict::kSuspect};
  write_colours(sheet, verdicts, verdict_words(verdicts), "勾稽问题的结论");
}

std::string words_of(const Field& field) {
  std::string out;
  for (const Word& word : field.words) {
    out += fmt::format("{}{}（{}）：{}", out.empty() ? "" : "；", word.label, word.value,
                       word.meaning.zh);
  }
  return out;
}

// Chinese characters are two wide, others one.
int width_of(const std::string& utf8) {
  int width = 0;
  for (unsigned char c : utf8) width += c < 0x80 ? 1 : c >= 0xe0 ? 2 : 0;
  return width;
}

// Tall enough for its longest text in lines.
void append_in_lines(Sheet& sheet, const Row& row) {
  int lines = 1;
  for (size_t i = 0; i < row.size(); ++i) {
    lines = std::max(lines, static_cast<int>(std::ceil(width_of(row[i].text) / kWidths[i])));
  }
  sheet.append(row, lines * kLine);
}

void write_columns(Sheet& sheet, const TableSchema& schema) {
  sheet.append({});
  sheet.append({{"工作表：" + schema.title.zh, Style::kTitle}}, 20);
  sheet.append({{schema.description.zh}});
  sheet.append(heading({"列", "变量名", "说明", "类型", "取值"}));
  for (const Field& field : schema.fields) {
    Row row;
    for (const std::string& text : {field.title.zh, field.name, field.description.zh,
                                    std::string(type_of(field.type)), words_of(field)}) {
      row.push_back({text, Style::kNote});
    }
    append_in_lines(sheet, row);
  }
}

}  // namespace

Style style_of(ReportStatus status) {
  switch (status) {
    case ReportStatus::kOk:
      return Style::kGood;
    case ReportStatus::kFlagged:
      return Style::kWrong;
    case ReportStatus::kReview:
      return Style::kDoubtful;
    case ReportStatus::kFailed:
      return Style::kAbsent;
  }
  return Style::kPlain;
}

Style style_of(CellStatus status) {
  switch (status) {
    case CellStatus::kOk:
      return Style::kPlain;
    case CellStatus::kCorrected:
      return Style::kChanged;
    case CellStatus::kBlank:
      return Style::kEmpty;
    case CellStatus::kReview:
      return Style::kDoubtful;
    case CellStatus::kMissing:
      return Style::kAbsent;
  }
  return Style::kPlain;
}

Style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHolds:
      return Style::kGood;
    case Verdict::kBroken:
      return Style::kWrong;
    case Verdict::kSuspect:
      return Style::kDoubtful;
    case Verdict::kUnverifiable:
      return Style::kEmpty;
  }
  return Style::kPlain;
}

void write_notes(Sheet& sheet, const FileCounts& counts,
                 const std::vector<ExplainedSheet>& sheets) {
  for (size_t i = 0; i < std::size(kWidths); ++i) sheet.set_width(static_cast<int>(i), kWidths[i]);
  sheet.append({{"政府信息公开工作年度报告数据集", Style::kTitle}}, 20);
  sheet.append(
      {{fmt::format("数据集版本 {}，勾稽（Gouji）{}。同目录的 CSV 文件有全部数据，"
                    "datapackage.json 有完整说明。",
                    kDatasetVersion, program_version())}});
  write_left_out(sheet, sheets);
  sheet.append({});
  write_counts(sheet, counts);
  write_legend(sheet);
  for (const ExplainedSheet& s : sheets) write_columns(sheet, s.schema);
}

}  // namespace gouji
