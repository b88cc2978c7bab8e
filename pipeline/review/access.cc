#include "pipeline/review/access.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <string_view>

#include "pipeline/translation.h"

namespace gouji {
namespace {

constexpr int kHttp = 80;

std::string cookie_name(int port) { return fmt::format("gouji_token_{}", port); }

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// A browser leaves out the port of HTTP.
bool own_host(std::string_view host, int port) {
  if (port == kHttp && (host == "127.0.0.1" || host == "localhost")) return true;
  return host == fmt::format("127.0.0.1:{}", port) || host == fmt::format("localhost:{}", port);
}

bool own_origin(std::string_view origin, int port) {
  constexpr std::string_view kScheme = "http://";
  return origin.starts_with(kScheme) && own_host(origin.substr(kScheme.size()), port);
}

// The value of our cookie among `a=1; b=2`.
std::string_view token_of(std::string_view cookies, int port) {
  const std::string name = cookie_name(port);
  while (!cookies.empty()) {
    const size_t end = cookies.find(';');
    std::string_view one = cookies.substr(0, end);
    cookies = end == std::string_view::npos ? "" : cookies.substr(end + 1);
    while (one.starts_with(' ')) one.remove_prefix(1);
    const size_t equals = one.find('=');
    if (equals != std::string_view::npos && one.substr(0, equals) == name) {
      return one.substr(equals + 1);
    }
  }
  return "";
}

bool is_json(std::string_view type) {
  constexpr std::string_view kJson = "application/json";
  return type.starts_with(kJson) && (type.size() == kJson.size() || type[kJson.size()] == ';');
}

std::optional<Failure> refused_body(const RequestHead& head) {
  if (!is_json(head.content_type)) return Failure{415, tr("the body of a POST must be JSON")};
  if (!head.content_encoding.empty()) return Failure{415, tr("the body may not be compressed")};
  size_t length = 0;
  const char* const end = head.content_length.data() + head.content_length.size();
  const auto number = std::from_chars(head.content_length.data(), end, length);
  if (!head.transfer_encoding.empty() || number.ec == std::errc::invalid_argument ||
      number.ptr != end) {
    return Failure{411, tr("a POST must say how long it is")};
  }
  if (number.ec != std::errc() || length > kMostBody) {
    return Failure{413, tr_format("a POST may have {} bytes at most", kMostBody)};
  }
  return std::nullopt;
}

}  // namespace

std::string make_token() {
  std::array<unsigned char, 16> bytes;
  if (RAND_bytes(bytes.data(), bytes.size()) != 1) throw std::runtime_error("no random numbers");
  std::string out;
  for (unsigned char b : bytes) out += fmt::format("{:02x}", b);
  return out;
}

std::string token_cookie(const std::string& token, int port) {
  return fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/", cookie_name(port), token);
}

bool opens(const RequestHead& head, int port, const std::string& token) {
  return head.method == "GET" && head.path == "/" && own_host(head.host, port) &&
         same(head.token, token);
}

std::optional<Failure> refused(const RequestHead& head, int port, const std::string& token) {
  if (!own_host(head.host, port)) {
    return Failure{403, tr("this server answers to 127.0.0.1 and localhost only")};
  }
  if (!head.origin.empty() && !own_origin(head.origin, port)) {
    return Failure{403, tr("other sites have no access to this server")};
  }
  if (!same(token_of(head.cookie, port), token)) {
    return Failure{403, tr("open the address that gouji review has printed: it has the token")};
  }
  if (head.path.size() > kLongestPath) return Failure{414, tr("there is no such address")};
  if (head.method == "GET" || head.method == "HEAD") return std::nullopt;
  if (head.method != "POST") return Failure{405, tr("there is no such method here")};
  if (head.origin.empty()) {
    return Failure{403, tr("a POST must come from a page of this server")};
  }
  return refused_body(head);
}

}  // namespace gouji
