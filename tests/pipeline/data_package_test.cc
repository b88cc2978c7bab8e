#include "pipeline/data_package.h"

#include <nlohmann/json.hpp>
#include <set>

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
    auto writer = DatasetWriter::open(scratch_.path(), test_forms());
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
    EXPECT_EQ(resource["profile"], "tabular-data-resource");
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
      EXPECT_FALSE(field["title"].get<std::string>().empty()) << field;
      EXPECT_FALSE(field["description"].get<std::string>().empty()) << field;
    }
  }
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
    EXPECT_FALSE(schema["primaryKey"].empty());
    for (const json& field : schema["primaryKey"]) EXPECT_TRUE(has(resource["name"], field));
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

TEST(WideTable, HasEveryCellOfEveryFormOnceInFormOrder) {
  const CsvTable<WideRow> wide = wide_table(test_forms());
  std::vector<std::string> descriptions;
  for (const Field& field : wide.schema().fields) descriptions.push_back(field.description);
  for (const Form& form : test_forms()) {
    auto at = descriptions.begin();
    for (const Address& address : form.cells) {
      const std::string text = "Value of the cell " + address.str() + "; empty where not trusted.";
      EXPECT_EQ(std::count(descriptions.begin(), descriptions.end(), text), 1) << text;
      at = std::find(at, descriptions.end(), text);
      ASSERT_NE(at, descriptions.end()) << address.str() << " out of order in " << form.id;
    }
  }
}

}  // namespace
}  // namespace gouji
