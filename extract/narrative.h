// The running text of a report: its title, its six sections, its signature.
#pragma once

#include <string>
#include <vector>

#include "models/form.h"
#include "models/page.h"
#include "models/report.h"

namespace gouji {

// Where a printed line begins in a section's text.
struct LineBegin {
  size_t offset = 0;  // bytes
  int page = 0;       // from 1
  bool from_pixels = false;
};

struct Narrative {
  std::string title;                     // its lines joined; empty where none was found
  std::vector<Section> sections;         // 0 to 6, those that the report has, in order
  std::vector<std::string> signature;    // lines below the last section, date included
  std::vector<std::string> under_title;  // a date or a number printed under the title
  // What lines read from pixels were also read as, as in TextLine::others: of
  // the title's lines; of the lines under it; of lines at the report's end that stand to the right,
  // signature and date among them. Empty where the text layer tells what is printed.
  std::vector<std::vector<std::string>> title_readings, under_title_readings, closing_readings;
  std::vector<std::vector<LineBegin>> line_begins = {};  // of each section's text, in order
  std::vector<std::string> above_title = {};  // lines that are none of the report's text
};

// `lines`: of all pages, in reading order, tables left out. Page numbers are dropped, lines are
// joined to paragraphs by indent and by lines that end early, headings are known by their wording
// (compared with form.section_headings), not by their numbers, which reports restart and shift.
Narrative read_narrative(const std::vector<TextLine>& lines, const Form& form);

}  // namespace gouji
