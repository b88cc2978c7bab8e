#include "pipeline/data_package.h"

#include <nlohmann/json.hpp>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/dataset_writer.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

using nlohmann::json;

class DataPackage : public testing::Test {
 protected:
  void SetUp() override {
    auto writer = DatasetWriter::open(scratch_.path(), standard_forms());
    ASSERT_TRUE(writer) << writer.error();
    ASSERT_TRUE(writer->commit({}));
    package_ = json::parse(contents(scratch_.path() / "datapackage.json"));
  }

  json field_names(const json& resource) const {
    json out = json::array();
    for (const json& field : resource["schema"]["fields"]) out.push_back(field["name"]);
    return out;
  }

  Scratch scratch_;
  json package_;
};

TEST_F(DataPackage, DescribesEveryCsvFileAndItsHeader) {
  std::set<std::string> described;
  for (const json& resource : package_["resources"]) {
    const std::string path = resource["path"];
    described.insert(path);
    std::string header;
    append_csv_record(header, field_names(resource).get<std::vector<std::string>>());
    const std::string text = contents(scratch_.path() / path);
    EXPECT_EQ(text.substr(0, text.find('\n') + 1), header) << path;
  }
  for (const auto& entry : std::filesystem::directory_iterator(scratch_.path())) {
    if (entry.path().extension() != ".csv") continue;
    EXPECT_EQ(described.count(entry.path().filename().string()), 1u) << entry.path();
  }
}

TEST_F(DataPackage, SaysOfEveryFieldWhatItIs) {
  const std::set<std::string> types{"string", "integer", "number", "date", "datetime"};
  for (const json& resource : package_["resources"]) {
    EXPECT_EQ(resource["schema"]["missingValues"], json::array({""}));
    std::set<std::string> names;
    for (const json& field : resource["schema"]["fields"]) {
      EXPECT_TRUE(names.insert(field["name"]).second) << field;
      EXPECT_EQ(types.count(field["type"]), 1u) << field;
      for (const char* text : {"title", "title@zh", "description", "description@zh"}) {
        EXPECT_FALSE(field[text].get<std::string>().empty()) << field;
      }
    }
  }
}

TEST_F(DataPackage, LabelsEveryWordThatAFieldMayHold) {
  for (const json& resource : package_["resources"]) {
    for (const json& field : resource["schema"]["fields"]) {
      const json words = field.value("constraints", json::object()).value("enum", json::array());
      json labelled = json::array();
      for (const json& category : field.value("categories", json::array())) {
        labelled.push_back(category["value"]);
        EXPECT_THAT(category["label"].get<std::string>(),
                    testing::StartsWith(category["value"].get<std::string>() + ": "));
        EXPECT_FALSE(category["label@zh"].get<std::string>().empty());
      }
      EXPECT_EQ(labelled, words) << field["name"];
    }
  }
}

TEST_F(DataPackage, HasTheRelationsOfTheForms) {
  ASSERT_EQ(package_["forms"].size(), standard_forms().size());
  for (size_t i = 0; i < standard_forms().size(); ++i) {
    const Form& form = standard_forms()[i];
    const json& described = package_["forms"][i];
    EXPECT_EQ(described["cells"].size(), form.cells.size());
    ASSERT_EQ(described["relations"].size(), form.relations.size());
    const json& first = described["relations"][0];
    EXPECT_EQ(first["check"], form.relations[0].id);
    ASSERT_EQ(first["lhs"].size(), form.relations[0].lhs.size());
    for (size_t k = 0; k < first["lhs"].size(); ++k) {
      EXPECT_EQ(first["lhs"][k], form.cells[form.relations[0].lhs[k]].str());
    }
  }
  EXPECT_EQ(package_["forms"][0]["cells"]["requests/granted/natural_person"],
            "三、本年度办理结果／（一）予以公开／自然人");
}

TEST_F(DataPackage, HasKeysThatNameFields) {
  std::map<std::string, json> fields;
  for (const json& resource : package_["resources"]) {
    fields[resource["name"]] = field_names(resource);
  }
  const auto has = [&](const json& table, const json& field) {
    const json& names = fields.at(table.get<std::string>());
    return std::find(names.begin(), names.end(), field) != names.end();
  };
  for (const json& resource : package_["resources"]) {
    const json& schema = resource["schema"];
    json keys = schema.value("uniqueKeys", json::array());
    if (schema.contains("primaryKey")) keys.push_back(schema["primaryKey"]);
    EXPECT_EQ(keys.size(), 1u);
    for (const json& field : keys.front()) EXPECT_TRUE(has(resource["name"], field));
    for (const json& key : schema.value("foreignKeys", json::array())) {
      for (const json& field : key["fields"]) EXPECT_TRUE(has(resource["name"], field));
      const json& reference = key["reference"];
      for (const json& field : reference["fields"]) {
        EXPECT_TRUE(has(reference["resource"], field));
      }
    }
  }
}

TEST_F(DataPackage, NamesTheVersionsOfDatasetAndProgram) {
  EXPECT_EQ(package_["dataset_version"], kDatasetVersion);
  EXPECT_EQ(package_["program"]["version"], program_version());
}

std::vector<std::string> wide_columns() {
  std::vector<std::string> out;
  const CsvTable<WideRow> wide = wide_table(standard_forms());
  for (const Field& field : wide.schema().fields) out.push_back(field.name);
  return out;
}

TEST(WideTable, HasEveryCellOfEveryFormOnce) {
  const std::vector<std::string> columns = wide_columns();
  std::set<std::string> addresses;
  for (const Form& form : standard_forms()) {
    for (const Address& address : form.cells) addresses.insert(address.str());
  }
  const size_t leading = 6;  // report_id to status
  EXPECT_EQ(columns.size(), leading + addresses.size());
  EXPECT_EQ(std::set<std::string>(columns.begin(), columns.end()).size(), columns.size());
}

TEST(WideTable, KeepsTheOrderOfTheFormsAndTheirRowsTogether) {
  const std::vector<std::string> columns = wide_columns();
  const std::vector<std::string> start(columns.begin() + 6, columns.begin() + 13);
  EXPECT_EQ(start,
            (std::vector<std::string>{
                "proactive__regulations__issued", "proactive__regulations__repealed",
                "proactive__regulations__in_force", "proactive__regulations__made",
                "proactive__regulations__disclosed", "proactive__regulations__disclosed_cumulative",
                "proactive__normative_documents__issued"}));
  const auto newest = standard_forms().front().cells;
  auto at = columns.begin();
  for (const Address& address : newest) {
    std::string name = address.table + "__" + address.row + "__" + address.column;
    std::replace(name.begin(), name.end(), '.', '_');
    at = std::find(at, columns.end(), name);
    ASSERT_NE(at, columns.end()) << name << " is out of order";
  }
}

}  // namespace
}  // namespace gouji
