// A spreadsheet file (Office Open XML, .xlsx), written row by row in little memory.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace gouji {

// How a cell looks. The colours say what the program makes of it.
enum class Style {
  kPlain,
  kNote,  // in lines, as wide as the column
  kTitle,
  kHeading,
  kHeadingOdd,  // headings of neighbouring groups of columns differ
  kGood,
  kDoubtful,
  kWrong,
  kChanged,
  kEmpty,
  kAbsent
};
inline constexpr int kStyles = 11;

struct SheetCell {
  std::string text;
  Style style = Style::kPlain;
  bool is_number = false;  // `text` is one in plain notation; empty: none
};

// A sheet, in the making. Text is never a formula, whatever it begins with. A number is one in the
// file where a double has all its digits, and text otherwise. Characters that XML does not know
// become U+FFFD; text of more than 32,000 characters (a cell holds 32,767) is cut and ends in `…`.
class Sheet {
 public:
  // `height`: in points; 0: by itself.
  void append(const std::vector<SheetCell>& row, double height = 0);

  // Rows that are not in the file, since a sheet has no more than 1,048,576 and no more than 3.5
  // GiB of XML (above 4 GiB files need ZIP64, about which Excel complains).
  std::int64_t left_out() const { return left_out_; }

  void set_width(int column, double characters);
  void freeze(int rows, int columns);

  // The first row, frozen or not, becomes one by which the `columns` columns are filtered.
  void filter(int columns);

 private:
  friend class Workbook;
  Sheet(lxw_worksheet* sheet, const std::vector<lxw_format*>& formats)
      : sheet_(sheet), formats_(formats) {}
  void write(int column, const SheetCell& cell);

  lxw_worksheet* sheet_;
  const std::vector<lxw_format*>& formats_;  // by Style
  std::int64_t rows_ = 0, left_out_ = 0;
  std::uint64_t bytes_ = 0;  // of XML, about
};

// The same calls make the same bytes: it holds no time.
class Workbook {
 public:
  // Rows wait in nameless files in the directory of `file`. Nothing is written to `file` before
  // close().
  Workbook(const std::filesystem::path& file, const std::string& title);
  Workbook(const Workbook&) = delete;
  ~Workbook();

  // Stays where it is as long as the workbook. Throws where the file of its rows cannot be made.
  Sheet& add_sheet(const std::string& name);

  // Writes the file, or says in a sentence why it cannot be written.
  tl::expected<void, std::string> close();

 private:
  tl::expected<void, std::string> check_rows() const;

  std::filesystem::path file_;
  std::string directory_;
  lxw_workbook* book_ = nullptr;
  std::vector<lxw_format*> formats_;
  std::deque<Sheet> sheets_;
};

}  // namespace gouji
