// The web server of the review page: HTTP on 127.0.0.1, for one person.
#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "pipeline/review/page_images.h"
#include "pipeline/review/session.h"

namespace gouji {

// Serves the page, and the API under /api/. Every answer carries a Content-Security-Policy that
// lets the page load from this server alone; who may ask is in pipeline/review/access.h.
class ReviewServer {
 public:
  // Takes `port` of 127.0.0.1; 0: one that is free. Session and images must outlive the server.
  // `audit`: cells of a sample where the page does not say. Fails with a sentence.
  static tl::expected<std::unique_ptr<ReviewServer>, std::string> open(Session& session,
                                                                       PageImages& images, int port,
                                                                       int audit);
  ~ReviewServer();

  int port() const;
  const std::string& token() const;

  // What a person opens: http://127.0.0.1:PORT/?token=TOKEN
  std::string address() const;

  // Serves until stop(), which any thread may call.
  void run();
  void stop();

 private:
  struct State;
  explicit ReviewServer(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace gouji
