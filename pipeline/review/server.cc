#include "pipeline/review/server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <atomic>
#include <thread>

#include "pipeline/review/access.h"
#include "pipeline/review/api.h"
#include "pipeline/review/json_values.h"
#include "pipeline/review/page_files.h"
#include "pipeline/translation.h"

namespace gouji {
namespace {

using httplib::Request;
using httplib::Response;
using nlohmann::json;

constexpr char kJson[] = "application/json; charset=utf-8";

constexpr char kText[] = "text/plain; charset=utf-8";

constexpr char kPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// A report is named by 16 hexadecimal digits, so that no address has a path of the disk in it.
constexpr char kReport[] = "/api/report/([0-9a-f]{16})";

// Answers the address that is printed. That may have been clicked on another site, and then the
// browser keeps the cookie back, after a redirect of the server too; it does not where this page
// leads on to the next.
constexpr char kEntrance[] =
    "<!doctype html>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"0;url=/\">\n"
    "<link rel=\"icon\" href=\"favicon.svg\">\n<title>勾稽 Gouji</title>\n<a href=\"/\">勾稽 "
    "Gouji</a>\n";

RequestHead head_of(const Request& request) {
  return {.method = request.method,
          .path = request.path,
          .host = request.get_header_value("Host"),
          .origin = request.get_header_value("Origin"),
          .content_type = request.get_header_value("Content-Type"),
          .cookie = request.get_header_value("Cookie"),
          .content_length = request.get_header_value("Content-Length"),
          .content_encoding = request.get_header_value("Content-Encoding"),
          .transfer_encoding = request.get_header_value("Transfer-Encoding"),
          .token = request.get_param_value("token")};
}

void answer(Response& response, const Failure& failure) {
  response.status = failure.status;
  response.set_content(to_text({{"error", failure.sentence}}), kJson);
}

void answer(Response& response, const Reply<json>& value) {
  if (!value) return answer(response, value.error());
  response.set_content(to_text(*value), kJson);
}

void answer(Response& response, const Reply<Picture>& picture) {
  if (!picture) return answer(response, picture.error());
  response.set_content(picture->bytes, picture->type);
}

httplib::Headers headers() {
  return {{"Content-Security-Policy", kPolicy},
          {"X-Content-Type-Options", "nosniff"},
          {"Referrer-Policy", "no-referrer"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Cache-Control", "no-store"}};
}

}  // namespace

struct ReviewServer::State {
  State(Session& session, PageImages& images, int audit) : api(session, images, audit) {}

  void route();
  void route_api();
  void route_pictures();

  Api api;
  int port = 0;
  const std::string token = make_token();
  httplib::Server http;
  std::atomic<bool> entered = false, stopping = false, left = false;  // of run()
};

ReviewServer::ReviewServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
ReviewServer::~ReviewServer() { stop(); }

tl::expected<std::unique_ptr<ReviewServer>, std::string> ReviewServer::open(Session& session,
                                                                            PageImages& images,
                                                                            int port, int audit) {
  auto state = std::make_unique<State>(session, images, audit);
  constexpr char kHost[] = "127.0.0.1";
  // Not shared with another server, which the default allows (SO_REUSEPORT).
  state->http.set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  state->port = port;
  if (port == 0) {
    state->port = state->http.bind_to_any_port(kHost);
  } else if (!state->http.bind_to_port(kHost, port)) {
    state->port = -1;
  }
  if (state->port < 0) {
    return tl::unexpected(port == 0 ? tr("cannot serve on 127.0.0.1")
                                    : tr_format("cannot serve on port {}: it is in use", port));
  }
  state->route();
  return std::unique_ptr<ReviewServer>(new ReviewServer(std::move(state)));
}

void ReviewServer::State::route() {
  http.set_default_headers(headers());
  http.set_payload_max_length(kMostBody);
  // A connection for each request: what a refused one still sends is never taken for another.
  http.set_keep_alive_max_count(1);
  http.set_pre_routing_handler([this](const Request& request, Response& response) {
    const RequestHead head = head_of(request);
    speak(request.get_param_value("lang"));  // what this thread has to say to the request
    if (opens(head, port, token)) {
      response.set_header("Set-Cookie", token_cookie(token, port));
      response.set_content(kEntrance, "text/html; charset=utf-8");
      return httplib::Server::HandlerResponse::Handled;
    }
    const auto failure = refused(head, port, token);
    if (!failure) return httplib::Server::HandlerResponse::Unhandled;
    answer(response, *failure);
    if (head.path == "/") response.set_content(failure->sentence + "\n", kText);  // to a person
    return httplib::Server::HandlerResponse::Handled;
  });
  http.set_exception_handler([](const Request&, Response& response, std::exception_ptr) {
    answer(response, Failure{500, tr("this went wrong inside gouji; please report it")});
  });
  http.set_error_handler([](const Request&, Response& response) {
    if (response.body.empty()) {
      answer(response, Failure{response.status, tr("there is no such address")});
    }
  });
  for (const PageFile& file : page_files()) {
    const auto serve = [&file](const Request&, Response& response) {
      response.set_content(file.content.data(), file.content.size(), std::string(file.type));
    };
    http.Get(fmt::format("{}", file.path), serve);
    if (file.path == "/index.html") http.Get("/", serve);
  }
  route_api();
  route_pictures();
}

void ReviewServer::State::route_api() {
  http.Get("/api/overview",
           [this](const Request&, Response& response) { answer(response, api.overview()); });
  http.Get("/api/reports", [this](const Request& request, Response& response) {
    answer(response, api.reports(request.params));
  });
  http.Get(kReport, [this](const Request& request, Response& response) {
    answer(response, api.report(request.matches[1]));
  });
  http.Get("/api/queue", [this](const Request& request, Response& response) {
    answer(response, api.queue(request.params));
  });
  http.Get("/api/audit", [this](const Request& request, Response& response) {
    answer(response, api.audit(request.params));
  });
  http.Post("/api/corrections", [this](const Request& request, Response& response) {
    answer(response, api.correct(request.body));
  });
  http.Post("/api/undo", [this](const Request& request, Response& response) {
    answer(response, api.undo(request.body));
  });
  http.Post("/api/audit/new", [this](const Request& request, Response& response) {
    answer(response, api.new_sample(request.body));
  });
  http.Post("/api/audit", [this](const Request& request, Response& response) {
    answer(response, api.judge_sample(request.body));
  });
}

void ReviewServer::State::route_pictures() {
  const std::string report = kReport;
  http.Get(report + "/page/([0-9]+)", [this](const Request& request, Response& response) {
    answer(response, api.page(request.matches[1], request.matches[2], request.params));
  });
  http.Get(report + "/page/([0-9]+)/scale", [this](const Request& request, Response& response) {
    answer(response, api.scale(request.matches[1], request.matches[2], request.params));
  });
  http.Get(report + "/crop/([a-z0-9_./]+)", [this](const Request& request, Response& response) {
    answer(response, api.crop(request.matches[1], request.matches[2]));
  });
}

int ReviewServer::port() const { return state_->port; }
const std::string& ReviewServer::token() const { return state_->token; }

std::string ReviewServer::address() const {
  return fmt::format("http://127.0.0.1:{}/?token={}", port(), token());
}

void ReviewServer::run() {
  state_->entered = true;
  if (!state_->stopping) state_->http.listen_after_bind();
  state_->left = true;
}

// The library forgets a stop that comes before it listens.
void ReviewServer::stop() {
  state_->stopping = true;
  while (state_->entered && !state_->left && !state_->http.is_running()) std::this_thread::yield();
  state_->http.stop();
}

}  // namespace gouji
