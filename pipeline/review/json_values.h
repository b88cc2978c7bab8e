// Values as the review page gets them. All text is valid UTF-8.
#pragma once

#include <nlohmann/json.hpp>

#include "pipeline/review/session.h"

namespace gouji {

nlohmann::json to_json(const ReportRow& row);
nlohmann::json to_json(const ReportList& list);
nlohmann::json to_json(const SessionOverview& overview, Session& session);

// A report with its form, cells, relations and text. `program`: whose own value of a cell a person
// has changed.
nlohmann::json to_json(const StoredReport& report);

nlohmann::json to_json(const DatasetState& state);
nlohmann::json to_json(const AuditFigures& figures);
nlohmann::json to_json(const AuditPopulation& population);
nlohmann::json to_json(const Session::Changed& changed);

// With what a person needs to look at it: where it stands, and the relations it is in.
nlohmann::json to_json(const QueuedCell& cell);

// The cell at `index`. `read_value` is there where a person gave its value.
nlohmann::json cell_json(const StoredReport& report, size_t index);

// The relation at `index`.
nlohmann::json check_json(const StoredReport& report, size_t index);

// What a relation is about: the label of its total, or what its sums have in common.
std::string label_of_check(const Form& form, const Relation& relation);

// As a text; U+FFFD for what is no UTF-8.
std::string to_text(const nlohmann::json& json);

}  // namespace gouji
