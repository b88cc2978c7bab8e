// Fields that several tables of the dataset have, and how values are written in all of them.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "models/form.h"
#include "models/report.h"
#include "pipeline/csv_table.h"

namespace gouji {

// The words of the contract for all values of an enumeration.
template <typename E>
std::vector<std::string> words(std::initializer_list<E> values) {
  std::vector<std::string> out;
  for (E value : values) out.emplace_back(name(value));
  return out;
}

// `required`: not for reports.csv, where a file that could not be opened has no hash.
inline Field report_id_field(bool required) {
  return {.name = "report_id",
          .title = "报告编号",
          .description = "First 16 hex digits of the file's SHA-256.",
          .required = required,
          .pattern = "[0-9a-f]{16}"};
}

inline Field agency_field() {
  return {.name = "agency",
          .title = "发布机关",
          .description = "Issuing body, as printed in the title or, failing that, the signature."};
}

inline Field region_code_field() {
  return {.name = "region_code",
          .title = "行政区划代码",
          .description = "GB/T 2260 code of the agency's region; empty where undecided.",
          .pattern = "[0-9]{6}"};
}

inline Field year_field() {
  return {.name = "year",
          .type = FieldType::kInteger,
          .title = "报告年度",
          .description = "The year reported on, not the year of publication."};
}

inline Field form_field(const std::vector<Form>& forms, bool required) {
  Field field{.name = "form",
              .title = "格式",
              .description = "The standard form that the report fills in",
              .required = required};
  if (!required) field.description += "; empty where none could be recognised";
  field.description += ".";
  for (const Form& form : forms) field.words.push_back(form.id);
  return field;
}

inline Field count_field(std::string name, std::string title, std::string description) {
  return {.name = std::move(name),
          .type = FieldType::kInteger,
          .title = std::move(title),
          .description = std::move(description),
          .required = true,
          .minimum = 0};
}

// Empty for 0, which means unknown.
inline std::string known(int value) { return value == 0 ? "" : std::to_string(value); }

}  // namespace gouji
