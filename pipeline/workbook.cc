#include "pipeline/workbook.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "pipeline/file_descriptor.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

constexpr std::int64_t kMostRows = LXW_ROW_MAX;
constexpr std::uint64_t kMostBytes = 7ULL << 29;
constexpr int kMostCharacters = 32'000;
constexpr size_t kExactDigits = 15;         // that a double keeps
constexpr size_t kCellBytes = 50;           // of XML around a value, at most about
constexpr time_t kCreated = 315'532'800;    // 1980-01-01, the time of the parts of the archive
constexpr off_t kRoomForTheRest = 1 << 20;  // of the archive: styles and the like

struct Look {
  Style style;
  std::uint32_t fill;  // 0xRRGGBB; 0: none
};

// The usual light fills of spreadsheets.
constexpr Look kLooks[kStyles] = {{Style::kPlain, 0},
                                  {Style::kNote, 0},
                                  {Style::kTitle, 0},
                                  {Style::kHeading, 0xD9E1F2},
                                  {Style::kHeadingOdd, 0xE2EFDA},
                                  {Style::kGood, 0xC6EFCE},
                                  {Style::kDoubtful, 0xFFEB9C},
                                  {Style::kWrong, 0xFFC7CE},
                                  {Style::kChanged, 0xBDD7EE},
                                  {Style::kEmpty, 0xEDEDED},
                                  {Style::kAbsent, 0xF8CBAD}};

lxw_format* make_format(lxw_workbook* book, const Look& look) {
  lxw_format* format = workbook_add_format(book);
  if (look.fill != 0) format_set_bg_color(format, look.fill);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (look.style == Style::kTitle) {
    format_set_bold(format);
    format_set_font_size(format, 14);
  }
  if (look.style == Style::kNote) {
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_LEFT);
  }
  if (look.style == Style::kHeading || look.style == Style::kHeadingOdd) {
    format_set_bold(format);
    format_set_text_wrap(format);
    format_set_border(format, LXW_BORDER_THIN);
  }
  return format;
}

// Whether the writer's double has all digits of `plain`.
bool fits_double(const std::string& plain) {
  return std::count_if(plain.begin(), plain.end(), [](char c) { return c >= '0' && c <= '9'; }) <=
         static_cast<std::ptrdiff_t>(kExactDigits);
}

// Whether a spreadsheet would take what begins here for a coded character: _x0041_.
bool is_code(const icu::UnicodeString& text, int32_t at) {
  if (at + 7 > text.length() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') {
    return false;
  }
  for (int32_t i = at + 2; i < at + 6; ++i) {
    if (u_digit(text[i], 16) < 0) return false;
  }
  return true;
}

// What a cell can hold of `bytes`.
std::string to_cell_text(const std::string& bytes) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(to_valid_utf8(bytes));
  icu::UnicodeString out;
  for (int32_t i = 0; i < text.length(); ++i) {
    const UChar c = text[i];
    const bool unknown = (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f || c >= 0xfffe;
    if (is_code(text, i)) {
      out += "_x005F_";
    } else {
      out += unknown ? static_cast<UChar>(0xfffd) : c;
    }
  }
  if (out.length() > kMostCharacters) {
    out.truncate(out.getChar32Start(kMostCharacters));
    out += static_cast<UChar>(0x2026);
  }
  std::string utf8;
  return out.toUTF8String(utf8);
}

std::string cannot_write(const std::filesystem::path& file, const char* why) {
  return fmt::format("cannot write {}: {}", to_one_line(file.native()), why);
}

}  // namespace

void Sheet::append(const std::vector<SheetCell>& row, double height) {
  if (rows_ >= kMostRows || bytes_ >= kMostBytes) {
    ++left_out_;
    return;
  }
  const auto at = static_cast<lxw_row_t>(rows_);
  if (height > 0) worksheet_set_row(sheet_, at, height, nullptr);
  for (size_t i = 0; i < row.size(); ++i) write(static_cast<int>(i), row[i]);
  ++rows_;
}

void Sheet::write(int column, const SheetCell& cell) {
  const auto row = static_cast<lxw_row_t>(rows_);
  const auto col = static_cast<lxw_col_t>(column);
  lxw_format* const format = formats_[static_cast<size_t>(cell.style)];
  bytes_ += kCellBytes + cell.text.size();
  if (cell.text.empty()) {
    if (cell.style != Style::kPlain) worksheet_write_blank(sheet_, row, col, format);
  } else if (cell.is_number && fits_double(cell.text)) {
    double number = 0;
    std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), number);
    worksheet_write_number(sheet_, row, col, number, format);
  } else {
    worksheet_write_string(sheet_, row, col, to_cell_text(cell.text).c_str(), format);
  }
}

void Sheet::set_width(int column, double characters) {
  const auto col = static_cast<lxw_col_t>(column);
  worksheet_set_column(sheet_, col, col, characters, nullptr);
}

void Sheet::freeze(int rows, int columns) {
  worksheet_freeze_panes(sheet_, static_cast<lxw_row_t>(rows), static_cast<lxw_col_t>(columns));
}

void Sheet::filter(int columns) {
  const std::int64_t last = std::max<std::int64_t>(rows_ - 1, 1);
  worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(last),
                       static_cast<lxw_col_t>(columns - 1));
}

Workbook::Workbook(const std::filesystem::path& file, const std::string& title)
    : file_(file), directory_(file.parent_path().string()) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = directory_.data();
  book_ = workbook_new_opt(file.c_str(), &options);
  if (book_ == nullptr) throw std::bad_alloc();
  std::string text = title;
  lxw_doc_properties properties{};
  properties.title = text.data();
  properties.created = kCreated;
  workbook_set_properties(book_, &properties);
  for (const Look& look : kLooks) formats_.push_back(make_format(book_, look));
}

Workbook::~Workbook() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

Sheet& Workbook::add_sheet(const std::string& name) {
  lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
  if (sheet == nullptr) throw std::runtime_error(cannot_write(file_, std::strerror(errno)));
  // A worker must not have the file of rows, which the library leaves open for all.
  ::fcntl(::fileno(sheet->optimize_tmpfile), F_SETFD, FD_CLOEXEC);
  // Codes, and names that begin with a digit, are text on purpose.
  worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
  sheets_.push_back(Sheet(sheet, formats_));
  return sheets_.back();
}

// The library does not look whether its writes to the files of rows, and to the copies that it
// makes of them, succeed: it says nothing of a full disk.
tl::expected<void, std::string> Workbook::check_rows() const {
  const auto failure = [&] { return tl::unexpected(cannot_write(file_, std::strerror(errno))); };
  off_t most = 0;
  for (const Sheet& sheet : sheets_) {
    std::FILE* const rows = sheet.sheet_->optimize_tmpfile;
    if (std::fflush(rows) != 0) return failure();
    errno = EIO;
    if (std::ferror(rows)) return failure();
    most = std::max(most, ::ftello(rows));
  }
  const FileDescriptor room(::open(directory_.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
  if (!room.valid()) return {};  // a file system without nameless files
  if (::fallocate(room.get(), 0, 0, most + kRoomForTheRest) == 0) return {};
  if (errno == ENOSPC || errno == EFBIG || errno == EDQUOT) return failure();
  return {};
}

tl::expected<void, std::string> Workbook::close() {
  if (auto whole = check_rows(); !whole) return whole;
  errno = 0;
  const lxw_error error = workbook_close(std::exchange(book_, nullptr));
  if (error == LXW_NO_ERROR) return {};
  const char* why = errno != 0 ? std::strerror(errno) : lxw_strerror(error);
  return tl::unexpected(cannot_write(file_, why));
}

}  // namespace gouji
