// What the parent and a worker process say to each other, over one stream socket.
//
// A message is four bytes of length (little endian) and that many bytes. The parent sends a path
// and waits; the worker first says kReady (or kFatal), then answers each path with one kReport.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "models/report.h"

namespace gouji {

// The file descriptor that a worker finds the channel at.
inline constexpr int kWorkerChannel = 3;

// A longer message is no message. A report with a long narrative is about 100 KiB.
inline constexpr std::size_t kLongestMessage = 4 << 20;

struct Answer {
  enum class Kind {
    kReady,   // may be sent a path now; `text`: what protection it has to do without, or nothing
    kFatal,   // no report can be read at all: `text` says why; the worker ends
    kReport,  // the answer to a path
  };
  Kind kind = Kind::kReady;
  std::string text;      // kReady, kFatal
  Report report;         // kReport
  bool leaving = false;  // kReport: the worker ends after this answer
};

std::string encode_answer(const Answer& answer);

// Nothing where the bytes are no answer.
std::optional<Answer> decode_answer(std::string_view message);

// Sends one message; waits until all of it is on its way. False: the other side is gone.
bool send_message(int channel, std::string_view message);

// Waits for one message. Nothing: the other side is gone, or sent what is no message.
std::optional<std::string> receive_message(int channel);

// Makes messages of bytes as they come in, for a side that must not wait.
class MessageBuffer {
 public:
  void add(std::string_view bytes) { bytes_ += bytes; }

  // The next whole message, if it is there.
  std::optional<std::string> next();

  // The bytes claim to be a message longer than kLongestMessage; nothing more comes of them.
  bool broken() const;

 private:
  std::string bytes_;
};

}  // namespace gouji
