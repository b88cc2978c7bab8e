#include "pipeline/worker.h"

#include <fmt/format.h>

#include <new>
#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "models/sentences.h"
#include "pipeline/worker_channel.h"
#include "pipeline/worker_sandbox.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

Answer report_answer(Report report, bool leaving) {
  return {Answer::Kind::kReport, {}, std::move(report), leaving};
}

Answer failed(ErrorCode code, std::string message) {
  Report report;
  report.error = {code, std::move(message)};
  return report_answer(std::move(report), true);
}

Answer out_of_memory() { return failed(ErrorCode::kTooLarge, sentences::kNoMemory); }

Answer read_one(ReportReader& reader, const fs::path& file, const ReadOptions& options) {
  try {
    Report report = reader.read(file, options);
    const bool leaked = report.error.code == ErrorCode::kTimeout;  // PdfDocument::late
    return report_answer(std::move(report), leaked);
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const cv::Exception& e) {
    if (e.code == cv::Error::StsNoMem) return out_of_memory();
    return failed(ErrorCode::kCrashed, fmt::format(sentences::kReadingFailed, e.err));
  } catch (const std::exception& e) {
    return failed(ErrorCode::kCrashed, fmt::format(sentences::kReadingFailed, e.what()));
  }
}

bool send_answer(const Answer& answer) {
  const std::string message = encode_answer(answer);
  if (message.size() <= kLongestMessage) return send_message(kWorkerChannel, message);
  return send_message(kWorkerChannel,
                      encode_answer(failed(ErrorCode::kTooLarge, sentences::kTooMuchText)));
}

}  // namespace

int run_worker(const fs::path& data, const ReadOptions& options) {
  std::optional<ReportReader> reader;
  try {
    reader.emplace(data);
  } catch (const std::exception& e) {
    send_message(kWorkerChannel, encode_answer({Answer::Kind::kFatal, e.what(), {}, false}));
    return 1;
  }
  std::string warning;
  if (std::string refused = enter_sandbox(); !refused.empty()) {
    warning = fmt::format(sentences::kNotLocked, refused);
  }
  if (!send_message(kWorkerChannel, encode_answer({Answer::Kind::kReady, warning, {}, false}))) {
    return 1;
  }
  while (const auto path = receive_message(kWorkerChannel)) {
    const Answer answer = read_one(*reader, fs::path(*path), options);
    if (!send_answer(answer) || answer.leaving) break;
  }
  return 0;
}

}  // namespace gouji
