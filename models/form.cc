#include "models/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "models/sentences.h"

namespace gouji {
namespace {

using nlohmann::json;

std::string text_of(const json& j, const char* key) {
  const auto it = j.find(key);
  return it == j.end() || it->is_null() ? std::string() : it->get<std::string>();
}

std::vector<FormColumn> columns_of(const json& list) {
  std::vector<FormColumn> out;
  for (const json& c : list) {
    out.push_back({c.at("column").get<std::string>(), c.at("label").get<std::string>(),
                   text_of(c, "parent")});
  }
  return out;
}

std::vector<std::string> split_path(const std::string& path) {
  std::vector<std::string> out;
  for (size_t begin = 0; begin < path.size();) {
    const size_t end = std::min(path.find(" / ", begin), path.size());
    out.push_back(path.substr(begin, end - begin));
    begin = end + 3;
  }
  return out;
}

Form parse(const json& j) {
  Form form;
  form.id = j.at("form").get<std::string>();
  form.basis = j.at("basis").get<std::string>();
  const json& years = j.at("report_years");
  form.first_year = years.at(0).get<int>();
  if (!years.at(1).is_null()) form.last_year = years.at(1).get<int>();
  form.section_headings = j.at("section_headings").get<std::vector<std::string>>();
  std::map<std::string, int> index;
  // The order of the tables in the file is the order of the form; nlohmann::json sorts object keys.
  for (const char* id : {"proactive", "requests", "review"}) {
    const json& t = j.at("tables").at(id);
    FormTable table{id, t.at("heading").get<std::string>(), {}};
    std::vector<FormColumn> shared;
    if (t.contains("columns")) shared = columns_of(t["columns"]);
    for (const json& r : t.at("rows")) {
      FormRow row;
      row.id = r.at("row").get<std::string>();
      row.label = r.at("label").get<std::string>();
      row.article = text_of(r, "article");
      row.parents = split_path(text_of(r, "parent"));
      if (r.contains("variants")) row.variants = r["variants"].get<std::vector<std::string>>();
      row.columns = r.contains("columns") ? columns_of(r["columns"]) : shared;
      row.first_cell = static_cast<int>(form.cells.size());
      for (const FormColumn& c : row.columns) {
        form.cells.push_back({id, row.id, c.id});
        index[form.cells.back().str()] = static_cast<int>(form.cells.size()) - 1;
      }
      table.rows.push_back(std::move(row));
    }
    form.tables.push_back(std::move(table));
  }
  const auto indices = [&](const json& addresses) {
    std::vector<int> out;
    for (const json& a : addresses) out.push_back(index.at(a.get<std::string>()));
    return out;
  };
  for (const json& c : j.at("checks")) {
    form.relations.push_back(
        {c.at("check").get<std::string>(), indices(c.at("lhs")), indices(c.at("rhs"))});
  }
  return form;
}

}  // namespace

const Form* find_form(const std::vector<Form>& forms, const std::string& id) {
  const auto form =
      std::find_if(forms.begin(), forms.end(), [&](const Form& f) { return f.id == id; });
  return form == forms.end() ? nullptr : &*form;
}

bool Address::is(std::string_view text) const {
  return text.size() == table.size() + row.size() + column.size() + 2 && text.starts_with(table) &&
         text[table.size()] == '/' && text.substr(table.size() + 1).starts_with(row) &&
         text.ends_with(column) && text[text.size() - column.size() - 1] == '/';
}

int Form::index_of(const std::string& address) const {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].is(address)) return static_cast<int>(i);
  }
  return -1;
}

tl::expected<Form, std::string> load_form(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return tl::unexpected(fmt::format(sentences::kNoFormFile, file.string()));
  try {
    return parse(json::parse(in));
  } catch (const std::exception& e) {  // the JSON library and the index report by exception
    return tl::unexpected(fmt::format(sentences::kNotAForm, file.string(), e.what()));
  }
}

tl::expected<std::vector<Form>, std::string> load_forms(const std::filesystem::path& directory) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  if (files.empty()) return tl::unexpected(fmt::format(sentences::kNoForms, directory.string()));
  std::vector<Form> forms;
  for (const auto& file : files) {
    auto form = load_form(file);
    if (!form) return tl::unexpected(form.error());
    forms.push_back(std::move(*form));
  }
  std::sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) {
    return a.first_year != b.first_year ? a.first_year > b.first_year : a.id < b.id;
  });
  return forms;
}

}  // namespace gouji
