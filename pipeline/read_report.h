// One PDF file becomes one Report.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "models/form.h"
#include "models/report.h"
#include "pipeline/read_options.h"

namespace gouji {

// Holds what is costly to start (Tesseract, the digit reader's weights) and is kept warm between
// reports. One per worker; not for several threads. Its process is made for reading: OpenCV does
// without threads, and malloc keeps tens of megabytes that are free.
class ReportReader {
 public:
  // `data`: the directory with forms/ and the weights. Throws std::runtime_error with a sentence
  // that says what to do where something is missing there: nothing can be read then.
  explicit ReportReader(const std::filesystem::path& data);
  ~ReportReader();

  // Reads `file`. Never throws on what the file contains: a file that cannot be read gives a Report
  // with `error` set. Leaves id, source and sha256 empty.
  Report read(const std::filesystem::path& file, const ReadOptions& options,
              const PageObserver& observe = {});

  const std::vector<Form>& forms() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gouji
