// Sentences for the user that are made below the command line: what a failed report says of itself
// in `error`, and what is wrong with the program's own data. In English, `{}` for each figure, name
// or reason. The dataset has them as they stand; a terminal may show a translation
// (pipeline/translation.h), which is found by the sentence, so none is made in another place.
#pragma once

#include <array>

namespace gouji::sentences {

// Those that hold another one stand first.
// clang-format off
#define GOUJI_SENTENCES(SENTENCE)                                                                  \
  SENTENCE(kTriedTwice, "{} It was tried twice.")                                                  \
  SENTENCE(kTriedTwiceInTwoWays, "{} It was tried twice; the first time: {}: {}")                  \
  SENTENCE(kNoAccess,                                                                              \
           "The file cannot be opened. Check that it exists and that you may read it.")            \
  SENTENCE(kNotOpened, "The file cannot be opened ({}); check that it exists and may be read.")    \
  SENTENCE(kNotRead, "The file cannot be read ({}).")                                              \
  SENTENCE(kNotListed, "The directory cannot be listed ({}); check that it may be read.")          \
  SENTENCE(kNoFile, "This is no regular file; give a PDF file.")                                   \
  SENTENCE(kChanged, "The file changed while it was read; run again when it is whole.")            \
  SENTENCE(kEmpty, "The file is empty; get it again from where it came.")                          \
  SENTENCE(kFileTooLarge,                                                                          \
           "The file is larger than {} MiB; no annual report is. Split it or print it again at a " \
           "lower resolution.")                                                                    \
  SENTENCE(kWebPage, "This is a web page saved as .pdf. Download the report itself.")              \
  SENTENCE(kNotPdf, "This is not a PDF file. Convert it to PDF, or leave it out.")                 \
  SENTENCE(kPassword, "The PDF needs a password. Save a copy without one, and read that.")         \
  SENTENCE(kUnknownEncryption,                                                                     \
           "The PDF is encrypted in a way that is not known. Save a copy without encryption, and " \
           "read that.")                                                                           \
  SENTENCE(kDamaged, "The PDF is damaged and cannot be opened. Download it again.")                \
  SENTENCE(kNoPages, "The PDF has no pages. Download it again.")                                   \
  SENTENCE(kTooManyPages, "The PDF has {} pages; a report may have {} (--max-pages).")             \
  SENTENCE(kPageDamaged, "Page {} of the PDF is damaged. Download the file again.")                \
  SENTENCE(kPageWithoutSize, "Page {} of the PDF has no size.")                                    \
  SENTENCE(kPageTooLarge, "Page {} is larger than a report's page can be.")                        \
  SENTENCE(kImageTooLarge,                                                                         \
           "Page {} has an image with more pixels than a report's can have (--max-pixels).")       \
  SENTENCE(kUnrecognised,                                                                          \
           "No annual report on government information disclosure was recognised: its three "      \
           "tables were not found. Check that this is the report itself.")                         \
  SENTENCE(kSlowDrawing,                                                                           \
           "Drawing the PDF takes too long, up to page {}; give it more time with --max-cpu.")     \
  SENTENCE(kTooMuchCpu,                                                                            \
           "Reading the file took more than {} s of CPU time; give it more with --max-cpu.")       \
  SENTENCE(kTooLong,                                                                               \
           "Reading the file took longer than {} s; give it more time with --timeout.")            \
  SENTENCE(kNoMemory,                                                                              \
           "Reading the file takes more memory than one report may have; split it, or print it "   \
           "again at a lower resolution.")                                                         \
  SENTENCE(kDiedOfMemory,                                                                          \
           "Reading the file takes more memory than one report may have ({}); give it more with "  \
           "--max-memory.")                                                                        \
  SENTENCE(kKilled,                                                                                \
           "The system ended the process that read the file, most likely because memory ran out; " \
           "use fewer --jobs.")                                                                    \
  SENTENCE(kTooMuchText, "The report holds more text than a report may have; split the file.")     \
  SENTENCE(kReadingFailed, "Reading the file failed: {}.")                                         \
  SENTENCE(kDied, "The process that read the file ended ({}). Please report this, with the file.") \
  SENTENCE(kGarbled,                                                                               \
           "The process that read the file gave a garbled answer. Please report this, with the "   \
           "file.")                                                                                \
  SENTENCE(kForeignCells,                                                                          \
           "The process that read the file answered with cells that no form has. Please report "   \
           "this, with the file.")                                                                 \
  SENTENCE(kNoFormFile, "cannot open form file {}")                                                \
  SENTENCE(kNotAForm, "form file {}: {}")                                                          \
  SENTENCE(kNoForms, "no form files (*.json) in {}")                                               \
  SENTENCE(kNoDataFile, "cannot open {}")                                                           \
  SENTENCE(kNotARegion, "{}: no region in the line \"{}\"")                                        \
  SENTENCE(kNotAYear, "{}: no year in the line \"{}\"")                                            \
  SENTENCE(kNotALookalike, "{}: no lookalike in the line \"{}\"")                                  \
  SENTENCE(kNoNetwork, "cannot load the network {}: {}")                                     \
  SENTENCE(kNoTesseract,                                                                           \
           "Tesseract's Chinese data is missing. Install it: apt-get install "                     \
           "tesseract-ocr-chi-sim")                                                                \
  SENTENCE(kNotLocked,                                                                             \
           "the kernel refuses to lock worker processes up ({}); they keep their other limits")
// clang-format on

#define GOUJI_CONSTANT(name, text) inline constexpr char name[] = text;
GOUJI_SENTENCES(GOUJI_CONSTANT)
#undef GOUJI_CONSTANT

#define GOUJI_NAME(name, text) name,
inline constexpr auto kAll = std::to_array<const char*>({GOUJI_SENTENCES(GOUJI_NAME)});
#undef GOUJI_NAME
#undef GOUJI_SENTENCES

}  // namespace gouji::sentences
