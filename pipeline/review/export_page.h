// What is broken in the reports of a dataset, as one page to send to those whose reports they are.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "pipeline/review/page_images.h"
#include "pipeline/review/session.h"

namespace gouji {

// Writes `file`: for each report with broken relations its sums as printed, and of every figure in
// them a picture of its place. The page holds all it needs and loads nothing; what came out of a
// PDF or a file name is escaped. It is there whole, or as it was before. Returns how many relations
// it shows; fails with a sentence.
tl::expected<int, std::string> export_page(Session& session, PageImages& images,
                                           const std::filesystem::path& file);

// Text as HTML has it, in an element as in an attribute.
std::string escaped(const std::string& text);

}  // namespace gouji
