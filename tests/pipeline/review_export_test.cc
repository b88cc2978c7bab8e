#include "extract/judge.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/review/export_page.h"
#include "pipeline/sha256.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/sample_store.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class ExportPageTest : public testing::Test {
 protected:
  ExportPageTest() {
    Report& report = broken_report = stored_report(1, "<b>&'\".pdf");
    fs::copy_file(GOUJI_DATA_DIR "/samples/songxu-2022.pdf", s.path() / report.source);
    report.sha256 = digest_file(s.path() / report.source)->sha256;
    report.id = report_id_of(report.sha256);
    report.title = "<script>alert(1)</script>";
    report.agency = "\"><img src=x onerror=alert(2)>";
    const Form& form = standard_form("2021");
    set(report, form, "requests/granted/total", "8");
    report.cells[static_cast<size_t>(form.index_of("requests/granted/total"))].raw = "</td>8";
    report.checks = judge(form, report.cells);
    broken = report.count(Verdict::kBroken);
    make_store(s.path(), {report, stored_report(2, "sound.pdf")});
  }

  // The page, or the sentence why there is none.
  std::string page(const fs::path& file) {
    const auto session = Session::open(s.path(), standard_forms()).value();
    PageImages images(s.path(), {{GOUJI_PROGRAM, "render", "--"}, 0});
    const auto relations = export_page(*session, images, file);
    if (!relations) return relations.error();
    EXPECT_EQ(*relations, broken);
    return contents(file);
  }

  Scratch s;
  Report broken_report;
  int broken = 0;
};

TEST_F(ExportPageTest, ShowsBrokenSumsWithPicturesOfTheirFigures) {
  const std::string html = page(s.path() / "page.html");
  EXPECT_THAT(html, HasSubstr("0 + 0 + 0 + 0 + 0 + 0 = 0, printed total 8 (page 4)"));
  EXPECT_THAT(html, HasSubstr("src=\"data:image/png;base64,iVBOR"));
  EXPECT_THAT(html, Not(HasSubstr("sound.pdf")));
}

TEST_F(ExportPageTest, EscapesWhatOthersWroteAndRunsNothing) {
  const std::string html = page(s.path() / "page.html");
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;&amp;&#39;&quot;.pdf"));
  EXPECT_THAT(html, HasSubstr("alt=\"&lt;/td&gt;8\""));
  for (const char* raw : {"<script", "<b>", "<img src=x", "http:", "https:"}) {
    EXPECT_THAT(html, Not(HasSubstr(raw)));
  }
  EXPECT_THAT(html, HasSubstr("content=\"default-src 'none'; img-src data:; style-src 'sha256-"));
}

TEST_F(ExportPageTest, NamesNoAgencyThatWasNotReadWithCertainty) {
  broken_report.agency.clear();
  make_store(s.path(), {broken_report});
  const std::string html = page(s.path() / "page.html");
  EXPECT_THAT(html,
              HasSubstr("<h2>&lt;b&gt;&amp;&#39;&quot;.pdf</h2>\n<p>The agency&#39;s name was "
                        "not read with certainty"));
  EXPECT_THAT(html, Not(HasSubstr("alert(1)")));
  EXPECT_THAT(html, Not(HasSubstr(" · ")));
}

TEST_F(ExportPageTest, ListsAReportOnceThatIsThereInTwoFiles) {
  Report copy = broken_report;
  copy.source = "copy.pdf";
  make_store(s.path(), {broken_report, copy});
  page(s.path() / "page.html");  // with as many relations as the report has
}

TEST_F(ExportPageTest, SaysWhereItCannotWrite) {
  EXPECT_THAT(page("/proc/page.html"), HasSubstr("cannot write /proc"));
}

}  // namespace
}  // namespace gouji
