// How clearly Chinese text was read.
#pragma once

#include <algorithm>
#include <string>

#include "models/text.h"

namespace gouji {

struct Legibility {
  double sum = 0;  // of the confidence of its Chinese characters
  double characters = 0;
  bool upright = false;  // something was found that is found on no page that lies another way

  double mean() const { return characters > 0 ? sum / characters : 0; }
  void add(const std::string& text, double confidence) {
    const std::u32string s = to_utf32(text);
    const auto han = static_cast<double>(std::count_if(s.begin(), s.end(), is_han));
    sum += han * confidence;
    characters += han;
  }
};

}  // namespace gouji
