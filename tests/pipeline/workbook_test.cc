#include "pipeline/workbook.h"

#include <fcntl.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

// The XML of the first sheet of a workbook with one sheet of `rows`.
std::string sheet_of(const Scratch& s, const std::vector<std::vector<SheetCell>>& rows) {
  const fs::path file = s.path() / "book.xlsx";
  Workbook book(file, "title");
  Sheet& sheet = book.add_sheet("sheet");
  for (const auto& row : rows) sheet.append(row);
  EXPECT_TRUE(book.close());
  const std::string xml = (s.path() / "sheet.xml").string();
  const std::string unpack =
      "/usr/bin/python3 -c 'import sys, zipfile; "
      "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(\"xl/worksheets/sheet1.xml\"))' "
      "'" +
      file.string() + "' >'" + xml + "'";
  EXPECT_EQ(std::system(unpack.c_str()), 0);
  return contents(xml);
}

TEST(Workbook, WritesTextAsTextWhateverItBeginsWith) {
  const Scratch s;
  const std::string xml = sheet_of(s, {{{"=1+1"}, {"+1036"}, {"-5"}, {"@SUM(A1)"}, {"7"}}});
  EXPECT_THAT(xml, Not(HasSubstr("<f>")));
  for (const char* text : {"=1+1", "+1036", "-5", "@SUM(A1)", "7"}) {
    EXPECT_THAT(xml, HasSubstr("t=\"inlineStr\"><is><t>" + std::string(text) + "</t>"));
  }
}

TEST(Workbook, WritesNumbersThatADoubleKeepsAsNumbers) {
  const Scratch s;
  const auto number = [](const char* text) { return SheetCell{text, Style::kPlain, true}; };
  const std::string xml = sheet_of(s, {{number("59237.2449"), number("-12"), number(""),
                                        number("123456789012345"), number("12345678901234567")}});
  for (const char* value : {"59237.2449", "-12", "123456789012345"}) {
    EXPECT_THAT(xml, HasSubstr("<v>" + std::string(value) + "</v>"));
  }
  EXPECT_THAT(xml, HasSubstr("<t>12345678901234567</t>"));
  EXPECT_THAT(xml, Not(HasSubstr("C1")));
}

TEST(Workbook, ShowsWhatXmlDoesNotKnowAsOneSign) {
  const Scratch s;
  const std::string xml = sheet_of(s, {{{"a\x01\x0b\x7f\xef\xbf\xbe\xff"}, {"<&>"}, {"_x0041_"}}});
  const std::string sign = "\xef\xbf\xbd";
  EXPECT_THAT(xml, HasSubstr("<t>a" + sign + sign + sign + sign + sign + "</t>"));
  EXPECT_THAT(xml, HasSubstr("<t>&lt;&amp;&gt;</t>"));
  EXPECT_THAT(xml, HasSubstr("<t>_x005F_x0041_</t>"));  // which a spreadsheet shows as it was
}

TEST(Workbook, CutsTextThatNoCellHolds) {
  const Scratch s;
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "字";
  const std::string xml = sheet_of(s, {{{text}}});
  EXPECT_THAT(xml, HasSubstr("<t>" + text.substr(0, 3 * 32'000) + "…</t>"));
}

TEST(Workbook, CountsTheRowsThatASheetDoesNotHold) {
  const Scratch s;
  Workbook book(s.path() / "book.xlsx", "title");
  Sheet& sheet = book.add_sheet("sheet");
  for (int i = 0; i < 1'048'576; ++i) sheet.append({});
  EXPECT_EQ(sheet.left_out(), 0);
  sheet.append({});
  sheet.append({});
  EXPECT_EQ(sheet.left_out(), 2);
  EXPECT_TRUE(book.close());
}

TEST(Workbook, HoldsNoTime) {
  const Scratch s;
  const auto write = [&](const char* name, const char* zone) {
    ::setenv("TZ", zone, 1);
    Workbook book(s.path() / name, "title");
    book.add_sheet("sheet").append({{"text"}});
    EXPECT_TRUE(book.close());
    ::unsetenv("TZ");
    return contents(s.path() / name);
  };
  EXPECT_EQ(write("a.xlsx", "Asia/Shanghai"), write("b.xlsx", "America/New_York"));
}

TEST(Workbook, LeavesNothingBehindThatIsNotClosed) {
  const Scratch s;
  {
    Workbook book(s.path() / "book.xlsx", "title");
    book.add_sheet("sheet").append({{"text"}});
  }
  EXPECT_TRUE(fs::is_empty(s.path()));
}

TEST(Workbook, IsNotLeftOpenForWorkers) {
  const Scratch s;
  Workbook book(s.path() / "book.xlsx", "title");
  book.add_sheet("one").append({{"text"}});
  book.add_sheet("two").append({{"text"}});
  int files = 0;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const fs::path file = fs::read_symlink(entry.path(), gone);
    if (!file.native().starts_with(s.path().native())) continue;
    ++files;
    const int fd = std::stoi(entry.path().filename());
    EXPECT_NE(::fcntl(fd, F_GETFD) & FD_CLOEXEC, 0) << file;
  }
  EXPECT_EQ(files, 2);
}

TEST(Workbook, SaysThatItCannotBeWritten) {
  const Scratch s;
  rlimit before;
  ::getrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, SIG_IGN);
  Workbook book(s.path() / "book.xlsx", "title");
  Sheet& sheet = book.add_sheet("sheet");
  for (int i = 0; i < 10'000; ++i) sheet.append({{"text"}});
  rlimit small = before;
  small.rlim_cur = 100'000;
  ::setrlimit(RLIMIT_FSIZE, &small);
  const auto closed = book.close();
  ::setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_FALSE(closed);
  EXPECT_THAT(closed.error(), HasSubstr("book.xlsx: File too large"));
}

}  // namespace
}  // namespace gouji
