// What the review page asks for, and tells: JSON in, JSON out.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "pipeline/review/failure.h"
#include "pipeline/review/page_images.h"
#include "pipeline/review/session.h"

namespace gouji {

// Of an address, decoded: ?year=2023&status=review.
using Parameters = std::multimap<std::string, std::string>;

class Api {
 public:
  // Both must outlive it. `audit`: cells of the sample where a request does not say.
  Api(Session& session, PageImages& images, int audit)
      : session_(session), images_(images), audit_(audit) {}

  Reply<nlohmann::json> overview();
  Reply<nlohmann::json> reports(const Parameters& parameters);
  Reply<nlohmann::json> report(const std::string& report_id);
  Reply<nlohmann::json> queue(const Parameters& parameters);
  Reply<nlohmann::json> audit(const Parameters& parameters);

  // `body`: what a POST carries.
  Reply<nlohmann::json> correct(const std::string& body);
  Reply<nlohmann::json> undo(const std::string& body);
  Reply<nlohmann::json> judge_sample(const std::string& body);
  Reply<nlohmann::json> new_sample(const std::string& body);

  // A page, from 1, at ?dpi=100 or 200, or less where it has too many pixels.
  Reply<Picture> page(const std::string& report_id, const std::string& page,
                      const Parameters& parameters);

  // At which dpi the picture of the same address is drawn.
  Reply<nlohmann::json> scale(const std::string& report_id, const std::string& page,
                              const Parameters& parameters);

  // A cell with a little around it, as PNG.
  Reply<Picture> crop(const std::string& report_id, const std::string& address);

 private:
  Reply<DrawnPage> draw(const std::string& report_id, const std::string& page,
                        const Parameters& parameters);

  Session& session_;
  PageImages& images_;
  const int audit_;
};

}  // namespace gouji
