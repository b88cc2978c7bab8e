#include "ocr/stamps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ocr/components.h"
#include "ocr/reduce.h"

namespace gouji {
namespace {

constexpr int kReduce = 4;          // stamps are found at a quarter of the resolution
constexpr int kColourful = 45;      // levels between the channels of coloured ink, paper at 255
constexpr double kPaper = 0.75;     // of the pixels of a channel are darker than the paper's level
constexpr double kGap = 2.0;        // mm; between the parts of a seal, less than between lines
constexpr double kLeastStamp = 14;  // mm; lines of large print are lower
constexpr double kMostStamp = 110;  // mm; larger are shaded tables and the desk under a photograph
constexpr double kMostOblong = 3;   // titles of two lines are longer
constexpr double kLeastBright = 128;  // of ink, in its brightest channel; darker is a desk of wood
constexpr int kFaint = 20;            // as kColourful, of the rules of writing paper
constexpr double kPiece = 20;         // mm; that such a rule runs straight
constexpr double kLeastRule = 60, kThickest = 1;  // mm
constexpr double kMostSlope = 0.02;
constexpr int kLeastRules = 5;       // on a sheet
constexpr double kLeastDown = 8;     // mm; of rules down:
constexpr int kFrame = 2;            // a frame has no more
constexpr double kBrightRule = 190;  // of such a rule across, in its brightest channel
constexpr double kAround = 1.5;      // mm; to which the colour of a stamp bleeds

// The level that `share` of the pixels are below.
int quantile(const cv::Mat& channel, double share) {
  std::array<int, 256> count{};
  for (int y = 0; y < channel.rows; ++y) {
    for (int x = 0; x < channel.cols; ++x) ++count[channel.at<uchar>(y, x)];
  }
  const double least = share * static_cast<double>(channel.total());
  int level = 0;
  for (double sum = count[0]; sum < least && level < 255;) sum += count[++level];
  return level;
}

cv::Mat brightest(const std::vector<cv::Mat>& channels) {
  return cv::max(cv::max(channels[0], channels[1]), channels[2]);
}

cv::Mat dimmest(const std::vector<cv::Mat>& channels) {
  return cv::min(cv::min(channels[0], channels[1]), channels[2]);
}

// The channels with the tint of the paper taken out.
std::vector<cv::Mat> balanced(const cv::Mat& colour, const std::array<double, 3>& gains) {
  std::vector<cv::Mat> channels;
  cv::split(colour, channels);
  for (int i = 0; i < 3; ++i) channels[i].convertTo(channels[i], CV_8U, gains[i]);
  return channels;
}

// Where stamps stand, in pixels of the reduced page.
std::vector<cv::Rect> find_stamps(const cv::Mat& coloured, double mm) {
  const int n = std::max(3, static_cast<int>(std::lround(kGap * mm)) | 1);
  cv::Mat closed;
  cv::morphologyEx(coloured, closed, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {n, n}));
  std::vector<cv::Rect> stamps;
  for (const Component& component : connected_components(closed)) {
    const cv::Rect& r = component.box;
    const int shorter = std::min(r.width, r.height), longer = std::max(r.width, r.height);
    if (shorter >= kLeastStamp * mm && longer <= kMostStamp * mm &&
        longer <= kMostOblong * shorter) {
      stamps.push_back(r);
    }
  }
  return stamps;
}

// Straight runs of `coloured` of a length (pixels), though they lie a little askew: their boxes.
std::vector<cv::Rect> straight_runs(const cv::Mat& coloured, double length, bool down) {
  const auto line = [&](int along, int beside) {
    return cv::Mat::ones(down ? along : beside, down ? beside : along, CV_8UC1);
  };
  cv::Mat thick, open;
  cv::dilate(coloured, thick, line(1, 3));
  const int n = static_cast<int>(length);
  cv::morphologyEx(thick, open, cv::MORPH_OPEN, line(std::max(2, n), 1));
  std::vector<cv::Rect> out;
  for (const Component& component : connected_components(open)) out.push_back(component.box);
  return out;
}

// Where the coloured rules across of writing paper run; empty where the page has none. A table
// whose rules are coloured has some down as well, and a black rule with a coloured edge, as
// scanners make that light a sheet in one colour after the other, is dark in every channel.
cv::Mat paper_rules(const cv::Mat& coloured, const cv::Mat& bright, double mm) {
  if (std::ssize(straight_runs(coloured, kLeastDown * mm, true)) > kFrame) return {};
  cv::Mat rules = cv::Mat::zeros(coloured.size(), CV_8UC1);
  int count = 0;
  for (const cv::Rect& r : straight_runs(coloured, kPiece * mm, false)) {
    if (r.width < kLeastRule * mm || r.height > kMostSlope * r.width + kThickest * mm) continue;
    if (cv::mean(bright(r), coloured(r))[0] < kBrightRule) continue;
    coloured(r).copyTo(rules(r));
    ++count;
  }
  return count < kLeastRules ? cv::Mat() : rules;
}

// Which channel is brightest in `part` of a page.
int brightest_of(const std::vector<cv::Mat>& channels, const cv::Mat& part) {
  int best = 0;
  for (int i = 1; i < 3; ++i) {
    if (cv::mean(channels[i], part)[0] > cv::mean(channels[best], part)[0]) best = i;
  }
  return best;
}

// Takes ink of one colour off the page: that is brightest in channel `of`.
void drop_colour(const cv::Mat& colour, const std::array<double, 3>& gains, int of, cv::Mat& gray) {
  const std::vector<cv::Mat> channels = balanced(colour, gains);
  const cv::Mat bright = brightest(channels);
  const cv::Mat coloured = bright - dimmest(channels);
  cv::Mat ink = (coloured > kFaint) & (channels[of] == bright), clean;
  const double level = cv::mean(bright, ink & (coloured > kColourful))[0];
  cv::dilate(ink, ink, cv::Mat::ones(3, 3, CV_8UC1));
  // As light as the paper is.
  bright.convertTo(clean, CV_8U, quantile(gray, kPaper) / std::max(level, 1.0));
  clean.copyTo(gray, ink);
}

}  // namespace

void drop_stamps(Page& page) {
  if (page.colour.empty()) return;
  const cv::Mat small = reduced(page.colour, kReduce);
  std::vector<cv::Mat> channels;
  cv::split(small, channels);
  std::array<double, 3> gains{};
  for (int i = 0; i < 3; ++i) gains[i] = 255.0 / std::max(1, quantile(channels[i], kPaper));
  channels = balanced(small, gains);
  const cv::Mat bright = brightest(channels);
  const cv::Mat tint = bright - dimmest(channels);
  const double mm = page.dpi / 25.4;
  const auto drop = [&](const cv::Rect& found, const cv::Mat& coloured) {
    const cv::Scalar ink = cv::mean(bright(found), coloured(found));
    if (ink[0] < kLeastBright) return;
    const int around = static_cast<int>(kAround * mm);
    cv::Rect r(found.x * kReduce - around, found.y * kReduce - around,
               found.width * kReduce + 2 * around, found.height * kReduce + 2 * around);
    r &= cv::Rect(0, 0, page.gray.cols, page.gray.rows);
    brightest(balanced(page.colour(r), gains))
        .convertTo(page.gray(r), CV_8U, 255.0 / std::max(1.0, ink[0]));
  };
  const cv::Mat coloured = tint > kColourful;
  cv::Mat faint = tint > kFaint;  // thin rules are, at a quarter of the resolution
  for (const cv::Rect& stamp : find_stamps(coloured, mm / kReduce)) {
    drop(stamp, coloured);
    faint(stamp).setTo(0);
  }
  const cv::Mat rules = paper_rules(faint, bright, mm / kReduce);
  if (!rules.empty()) drop_colour(page.colour, gains, brightest_of(channels, rules), page.gray);
  page.colour.release();
}

}  // namespace gouji
