#include "pipeline/corrections_table.h"

#include "pipeline/dataset_fields.h"

namespace gouji {

TableSchema corrections_table() {
  return {
      .name = "corrections",
      .title = {"Corrections", "更正"},
      .description =
          {"One row per correction that a person made, in the order in which they were made; "
           "gouji review only ever appends to it, and lines may be added by hand. Of each cell the "
           "last one counts, and stands in all other tables with the method person. A person's "
           "file: it is not in datapackage.json, and a run does not write it.",
           "人工更正，每条一行，按更正的先后排列；gouji review 只在末尾追加，也可以手工添加。同一"
           "单元格以最后一条为准，体现在其他各表中，读取方式为 person。此文件出自人工：不列入 "
           "datapackage.json，运行时也不改写。"},
      .fields = {
          {.name = "time",
           .title = {"Time", "时间"},
           .description = {"When it was made: ISO 8601, UTC.", "更正的时间：ISO 8601，UTC。"}},
          {.name = "user",
           .title = {"User", "更正人"},
           .description = {"Who made it, by the name on the machine.",
                           "更正人在其计算机上的用户名。"}},
          report_id_field(true),
          {.name = "address",
           .title = {"Address", "地址"},
           .description = {"The cell: table/row/column, as in cells.csv.",
                           "单元格：表/行/列，同 cells.csv。"},
           .required = true},
          {.name = "old_value",
           .type = FieldType::kNumber,
           .title = {"Old value", "原值"},
           .description = {"What the cell's value was before; empty: blank, or no value.",
                           "更正前的值；空值表示空白或没有值。"}},
          {.name = "new_value",
           .type = FieldType::kNumber,
           .title = {"New value", "新值"},
           .description = {"What is printed there; empty: blank. Without thousands separators or "
                           "unit.",
                           "原件所印的值；空值表示空白。不带千位分隔符和单位。"}},
          {.name = "note",
           .title = {"Note", "备注"},
           .description = {"Anything; undo takes back the correction of the cell before it.",
                           "可以是任何文字；undo 表示撤销该单元格的前一条更正。"}},
      }};
}

}  // namespace gouji
