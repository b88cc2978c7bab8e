// What is known about a document's fonts: whether the characters that their maps give for figures
// are those that their glyphs look like.
#pragma once

#include <map>
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
  // Text other than figures in `font` was found wrong.
  void suspect(FontId font) { fonts_[font].suspect = true; }

  FontVerdict verdict(FontId font) const;
  // Whether no glyph that the map says is `said` looks so, but those that were seen look like a
  // digit that no glyph of the font both is said to be and looks like. In a document of which
  // another font's map is broken that is enough to go by looks in running text, where a title's
  // year may be the only figure of its font; in others the digit reader may have slipped.
  bool has_moved(FontId font, char said) const;
  // What most glyphs look like that a broken font's map says are `said`; 0 where none was seen.
  char look_of(FontId font, char said) const;

 private:
  struct Record {
    std::map<std::pair<char, char>, int> pairs;  // said, seen: how often
    int agreed = 0, differed = 0;                // figures
    bool suspect = false;
  };
  static bool is_broken(const Record& r);

  std::map<FontId, Record> fonts_;
};

}  // namespace gouji
