#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/review/access.h"

namespace gouji {
namespace {

constexpr int kPort = 8123;
const std::string kToken = "0123456789abcdef0123456789abcdef";
const std::string kCookie = "gouji_token_8123=";

RequestHead get() {
  return {.method = "GET",
          .path = "/api/overview",
          .host = "127.0.0.1:8123",
          .cookie = kCookie + kToken};
}

RequestHead post() {
  RequestHead head = get();
  head.method = "POST";
  head.origin = "http://127.0.0.1:8123";
  head.content_type = "application/json";
  head.content_length = "2";
  return head;
}

// The status that `head` is refused with; 0: it may go on.
int status(const RequestHead& head) {
  const auto failure = refused(head, kPort, kToken);
  return failure ? failure->status : 0;
}

// The same with another value in one place.
int status(RequestHead head, std::string RequestHead::*place, const std::string& value) {
  head.*place = value;
  return status(head);
}

TEST(Access, ThePortOfHttpIsLeftOutByBrowsers) {
  RequestHead head = post();
  head.host = "127.0.0.1";
  head.origin = "http://127.0.0.1";
  head.cookie = "gouji_token_80=" + kToken;
  EXPECT_FALSE(refused(head, 80, kToken));
  head.host = "evil.example";
  EXPECT_TRUE(refused(head, 80, kToken));
  EXPECT_EQ(status(get(), &RequestHead::host, "127.0.0.1"), 403) << "on another port";
}

TEST(Access, IsForThePageItself) {
  EXPECT_EQ(status(get()), 0);
  EXPECT_EQ(status(post()), 0);
  EXPECT_EQ(status(get(), &RequestHead::host, "localhost:8123"), 0);
  EXPECT_EQ(status(get(), &RequestHead::cookie, "a=b; " + kCookie + kToken + "; c=d"), 0);
  EXPECT_EQ(status(post(), &RequestHead::content_type, "application/json; charset=utf-8"), 0);
}

TEST(Access, IsNotForAnotherHost) {
  for (const char* host : {"", "evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:80",
                           "127.0.0.1:8123.evil.example", "127.0.0.1:81234"}) {
    EXPECT_EQ(status(get(), &RequestHead::host, host), 403) << host;
  }
}

TEST(Access, IsNotForAnotherOrigin) {
  for (const char* origin : {"http://evil.example", "https://127.0.0.1:8123", "null",
                             "http://127.0.0.1:8124", "http://127.0.0.1:8123.evil.example"}) {
    EXPECT_EQ(status(get(), &RequestHead::origin, origin), 403) << origin;
    EXPECT_EQ(status(post(), &RequestHead::origin, origin), 403) << origin;
  }
  EXPECT_EQ(status(post(), &RequestHead::origin, ""), 403) << "a POST must say";
}

TEST(Access, NeedsTheToken) {
  for (const std::string& cookie :
       {std::string(), kCookie, kCookie + kToken.substr(1), kCookie + kToken + "0",
        "other=" + kToken, "x" + kCookie + kToken, "gouji_token_8124=" + kToken}) {
    EXPECT_EQ(status(get(), &RequestHead::cookie, cookie), 403) << cookie;
  }
}

TEST(Access, IsOpenedByTheAddressThatIsPrinted) {
  RequestHead head{.method = "GET", .path = "/", .host = "127.0.0.1:8123", .token = kToken};
  EXPECT_TRUE(opens(head, kPort, kToken));
  EXPECT_EQ(token_cookie(kToken, kPort), kCookie + kToken + "; HttpOnly; SameSite=Strict; Path=/");
  head.token = "0";
  EXPECT_FALSE(opens(head, kPort, kToken));
  head.token = kToken;
  head.host = "evil.example:8123";
  EXPECT_FALSE(opens(head, kPort, kToken));
  head.host = "127.0.0.1:8123";
  head.path = "/api/overview";
  EXPECT_FALSE(opens(head, kPort, kToken));
}

TEST(Access, TakesNoBodyThatAFormOrALongOneIs) {
  EXPECT_EQ(status(post(), &RequestHead::content_type, "text/plain"), 415);
  EXPECT_EQ(status(post(), &RequestHead::content_type, "application/jsonx"), 415);
  EXPECT_EQ(status(post(), &RequestHead::content_type, ""), 415);
  EXPECT_EQ(status(post(), &RequestHead::content_encoding, "gzip"), 415);
  EXPECT_EQ(status(post(), &RequestHead::content_length, ""), 411);
  EXPECT_EQ(status(post(), &RequestHead::content_length, "2x"), 411);
  EXPECT_EQ(status(post(), &RequestHead::content_length, "-2"), 411);
  EXPECT_EQ(status(post(), &RequestHead::transfer_encoding, "chunked"), 411);
  EXPECT_EQ(status(post(), &RequestHead::content_length, "65536"), 0);
  EXPECT_EQ(status(post(), &RequestHead::content_length, "65537"), 413);
  EXPECT_EQ(status(post(), &RequestHead::content_length, "99999999999999999999999"), 413);
}

TEST(Access, KnowsNoOtherMethods) {
  for (const char* method : {"PUT", "DELETE", "OPTIONS", "PATCH"}) {
    EXPECT_EQ(status(post(), &RequestHead::method, method), 405) << method;
  }
}

TEST(Access, TokensAreNeverTheSame) {
  EXPECT_EQ(make_token().size(), 32u);
  EXPECT_NE(make_token(), make_token());
}

}  // namespace
}  // namespace gouji
