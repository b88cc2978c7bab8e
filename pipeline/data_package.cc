#include "pipeline/data_package.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "pipeline/dataset_tables.h"
#include "pipeline/form_labels.h"

namespace gouji {
namespace {

using json = nlohmann::ordered_json;

std::string profile(const char* what) {
  return std::string("https://datapackage.org/profiles/2.0/") + what + ".json";
}

void put(json& out, const std::string& property, const Wording& wording) {
  out[property] = wording.en;
  out[property + "@zh"] = wording.zh;
}

// Integers without a decimal point, as an integer field wants its bounds.
json bound(const Field& field, double value) {
  if (field.type == FieldType::kInteger) return static_cast<std::int64_t>(value);
  return value;
}

json constraints_of(const Field& field) {
  json out = json::object();
  if (field.required) out["required"] = true;
  for (const Word& word : field.words) out["enum"].push_back(word.value);
  if (!field.pattern.empty()) out["pattern"] = field.pattern;
  if (field.minimum) out["minimum"] = bound(field, *field.minimum);
  if (field.maximum) out["maximum"] = bound(field, *field.maximum);
  return out;
}

json field_of(const Field& field) {
  json out{{"name", field.name}, {"type", type_name(field.type)}};
  put(out, "title", field.title);
  put(out, "description", field.description);
  for (const Word& word : field.words) {
    out["categories"].push_back({{"value", word.value},
                                 {"label", word.value + ": " + word.meaning.en},
                                 {"label@zh", word.label + "：" + word.meaning.zh}});
  }
  json constraints = constraints_of(field);
  if (!constraints.empty()) out["constraints"] = std::move(constraints);
  return out;
}

json schema_of(const TableSchema& table) {
  json out{{"$schema", profile("tableschema")}, {"missingValues", json::array({""})}};
  for (const Field& field : table.fields) out["fields"].push_back(field_of(field));
  if (!table.primary_key.empty()) out["primaryKey"] = table.primary_key;
  if (!table.unique_key.empty()) out["uniqueKeys"] = json::array({table.unique_key});
  for (const ForeignKey& key : table.foreign_keys) {
    out["foreignKeys"].push_back(
        {{"fields", key.fields}, {"reference", {{"resource", key.table}, {"fields", key.fields}}}});
  }
  return out;
}

json resource_of(const TableSchema& table) {
  json out{{"$schema", profile("dataresource")},
           {"name", table.name},
           {"type", "table"},
           {"path", table.file()}};
  put(out, "title", table.title);
  put(out, "description", table.description);
  out["format"] = "csv";
  out["mediatype"] = "text/csv";
  out["encoding"] = "utf-8";
  out["dialect"] = {{"$schema", profile("tabledialect")},
                    {"header", true},
                    {"delimiter", ","},
                    {"lineTerminator", "\n"},
                    {"quoteChar", "\""},
                    {"doubleQuote", true},
                    {"skipInitialSpace", false}};
  out["schema"] = schema_of(table);
  return out;
}

json addresses(const Form& form, const std::vector<int>& cells) {
  json out = json::array();
  for (int cell : cells) out.push_back(form.cells[static_cast<size_t>(cell)].str());
  return out;
}

json form_of(const Form& form) {
  json out{{"form", form.id}, {"basis", form.basis}, {"first_year", form.first_year}};
  for (size_t i = 0; i < form.cells.size(); ++i) {
    out["cells"][form.cells[i].str()] = label_of(form, i);
  }
  for (const Relation& relation : form.relations) {
    out["relations"].push_back({{"check", relation.id},
                                {"lhs", addresses(form, relation.lhs)},
                                {"rhs", addresses(form, relation.rhs)}});
  }
  return out;
}

void put_rights(json& out) {
  out["licenses"] = {{{"name", "CC0-1.0"},
                      {"path", "https://creativecommons.org/publicdomain/zero/1.0/"},
                      {"title", "CC0 1.0 Universal"}}};
  put(out, "rights",
      {"The figures are facts from reports that the agencies published as the law asks of them. "
       "Nothing is claimed in having collected them: the licence is for the collection.",
       "数字是各机关依法公布的报告中的事实。对汇集本身不主张任何权利：许可仅及于汇集。"});
  put(out, "citation",
      {"Cite a figure as the agency's annual report on government information disclosure of the "
       "year (reports.csv: agency, year, title, sha256), read with Gouji " +
           program_version() + ".",
       "引用数字请注明：某机关某年度政府信息公开工作年度报告（见 reports.csv 的 "
       "agency、year、title、"
       "sha256），经勾稽（Gouji）" +
           program_version() + " 读取。"});
  json source = json::object();
  put(source, "title",
      {"Annual reports on government information disclosure, as published by the "
       "agencies named in reports.csv",
       "reports.csv 所列各机关公布的政府信息公开工作年度报告"});
  out["sources"] = json::array({source});
}

}  // namespace

const char* type_name(FieldType type) {
  switch (type) {
    case FieldType::kString:
      return "string";
    case FieldType::kInteger:
      return "integer";
    case FieldType::kNumber:
      return "number";
    case FieldType::kDate:
      return "date";
    case FieldType::kDatetime:
      return "datetime";
  }
  return "any";
}

std::string data_package(const std::vector<TableSchema>& tables, const std::vector<Form>& forms) {
  json out{{"$schema", profile("datapackage")}, {"name", "gouji"}, {"languages", {"en", "zh"}}};
  put(out, "title",
      {"Annual reports on government information disclosure", "政府信息公开工作年度报告数据集"});
  put(out, "description",
      {"Figures, arithmetic relations and text of published annual reports on government "
       "information disclosure, read from PDF files by Gouji. A cell is known by report_id, table, "
       "row and column; only values with status ok, corrected or blank are promised to be what is "
       "printed.",
       "由勾稽（Gouji）从 PDF 文件读出的政府信息公开工作年度报告：数字、勾稽关系和文字。单元格以 "
       "report_id、table、row、column 定位；只有状态为 ok、corrected 或 blank "
       "的数值保证与原件一致。"});
  out["version"] = kDatasetVersion;
  out["dataset_version"] = kDatasetVersion;
  out["program"] = {{"name", "gouji"}, {"version", program_version()}};
  out["keywords"] = {
      "政府信息公开",          "依申请公开", "行政复议", "行政诉讼", "government transparency",
      "access to information", "China"};
  put_rights(out);
  for (const TableSchema& table : tables) out["resources"].push_back(resource_of(table));
  for (const Form& form : forms) out["forms"].push_back(form_of(form));
  return out.dump(1) + "\n";
}

}  // namespace gouji
