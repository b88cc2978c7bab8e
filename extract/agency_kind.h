// What kind of body an agency is.
#pragma once

#include <string>

#include "models/report.h"

namespace gouji {

// `government`, `department`, `township` or `other`, by how the name ends.
AgencyKind kind_of(const std::string& agency);

}  // namespace gouji
