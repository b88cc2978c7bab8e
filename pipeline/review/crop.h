// Pictures of pages and cells of a report in a session.
#pragma once

#include "pipeline/review/page_images.h"
#include "pipeline/review/session.h"

namespace gouji {

inline constexpr int kCropDpi = 200;

// A page of the report, from 1, as displayed.
Reply<DrawnPage> draw_page(Session& session, PageImages& images, const StoredReport& report,
                           int page, int dpi);

// The cell at `index` with a little around it, as PNG: at kCropDpi, or at what its page can be
// drawn. 404 where it stands nowhere.
Reply<Picture> crop_of(Session& session, PageImages& images, const StoredReport& report,
                       size_t index);

}  // namespace gouji
