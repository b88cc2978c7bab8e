#include "pipeline/review/crop.h"

#include <cmath>
#include <opencv2/core.hpp>

#include "pipeline/translation.h"

namespace gouji {
namespace {

// What shows of a cell's neighbours, so that a person sees the lines around it. Points.
constexpr double kBeside = 24, kAbove = 10;

}  // namespace

Reply<DrawnPage> draw_page(Session& session, PageImages& images, const StoredReport& report,
                           int page, int dpi) {
  const auto file = session.file_of(report);
  if (!file) return tl::unexpected(file.error());
  auto drawn = images.page(*file, report.row.sha256, page, dpi);
  if (!drawn) return failed(503, drawn.error());
  return *drawn;
}

Reply<Picture> crop_of(Session& session, PageImages& images, const StoredReport& report,
                       size_t index) {
  const Cell& cell = report.now.cells[index];
  if (cell.page == 0 || cell.box.empty()) return failed(404, tr("the cell stands nowhere"));
  const auto page = draw_page(session, images, report, cell.page, kCropDpi);
  if (!page) return tl::unexpected(page.error());
  const auto pixels = [&](double points) {
    return static_cast<int>(std::lround(points * page->dpi / 72));
  };
  const Box& box = cell.box;
  Picture out = cropped(page->picture,
                        {pixels(box.x0 - kBeside), pixels(box.y0 - kAbove),
                         pixels(box.width() + 2 * kBeside), pixels(box.height() + 2 * kAbove)});
  if (out.bytes.empty()) return failed(404, tr("the cell stands nowhere"));
  return out;
}

}  // namespace gouji
