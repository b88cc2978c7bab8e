#include "pipeline/data_package.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "pipeline/dataset_tables.h"

namespace gouji {
namespace {

using json = nlohmann::ordered_json;

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

// Integers without a decimal point, as an integer field wants its bounds.
json bound(const Field& field, double value) {
  if (field.type == FieldType::kInteger) return static_cast<std::int64_t>(value);
  return value;
}

json constraints_of(const Field& field) {
  json out = json::object();
  if (field.required) out["required"] = true;
  if (!field.words.empty()) out["enum"] = field.words;
  if (!field.pattern.empty()) out["pattern"] = field.pattern;
  if (field.minimum) out["minimum"] = bound(field, *field.minimum);
  if (field.maximum) out["maximum"] = bound(field, *field.maximum);
  return out;
}

json field_of(const Field& field) {
  json out{{"name", field.name},
           {"type", type_name(field.type)},
           {"title", field.title},
           {"description", field.description}};
  json constraints = constraints_of(field);
  if (!constraints.empty()) out["constraints"] = std::move(constraints);
  return out;
}

json schema_of(const TableSchema& table) {
  json fields = json::array();
  for (const Field& field : table.fields) fields.push_back(field_of(field));
  json out{{"fields", std::move(fields)},
           {"missingValues", json::array({""})},
           {"primaryKey", table.primary_key}};
  if (table.foreign_keys.empty()) return out;
  json& keys = out["foreignKeys"] = json::array();
  for (const ForeignKey& key : table.foreign_keys) {
    keys.push_back(
        {{"fields", key.fields}, {"reference", {{"resource", key.table}, {"fields", key.fields}}}});
  }
  return out;
}

json resource_of(const TableSchema& table) {
  return {{"name", table.name},
          {"profile", "tabular-data-resource"},
          {"path", table.file()},
          {"title", table.title},
          {"description", table.description},
          {"format", "csv"},
          {"mediatype", "text/csv"},
          {"encoding", "utf-8"},
          {"dialect",
           {{"delimiter", ","},
            {"lineTerminator", "\n"},
            {"quoteChar", "\""},
            {"doubleQuote", true},
            {"skipInitialSpace", false},
            {"header", true},
            {"caseSensitiveHeader", true}}},
          {"schema", schema_of(table)}};
}

}  // namespace

std::string data_package(const std::vector<TableSchema>& tables) {
  json resources = json::array();
  for (const TableSchema& table : tables) resources.push_back(resource_of(table));
  const json package{
      {"profile", "tabular-data-package"},
      {"name", "gouji"},
      {"title", "政府信息公开工作年度报告数据集"},
      {"description",
       "Figures, arithmetic relations and text of published annual reports on government "
       "information disclosure, read from PDF files by Gouji. A cell is known by report_id, table, "
       "row and column; only values with status ok, corrected or blank are promised to be what is "
       "printed."},
      {"version", kDatasetVersion},
      {"dataset_version", kDatasetVersion},
      {"program", {{"name", "gouji"}, {"version", program_version()}}},
      {"resources", std::move(resources)}};
  return package.dump(1) + "\n";
}

}  // namespace gouji
