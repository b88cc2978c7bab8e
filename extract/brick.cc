#include "extract/brick.h"

#include <algorithm>
#include <vector>

namespace gouji {
namespace {

using Word = std::uint32_t;
constexpr int kWord = 32;  // pixels

// to[i] = from[i] op the pixels `by` further on; the last words, for which there are none, stay.
template <typename Op>
void with_later(const Word* __restrict from, Word* __restrict to, int count, int by, Op op) {
  const int words = by / kWord, bits = by % kWord, end = std::max(0, count - words - 1);
  const Word* later = from + words;
  if (bits == 0) {
    for (int i = 0; i < end; ++i) to[i] = op(from[i], later[i]);
  } else {
    for (int i = 0; i < end; ++i) {
      to[i] = op(from[i], later[i] << bits | later[i + 1] >> (kWord - bits));
    }
  }
  std::copy(from + end, from + count, to + end);
}

// The same with the pixels `by` before; the first words stay.
template <typename Op>
void with_earlier(const Word* __restrict from, Word* __restrict to, int count, int by, Op op) {
  const int words = by / kWord, bits = by % kWord, begin = std::min(count, words + 1);
  std::copy(from, from + begin, to);
  if (bits == 0) {
    for (int i = begin; i < count; ++i) to[i] = op(from[i], from[i - words]);
  } else {
    for (int i = begin; i < count; ++i) {
      to[i] = op(from[i], from[i - words] >> bits | from[i - words - 1] << (kWord - bits));
    }
  }
}

// Calls `step` with distances at which what covers 1 pixel comes to cover `length`.
template <typename Step>
void cover(int length, const Step& step) {
  for (int have = 1; have < length;) {
    const int by = std::min(have, length - have);
    step(by);
    have += by;
  }
}

// A row of an image, with room for a brick at either side.
class Row {
 public:
  Row(int width, int length)
      : words_((width + kWord - 1) / kWord),
        room_(length / kWord + 2),
        last_(width % kWord == 0 ? ~Word{0} : ~(~Word{0} >> width % kWord)),
        now_(static_cast<size_t>(words_ + 2 * room_)),
        next_(now_.size()) {}

  // False where nothing is on.
  bool take(const Word* row) {
    Word any = 0;
    for (int i = 0; i < words_; ++i) any |= row[i];
    if (any == 0) return false;
    std::fill(now_.begin(), now_.end(), 0);
    std::copy(row, row + words_, now_.begin() + room_);
    return true;
  }
  void give(Word* row) const {
    std::copy(now_.begin() + room_, now_.begin() + room_ + words_, row);
    row[words_ - 1] &= last_;
  }

  // On where this pixel and all of the next ones are, `length` in all.
  void erode(int length) {
    cover(length, [&](int by) { later(by, [](Word a, Word b) { return a & b; }); });
  }
  // On where this pixel or any of those before is, `length` in all.
  void dilate(int length) {
    cover(length, [&](int by) {
      with_earlier(now_.data(), next_.data(), static_cast<int>(now_.size()), by,
                   [](Word a, Word b) { return a | b; });
      now_.swap(next_);
    });
  }
  void move_back(int by) {
    later(by, [](Word, Word b) { return b; });
  }

 private:
  template <typename Op>
  void later(int by, Op op) {
    with_later(now_.data(), next_.data(), static_cast<int>(now_.size()), by, op);
    now_.swap(next_);
  }

  int words_, room_;
  Word last_;  // the pixels of a row's last word
  std::vector<Word> now_, next_;
};

template <typename Change>
void each_row(const PackedImage& image, int length, const Change& change) {
  if (image.width <= 0 || length <= 1) return;
  Row row(image.width, length);
  for (int y = 0; y < image.height; ++y) {
    Word* words = image.words + y * image.stride;
    if (!row.take(words)) continue;
    change(row);
    row.give(words);
  }
}

// The rows of an image, with empty ones below them for a brick.
class Columns {
 public:
  Columns(const PackedImage& image, int more)
      : image_(image),
        rows_(image.height + more),
        below_(static_cast<size_t>(more * image.stride)) {}

  void erode(int length) {
    cover(length, [&](int by) {
      for (int y = 0; y < rows_; ++y) {
        Word* to = row(y);
        if (y + by >= rows_) {
          std::fill(to, to + image_.stride, 0);
        } else {
          const Word* __restrict from = row(y + by);
          for (std::ptrdiff_t i = 0; i < image_.stride; ++i) to[i] &= from[i];
        }
      }
    });
  }
  void dilate(int length) {
    cover(length, [&](int by) {
      for (int y = rows_ - 1; y >= by; --y) {
        Word* to = row(y);
        const Word* __restrict from = row(y - by);
        for (std::ptrdiff_t i = 0; i < image_.stride; ++i) to[i] |= from[i];
      }
    });
  }
  void move_up(int by) {
    for (int y = 0; y + by < rows_; ++y)
      std::copy(row(y + by), row(y + by) + image_.stride, row(y));
  }

 private:
  Word* row(int y) {
    return y < image_.height ? image_.words + y * image_.stride
                             : below_.data() + (y - image_.height) * image_.stride;
  }

  PackedImage image_;
  int rows_;
  std::vector<Word> below_;
};

}  // namespace

void open_across(const PackedImage& image, int length) {
  each_row(image, length, [length](Row& row) {
    row.erode(length);
    row.dilate(length);
  });
}

void close_across(const PackedImage& image, int length) {
  each_row(image, length, [length](Row& row) {
    row.dilate(length);
    row.erode(length);
  });
}

void dilate_across(const PackedImage& image, int length) {
  each_row(image, length, [length](Row& row) {
    row.dilate(length);
    row.move_back(length / 2);
  });
}

void open_down(const PackedImage& image, int length) {
  Columns columns(image, 0);
  columns.erode(length);
  columns.dilate(length);
}

void close_down(const PackedImage& image, int length) {
  Columns columns(image, length - 1);
  columns.dilate(length);
  columns.erode(length);
}

void dilate_down(const PackedImage& image, int length) {
  Columns columns(image, length / 2);
  columns.dilate(length);
  columns.move_up(length / 2);
}

}  // namespace gouji
