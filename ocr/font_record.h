// What is known about a document's fonts: whether the characters that their maps give for figures
// are those that their glyphs look like.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "models/page.h"

namespace gouji {

enum class FontVerdict {
  kTrusted,  // nothing speaks against it
  kSuspect,  // it has been wrong, or the digit reader cannot read its figures: which, is not known
  kBroken,   // the map is wrong: what glyphs look like contradicts it from both sides
};

class FontRecord {
 public:
  // A figure in `font` that the text layer gives as `said` and that clearly looks like `seen`; both
  // as figure_of() gives them.
  void add(FontId font, const std::string& said, const std::string& seen);
  // Text in `font` that is no figure, words or letters as `said`, clearly looks like the number
  // `seen`, or, where that is empty, clearly like none.
  void add_words(FontId font, const std::string& said, const std::string& seen);
  // Text other than figures in `font` was found wrong.
  void suspect(FontId font) { fonts_[font].suspect = true; }

  FontVerdict verdict(FontId font) const;
  // Whether the map makes letters or other characters of digits: more of what looks like numbers is
  // said to be words than letters look like letters, several of them, and the font has no such
  // digits. Clerks type O for 0, but have 0 as well.
  bool disguises_figures(FontId font) const;
  // Whether no glyph that the map says is `said`, a digit or a letter, looks so, but those that
  // were seen look like a digit that no glyph of the font both is said to be and looks like. In a
  // document of which another font's map is wrong alike that is enough to go by looks in running
  // text, where a title's year may be the only figure of its font; in others the digit reader may
  // have slipped.
  bool has_moved(FontId font, char said) const;
  // What most glyphs look like that the map says are `said`; 0 where none was seen.
  char look_of(FontId font, char said) const;

 private:
  struct Record {
    std::map<std::pair<char, char>, int> pairs;  // said, seen: how often
    int agreed = 0, differed = 0;                // figures
    std::set<std::string> disguised;             // words that look like numbers,
    std::array<int, 10> digits{};                // the digits in these, how often,
    int numbers = 0, words = 0;  // how many these were, and letters that look like none
    bool suspect = false;
  };
  static bool is_broken(const Record& r);
  static bool disguises_figures(const Record& r);

  std::map<FontId, Record> fonts_;
};

}  // namespace gouji
