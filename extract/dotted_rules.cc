#include "extract/dotted_rules.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "models/quantile.h"

namespace gouji {
namespace {

// Millimetres.
constexpr double kThickestDot = 0.75;  // rules are up to 1.5 pt = 0.53 mm thick
constexpr double kPaperBeside = 0.5;   // on both sides; strokes of a character are closer
constexpr double kLeastRow = 2.2;      // of marks, before gaps at crossings are closed
constexpr double kDotGap = 1.3;        // from one to the next; stacked digits 1 are farther apart
constexpr double kCrossingGap = 2.7;   // where another rule crosses
constexpr double kLeastDotted = 6;     // a row and a half
constexpr double kLongestDash = 2;     // a character of 7 pt is 2.5 mm wide
constexpr double kPeriod = 2.2;        // of the pattern; of characters it is 2.5 and more,
constexpr double kLongPeriod = 3.2;    // but dashes are of one length,
constexpr double kLongDash = 2.3;
constexpr size_t kLeastDots = 5;
constexpr double kVaries = 0.2;      // of a mark's or a gap's length
constexpr double kEven = 0.5;        // share of the gaps that are of one length
constexpr double kEvenDashes = 0.6;  // and of the marks, where the period is long,
constexpr double kOfLongRow = 0.4;   // less in a long row: dashes are fitted into cells
constexpr double kNearlyEven = 1.2;  // of both together, where the pattern is known from elsewhere
constexpr double kInked = 0.3;       // of a row; the sides of stacked figures 0 are far apart
constexpr double kNearlySolid = 0.88;  // of a row; the characters of a line are farther apart
constexpr double kLeastSolid = 12;     // three characters are seldom in line
constexpr double kFineGap = 0.6;       // closed in such a row
constexpr double kTinyGap = 0.26;      // the usual one in such a row
constexpr double kNoText = 25;         // strokes are not in line for so long
constexpr double kLongRow = 60;
constexpr double kTooLong = 100;      // for anything but a rule, where as much as
constexpr double kMostlyInked = 0.5;  // is inked: the dashes of two cells may lie over each other

// The marks that stand behind each other along a rule, and the gaps between them, in pixels.
struct Marks {
  std::vector<int> marks, gaps;
  int length = 0;
};

// `mask`: CV_8UC1 around one rule, whatever its thickness.
Marks marks_along(const cv::Mat& mask, bool across) {
  cv::Mat flat;
  cv::reduce(mask, flat, across ? 0 : 1, cv::REDUCE_MAX);
  Marks out;
  out.length = static_cast<int>(flat.total());
  for (int i = 0, from = 0; i <= out.length; ++i) {
    const bool ends = i == out.length || flat.data[i] != flat.data[from];
    if (!ends) continue;
    (flat.data[from] ? out.marks : out.gaps).push_back(i - from);
    from = i;
  }
  return out;
}

// The share of `lengths` that are as long as is usual, to a pixel.
double evenness(const std::vector<int>& lengths) {
  const double usual = median(lengths);
  const auto even = std::count_if(lengths.begin(), lengths.end(), [usual](int n) {
    return std::abs(n - usual) <= std::max(1.0, kVaries * usual);
  });
  return static_cast<double>(even) / static_cast<double>(lengths.size());
}

int inked(const Marks& m) { return std::accumulate(m.marks.begin(), m.marks.end(), 0); }

// Whether marks are so near to each other that blur or a coarse raster joins most of them.
bool is_nearly_solid(const Marks& m, double mm) {
  return m.length >= kLeastSolid * mm && inked(m) >= kNearlySolid * m.length &&
         (m.gaps.empty() || median(m.gaps) <= std::max(1.0, kTinyGap * mm));
}

// Whether marks may be those of a pen pattern: many, short, and near to each other, by these
// lengths in millimetres.
bool like_a_pattern(const Marks& m, double period, double longest, double mm) {
  if (m.marks.size() < kLeastDots || m.gaps.empty()) return false;
  return m.length <= period * mm * static_cast<double>(m.marks.size()) &&
         inked(m) >= kInked * m.length && median(m.marks) <= longest * mm;
}

// Whether marks are evenly spaced for longer than the strokes of characters ever are in line.
bool is_clear(const Marks& m, double mm) {
  return m.length >= kNoText * mm && evenness(m.gaps) >= kEven;
}

bool has_even_dashes(const Marks& m, double mm) {
  return evenness(m.marks) >= (m.length >= kLongRow * mm ? kOfLongRow : kEvenDashes);
}

// Whether marks, however uneven, go on for so long that nothing else does.
bool is_too_long(const Marks& m, double mm) {
  return m.length >= kTooLong * mm && inked(m) >= kMostlyInked * m.length;
}

bool is_known(const Marks& m, const std::vector<DotPattern>& known) {
  if (evenness(m.marks) + evenness(m.gaps) < kNearlyEven) return false;
  return std::any_of(known.begin(), known.end(), [&](const DotPattern& p) {
    return std::abs(p.mark - median(m.marks)) <= 1 && std::abs(p.gap - median(m.gaps)) <= 1;
  });
}

}  // namespace

BitImage dotted_rules(const BitImage& ink, const Direction& along, std::vector<DotPattern>& known) {
  const int thickest = along.pixels(kThickestDot) + 1;
  const BitImage crowded = along.close(ink, 1, along.pixels(kPaperBeside) + 1);
  const BitImage marks = ink - along.open(crowded, 1, thickest + 1);
  const BitImage rows =
      along.open(along.close(marks, along.pixels(kDotGap), 1), along.pixels(kLeastRow), 1);
  const BitImage chains =
      along.open(along.close(rows, along.pixels(kCrossingGap), 1), along.pixels(kLeastDotted), 1);
  struct Chain {
    cv::Rect box;
    Marks marks;
  };
  std::vector<Chain> doubtful;
  std::vector<cv::Rect> solid, others;
  for (const cv::Rect& box : chains.components()) {
    const Marks m = marks_along(marks.unpack(box), along.across());
    if (is_nearly_solid(m, along.mm())) {  // what lies beyond a gap may be a character's
      solid.push_back(box);
      others.push_back(box);
      continue;
    }
    const bool dots = like_a_pattern(m, kPeriod, kLongestDash, along.mm());
    if (!dots && !like_a_pattern(m, kLongPeriod, kLongDash, along.mm())) {
      others.push_back(box);
    } else if (is_clear(m, along.mm()) && (dots || has_even_dashes(m, along.mm()))) {
      if (dots || evenness(m.marks) >= kEvenDashes) {
        known.push_back({median(m.marks), median(m.gaps)});
      }
    } else if (!is_too_long(m, along.mm())) {
      doubtful.push_back({box, m});
    }
  }
  for (const Chain& c : doubtful) {
    if (!is_known(c.marks, known)) others.push_back(c.box);
  }
  const BitImage dotted = chains - BitImage::of_boxes(ink.size(), others);
  if (solid.empty()) return dotted;
  const BitImage fine = along.close(marks, along.pixels(kFineGap), 1);
  return dotted | (fine & BitImage::of_boxes(ink.size(), solid));
}

}  // namespace gouji
