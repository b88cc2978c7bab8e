// Documents with several tables of a kind: last year's, an annex's, another body's.
#pragma once

#include <vector>

#include "extract/row_labels.h"
#include "extract/table_rows.h"
#include "models/table.h"

namespace gouji {

// Keeps the rows of the report's own table: the first below its section's heading; where none is
// below one, the first, and which is the report's is not told. `rows` are views of the table's;
// `seams` are those of them that begin a page, and are cut likewise. Returns whether it is told.
bool keep_own(const Table& table, const std::vector<WantedRow>& form, std::vector<RowView>& rows,
              std::vector<int>& seams);

}  // namespace gouji
