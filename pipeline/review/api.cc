#include "pipeline/review/api.h"

#include <charconv>

#include "pipeline/review/json_values.h"
#include "pipeline/translation.h"

namespace gouji {
namespace {

using nlohmann::json;

constexpr int kMostRows = 1000;  // in one answer
constexpr int kLast = 1'000'000'000;

std::string text(const Parameters& parameters, const char* key) {
  const auto found = parameters.find(key);
  return found == parameters.end() ? "" : found->second;
}

// `otherwise` where it is not given. Fails for what is no number from 0 to `most`.
Answer<int> number(const Parameters& parameters, const char* key, int otherwise, int most) {
  const std::string given = text(parameters, key);
  if (given.empty()) return otherwise;
  int value = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (error != std::errc() || end != given.data() + given.size() || value < 0 || value > most) {
    return failed(400, tr_format("{} must be a number from 0 to {}", key, most));
  }
  return value;
}

}  // namespace

Answer<json> Api::overview() {
  const auto overview = session_.overview();
  if (!overview) return tl::unexpected(overview.error());
  return to_json(*overview, session_);
}

Answer<json> Api::reports(const Parameters& parameters) {
  const auto year = number(parameters, "year", 0, 9999);
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

Answer<json> Api::report(const std::string& report_id) {
  const auto report = session_.report(report_id);
  if (!report) return tl::unexpected(report.error());
  return to_json(*report);
}

}  // namespace gouji
