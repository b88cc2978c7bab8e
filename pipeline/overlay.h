// Draws over a page what was found on it.
#pragma once

#include <filesystem>

#include "pipeline/read_report.h"

namespace gouji {

// Writes the page as PNG, with its cells as coloured boxes and the number read in each beside it:
// green read from the text layer, blue from pixels, red where the best reading is below 0.99.
// Labels are drawn as boxes only. False where the file cannot be written.
bool write_overlay(const PageView& view, const std::filesystem::path& file);

}  // namespace gouji
