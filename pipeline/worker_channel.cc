#include "pipeline/worker_channel.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdint>

#include "pipeline/report_json.h"

namespace gouji {
namespace {

constexpr size_t kHeader = 4;

// The first byte of an answer.
constexpr char kReady = 'r', kFatal = 'f', kReport = 'a', kLastReport = 'z';

std::string header_of(size_t length) {
  std::string out(kHeader, '\0');
  for (size_t i = 0; i < kHeader; ++i) out[i] = static_cast<char>(length >> (8 * i) & 0xFF);
  return out;
}

size_t length_of(std::string_view header) {
  size_t length = 0;
  for (size_t i = kHeader; i-- > 0;) length = length << 8 | static_cast<unsigned char>(header[i]);
  return length;
}

// Waits for exactly `count` bytes.
std::optional<std::string> receive_bytes(int channel, size_t count) {
  std::string out(count, '\0');
  for (size_t have = 0; have < count;) {
    const ssize_t n = ::recv(channel, out.data() + have, count - have, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return std::nullopt;
    have += static_cast<size_t>(n);
  }
  return out;
}

}  // namespace

std::string encode_answer(const Answer& answer) {
  switch (answer.kind) {
    case Answer::Kind::kReady:
      return std::string(1, kReady).append(answer.text);
    case Answer::Kind::kFatal:
      return std::string(1, kFatal).append(answer.text);
    case Answer::Kind::kReport:
      break;
  }
  return std::string(1, answer.leaving ? kLastReport : kReport)
      .append(encode_report(answer.report));
}

std::optional<Answer> decode_answer(std::string_view message) {
  if (message.empty()) return std::nullopt;
  const std::string_view rest = message.substr(1);
  switch (message.front()) {
    case kReady:
      return Answer{Answer::Kind::kReady, std::string(rest), {}, false};
    case kFatal:
      return Answer{Answer::Kind::kFatal, std::string(rest), {}, false};
    case kReport:
    case kLastReport:
      if (auto report = decode_report(rest)) {
        return Answer{
            Answer::Kind::kReport, {}, std::move(*report), message.front() == kLastReport};
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

bool send_message(int channel, std::string_view message) {
  if (message.size() > kLongestMessage) return false;
  std::string bytes = header_of(message.size());
  bytes += message;
  std::string_view rest = bytes;
  while (!rest.empty()) {
    // MSG_NOSIGNAL: a peer that is gone is a return value, not SIGPIPE.
    const ssize_t n = ::send(channel, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    rest.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

std::optional<std::string> receive_message(int channel) {
  const auto header = receive_bytes(channel, kHeader);
  if (!header || length_of(*header) > kLongestMessage) return std::nullopt;
  return receive_bytes(channel, length_of(*header));
}

std::optional<std::string> MessageBuffer::next() {
  if (bytes_.size() < kHeader || broken()) return std::nullopt;
  const size_t length = length_of(bytes_);
  if (bytes_.size() < kHeader + length) return std::nullopt;
  std::string message = bytes_.substr(kHeader, length);
  bytes_.erase(0, kHeader + length);
  return message;
}

bool MessageBuffer::broken() const {
  return bytes_.size() >= kHeader && length_of(bytes_) > kLongestMessage;
}

}  // namespace gouji
