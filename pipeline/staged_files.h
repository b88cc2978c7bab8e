// The files of a dataset, written beside their places and renamed into them together at the end.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "pipeline/file_descriptor.h"

namespace gouji {

// Files of one directory, in the making. Until commit() nothing that a reader of the directory
// looks at has changed; without it, what was written goes when this object does. One writer a
// directory at a time, which is the caller's to see to (RunStore).
class StagedFiles {
 public:
  // Creates `directory` where it is missing, and in it an empty file in the making for each of
  // `names`. Fails with a sentence that says what cannot be written.
  static tl::expected<StagedFiles, std::string> open(const std::filesystem::path& directory,
                                                     const std::vector<std::string>& names);
  StagedFiles(StagedFiles&&) = default;
  StagedFiles& operator=(StagedFiles&&) = delete;
  ~StagedFiles();

  // Appends to the file `names[index]`. After the first failure (a full disk) nothing more is
  // written, and every call returns that failure's sentence.
  tl::expected<void, std::string> append(size_t index, std::string_view text);

  // Where `names[index]` is written until commit(), for what writes a file by its path.
  const std::filesystem::path& place(size_t index) const { return files_.at(index).temporary; }

  // Forces all files to the disk, then renames them in the order of `names`.
  tl::expected<void, std::string> commit();

 private:
  struct File {
    std::filesystem::path path, temporary;
    FileDescriptor out;
    std::string buffer;
  };

  StagedFiles() = default;
  void flush(File& file);
  void fail(const std::filesystem::path& path);

  FileDescriptor directory_;
  std::vector<File> files_;
  std::string failure_;
};

}  // namespace gouji
