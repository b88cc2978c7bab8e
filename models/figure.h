// What a cell's text says as a figure, in one notation for all witnesses.
#pragma once

#include <optional>
#include <string>

namespace gouji {

struct Figure {
  std::string value;  // [+-]digits[.digits], without separators; "" for a blank, a dash or a slash
  std::string rest;   // what follows the number: a unit, a note in brackets
};

// The figure at the beginning of `text` (UTF-8); full-width forms, all dashes and separators of
// thousands are folded, white space and marks of notes are dropped. Nothing where it begins with
// anything else.
std::optional<Figure> figure_of(const std::string& text);

}  // namespace gouji
