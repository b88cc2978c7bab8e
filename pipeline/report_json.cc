#include "pipeline/report_json.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace gouji {
namespace {

using nlohmann::json;

constexpr int kMostPages = 1'000'000;
constexpr int kLatestYear = 9999;
constexpr size_t kAlternatives = 10;  // place of the first in a cell's array

// The last word of each list of words.
constexpr CellStatus last(CellStatus) { return CellStatus::kMissing; }
constexpr Verdict last(Verdict) { return Verdict::kUnverifiable; }
constexpr ClaimVerdict last(ClaimVerdict) { return ClaimVerdict::kUnstated; }
constexpr Origin last(Origin) { return Origin::kMixed; }
constexpr AgencyKind last(AgencyKind) { return AgencyKind::kOther; }
constexpr RegionEvidence last(RegionEvidence) { return RegionEvidence::kFileName; }
constexpr ErrorCode last(ErrorCode) { return ErrorCode::kUnreadable; }
constexpr Method last(Method) { return Method::kPerson; }

template <typename E>
E word(const json& j) {
  const std::string& text = j.get_ref<const std::string&>();
  for (int i = 0; i <= static_cast<int>(last(E{})); ++i) {
    if (name(static_cast<E>(i)) == text) return static_cast<E>(i);
  }
  throw std::runtime_error("unknown word '" + text + "'");
}

std::int64_t integer(const json& j, std::int64_t lowest, std::int64_t highest) {
  const bool too_large =
      j.is_number_unsigned() &&
      j.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  if (!j.is_number_integer() || too_large || j.get<std::int64_t>() < lowest ||
      j.get<std::int64_t>() > highest) {
    throw std::runtime_error("number out of range: " + j.dump());
  }
  return j.get<std::int64_t>();
}

int small(const json& j, int highest) { return static_cast<int>(integer(j, 0, highest)); }

Micro micro(const json& j) {
  return integer(j, std::numeric_limits<Micro>::min(), std::numeric_limits<Micro>::max());
}

double real(const json& j) {
  if (!j.is_number()) throw std::runtime_error("no number: " + j.dump());
  return j.get<double>();
}

std::string text(const json& j) { return j.get<std::string>(); }

// Nested deeper than any report is, small text would take much memory.
bool is_shallow(int depth, json::parse_event_t, json&) {
  constexpr int kDeepest = 3;
  if (depth > kDeepest) throw std::runtime_error("nested too deeply");
  return true;
}

// Cells are many: an array each, in the order of Cell's members, alternatives one after another.
json to_json(const Cell& c) {
  json out{name(c.status), c.value,  c.raw,    c.confidence, name(c.method),
           c.page,         c.box.x0, c.box.y0, c.box.x1,     c.box.y1};
  for (const Alternative& a : c.alternatives) {
    out.push_back(a.text);
    out.push_back(a.probability);
  }
  return out;
}

Cell cell(const json& j) {
  Cell c;
  c.status = word<CellStatus>(j.at(0));
  c.value = text(j.at(1));
  c.raw = text(j.at(2));
  c.confidence = real(j.at(3));
  c.method = word<Method>(j.at(4));
  c.page = small(j.at(5), kMostPages);
  c.box = {real(j.at(6)), real(j.at(7)), real(j.at(8)), real(j.at(9))};
  for (size_t i = kAlternatives; i < j.size(); i += 2) {
    c.alternatives.push_back({text(j.at(i)), real(j.at(i + 1))});
  }
  return c;
}

json to_json(const Check& c) { return {name(c.verdict), c.lhs, c.rhs}; }

Check check(const json& j) { return {word<Verdict>(j.at(0)), micro(j.at(1)), micro(j.at(2))}; }

json to_json(const Section& s) { return {s.number, s.heading, s.text}; }

Section section(const json& j) { return {small(j.at(0), 6), text(j.at(1)), text(j.at(2))}; }

json to_json(const Claim& c) {
  return {c.section, c.address, c.stated, c.table_value, name(c.verdict), c.quote, c.page};
}

Claim claim(const json& j) {
  return {small(j.at(0), 6),
          text(j.at(1)),
          text(j.at(2)),
          text(j.at(3)),
          word<ClaimVerdict>(j.at(4)),
          text(j.at(5)),
          small(j.at(6), kMostPages)};
}

json to_json(const RegionName& r) { return {r.code, r.province, r.prefecture, r.county}; }

RegionName region_name(const json& j) {
  return {text(j.at(0)), text(j.at(1)), text(j.at(2)), text(j.at(3))};
}

template <typename T>
json to_json(const std::vector<T>& values) {
  json out = json::array();
  for (const T& v : values) out.push_back(to_json(v));
  return out;
}

template <typename T>
std::vector<T> list(const json& j, T (*item)(const json&)) {
  if (!j.is_array()) throw std::runtime_error("no list");
  std::vector<T> out;
  for (const json& v : j) out.push_back(item(v));
  return out;
}

AgencyRegion region(const json& j) {
  AgencyRegion r;
  r.evidence = word<RegionEvidence>(j.at("region_evidence"));
  r.candidates = list(j.at("regions"), region_name);
  r.body = text(j.at("body"));
  if (r.evidence != RegionEvidence::kNone && r.candidates.size() != 1) {
    throw std::runtime_error("no region that is decided");
  }
  return r;
}

Report report(const json& j) {
  Report r;
  r.id = text(j.at("id"));
  r.source = text(j.at("source"));
  r.sha256 = text(j.at("sha256"));
  r.title = text(j.at("title"));
  r.agency = text(j.at("agency"));
  r.agency_kind = word<AgencyKind>(j.at("agency_kind"));
  r.region = region(j);
  r.year = small(j.at("year"), kLatestYear);
  r.form = text(j.at("form"));
  r.published = text(j.at("published"));
  r.pages = small(j.at("pages"), kMostPages);
  r.origin = word<Origin>(j.at("origin"));
  r.cells = list(j.at("cells"), cell);
  r.checks = list(j.at("checks"), check);
  r.narrative = list(j.at("narrative"), section);
  r.claims = list(j.at("claims"), claim);
  r.text_whole = j.at("text_whole").get<bool>();
  r.error = {word<ErrorCode>(j.at("error_code")), text(j.at("error"))};
  return r;
}

}  // namespace

std::string encode_report(const Report& r) {
  const json j{{"id", r.id},
               {"source", r.source},
               {"sha256", r.sha256},
               {"title", r.title},
               {"agency", r.agency},
               {"agency_kind", name(r.agency_kind)},
               {"region_evidence", name(r.region.evidence)},
               {"regions", to_json(r.region.candidates)},
               {"body", r.region.body},
               {"year", r.year},
               {"form", r.form},
               {"published", r.published},
               {"pages", r.pages},
               {"origin", name(r.origin)},
               {"cells", to_json(r.cells)},
               {"checks", to_json(r.checks)},
               {"narrative", to_json(r.narrative)},
               {"claims", to_json(r.claims)},
               {"text_whole", r.text_whole},
               {"error_code", name(r.error.code)},
               {"error", r.error.message}};
  return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

tl::expected<Report, std::string> decode_report(std::string_view text) {
  try {
    return report(json::parse(text, is_shallow));
  } catch (const std::exception& e) {  // the JSON library reports by exception
    return tl::unexpected(std::string(e.what()));
  }
}

}  // namespace gouji
