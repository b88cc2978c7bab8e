#include "extract/missed_lines.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "extract/line_ink.h"
#include "models/quantile.h"

namespace gouji {
namespace {

// Millimetres.
constexpr double kNarrowest = 2.6;  // of a column
constexpr double kSameLine = 0.4;   // between pieces of one rule
constexpr double kThickest = 0.53;  // a rule of 1.5 pt, any of whose columns may be the darkest
constexpr double kLeastBand = 3.5;  // rows of 10 pt print
constexpr double kFewest = 0.25;    // share of a band that is dark in a column worth a look
constexpr double kMostOfIt = 0.4;   // of all bands together, where a rule is broken
constexpr size_t kFewColumns = 4;   // with no more, none is usual
constexpr int kSigns = 2;           // of all bands together, that pieces are no figures

struct Candidate {
  int x;
  size_t band;
  LineInk ink;
};

// Columns of one band that may be part of a rule.
std::vector<Candidate> look_through(const cv::Mat& ink, const std::vector<double>& across,
                                    size_t band, const std::vector<double>& known, double mm) {
  std::vector<Candidate> out;
  const double from = across[band], to = across[band + 1];
  if (to - from < kLeastBand * mm) return out;
  cv::Mat dark;
  cv::reduce(ink.rowRange(static_cast<int>(from), static_cast<int>(to)), dark, 0, cv::REDUCE_SUM,
             CV_32S);
  const auto free = [&](int x) {
    return std::none_of(known.begin(), known.end(),
                        [&](double at) { return std::abs(at - x) < kNarrowest * mm; });
  };
  const int thick = std::max(0, static_cast<int>(std::lround(kThickest * mm)) - 1);
  for (int x = 1; x + 1 < dark.cols; ++x) {
    const int* d = dark.ptr<int>() + x;
    if (d[0] < kFewest * 255 * (to - from) || d[0] < d[-1] || d[0] <= d[1] || !free(x)) continue;
    for (int at = x; at >= std::max(0, x - thick) && free(at); --at) {
      const LineInk line = line_ink(ink, at, from, to, mm);
      if (!is_rule(line) && !is_trace(line)) continue;
      out.push_back({at, band, line});
      break;
    }
  }
  return out;
}

// Whether `x` halves a column that is twice as wide as columns of the table usually are.
bool halves_a_column(double x, const std::vector<double>& known, double mm) {
  const auto right = std::upper_bound(known.begin(), known.end(), x);
  if (known.size() <= kFewColumns || right == known.begin() || right == known.end()) return false;
  std::vector<double> widths;
  for (size_t i = 1; i < known.size(); ++i) widths.push_back(known[i] - known[i - 1]);
  const double left = *(right - 1), within = kSameLine * mm, usual = median(std::move(widths));
  return std::abs(x - left - usual) <= within && std::abs(*right - x - usual) <= within;
}

// Whether pieces that stand one under another, in successive bands, are those of a broken rule.
bool is_broken_rule(const std::vector<Candidate>& pieces, const std::vector<double>& known,
                    double mm) {
  double covered = 0, length = 0;
  int seen = halves_a_column(pieces.front().x, known, mm) ? 1 : 0;
  for (const Candidate& p : pieces) {
    covered += p.ink.covered;
    length += p.ink.length;
    seen += signs(p.ink);
  }
  return seen >= kSigns && covered >= kMostOfIt * length;
}

// Takes the pieces under the first of `all` out of it.
std::vector<Candidate> take_pile(std::vector<Candidate>& all, double mm) {
  std::vector<Candidate> pile = {all.front()};
  for (const Candidate& c : all) {
    const Candidate& last = pile.back();
    if (c.band == last.band + 1 && std::abs(c.x - last.x) <= kSameLine * mm) pile.push_back(c);
  }
  std::erase_if(all, [&](const Candidate& c) {
    return std::any_of(pile.begin(), pile.end(),
                       [&](const Candidate& p) { return p.band == c.band && p.x == c.x; });
  });
  return pile;
}

}  // namespace

std::vector<double> missed_lines(const cv::Mat& ink, const std::vector<double>& across,
                                 const std::vector<double>& known, double mm) {
  std::vector<Candidate> all;
  for (size_t band = 0; band + 1 < across.size(); ++band) {
    const auto found = look_through(ink, across, band, known, mm);
    all.insert(all.end(), found.begin(), found.end());
  }
  std::vector<double> lines;
  while (!all.empty()) {
    const std::vector<Candidate> pile = take_pile(all, mm);
    const bool whole =
        std::any_of(pile.begin(), pile.end(), [](const Candidate& c) { return is_rule(c.ink); });
    if (whole || is_broken_rule(pile, known, mm)) lines.push_back(pile.front().x);
  }
  std::sort(lines.begin(), lines.end());
  std::vector<double> apart;
  for (double x : lines) {
    if (apart.empty() || x - apart.back() >= kNarrowest * mm) apart.push_back(x);
  }
  return apart;
}

}  // namespace gouji
