// The description of a CSV file of the dataset. One description makes its header, its rows, its
// part of datapackage.json and of docs/codebook.md, so that they cannot differ.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/csv.h"

namespace gouji {

// Types of the Frictionless Table Schema.
enum class FieldType { kString, kInteger, kNumber, kDate, kDatetime };

// The same, said in English and in Chinese.
struct Wording {
  std::string en, zh;
};

// A value that a field may have, where it may have a few.
struct Word {
  std::string value;
  std::string label;  // Chinese, for a spreadsheet's cell
  Wording meaning;
};

struct Field {
  std::string name;
  FieldType type = FieldType::kString;
  Wording title;  // the Chinese one is a spreadsheet's heading
  Wording description;
  bool required = false;         // never empty
  std::vector<Word> words = {};  // the only values allowed; empty: any
  std::string pattern = {};      // a regular expression that whole values match; empty: any
  std::optional<double> minimum = {}, maximum = {};
};

// Values of `fields` stand in the columns of the same names of `table`, which are a key there: a
// SQL database takes it as it is.
struct ForeignKey {
  std::vector<std::string> fields;
  std::string table;
};

// A table without its rows.
struct TableSchema {
  std::string name;  // of the resource; the file is name + ".csv"
  Wording title, description;
  std::vector<std::string> primary_key = {};  // fields that are never empty, unique together
  std::vector<std::string> unique_key = {};   // unique together, where some of them may be empty
  std::vector<ForeignKey> foreign_keys = {};
  std::vector<Field> fields = {};

  std::string file() const { return name + ".csv"; }
  std::string header() const {
    std::vector<std::string> names;
    for (const Field& f : fields) names.push_back(f.name);
    std::string out;
    append_csv_record(out, names);
    return out;
  }
};

// A table whose rows are made of values of type `Row`.
template <typename Row>
class CsvTable {
 public:
  using Value = std::function<std::string(const Row&)>;

  explicit CsvTable(TableSchema schema) : schema_(std::move(schema)) {}

  // Adds a column on the right, and says what stands in it.
  void add(Field field, Value value) {
    schema_.fields.push_back(std::move(field));
    values_.push_back(std::move(value));
  }

  const TableSchema& schema() const { return schema_; }

  // The values of `row`, as the columns of the schema.
  std::vector<std::string> values(const Row& row) const {
    std::vector<std::string> out;
    out.reserve(values_.size());
    for (const Value& value : values_) out.push_back(value(row));
    return out;
  }

  // Appends `row` to `out` as a CSV record.
  void append(std::string& out, const Row& row) const { append_csv_record(out, values(row)); }

 private:
  TableSchema schema_;
  std::vector<Value> values_;
};

}  // namespace gouji
