// What stands in the columns of corrections.csv, which is no part of the data package: people make
// it, and its values stand in the other tables.
#pragma once

#include "pipeline/csv_table.h"

namespace gouji {

TableSchema corrections_table();

}  // namespace gouji
