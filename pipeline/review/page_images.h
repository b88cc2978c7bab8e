// Pictures of the pages of a dataset's reports, drawn when they are looked at.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <tl/expected.hpp>

#include "pipeline/picture.h"
#include "pipeline/worker_process.h"

namespace gouji {

// A page is drawn in a process of its own, locked up and bounded as workers are (page_renderer.h),
// one at a time, and kept in OUT/.gouji/pages, from where the pictures looked at longest ago go
// once they are too many. May be asked by several threads.
class PageImages {
 public:
  // `renderer`: the program and its arguments up to the file, such as
  // {"/proc/self/exe", "render"}; it is given file, page and dpi.
  PageImages(std::filesystem::path out, WorkerCommand renderer);

  // The page (from 1) as displayed, at `dpi`, or less where it would have too many pixels.
  // `sha256`: of the PDF when it was read. Fails with a sentence: the file is gone or has changed,
  // it cannot be drawn, or it takes too long.
  tl::expected<Picture, std::string> page(const std::filesystem::path& pdf,
                                          const std::string& sha256, int page, int dpi);

 private:
  tl::expected<Picture, std::string> draw(const std::filesystem::path& pdf, int page,
                                          int dpi) const;
  void keep(const std::filesystem::path& file, const Picture& picture);

  const std::filesystem::path directory_;
  const WorkerCommand renderer_;
  std::mutex one_at_a_time_;
};

}  // namespace gouji
