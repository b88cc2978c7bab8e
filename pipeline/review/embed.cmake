# Writes the files of the review page as a C++ source:
#     cmake -DOUTPUT=FILE.cc "-DFILES=PATH|FILE;..." -P embed.cmake
set(types_html "text/html; charset=utf-8")
set(types_js "text/javascript; charset=utf-8")
set(types_css "text/css; charset=utf-8")
set(types_svg "image/svg+xml")
set(bytes "")
set(entries "")
set(count 0)
foreach(entry IN LISTS FILES)
  string(REPLACE "|" ";" entry "${entry}")
  list(GET entry 0 path)
  list(GET entry 1 file)
  string(REGEX MATCH "[a-z]+$" extension "${path}")
  if(NOT DEFINED types_${extension})
    message(FATAL_ERROR "no Content-Type is known for ${file}")
  endif()
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" escaped "${hex}")
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(APPEND bytes "constexpr char kFile${count}[] =\n    \"${escaped}\";\n")
  string(APPEND entries "    {\"${path}\", \"${types_${extension}}\", {kFile${count}, ${size}}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"pipeline/review/page_files.h\"

namespace gouji {
namespace {

${bytes}
constexpr PageFile kFiles[] = {
${entries}};

}  // namespace

std::span<const PageFile> page_files() { return kFiles; }

}  // namespace gouji
")
