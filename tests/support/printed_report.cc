#include "tests/support/printed_report.h"

#include <filesystem>
#include <stdexcept>

#include "models/number.h"
#include "tests/support/invented.h"

namespace gouji {
namespace {

// None of these is the name of a county.
constexpr const char* kCounties[] = {"青岩县", "霁川县", "松墟县", "澜石市",
                                     "望汀区", "苔溪县", "鹿鸣市", "枫泾湖区"};

size_t index_in(const PrintedReport& report, const std::string& address) {
  const int index = report.form.index_of(address);
  if (index < 0) throw std::invalid_argument("form " + report.form.id + " has no " + address);
  return static_cast<size_t>(index);
}

// The day the invented office signed, in January of the next year.
std::string date_after(int year, unsigned seed) {
  return std::to_string(year + 1) + "年1月" + std::to_string(8 + seed % 20) + "日";
}

}  // namespace

void PrintedReport::set(const std::string& address, std::string text) {
  cells.at(index_in(*this, address)) = std::move(text);
}

const std::string& PrintedReport::at(const std::string& address) const {
  return cells.at(index_in(*this, address));
}

void PrintedReport::add(const std::string& address, int amount) {
  const auto value = to_micro(at(address));
  if (!value) throw std::invalid_argument(address + " is no number: " + at(address));
  set(address, to_plain(*value + amount * kOne));
}

std::string PrintedReport::label_of(const FormTable& table, const FormRow& row) const {
  const auto own = labels.find(table.id + "/" + row.id);
  return own != labels.end() ? own->second : label_of(row.label);
}

std::string PrintedReport::label_of(const std::string& label) const {
  const auto found = labels.find(label);
  return found != labels.end() ? found->second : label;
}

const std::vector<Form>& standard_forms() {
  static const std::vector<Form> forms = [] {
    auto loaded = load_forms(std::filesystem::path(GOUJI_DATA_DIR) / "forms");
    if (!loaded) throw std::runtime_error(loaded.error());
    return std::move(*loaded);
  }();
  return forms;
}

const Form& standard_form(const std::string& id) {
  for (const Form& form : standard_forms()) {
    if (form.id == id) return form;
  }
  throw std::invalid_argument("no form " + id);
}

PrintedReport sample_report(const Form& form, unsigned seed) {
  const std::string county = kCounties[seed % std::size(kCounties)];
  return sample_report(form, seed, county + "人民政府",
                       form.first_year + static_cast<int>(seed % 2));
}

PrintedReport sample_report(const Form& form, unsigned seed, const std::string& agency, int year) {
  PrintedReport report;
  report.form = form;
  report.agency = report.signature = agency;
  report.year = year;
  report.title = {agency, std::to_string(year) + "年政府信息公开工作年度报告"};
  report.headings = form.section_headings;
  report.date = date_after(year, seed);
  report.cells = invented_figures(form, seed);
  report.narrative = invented_narrative(report, seed);
  return report;
}

}  // namespace gouji
