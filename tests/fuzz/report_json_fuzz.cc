// Promise: whatever bytes a worker sends, the parent gets messages no longer than it takes, and of
// each an answer or nothing; a report among them that is encoded again stays what it is.

#include "pipeline/report_json.h"
#include "pipeline/worker_channel.h"
#include "tests/fuzz/promise.h"

namespace {

void look_at(std::string_view message) {
  using namespace gouji;
  const auto answer = decode_answer(message);
  if (!answer || answer->kind != Answer::Kind::kReport) return;
  const std::string once = encode_report(answer->report);
  const auto again = decode_report(once);
  GOUJI_PROMISE(again.has_value());
  GOUJI_PROMISE(encode_report(*again) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace gouji;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  look_at(bytes);
  MessageBuffer buffer;
  const size_t half = size / 2;
  for (std::string_view piece : {bytes.substr(0, half), bytes.substr(half)}) {
    buffer.add(piece);
    while (const auto message = buffer.next()) {
      GOUJI_PROMISE(message->size() <= kLongestMessage);
      look_at(*message);
    }
  }
  return 0;
}
