#include "pipeline/review/api.h"

#include <charconv>

#include "pipeline/review/crop.h"
#include "pipeline/review/json_values.h"
#include "pipeline/translation.h"

namespace gouji {
namespace {

using nlohmann::json;

constexpr int kMostRows = 1000;  // in one answer
constexpr int kMostCells = 1000;
constexpr int kLast = 1'000'000'000;
constexpr int kScreenDpi = 100;

constexpr char kAuditNote[] = "audit";  // of a correction

std::string text(const Parameters& parameters, const char* key) {
  const auto found = parameters.find(key);
  return found == parameters.end() ? "" : found->second;
}

// `otherwise` where it is not given. Fails for what is no number from 0 to `most`.
Reply<int> number(const Parameters& parameters, const char* key, int otherwise, int most) {
  const std::string given = text(parameters, key);
  if (given.empty()) return otherwise;
  int value = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (error != std::errc() || end != given.data() + given.size() || value < 0 || value > most) {
    return failed(400, tr_format("{} must be a number from 0 to {}", key, most));
  }
  return value;
}

// The object in `body`; a sentence where it is none.
Reply<json> object(const std::string& body) {
  // Deep nesting would take much memory, and nothing here is nested.
  const auto flat = [](int depth, json::parse_event_t event, json&) {
    return depth <= 1 || (event != json::parse_event_t::object_start &&
                          event != json::parse_event_t::array_start);
  };
  json out = json::parse(body, flat, false);
  if (!out.is_object()) return failed(400, tr("the body of a POST must be a JSON object"));
  return out;
}

// Nothing where it is not there. Fails where it is no text.
Reply<std::optional<std::string>> text(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::nullopt;
  if (!found->is_string()) return failed(400, tr_format("{} must be a text", key));
  return found->get<std::string>();
}

// Fails where it is not there, or no text.
Reply<std::string> needed_text(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) {
    return failed(400, tr_format("{} must be a text", key));
  }
  return found->get<std::string>();
}

Reply<Session::Change> change_of(const json& object) {
  Session::Change out;
  for (auto [key, place] : {std::pair{"report_id", &out.report_id},
                            {"address", &out.address},
                            {"value", &out.value},
                            {"note", &out.note}}) {
    auto value = text(object, key);
    if (!value) return tl::unexpected(value.error());
    *place = value->value_or("");
  }
  auto seen = text(object, "seen_value");
  if (!seen) return tl::unexpected(seen.error());
  out.seen_value = std::move(*seen);
  return out;
}

Reply<json> audit_json(const Reply<Session::Audit>& audit) {
  if (!audit) return tl::unexpected(audit.error());
  json cells = json::array();
  for (size_t i = 0; i < audit->cells.size(); ++i) {
    cells.push_back(to_json(audit->cells[i]));
    const AuditCell& sampled = audit->sampled[i];
    json& cell = cells.back();
    // What is asked about is what was read, whatever a person has made of it.
    if (cell["method"] == name(Method::kPerson)) cell["person_value"] = cell["value"];
    cell["value"] = sampled.value;
    cell["right"] = sampled.right ? json(*sampled.right) : json(nullptr);
  }
  json out = to_json(audit->figures);
  out["cells"] = cells;
  out["population"] = to_json(audit->population);
  return out;
}

}  // namespace

Reply<json> Api::overview() {
  const auto overview = session_.overview();
  if (!overview) return tl::unexpected(overview.error());
  return to_json(*overview, session_);
}

Reply<json> Api::reports(const Parameters& parameters) {
  const auto year = number(parameters, "year", kAnyYear, 9999);
  const auto offset = number(parameters, "offset", 0, kLast);
  const auto limit = number(parameters, "limit", 100, kMostRows);
  for (const auto* value : {&year, &offset, &limit}) {
    if (!*value) return tl::unexpected(value->error());
  }
  const std::string descending = text(parameters, "desc");
  const auto list = session_.reports({.text = text(parameters, "q"),
                                      .status = text(parameters, "status"),
                                      .year = *year,
                                      .region = text(parameters, "region"),
                                      .agency = text(parameters, "agency"),
                                      .check = text(parameters, "check"),
                                      .sort = text(parameters, "sort"),
                                      .descending = descending == "1",
                                      .offset = *offset,
                                      .limit = *limit});
  if (!list) return tl::unexpected(list.error());
  return to_json(*list);
}

Reply<json> Api::report(const std::string& report_id) {
  const auto report = session_.report(report_id);
  if (!report) return tl::unexpected(report.error());
  return to_json(*report);
}

Reply<json> Api::queue(const Parameters& parameters) {
  const auto offset = number(parameters, "offset", 0, kLast);
  const auto limit = number(parameters, "limit", 50, kMostCells);
  for (const auto* value : {&offset, &limit}) {
    if (!*value) return tl::unexpected(value->error());
  }
  const auto queue = session_.queue(*offset, *limit);
  if (!queue) return tl::unexpected(queue.error());
  json cells = json::array();
  for (const QueuedCell& cell : queue->cells) cells.push_back(to_json(cell));
  return json{{"total", queue->total}, {"cells", cells}};
}

Reply<json> Api::audit(const Parameters& parameters) {
  const auto size = number(parameters, "n", audit_, kMostCells);
  if (!size) return tl::unexpected(size.error());
  return audit_json(session_.audit(*size));
}

Reply<json> Api::new_sample(const std::string& body) {
  const auto given = object(body);
  if (!given) return given;
  const auto size = given->find("n");
  if (size != given->end() && !size->is_number_unsigned()) {
    return failed(400, tr_format("{} must be a number from 0 to {}", "n", kMostCells));
  }
  const auto cells =
      size == given->end() ? static_cast<std::uint64_t>(audit_) : size->get<std::uint64_t>();
  if (cells > kMostCells) {
    return failed(400, tr_format("{} must be a number from 0 to {}", "n", kMostCells));
  }
  return audit_json(session_.audit(static_cast<int>(cells), true));
}

Reply<json> Api::correct(const std::string& body) {
  const auto given = object(body);
  if (!given) return given;
  if (auto value = needed_text(*given, "value"); !value) return tl::unexpected(value.error());
  const auto change = change_of(*given);
  if (!change) return tl::unexpected(change.error());
  const auto changed = session_.correct(*change);
  if (!changed) return tl::unexpected(changed.error());
  return to_json(*changed);
}

Reply<json> Api::undo(const std::string& body) {
  const auto given = object(body);
  if (!given) return given;
  const auto report_id = needed_text(*given, "report_id");
  if (!report_id) return tl::unexpected(report_id.error());
  const auto address = needed_text(*given, "address");
  if (!address) return tl::unexpected(address.error());
  const auto changed = session_.undo(*report_id, *address);
  if (!changed) return tl::unexpected(changed.error());
  return to_json(*changed);
}

Reply<json> Api::judge_sample(const std::string& body) {
  const auto given = object(body);
  if (!given) return given;
  const auto right = given->find("right");
  if (right == given->end() || !right->is_boolean()) {
    return failed(400, tr_format("{} must be true or false", "right"));
  }
  auto change = change_of(*given);
  if (!change) return tl::unexpected(change.error());
  if (!right->get<bool>()) {
    if (auto value = needed_text(*given, "value"); !value) return tl::unexpected(value.error());
  }
  if (change->note.empty()) change->note = kAuditNote;
  const auto judged = session_.judge_sample(*change, right->get<bool>());
  if (!judged) return tl::unexpected(judged.error());
  json out = judged->changed ? to_json(*judged->changed) : json::object();
  out.update(to_json(judged->figures));
  return out;
}

Reply<DrawnPage> Api::draw(const std::string& report_id, const std::string& page,
                           const Parameters& parameters) {
  const auto dpi = number(parameters, "dpi", kScreenDpi, kCropDpi);
  if (!dpi || (*dpi != kScreenDpi && *dpi != kCropDpi)) {
    return failed(400, tr_format("{} must be 100 or 200", "dpi"));
  }
  const auto report = session_.report(report_id);
  if (!report) return tl::unexpected(report.error());
  const auto wanted = number({{"page", page}}, "page", 0, kLast);
  if (!wanted || *wanted < 1 || *wanted > report->now.pages) {
    return failed(404, tr("there is no such page"));
  }
  return draw_page(session_, images_, *report, *wanted, *dpi);
}

Reply<Picture> Api::page(const std::string& report_id, const std::string& page,
                         const Parameters& parameters) {
  auto drawn = draw(report_id, page, parameters);
  if (!drawn) return tl::unexpected(drawn.error());
  return std::move(drawn->picture);
}

Reply<json> Api::scale(const std::string& report_id, const std::string& page,
                       const Parameters& parameters) {
  const auto drawn = draw(report_id, page, parameters);
  if (!drawn) return tl::unexpected(drawn.error());
  return json{{"dpi", drawn->dpi}};
}

Reply<Picture> Api::crop(const std::string& report_id, const std::string& address) {
  const auto report = session_.report(report_id);
  if (!report) return tl::unexpected(report.error());
  const int index = report->form == nullptr ? -1 : report->form->index_of(address);
  if (index < 0 || index >= static_cast<int>(report->now.cells.size())) {
    return failed(404, tr("there is no such cell"));
  }
  return crop_of(session_, images_, *report, static_cast<size_t>(index));
}

}  // namespace gouji
