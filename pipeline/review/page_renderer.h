// The inside of a process that draws one page of a PDF for a person to look at.
#pragma once

#include <filesystem>

#include "ocr/pdf_document.h"

namespace gouji {

// Draws page `page` of `file`, as displayed, at `dpi` or at what `limits` leave of it, and sends it
// over kWorkerChannel: `image/png` or `image/jpeg`, a space, the dpi it was drawn at, a line end,
// and the bytes; or `error`, a line end, and a sentence. Enters the sandbox before it opens the
// file. Returns the exit status.
int run_page_renderer(const std::filesystem::path& file, int page, int dpi,
                      const PdfLimits& limits);

}  // namespace gouji
