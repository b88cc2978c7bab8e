// Finds fonts whose map gives wrong Chinese characters, or such of other scripts, though the page
// looks right.
#pragma once

#include <functional>
#include <map>
#include <opencv2/core.hpp>
#include <set>
#include <vector>

#include "models/page.h"
#include "ocr/closer_look.h"
#include "ocr/text_reader.h"

namespace gouji {

// Suspicion costs nothing: in such reports a good part of all pairs of neighbouring characters are
// words like 政府 or 信息; in a permuted text none are. A map may also be wrong for some characters
// alone, where these are letters as wide as Chinese characters. Whether a suspect is guilty,
// Tesseract is asked for a few of its lines. Fonts with few characters are judged together.
class FontJudge {
 public:
  // All pages of a document, with their glyphs.
  explicit FontJudge(const std::vector<Page>& pages);

  // Decides about the suspects with lines on `page`, and marks the glyphs of the guilty ones as not
  // legible, figures and Latin letters of usual width excepted. Returns the guilty fonts on this
  // page.
  std::set<FontId> mark(Page& page, TextReader& text, const CloserLook& look);

 private:
  struct Font {
    int judged = 0, hits = 0;  // characters (judged()); those in a common word
    int asked = 0, found = 0;  // characters in lines that Tesseract read; those that it found too
    bool suspect = false;
  };
  Font& font(const Glyph& g);
  bool guilty(const Font& f) const;

  std::map<FontId, int> sizes_;    // Chinese characters by font, to tell small fonts
  std::map<FontId, int> misfits_;  // likewise; letters that no font has as wide
  std::map<FontId, Font> fonts_;
};

}  // namespace gouji
