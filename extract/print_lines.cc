#include "extract/print_lines.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace gouji {
namespace {

constexpr double kWord = 3;  // mm; between words, at least

bool may_stand_in_figure(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'\uFF10' && c <= U'\uFF19') ||
         std::u32string_view(U"/.,-+%\u2014\uFF0C\uFF0E").find(c) != std::string::npos;
}

}  // namespace

int middle(const Character& character) { return character.box.y + character.box.height / 2; }

cv::Rect box_of(const Characters& characters) {
  cv::Rect box;
  for (const Character& c : characters) box |= c.box;
  return box;
}

// Lines of print, from top to bottom, each from left to right.
std::vector<Characters> lines_of_print(Characters characters) {
  std::sort(characters.begin(), characters.end(), [](const Character& a, const Character& b) {
    return std::pair(middle(a), a.box.x) < std::pair(middle(b), b.box.x);
  });
  std::vector<Characters> lines;
  for (const Character& c : characters) {
    if (lines.empty() || middle(c) - middle(lines.back().back()) > c.box.height / 2) {
      lines.emplace_back();
    }
    lines.back().push_back(c);
  }
  for (Characters& line : lines) {
    std::stable_sort(line.begin(), line.end(),
                     [](const Character& a, const Character& b) { return a.box.x < b.box.x; });
  }
  return lines;
}

std::vector<Characters> words_of(const Characters& line, double mm) {
  std::vector<Characters> words;
  for (const Character& c : line) {
    if (words.empty() || c.box.x - words.back().back().box.br().x >= kWord * mm) {
      words.emplace_back();
    }
    words.back().push_back(c);
  }
  return words;
}

int count_figures(const Characters& line, double mm) {
  const std::vector<Characters> words = words_of(line, mm);
  return static_cast<int>(std::count_if(words.begin(), words.end(), [](const Characters& word) {
    return std::all_of(word.begin(), word.end(),
                       [](const Character& c) { return may_stand_in_figure(c.text); });
  }));
}

bool is_heading(const std::vector<Characters>& lines) {
  std::u32string text;
  for (const Characters& line : lines) {
    for (const Character& c : line) text += c.text;
  }
  return text.size() > 2 && text[1] == U'、' &&
         std::u32string_view(U"一二三四五六七").find(text[0]) != std::string::npos &&
         text.find(U"情况") != std::string::npos;
}

}  // namespace gouji
