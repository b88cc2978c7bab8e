#include "pipeline/dataset_fields.h"

namespace gouji {

Field report_id_field(bool required) {
  return {.name = "report_id",
          .title = {"Report", "报告编号"},
          .description = {"First 16 hex digits of the file's SHA-256.",
                          "文件 SHA-256 的前 16 位十六进制数字。"},
          .required = required,
          .pattern = "[0-9a-f]{16}"};
}

Field agency_field() {
  return {.name = "agency",
          .title = {"Agency", "发布机关"},
          .description = {"Issuing body, as printed in the title or, failing that, the signature.",
                          "标题所印的发布机关；标题中没有的，以落款为准。"}};
}

Field region_code_field() {
  return {.name = "region_code",
          .title = {"Region code", "行政区划代码"},
          .description = {"GB/T 2260 code of the agency's region; empty where undecided.",
                          "机关所在地区的 GB/T 2260 代码；不能判定的为空。"},
          .pattern = "[0-9]{6}"};
}

Field year_field() {
  return {.name = "year",
          .type = FieldType::kInteger,
          .title = {"Year", "报告年度"},
          .description = {"The year reported on, not the year of publication.",
                          "报告所述的年度，不是发布的年份。"}};
}

Field form_field(const std::vector<Form>& forms, bool required) {
  Field field{
      .name = "form",
      .title = {"Form", "格式"},
      .description = {"The standard form that the report fills in.", "报告所用的规定格式。"},
      .required = required};
  if (!required) {
    field.description = {
        "The standard form that the report fills in; empty where none could be "
        "recognised.",
        "报告所用的规定格式；不能辨认的为空。"};
  }
  for (const Form& form : forms) {
    field.words.push_back({form.id, form.id, {"after " + form.basis, "依据" + form.basis}});
  }
  return field;
}

Field count_field(std::string name, Wording title, Wording description) {
  return {.name = std::move(name),
          .type = FieldType::kInteger,
          .title = std::move(title),
          .description = std::move(description),
          .required = true,
          .minimum = 0};
}

Field number_field(std::string name, Wording title, Wording description) {
  return {.name = std::move(name),
          .type = FieldType::kNumber,
          .title = std::move(title),
          .description = std::move(description),
          .required = true};
}

ForeignKey report_key() { return {{"report_id"}, "wide"}; }

}  // namespace gouji
