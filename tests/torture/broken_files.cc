#include "tests/support/pdf_text.h"
#include "tests/torture/torture_set.h"

namespace gouji {
namespace {

std::string noise(size_t count) {
  std::string out;
  for (unsigned state = 1; out.size() < count;) {
    state = state * 1664525 + 1013904223;
    out += static_cast<char>(state >> 24);
  }
  return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string small() { return pdf_page({.content = "0 0 9 9 re f"}); }

std::string with_startxref(const std::string& file, const std::string& where) {
  return file.substr(0, file.rfind("startxref")) + "startxref\n" + where + "\n%%EOF\n";
}

void add_cut(std::vector<TortureFile>& out, const std::string& report) {
  const size_t first = report.find(" 0 obj"), stream = report.find("stream");
  const size_t xref = report.rfind("\nxref"), trailer = report.rfind("trailer");
  const size_t end = report.rfind("%%EOF");
  const auto add = [&](const char* name, size_t length, const char* wanted) {
    out.push_back({name, report.substr(0, length), wanted});
  };
  add("cut-to-nothing", 0, "empty");
  add("cut-in-signature", 4, "not_pdf");
  add("cut-after-header", report.find('\n') + 1, "damaged");
  add("cut-in-first-object", first + 6, "damaged");
  add("cut-in-first-stream", stream + 100, "damaged");
  add("cut-in-half", report.size() / 2, "damaged");
  add("cut-before-xref", xref, "damaged");
  add("cut-in-xref", (xref + trailer) / 2, "damaged");
  add("cut-before-trailer", trailer, "damaged");
  add("cut-in-trailer", trailer + 12, "damaged");
  add("cut-before-eof", end, "sound");
}

void add_not_pdf(std::vector<TortureFile>& out) {
  out.push_back({"zeros", std::string(1 << 16, '\0'), "not_pdf"});
  out.push_back({"noise", noise(1 << 16), "not_pdf"});
  out.push_back({"html", "<!DOCTYPE html><html><body>404</body></html>", "not_pdf"});
  out.push_back({"html-in-lower-case", "\n\n<html><head><title>x</title>", "not_pdf"});
  out.push_back({"word", "PK\x03\x04" + noise(5000), "not_pdf"});
  out.push_back({"jpeg", "\xFF\xD8\xFF\xE0" + noise(5000), "not_pdf"});
  out.push_back({"one-byte", "%", "not_pdf"});
  out.push_back({"noise-after-header", "%PDF-1.7\n" + noise(1 << 16), "damaged"});
  out.push_back({"signature-too-late", std::string(2000, '\n') + small(), "not_pdf"});
}

void add_wrong_xref(std::vector<TortureFile>& out, const std::string& report) {
  const size_t xref = report.rfind("\nxref");
  const std::string body = report.substr(0, xref), tail = report.substr(xref);
  out.push_back({"junk-before-header", noise(500) + report, "sound"});
  out.push_back({"junk-after-eof", report + noise(3000), "sound"});
  out.push_back({"startxref-zero", with_startxref(report, "0"), "sound"});
  out.push_back({"startxref-beyond", with_startxref(report, "999999999999"), "sound"});
  out.push_back({"startxref-negative", with_startxref(report, "-5"), "sound"});
  out.push_back({"xref-shifted", body + "\n%                  " + tail, "sound"});
  out.push_back({"line-ends-changed", replaced(small(), "\n", "\r\n"), "unrecognised_form"});
  const std::string page = small();
  const std::string start = std::to_string(page.find("xref\n"));
  out.push_back(
      {"prev-to-itself", replaced(page, "/Root", "/Prev " + start + "/Root"), "unrecognised_form"});
  out.push_back({"xref-of-two-thousand-million",
                 replaced(page, "xref\n0 5\n", "xref\n0 2000000000\n"), "unrecognised_form"});
  out.push_back({"size-of-two-thousand-million", replaced(page, "/Size 5", "/Size 2147483647"),
                 "unrecognised_form"});
  out.push_back(
      {"xref-negative", replaced(page, "xref\n0 5\n", "xref\n-4 -5\n"), "unrecognised_form"});
  out.push_back({"no-root", replaced(page, "/Root 1 0 R", ""), "damaged"});
  out.push_back({"root-is-missing", replaced(page, "/Root 1 0 R", "/Root 77 0 R"), "damaged"});
  out.push_back({"generation-overflow", replaced(page, "65535 f", "99999 f"), "unrecognised_form"});
  const std::string stream =
      pdf_stream("/Type/XRef/W[1 1000000000 1000000000]/Size 9/Root 1 0 R", noise(100));
  out.push_back(
      {"xref-stream-with-wide-fields",
       with_startxref(page + "9 0 obj\n" + stream + "\nendobj\n", std::to_string(page.size())),
       "unrecognised_form"});
  const std::string bomb =
      deflated_stream("/Type/XRef/W[1 2 1]/Index[0 2147483647]/Size 2147483647/Root 1 0 R",
                      std::string(100'000'000, '\0'), 2);
  out.push_back(
      {"xref-stream-bomb",
       with_startxref(page + "9 0 obj\n" + bomb + "\nendobj\n", std::to_string(page.size())),
       "unrecognised_form"});
}

}  // namespace

std::vector<TortureFile> broken_files(const std::string& report) {
  std::vector<TortureFile> out;
  add_cut(out, report);
  add_not_pdf(out);
  add_wrong_xref(out, report);
  return out;
}

}  // namespace gouji
