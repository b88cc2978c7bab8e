// Files that no one should have to read: what is sent by mistake, what was cut off on the way, and
// what is made to hang or to fell those who read it. Each says what a run has to make of it.
#pragma once

#include <string>
#include <vector>

namespace gouji {

struct TortureFile {
  std::string name;   // of the file, without .pdf
  std::string bytes;  // what it holds
  // The error_code that is right, under the limits of torture_test.cc. `sound`: a report that is
  // read as if alone. `unrecognised_form`: Poppler mends or passes over what is wrong, as viewers
  // do, and what is left is a page, which is no report. Where either may come out, both with a |
  // between them.
  std::string wanted;
};

// `report`: a sound one, which is cut, shifted and stained.
std::vector<TortureFile> broken_files(const std::string& report);  // truncated, not PDF, wrong xref
std::vector<TortureFile> looping_files();                          // what refers to itself
std::vector<TortureFile> swelling_files();                         // small files that become large
std::vector<TortureFile> image_files();                            // absurd sizes
std::vector<TortureFile> encrypted_files();

}  // namespace gouji
