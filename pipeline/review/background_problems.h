// What goes wrong in the threads that write the dataset and the index. They speak English
// (speak()); whoever asks gets it by tr_sentence, in the language of the asking.
#pragma once

namespace gouji {

// Each is a message elsewhere, where it is made.
inline constexpr const char* kBackgroundProblems[] = {
    "{} is in use: gouji ingest is writing to it, or gouji review takes in what is new; wait until "
    "that is done, and try again",
    "cannot write {}: {}",
    "cannot use {}: its result for {} is damaged; delete it, and all reports are read again",
    "cannot use {}: it is damaged or something else ({}); delete it, and all reports are read "
    "again",
    "cannot read {}: {}",
    "the result for {} is of other forms than those in the data directory",
    "{} is no longer among the reports",
    "gouji ingest has not written to {}",
    "{} is gone",
};

}  // namespace gouji
