// The edges of a lattice: where between its crossings a rule runs.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "extract/rule_mask.h"

namespace gouji {

inline constexpr double kPresent = 0.5;  // sureness from which an edge divides two cells
// Millimetres from the middle of a stroke: where a character has ink beside it, and a rule has
// paper.
inline constexpr double kBesideFrom = 0.45, kBesideTo = 1.0;
inline constexpr double kCrowded =
    0.15;  // share of a stroke; with more ink beside it is a character's

// For every line of one direction and every stretch between two crossing lines: how sure it is that
// a rule runs there, 0 to 1. The outermost lines are sure.
class Edges {
 public:
  // `lines`, `crossings`: where the lines of this direction and of the other lie, pixels of the
  // masks, ascending; `mm`: pixels in a millimetre.
  Edges(const RuleMasks& masks, std::vector<double> lines, std::vector<double> crossings,
        bool across, double mm);

  double sure(size_t line, size_t stretch) const { return sure_[line * stretches_ + stretch]; }
  bool any(size_t line) const;  // whether a rule runs along any stretch

  // Closes a stretch of a line whose rule was lost.
  void close(size_t line, size_t stretch) { sure_[line * stretches_ + stretch] = 1; }

  // Closes what is open for one stretch only between two where the rule is whole. No cell of a form
  // is merged with the one below it alone among its neighbours: the rule was lost there.
  void close_holes();

  // Closes what is open between two cells of which all other edges are there, if something is
  // printed in both and nothing across the line between them. `crossing`: the edges of the other
  // direction.
  void close_between_figures(const Edges& crossing);

 private:
  double judge(double line, double from, double to) const;
  // A part of the masks, and where in it the line lies, from its top or its left.
  struct Stretch {
    cv::Rect part;
    int middle;
  };
  Stretch around(double line, double from, double to) const;
  bool traced(double line, double from, double to) const;
  bool faint(double line, double from, double to) const;
  bool shade_ends(double line, double from, double to) const;
  bool is_crowded(const cv::Rect& part) const;
  double paper(const cv::Rect& part) const;
  double crowd(const cv::Mat& covered, double line, double from, double to, int side) const;
  cv::Mat flatten(const cv::Mat& mask, double line, double from, double to, double offset,
                  double half) const;
  bool goes_on(size_t line, size_t stretch) const;
  bool walled(size_t line, size_t stretch, const Edges& crossing) const;
  bool divides_print(size_t line, size_t stretch) const;
  cv::Rect strip(double from, double to, size_t stretch) const;

  cv::Mat rules_, ink_, gray_;
  std::vector<double> lines_, crossings_;
  bool across_;
  double mm_;
  size_t stretches_;
  std::vector<double> sure_;
};

}  // namespace gouji
