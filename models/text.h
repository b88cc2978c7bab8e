// Unicode text: normal forms and comparison (ICU).
#pragma once

#include <string>
#include <string_view>

namespace gouji {

// NFC and NFKC, and every CJK radical as the ideograph that it stands for: some PDF producers write
// ⺠ (U+2EA0) into the text layer for 民.
std::string nfc(std::string_view utf8);
std::string nfkc(std::string_view utf8);

// What is compared when labels are: NFKC, lower case, without white space, punctuation and symbols.
std::u32string fold(std::string_view utf8);

// NFKC without white space: a line as names and dates are compared.
std::string squeeze(std::string_view utf8);

std::u32string to_utf32(std::string_view utf8);
std::string to_utf8(std::u32string_view text);

// Levenshtein distance.
int edit_distance(std::u32string_view a, std::u32string_view b);

// 1 for equal, 0 for nothing in common: 1 - distance / length of the longer. Two empty texts: 1.
double similarity(std::u32string_view a, std::u32string_view b);

// The share of `part` whose characters stand in `whole`, in their order (longest common
// subsequence): 1 where it is the same but for what is left out. An empty part: 1.
double share_in(std::u32string_view part, std::u32string_view whole);

bool is_han(char32_t c);

bool is_ascii_digit(char c);

// Superscript, circled and bracketed figures, fractions: after a digit, marks of a note. NFKC would
// make digits of them, of 3² 32.
bool is_note_mark(char32_t c);
// `utf8` without such marks that follow a digit.
std::string without_note_marks(std::string_view utf8);

bool is_ascii_letter(char c);

// A letter of a script that is neither Chinese nor Latin.
bool is_other_script(char32_t c);

}  // namespace gouji
