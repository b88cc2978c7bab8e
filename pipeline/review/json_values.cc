#include "pipeline/review/json_values.h"

#include <algorithm>

#include "pipeline/dataset_tables.h"
#include "pipeline/explain_sum.h"
#include "pipeline/form_labels.h"
#include "pipeline/review/background_problems.h"
#include "pipeline/review/form_layout.h"
#include "pipeline/translation.h"
#include "pipeline/utc_time.h"

namespace gouji {
namespace {

using nlohmann::json;

json counts_json(const StatusCounts& counts) {
  return {{"ok", counts[0]}, {"flagged", counts[1]}, {"review", counts[2]}, {"failed", counts[3]}};
}

json with_counts(json out, const StatusCounts& counts) {
  out.update(counts_json(counts));
  return out;
}

json run_json(const std::optional<RunStore::LastRun>& run) {
  if (!run) return nullptr;
  const RunRow& row = run->row;
  json out{{"started", utc_time(row.started)},
           {"finished", run->finished},
           {"reports", row.reports},
           {"pages", row.pages},
           {"seconds", nullptr},
           {"reports_per_second", nullptr}};
  if (run->finished) {
    const double seconds = std::chrono::duration<double>(row.finished - row.started).count();
    out["seconds"] = seconds;
    if (seconds > 0) out["reports_per_second"] = static_cast<double>(row.read) / seconds;
  }
  return out;
}

// Of a relation that is called so in any form.
std::string label_of_check(const std::vector<Form>& forms, const IndexOverview::Trouble& trouble) {
  for (const Form& form : forms) {
    if (form.id != trouble.form) continue;
    for (const Relation& relation : form.relations) {
      if (relation.id == trouble.relation) return label_of_check(form, relation);
    }
  }
  return trouble.relation;
}

json label_json(const LayoutLabel& label) {
  return {{"label", label.label}, {"rows", label.rows}, {"columns", label.columns}};
}

json labels_json(const std::vector<LayoutLabel>& labels) {
  json out = json::array();
  for (const LayoutLabel& label : labels) out.push_back(label_json(label));
  return out;
}

json addresses_json(const Form& form, const std::vector<int>& cells) {
  json out = json::array();
  for (int i : cells) out.push_back(form.cells[static_cast<size_t>(i)].str());
  return out;
}

json table_json(const Form& form, const LayoutTable& table) {
  json header = json::array(), rows = json::array();
  for (const auto& labels : table.header) header.push_back(labels_json(labels));
  for (const LayoutRow& row : table.rows) {
    rows.push_back({{"id", row.id},
                    {"labels", labels_json(row.labels)},
                    {"cells", addresses_json(form, row.cells)},
                    {"span", row.span}});
  }
  return {{"id", table.id}, {"title", table.title}, {"header", header}, {"rows", rows}};
}

json form_json(const Form* form) {
  if (form == nullptr) return nullptr;
  json tables = json::array();
  for (const LayoutTable& table : layout_of(*form)) tables.push_back(table_json(*form, table));
  return {{"id", form->id}, {"tables", tables}};
}

json narrative_json(const Report& report) {
  json out = json::array();
  for (const Section& section : report.narrative) {
    out.push_back(
        {{"section", section.number}, {"heading", section.heading}, {"text", section.text}});
  }
  return out;
}

json claims_json(const Report& report) {
  json out = json::array();
  for (const Claim& claim : report.claims) {
    out.push_back({{"section", claim.section},
                   {"address", claim.address},
                   {"stated", claim.stated},
                   {"table_value", claim.table_value},
                   {"verdict", name(claim.verdict)},
                   {"quote", claim.quote},
                   {"page", claim.page}});
  }
  return out;
}

json alternatives_json(const Cell& cell) {
  json out = json::array();
  for (const Alternative& a : cell.alternatives) {
    out.push_back({{"value", a.text}, {"probability", a.probability}});
  }
  return out;
}

}  // namespace

std::string label_of_check(const Form& form, const Relation& relation) {
  for (const auto* side : {&relation.rhs, &relation.lhs}) {
    if (side->size() == 1) return label_of(form, static_cast<size_t>(side->front()));
  }
  const CellLabels first = labels_of(form, static_cast<size_t>(relation.lhs.front()));
  const bool one_column = std::all_of(relation.rhs.begin(), relation.rhs.end(), [&](int cell) {
    return labels_of(form, static_cast<size_t>(cell)).column == first.column;
  });
  return one_column ? first.table + "／" + first.column : first.table + "／" + first.row;
}

json to_json(const ReportRow& row) {
  return {{"report_id", row.report_id},
          {"source", row.source},
          {"title", row.title},
          {"agency", row.agency},
          {"region_code", row.region_code},
          {"region", row.region},
          {"year", row.year == 0 ? json(nullptr) : json(row.year)},
          {"form", row.form},
          {"status", row.status},
          {"pages", row.pages},
          {"cells_review", row.cells_review},
          {"cells_missing", row.cells_missing},
          {"checks_broken", row.checks_broken},
          {"checks_suspect", row.checks_suspect},
          {"error", tr_sentence(row.error)}};
}

json to_json(const ReportList& list) {
  json rows = json::array();
  for (const ReportRow& row : list.rows) rows.push_back(to_json(row));
  return {{"total", list.total}, {"rows", rows}};
}

json to_json(const SessionOverview& o, Session& session) {
  json provinces = json::array(), years = json::array(), relations = json::array(),
       confidence = json::array();
  for (const auto& p : o.index.provinces) {
    provinces.push_back(with_counts({{"code", p.code}, {"name", p.name}}, p.reports));
  }
  for (const auto& y : o.index.years) {
    years.push_back(with_counts({{"year", y.year == 0 ? json(nullptr) : json(y.year)}}, y.reports));
  }
  for (const auto& t : o.index.troubles) {
    relations.push_back({{"check", t.relation},
                         {"label", label_of_check(session.forms(), t)},
                         {"broken", t.broken},
                         {"suspect", t.suspect}});
  }
  for (size_t i = 0; i < o.index.confidence.size(); ++i) {
    confidence.push_back({{"from", kConfidenceBins[i]},
                          {"to", i + 1 < kConfidenceBins.size() ? kConfidenceBins[i + 1] : 1.0},
                          {"cells", o.index.confidence[i]}});
  }
  return {{"version", program_version()},
          {"out", session.out().string()},
          // The language of messages: `en`, or in a translation its own code (`zh`).
          {"lang", tr("en")},
          {"progress", {{"indexed", o.progress.indexed}, {"all", o.progress.all}}},
          {"reports", counts_json(o.index.reports)},
          {"cells",
           {{"ok", o.index.ok},
            {"corrected", o.index.corrected},
            {"blank", o.index.blank},
            {"review", o.index.review},
            {"missing", o.index.missing},
            {"person", o.index.person}}},
          {"by_province", provinces},
          {"by_year", years},
          {"relations", relations},
          {"confidence", confidence},
          {"run", run_json(o.run)},
          {"audit", o.audit.checked == 0 ? json(nullptr) : to_json(o.audit)},
          {"population", to_json(o.population)},
          {"corrections", {{"applied", o.index.person}, {"not_applied", o.not_applied}}},
          {"dataset", to_json(session.dataset())}};
}

json cell_json(const StoredReport& report, size_t index) {
  const Cell& cell = report.now.cells[index];
  json out{{"value", cell.value},
           {"raw", cell.raw},
           {"status", name(cell.status)},
           {"confidence", cell.confidence},
           {"method", name(cell.method)},
           {"page", cell.page},
           {"box", nullptr},
           {"alternatives", alternatives_json(cell)}};
  if (cell.page > 0 && !cell.box.empty()) {
    out["box"] = {cell.box.x0, cell.box.y0, cell.box.x1, cell.box.y1};
  }
  if (cell.method == Method::kPerson) out["read_value"] = report.read.cells[index].value;
  return out;
}

json check_json(const StoredReport& report, size_t index) {
  const Relation& relation = report.form->relations[index];
  const Check& check = report.now.checks[index];
  return {{"check", relation.id},
          {"label", label_of_check(*report.form, relation)},
          {"lhs", addresses_json(*report.form, relation.lhs)},
          {"rhs", addresses_json(*report.form, relation.rhs)},
          {"lhs_sum", to_plain(check.lhs)},
          {"rhs_sum", to_plain(check.rhs)},
          {"difference", to_plain(check.lhs - check.rhs)},
          {"verdict", name(check.verdict)}};
}

json to_json(const StoredReport& r) {
  json report = to_json(r.row);
  report["published"] = r.now.published;
  report["text_whole"] = r.now.text_whole;
  report["origin"] = name(r.now.origin);
  report["form_title"] = r.form == nullptr ? "" : r.form->basis;
  json cells = json::object(), checks = json::array();
  if (r.form != nullptr) {
    for (size_t i = 0; i < r.now.cells.size(); ++i) {
      cells[r.form->cells[i].str()] = cell_json(r, i);
    }
    for (size_t i = 0; i < r.now.checks.size(); ++i) checks.push_back(check_json(r, i));
  }
  return {{"report", report},
          {"form", form_json(r.form)},
          {"cells", cells},
          {"checks", checks},
          {"narrative", narrative_json(r.now)},
          {"claims", claims_json(r.now)},
          {"pages", r.now.pages},
          {"undo", r.undoable}};
}

json to_json(const DatasetState& state) {
  return {{"behind", state.behind}, {"error", tr_sentence(state.problem, kBackgroundProblems)}};
}

json to_json(const AuditFigures& figures) {
  return {{"checked", figures.checked},
          {"wrong", figures.wrong},
          {"rate", figures.rate},
          {"upper", figures.upper}};
}

json to_json(const AuditPopulation& population) {
  return {{"other", population.other},
          {"drawn", population.drawn ? json(*population.drawn) : json(nullptr)},
          {"now", population.now}};
}

json to_json(const Session::Changed& changed) {
  json checks = json::array();
  for (size_t i : changed.checks) checks.push_back(check_json(*changed.report, i));
  json cell = cell_json(*changed.report, changed.cell);
  cell["address"] = changed.report->form->cells[changed.cell].str();
  return {{"cell", cell},
          {"checks", checks},
          {"report", to_json(changed.report->row)},
          {"undo", changed.report->undoable},
          {"left", changed.left},
          {"dataset", to_json(changed.dataset)}};
}

json to_json(const QueuedCell& queued) {
  const StoredReport& report = *queued.report;
  const Form& form = *report.form;
  json out = cell_json(report, queued.cell);
  const CellLabels labels = labels_of(form, queued.cell);
  out["report_id"] = report.row.report_id;
  out["source"] = report.row.source;
  out["agency"] = report.row.agency;
  out["year"] = report.row.year == 0 ? json(nullptr) : json(report.row.year);
  out["address"] = form.cells[queued.cell].str();
  out["label"] = labels.row;
  out["column_label"] = labels.column;
  out["expected_error"] = 1 - report.now.cells[queued.cell].confidence;
  out["checks"] = json::array();
  for (size_t i = 0; i < form.relations.size(); ++i) {
    const Relation& relation = form.relations[i];
    const auto takes_part = [&](const std::vector<int>& side) {
      return std::find(side.begin(), side.end(), static_cast<int>(queued.cell)) != side.end();
    };
    if (!takes_part(relation.lhs) && !takes_part(relation.rhs)) continue;
    out["checks"].push_back({{"check", relation.id},
                             {"sentence", relation_sentence(relation, report.now)},
                             {"verdict", name(report.now.checks[i].verdict)}});
  }
  return out;
}

std::string to_text(const json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace gouji
