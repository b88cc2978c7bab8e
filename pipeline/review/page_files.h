// The files of the review page, embedded at build.
#pragma once

#include <span>
#include <string_view>

namespace gouji {

struct PageFile {
  std::string_view path;  // of the address: /app.js
  std::string_view type;  // Content-Type
  std::string_view content;
};

std::span<const PageFile> page_files();

}  // namespace gouji
