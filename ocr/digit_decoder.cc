#include "ocr/digit_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace gouji {
namespace {

// Set on lines in fonts and with damage that the network was not trained on; the table is in
// data/digits/README.md.
constexpr double kTemperature = 1.0;  // of a string's log probability
constexpr double kTogether = 0.95;    // the same, of the mean of two networks
constexpr double kElse = 2e-4;        // chance of a string that no step of the network hints at

constexpr double kMalformed = 0.05;  // how much rarer figures such as 2,3377, 07 or 3- are in print
constexpr double kSpeck = 0.9;       // chance that a point or comma at a figure's end is none

constexpr std::size_t kBeam = 8;
constexpr double kHopeless = 1e-7;    // a prefix this much less probable than the best is dropped
constexpr float kNegligible = 1e-4F;  // a class less probable at a step is not tried

constexpr std::size_t kClasses = kDigitAlphabet.size() + 1;
using Step = std::array<float, kClasses>;

struct Prefix {
  std::string text;
  std::uint64_t hash = 0;  // of the text, which is compared where hashes are the same
  double blank = 0;        // probability of the paths to `text` that end in CTC's blank
  double symbol = 0;       // and of those that end in its last character
  double total() const { return blank + symbol; }
  bool closed() const { return !text.empty() && text.back() == '?'; }
};

std::uint64_t hash_with(std::uint64_t hash, char symbol) {
  return (hash ^ static_cast<unsigned char>(symbol)) * 0x100000001B3U;  // FNV-1a
}

Step step_at(const cv::Mat& logits, int column) {
  Step step;
  float most = logits.at<float>(0, column);
  for (int c = 1; c < logits.rows; ++c) most = std::max(most, logits.at<float>(c, column));
  float sum = 0;
  for (std::size_t c = 0; c < kClasses; ++c) {
    step[c] = std::exp(logits.at<float>(static_cast<int>(c), column) - most);
    sum += step[c];
  }
  for (float& p : step) p /= sum;
  return step;
}

// That of `prefix` itself in `beam`; a new one if there is none.
Prefix& same(std::vector<Prefix>& beam, const Prefix& prefix) {
  const auto found = std::find_if(beam.begin(), beam.end(), [&](const Prefix& p) {
    return p.hash == prefix.hash && p.text == prefix.text;
  });
  return found != beam.end() ? *found : beam.emplace_back(Prefix{prefix.text, prefix.hash});
}

// That of `prefix` and one more symbol.
Prefix& longer(std::vector<Prefix>& beam, const Prefix& prefix, char symbol) {
  const std::uint64_t hash = hash_with(prefix.hash, symbol);
  const auto found = std::find_if(beam.begin(), beam.end(), [&](const Prefix& p) {
    return p.hash == hash && p.text.size() == prefix.text.size() + 1 && p.text.back() == symbol &&
           p.text.starts_with(prefix.text);
  });
  return found != beam.end() ? *found : beam.emplace_back(Prefix{prefix.text + symbol, hash});
}

// All prefixes that `prefix` may have become after `step`. Nothing follows a '?': what comes
// after it does not matter any more.
void extend(const Prefix& prefix, const Step& step, std::vector<Prefix>& next) {
  if (prefix.closed()) {
    same(next, prefix).symbol += prefix.total();
    return;
  }
  same(next, prefix).blank += prefix.total() * step[0];
  for (std::size_t c = 1; c < kClasses; ++c) {
    if (step[c] < kNegligible) continue;
    char symbol = kDigitAlphabet[c - 1];
    bool again = !prefix.text.empty() && prefix.text.back() == symbol;
    if (again) same(next, prefix).symbol += prefix.symbol * step[c];
    double before = again ? prefix.blank : prefix.total();
    if (before > 0) longer(next, prefix, symbol).symbol += before * step[c];
  }
}

// What is left of the beam after a step at which nothing but CTC's blank is to be seen.
void pass(std::vector<Prefix>& beam, double blank) {
  for (Prefix& p : beam) {
    p.blank = p.total() * blank;
    p.symbol = 0;
  }
}

bool nothing_seen(const Step& step) { return step[0] > 1 - kNegligible; }

std::vector<Prefix> search(const cv::Mat& logits) {
  std::vector<Prefix> beam = {{.text = "", .blank = 1}};
  std::vector<Prefix> next;
  for (int t = 0; t < logits.cols; ++t) {
    Step step = step_at(logits, t);
    if (nothing_seen(step)) {
      pass(beam, step[0]);
      continue;
    }
    next.clear();
    for (const Prefix& p : beam) extend(p, step, next);
    std::sort(next.begin(), next.end(),
              [](const Prefix& a, const Prefix& b) { return a.total() > b.total(); });
    if (next.size() > kBeam) next.resize(kBeam);
    double least = kHopeless * next.front().total();
    while (next.back().total() < least) next.pop_back();
    beam.swap(next);
  }
  return beam;
}

// What a string of the network's says: a row of dashes is one dash. A point or comma that stands at
// an end is a speck, or the rest of the figure is lost, which would be worse: .88 is never 88.
struct Printed {
  std::string text;
  double sure = 1;  // that nothing is lost
};

Printed as_printed(std::string text) {
  if (text.ends_with('?')) return {"?"};
  std::size_t begin = std::min(text.find_first_not_of(".,"), text.size());
  std::size_t end = text.find_last_not_of(".,") + 1;
  bool zero = text.find_first_not_of("0", begin) == std::string::npos;
  bool fraction = begin > 0 && text[begin - 1] == '.' && !zero;
  bool speck = begin < end && (end < text.size() || (begin > 0 && !zero));
  text = begin < end ? text.substr(begin - fraction, end - begin + fraction) : "";
  if (!text.empty() && text.find_first_not_of('-') == std::string::npos) text = "-";
  return {std::move(text), speck ? kSpeck : 1};
}

// Whether `text` is written as numbers are: an optional sign, digits, in groups of three after
// commas, and digits after one point, no needless zero before and no sign of zero; or a blank, a
// dash, a slash, "?".
bool well_formed(std::string_view text) {
  if (text.empty() || text == "-" || text == "/" || text == "?") return true;
  const bool is_signed = text.front() == '+' || text.front() == '-';
  if (is_signed) text.remove_prefix(1);
  if (text.starts_with('0') && (text.size() == 1 ? is_signed : text[1] != '.')) return false;
  std::string_view whole = text.substr(0, text.find('.'));
  std::string_view fraction = text.substr(std::min(whole.size() + 1, text.size()));
  auto all_digits = [](std::string_view s) {
    return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (whole.size() < text.size() && !all_digits(fraction)) return false;
  for (bool first = true; whole.find(',') != std::string_view::npos; first = false) {
    std::string_view group = whole.substr(0, whole.find(','));
    if (!all_digits(group) || group.size() > 3 || (!first && group.size() != 3)) return false;
    whole.remove_prefix(group.size() + 1);
    if (whole.find(',') == std::string_view::npos && whole.size() != 3) return false;
  }
  return all_digits(whole);
}

// Equal for strings that say the same.
std::string meaning(std::string text) {
  if (text == "-" || text == "/") return "";
  if (well_formed(text)) std::erase(text, ',');
  return text;
}

struct Candidate {
  std::string meaning;
  std::string text = {};  // the most probable of those that say this,
  double most = 0;        // and its probability
  double total = 0;       // probability of all of them
  double sure = 0;        // share of it with nothing lost
};

// That which says this; a new one if there is none.
Candidate& candidate(std::string says, std::vector<Candidate>& candidates) {
  const auto same = std::find_if(candidates.begin(), candidates.end(),
                                 [&](const Candidate& c) { return c.meaning == says; });
  return same != candidates.end() ? *same : candidates.emplace_back(Candidate{std::move(says)});
}

std::vector<Candidate> merged(const std::vector<Prefix>& beam) {
  std::vector<Candidate> candidates;
  for (const Prefix& p : beam) {
    Printed printed = as_printed(p.text);
    double likely = p.total() * (well_formed(printed.text) ? 1 : kMalformed);
    Candidate& c = candidate(meaning(printed.text), candidates);
    if (likely > c.most) {
      c.most = likely;
      c.text = std::move(printed.text);
    }
    c.total += likely;
    c.sure += likely * printed.sure;
  }
  return candidates;
}

void sort(std::vector<Alternative>& readings) {
  std::stable_sort(
      readings.begin(), readings.end(),
      [](const Alternative& a, const Alternative& b) { return a.probability > b.probability; });
}

}  // namespace

std::vector<Alternative> decode_line(const cv::Mat& logits) {
  std::vector<Alternative> readings;
  double sum = 0;
  for (Candidate& c : merged(search(logits))) {
    double flattened = std::pow(c.total, 1 / kTemperature);
    sum += flattened;
    readings.push_back({std::move(c.text), flattened * c.sure / std::max(c.total, 1e-300)});
  }
  for (Alternative& a : readings) a.probability *= (1 - kElse) / std::max(sum, 1e-300);
  sort(readings);
  return readings;
}

std::vector<Alternative> together(const std::vector<Alternative>& a,
                                  const std::vector<Alternative>& b) {
  std::vector<Candidate> candidates;
  double all = 0;
  for (const auto* of_one : {&a, &b}) {
    for (const Alternative& alternative : *of_one) {
      const double share = alternative.probability / 2;
      Candidate& c = candidate(meaning(alternative.text), candidates);
      if (share > c.most) {
        c.most = share;
        c.text = alternative.text;
      }
      c.total += share;
      all += share;
    }
  }
  double sum = 0;
  std::vector<Alternative> readings;
  for (Candidate& c : candidates) {
    readings.push_back({std::move(c.text), std::pow(c.total, 1 / kTogether)});
    sum += readings.back().probability;
  }
  for (Alternative& r : readings) r.probability *= all / std::max(sum, 1e-300);
  sort(readings);
  return readings;
}

}  // namespace gouji
