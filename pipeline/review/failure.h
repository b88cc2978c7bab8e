// Why a request has no answer.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace gouji {

struct Failure {
  int status = 500;      // of HTTP
  std::string sentence;  // for the person at the page
};

template <typename T>
using Reply = tl::expected<T, Failure>;

inline tl::unexpected<Failure> failed(int status, std::string sentence) {
  return tl::unexpected(Failure{status, std::move(sentence)});
}

}  // namespace gouji
