// What a printed cell means.
#pragma once

#include <string>

#include "models/report.h"

namespace gouji {

// Probability from which a cell's own reading is accepted.
inline constexpr double kAccept = 0.995;

// True of 无, which says that there is nothing as a dash does, also where a rule of its cell was
// read with it.
bool says_none(const std::string& text);

// True where `text` could stand in a number cell: empty, a dash, a slash or 无, or something that
// begins with a number.
bool looks_numeric(const std::string& text);

// The value of `reading` in a cell whose unit is 万元 (`ten_thousand_yuan`) or none. A note or a
// unit after the number is left off; 元 in a 万元 cell is converted; separators and full-width
// forms are folded. Sets value, raw, status (kOk, kBlank, or kReview where the text is no number or
// not sure), confidence and method.
Cell value_of(const Reading& reading, bool ten_thousand_yuan);

}  // namespace gouji
