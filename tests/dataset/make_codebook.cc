// Prints docs/codebook.md: what stands in every column of the dataset, from the descriptions that
// the dataset is written with.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>

#include "pipeline/corrections_table.h"
#include "pipeline/data_package.h"
#include "pipeline/dataset_tables.h"
#include "pipeline/sheet_tables.h"
#include "pipeline/wide_table.h"

namespace gouji {
namespace {

constexpr const char* kIntroduction =
    R"(# Codebook 数据字典

*Written by `scripts/make_codebook` from the descriptions that the dataset is written with; a test
keeps it so. 本文由 `scripts/make_codebook` 根据写出数据集所用的说明生成，不要手工修改。*

`datapackage.json` says the same to programs: types, constraints, keys, categories with labels, the
labels of all cells, and the forms' relations under `forms`. `datapackage.json` 以机器可读的形式
给出同样的内容：类型、约束、键、取值及其含义、各单元格的名称，以及各格式的勾稽关系（`forms`）。

- **Files** are CSV by RFC 4180: UTF-8 without BOM, a header, `\n` as line end, rows in a stable order.
  各文件为 CSV（RFC 4180），UTF-8 无 BOM，首行为列名，行序固定。
- **Empty** means missing in every column; a blank cell is no zero. 空值表示缺失；空白不等于零。
- **Numbers** are in plain notation, `.` as decimal point, in the unit that the form states.
  数字为普通记法，以 `.` 为小数点，单位从格式。
- **Keys** are given per table; foreign keys lead to keys, so that a SQL database takes them as they are.
  各表列出其键；外键均指向键，可直接用于 SQL 数据库。
- **To join**: `wide.csv` has one row per report and who reports on which year; `reports.csv` has one row
  per file. 连接各表请用 `wide.csv`（每份报告一行）；`reports.csv` 为每个文件一行。
)";

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

std::string code(const std::string& text) { return "`" + text + "`"; }

std::string names(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& name : all) out += (out.empty() ? "" : ", ") + code(name);
  return out;
}

// What a value must be, besides its type.
std::string limits(const Field& field) {
  std::string out = type_name(field.type);
  if (field.required) out += ", required";
  if (!field.pattern.empty()) out += ", " + code(field.pattern);
  if (field.minimum && field.maximum) {
    out += fmt::format(", {} to {}", *field.minimum, *field.maximum);
  } else if (field.minimum) {
    out += fmt::format(", at least {}", *field.minimum);
  }
  return out;
}

// A `|` would end the cell of a table.
std::string escaped(std::string text) {
  for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.insert(at, "\\");
  return text;
}

void print_fields(const std::vector<Field>& fields) {
  print("\n| column 列 | type 类型 | meaning | 含义 |\n| --- | --- | --- | --- |\n");
  for (const Field& f : fields) {
    print(fmt::format("| {} | {} | **{}.** {} | **{}** {} |\n", code(f.name), escaped(limits(f)),
                      f.title.en, escaped(f.description.en), f.title.zh,
                      escaped(f.description.zh)));
  }
}

void print_words(const std::vector<Field>& fields) {
  for (const Field& f : fields) {
    if (f.words.empty()) continue;
    print(
        fmt::format("\n{}:\n\n| value 取值 | 中文 | meaning | 含义 |\n| --- | --- | --- | --- |\n",
                    code(f.name)));
    for (const Word& w : f.words) {
      print(fmt::format("| {} | {} | {} | {} |\n", code(w.value), w.label, w.meaning.en,
                        w.meaning.zh));
    }
  }
}

void print_keys(const TableSchema& table) {
  std::string out;
  if (!table.primary_key.empty()) out += "Primary key 主键: " + names(table.primary_key) + ". ";
  if (!table.unique_key.empty()) out += "Unique 唯一: " + names(table.unique_key) + ". ";
  for (const ForeignKey& key : table.foreign_keys) {
    out += "Foreign key 外键: " + names(key.fields) + " → `" + key.table + ".csv`. ";
  }
  if (!out.empty()) print("\n" + out.substr(0, out.size() - 1) + "\n");
}

void print_table(const std::string& heading, const TableSchema& table) {
  print(fmt::format("\n## {}: {} {}\n\n{} {}\n", heading, table.title.en, table.title.zh,
                    table.description.en, table.description.zh));
  print_keys(table);
  std::vector<Field> fields = table.fields;
  if (table.name == "wide") fields.resize(kLeadingColumns);
  print_fields(fields);
  if (table.name == "wide") {
    print(
        "\nThen a column for each [cell of the forms](#cells-of-the-forms-各格式的单元格). "
        "其后每个单元格一列。\n");
  }
  print_words(fields);
}

std::string forms_with(const WideColumn& column, const std::vector<Form>& forms) {
  std::vector<std::string> out;
  for (size_t i = 0; i < forms.size(); ++i) {
    if (column.indices[i] >= 0) out.push_back(forms[i].id);
  }
  return fmt::format("{}", fmt::join(out, ", "));
}

void print_cells(const std::vector<Form>& forms, const TableSchema& wide) {
  print(
      "\n## Cells of the forms 各格式的单元格\n\n"
      "A cell's address is `table/row/column`, as in `cells.csv`; its column in `wide.csv` is "
      "the address with `__` for `/` and `_` for `.`. 单元格的地址为“表/行/列”，同 `cells.csv`；"
      "在 `wide.csv` 中的列名以 `__` 代 `/`、以 `_` 代 `.`。\n\n"
      "| column of wide.csv | label 名称 | forms 格式 |\n| --- | --- | --- |\n");
  const std::vector<WideColumn> columns = wide_columns(forms);
  for (size_t i = 0; i < columns.size(); ++i) {
    print(fmt::format("| {} | {} | {} |\n", code(wide.fields[kLeadingColumns + i].name),
                      columns[i].title, forms_with(columns[i], forms)));
  }
}

// `natural_person + other = total`, of the cells' parts that differ.
std::string sum(const Form& form, const std::vector<int>& cells, std::string Address::*part) {
  std::string out;
  for (int i : cells) out += (out.empty() ? "" : " + ") + form.cells[static_cast<size_t>(i)].*part;
  return out;
}

std::string formula(const Form& form, const Relation& relation) {
  std::vector<int> all = relation.lhs;
  all.insert(all.end(), relation.rhs.begin(), relation.rhs.end());
  const Address& first = form.cells[static_cast<size_t>(all.front())];
  const bool one_row = std::all_of(all.begin(), all.end(), [&](int i) {
    return form.cells[static_cast<size_t>(i)].row == first.row;
  });
  const auto part = one_row ? &Address::column : &Address::row;
  return fmt::format("{}/{}: {} = {}", first.table, one_row ? first.row : "*/" + first.column,
                     sum(form, relation.lhs, part), sum(form, relation.rhs, part));
}

void print_relations(const std::vector<Form>& forms) {
  print(
      "\n## Relations of the forms 各格式的勾稽关系\n\n"
      "What stands in `checks.csv` as `check`, `lhs` and `rhs`: of one row its columns, or of one "
      "column (`*/`) its rows. 即 `checks.csv` 的 `check`、`lhs`、`rhs`：同一行的各列，或同一列"
      "（`*/`）的各行。\n\n"
      "| check | relation 关系 | forms 格式 |\n| --- | --- | --- |\n");
  std::vector<std::pair<std::string, std::string>> rows;  // check and relation, then its forms
  std::map<std::pair<std::string, std::string>, std::string> with;
  for (const Form& form : forms) {
    for (const Relation& relation : form.relations) {
      const std::pair row{relation.id, formula(form, relation)};
      std::string& ids = with[row];
      if (ids.empty()) rows.push_back(row);
      ids += (ids.empty() ? "" : ", ") + form.id;
    }
  }
  for (const auto& row : rows) {
    print(fmt::format("| {} | {} | {} |\n", code(row.first), code(row.second), with[row]));
  }
}

void print_codebook(const std::vector<Form>& forms) {
  print(kIntroduction);
  const DatasetTables tables(forms);
  for (const TableSchema& table : tables.schemas()) print_table(code(table.file()), table);
  print_table(code("corrections.csv"), corrections_table());
  print(
      "\n## `dataset.xlsx`\n\nFor those who open a spreadsheet: the sheet 总表 is `wide.csv` under "
      "the forms' labels, coloured by the cells' status; 说明 explains colours and columns; the "
      "other two are below. 供使用电子表格者：“总表”即 `wide.csv`，列名为格式所印名称，按单元格"
      "状态着色；“说明”解释颜色和各列；另两个工作表如下。\n");
  print_table("`dataset.xlsx`, 勾稽问题", issues_table().schema());
  print_table("`dataset.xlsx`, 待核", review_table().schema());
  print_cells(forms, tables.wide.schema());
  print_relations(forms);
}

}  // namespace
}  // namespace gouji

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: make_codebook DIRECTORY_OF_FORMS\n", stderr);
    return 1;
  }
  const auto forms = gouji::load_forms(argv[1]);
  if (!forms) {
    std::fprintf(stderr, "make_codebook: %s\n", forms.error().c_str());
    return 1;
  }
  gouji::print_codebook(*forms);
}
