// What kind of body an agency is.
#pragma once

#include <string>

#include "models/report.h"

namespace gouji {

// `government`, `department`, `township` or `other`, by how the name ends.
AgencyKind kind_of(const std::string& agency);

// Whether that is how a name of any body ends that publishes such reports: also a school's, a
// hospital's or a company's, which are of the kind `other`.
bool is_body(const std::string& name);

}  // namespace gouji
