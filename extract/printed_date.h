// Dates and years as reports print them, in Arabic figures and in Chinese numerals.
#pragma once

#include <string>
#include <vector>

namespace gouji {

// The ISO date of the first one that is printed in `text` (2022年3月22日, 二〇二二年三月二十二日);
// empty where there is none.
std::string parse_date(const std::string& text);

// Whether `text` is a date and nothing else, in brackets or not, whatever these were read as.
bool is_date_alone(const std::string& text);

// The first year that is printed in `text`, without white space (2022年, 二〇二二年); 0: none.
int find_year(const std::string& text);

// The ISO date that the readings of some lines agree on; empty where they do not. Readings between
// whose figures a seal made characters illegible count where the year is the one after `reported`,
// in which reports are signed; 0: unknown. Dates of years before, or long after, do not count.
std::string agreed_date(const std::vector<std::vector<std::string>>& lines, int reported);

}  // namespace gouji
