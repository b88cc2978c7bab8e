// Who may talk to the review page: the person who started it, through its own pages only.
#pragma once

#include <optional>
#include <string>

#include "pipeline/review/failure.h"

namespace gouji {

// The most that a request may carry.
inline constexpr size_t kMostBody = 64 << 10;  // bytes
inline constexpr size_t kLongestPath = 512;

// What of a request decides. Empty: not sent.
struct RequestHead {
  std::string method, path;
  std::string host{}, origin{}, content_type{}, cookie{};
  std::string content_length{}, content_encoding{}, transfer_encoding{};
  std::string token{};  // of the query
};

// 128 random bits in hexadecimal.
std::string make_token();

// The cookie that carries the token from then on (Set-Cookie). A browser has one set of cookies for
// all ports of a host: the port in its name tells it from the one of another review.
std::string token_cookie(const std::string& token, int port);

// Whether the request is the one that the program prints: / with the token in its query. It may
// come from anywhere, such as a link in a mail: whoever has the token may see the page. What the
// page then asks for needs the cookie, which the browser sends for this site's own pages alone.
bool opens(const RequestHead& head, int port, const std::string& token);

// Why a request is refused; nothing where it may go on.
//
// A foreign Host is another site's name that was made to mean 127.0.0.1 (DNS rebinding). A POST
// must come from a page of this server: its Origin says so, and `application/json` is what no form
// of another site can send. A body says how long it is, and is not compressed.
std::optional<Failure> refused(const RequestHead& head, int port, const std::string& token);

}  // namespace gouji
