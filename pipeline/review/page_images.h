// Pictures of the pages of a dataset's reports, drawn when they are looked at.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <tl/expected.hpp>

#include "pipeline/picture.h"
#include "pipeline/review/file_hashes.h"
#include "pipeline/review/picture_cache.h"
#include "pipeline/worker_process.h"

namespace gouji {

// A page as a person sees it.
struct DrawnPage {
  Picture picture;
  double dpi = 0;  // at which it was drawn
};

// A page is drawn in a process of its own, locked up and bounded as workers are (page_renderer.h),
// one at a time, and kept in OUT/.gouji/pages (picture_cache.h). May be asked by several threads.
class PageImages {
 public:
  // `renderer`: the program and its arguments up to the file, such as
  // {"/proc/self/exe", "render"}; it is given file, page and dpi.
  PageImages(std::filesystem::path out, WorkerCommand renderer);

  // The page (from 1) as displayed, at `dpi`, or less where it would have too many pixels.
  // `sha256`: of the PDF when it was read. Fails with a sentence: the file is gone or has changed,
  // it cannot be drawn, or it takes too long.
  tl::expected<DrawnPage, std::string> page(const std::filesystem::path& pdf,
                                            const std::string& sha256, int page, int dpi);

 private:
  // What the renderer sends (page_renderer.h) of a page that it could draw.
  tl::expected<std::string, std::string> draw(const std::filesystem::path& pdf, int page,
                                              int dpi) const;

  const WorkerCommand renderer_;
  PictureCache kept_;
  FileHashes hashes_;
  std::mutex one_at_a_time_;
};

}  // namespace gouji
