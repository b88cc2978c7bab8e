// What the review page asks for, and tells: JSON in, JSON out.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "pipeline/review/failure.h"
#include "pipeline/review/session.h"

namespace gouji {

// Of an address, decoded: ?year=2023&status=review.
using Parameters = std::multimap<std::string, std::string>;

class Api {
 public:
  explicit Api(Session& session) : session_(session) {}  // which must outlive it

  Answer<nlohmann::json> overview();
  Answer<nlohmann::json> reports(const Parameters& parameters);
  Answer<nlohmann::json> report(const std::string& report_id);

 private:
  Session& session_;
};

}  // namespace gouji
