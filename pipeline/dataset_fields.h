// Fields that several tables of the dataset have, and how values are written in all of them.
#pragma once

#include <string>
#include <vector>

#include "models/form.h"
#include "pipeline/csv_table.h"

namespace gouji {

// `required`: not for reports.csv, where a file that could not be opened has no hash.
Field report_id_field(bool required);

Field agency_field();
Field region_code_field();
Field year_field();
Field form_field(const std::vector<Form>& forms, bool required);
Field count_field(std::string name, Wording title, Wording description);
Field number_field(std::string name, Wording title, Wording description);  // never empty

// What has a report_id is of one of the reports that were read.
ForeignKey report_key();

// Empty for 0, which means unknown.
inline std::string known(int value) { return value == 0 ? "" : std::to_string(value); }

}  // namespace gouji
