#include "models/form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

namespace gouji {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::filesystem::path kForms = std::filesystem::path(GOUJI_DATA_DIR) / "forms";

// A directory of this test's own.
class FormFiles : public testing::Test {
 protected:
  FormFiles() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = std::filesystem::path(testing::TempDir()) /
                 (std::string("gouji_") + test->test_suite_name() + "_" + test->name());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  ~FormFiles() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path write(const std::string& name, const std::string& text) {
    std::ofstream(directory_ / name, std::ios::binary) << text;
    return directory_ / name;
  }

  std::filesystem::path directory_;
};

json standard_json(const std::string& id) {
  std::ifstream in(kForms / (id + ".json"));
  return json::parse(in);
}

TEST(LoadForms, GivesTheStandardFormsNewestFirst) {
  const auto forms = load_forms(kForms);
  ASSERT_TRUE(forms) << forms.error();
  std::vector<std::string> ids;
  for (const Form& form : *forms) ids.push_back(form.id);
  EXPECT_THAT(ids, testing::ElementsAre("2021", "2021-hybrid", "2019"));
}

TEST(StandardForms, HaveTheCellsAndRelationsOfTheCirculars) {
  constexpr struct {
    const char* id;
    size_t cells, relations;
    std::array<size_t, 3> rows;  // of the three tables
    int first_year, last_year;
  } kCases[] = {
      {"2021", 200, 42, {6, 25, 3}, 2021, 9999},
      {"2021-hybrid", 186, 40, {6, 23, 3}, 2021, 9999},
      {"2019", 198, 40, {8, 23, 3}, 2019, 2020},
  };
  for (const auto& c : kCases) {
    const auto form = load_form(kForms / (std::string(c.id) + ".json"));
    ASSERT_TRUE(form) << form.error();
    EXPECT_EQ(form->id, c.id);
    EXPECT_EQ(form->cells.size(), c.cells) << c.id;
    EXPECT_EQ(form->relations.size(), c.relations) << c.id;
    EXPECT_EQ(form->first_year, c.first_year) << c.id;
    EXPECT_EQ(form->last_year, c.last_year) << c.id;
    EXPECT_EQ(form->section_headings.size(), 6u) << c.id;
    ASSERT_EQ(form->tables.size(), 3u) << c.id;
    for (size_t t = 0; t < 3; ++t) EXPECT_EQ(form->tables[t].rows.size(), c.rows[t]) << c.id;
  }
}

TEST(StandardForms, EveryCellStandsInItsRowUnderItsOwnAddress) {
  const auto forms = load_forms(kForms);
  ASSERT_TRUE(forms);
  for (const Form& form : *forms) {
    std::set<Address> seen;
    size_t next = 0;
    for (const FormTable& table : form.tables) {
      for (const FormRow& row : table.rows) {
        EXPECT_EQ(row.first_cell, static_cast<int>(next));
        for (const FormColumn& column : row.columns) {
          const Address& address = form.cells.at(next);
          EXPECT_EQ(address, (Address{table.id, row.id, column.id}));
          EXPECT_EQ(form.index_of(address.str()), static_cast<int>(next));
          EXPECT_TRUE(seen.insert(address).second) << address.str();
          ++next;
        }
      }
    }
    EXPECT_EQ(next, form.cells.size()) << form.id;
    EXPECT_EQ(form.index_of("requests/granted/nobody"), -1);
  }
}

TEST(StandardForms, RelationsAreSumsOfDifferentCells) {
  const auto forms = load_forms(kForms);
  ASSERT_TRUE(forms);
  for (const Form& form : *forms) {
    std::set<std::string> ids;
    for (const Relation& relation : form.relations) {
      EXPECT_TRUE(ids.insert(relation.id).second) << relation.id;
      std::set<int> cells;
      for (const auto* side : {&relation.lhs, &relation.rhs}) {
        EXPECT_FALSE(side->empty()) << relation.id;
        for (int i : *side) {
          EXPECT_TRUE(i >= 0 && i < static_cast<int>(form.cells.size())) << relation.id;
          EXPECT_TRUE(cells.insert(i).second) << relation.id << " has cell " << i << " twice";
        }
      }
    }
  }
}

TEST(StandardForms, KnowTheBalanceThatTheFormPrints) {
  const auto form = load_form(kForms / "2021.json");
  ASSERT_TRUE(form);
  const auto relation =
      std::find_if(form->relations.begin(), form->relations.end(),
                   [](const Relation& r) { return r.id == "requests.balance.total"; });
  ASSERT_NE(relation, form->relations.end());
  const auto addresses = [&](const std::vector<int>& side) {
    std::vector<std::string> out;
    for (int i : side) out.push_back(form->cells[i].str());
    return out;
  };
  EXPECT_THAT(addresses(relation->lhs),
              testing::ElementsAre("requests/new_received/total", "requests/carried_in/total"));
  EXPECT_THAT(addresses(relation->rhs),
              testing::ElementsAre("requests/processed_total/total", "requests/carried_out/total"));
}

TEST(StandardForms, SplitMergedCellsIntoParentsOutermostFirst) {
  const auto form = load_form(kForms / "2021.json");
  ASSERT_TRUE(form);
  const auto& rows = form->tables[1].rows;
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [](const FormRow& r) { return r.id == "unavailable.not_held"; });
  ASSERT_NE(row, rows.end());
  EXPECT_THAT(row->parents, testing::ElementsAre("三、本年度办理结果", "（四）无法提供"));
  EXPECT_TRUE(rows.front().parents.empty());
}

struct Spoiled {
  const char* what;
  std::function<void(json&)> spoil;
  const char* named;  // in the message
};

TEST_F(FormFiles, ASpoiledFormIsAnErrorThatNamesFileAndFault) {
  const Spoiled kCases[] = {
      {"no id", [](json& j) { j.erase("form"); }, "'form'"},
      {"an id that is no text", [](json& j) { j["form"] = 2021; }, "string"},
      {"no years", [](json& j) { j.erase("report_years"); }, "report_years"},
      {"one year", [](json& j) { j["report_years"] = {2021}; }, "1"},
      {"no tables", [](json& j) { j.erase("tables"); }, "tables"},
      {"a table less", [](json& j) { j["tables"].erase("review"); }, "review"},
      {"a row without a label", [](json& j) { j["tables"]["requests"]["rows"][3].erase("label"); },
       "label"},
      {"a column without an id",
       [](json& j) { j["tables"]["requests"]["columns"][0].erase("column"); }, "column"},
      {"rows that are no list", [](json& j) { j["tables"]["review"]["rows"] = "none"; }, "string"},
      {"no checks", [](json& j) { j.erase("checks"); }, "checks"},
      {"a check without sides", [](json& j) { j["checks"][0].erase("rhs"); }, "rhs"},
  };
  for (const Spoiled& c : kCases) {
    json form = standard_json("2021");
    c.spoil(form);
    const auto loaded = load_form(write("spoiled.json", form.dump()));
    ASSERT_FALSE(loaded) << c.what;
    EXPECT_THAT(loaded.error(), HasSubstr("spoiled.json")) << c.what;
    EXPECT_THAT(loaded.error(), HasSubstr(c.named)) << c.what;
  }
}

TEST_F(FormFiles, WhatIsNoJsonIsAnErrorThatNamesTheFile) {
  const std::string whole = standard_json("2021").dump();
  for (const std::string& text : {std::string(), std::string("form: 2021"),
                                  whole.substr(0, whole.size() / 2), std::string("\xFF\xFE{}")}) {
    const auto loaded = load_form(write("bad.json", text));
    ASSERT_FALSE(loaded) << text.substr(0, 40);
    EXPECT_THAT(loaded.error(), HasSubstr("bad.json"));
  }
}

TEST_F(FormFiles, ARelationWithAnUnknownCellIsAnError) {
  json form = standard_json("2021");
  form["checks"][0]["lhs"][0] = "requests/new_received/nobody";
  EXPECT_FALSE(load_form(write("unknown.json", form.dump())));
}

TEST_F(FormFiles, AMissingFileIsAnErrorThatNamesIt) {
  const auto loaded = load_form(directory_ / "absent.json");
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error(), HasSubstr("absent.json"));
}

TEST_F(FormFiles, ADirectoryWithoutFormsIsAnErrorThatNamesIt) {
  write("README.md", "no form");
  for (const auto& directory : {directory_, directory_ / "absent"}) {
    const auto loaded = load_forms(directory);
    ASSERT_FALSE(loaded) << directory;
    EXPECT_THAT(loaded.error(), HasSubstr(directory.string()));
  }
}

TEST_F(FormFiles, OneSpoiledFormSpoilsTheDirectory) {
  write("good.json", standard_json("2021").dump());
  write("bad.json", "{}");
  const auto loaded = load_forms(directory_);
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error(), HasSubstr("bad.json"));
}

TEST_F(FormFiles, AFormIsAddedByAddingAFile) {
  json form = standard_json("2021");
  form["form"] = "2031";
  form["report_years"] = {2031, nullptr};
  write("2021.json", standard_json("2021").dump());
  write("2031.json", form.dump());
  const auto loaded = load_forms(directory_);
  ASSERT_TRUE(loaded) << loaded.error();
  ASSERT_EQ(loaded->size(), 2u);
  EXPECT_EQ(loaded->front().id, "2031");
}

}  // namespace
}  // namespace gouji
