// Files that no one should have to read: what is sent by mistake, what was cut off on the way, and
// what is made to hang or to fell those who read it. Each says what a run has to make of it.
#pragma once

#include <string>
#include <vector>

namespace gouji {

struct TortureFile {
  std::string name;   // of the file, without .pdf
  std::string bytes;  // what it holds
  // The error codes of the contract that are right, separated by blanks; where one is named by
  // what happens first in a library, several are. `sound`: a report that is read as if alone.
  std::string wanted;
};

// `report`: a sound one, which is cut, shifted and stained.
std::vector<TortureFile> broken_files(const std::string& report);  // truncated, not PDF, wrong xref
std::vector<TortureFile> looping_files();                          // what refers to itself
std::vector<TortureFile> swelling_files();                         // small files that become large
std::vector<TortureFile> image_files();                            // absurd sizes
std::vector<TortureFile> encrypted_files();

}  // namespace gouji
