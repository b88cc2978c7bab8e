#include "pipeline/review/export_page.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <limits>
#include <set>

#include "pipeline/dataset_tables.h"
#include "pipeline/explain_sum.h"
#include "pipeline/form_labels.h"
#include "pipeline/review/crop.h"
#include "pipeline/review/json_values.h"
#include "pipeline/staged_files.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr char kStyle[] =
    "body{font-family:sans-serif;margin:2em auto;max-width:60em;padding:0 1em;color:#222;"
    "background:#fff}h2{border-top:1px solid #999;padding-top:1em}table{border-collapse:collapse}"
    "th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left}td.n{text-align:right}"
    "td img{display:block;max-width:22em;height:auto}.sum{font-size:1.1em}";

std::string base64(const void* bytes, size_t size) {
  std::string out(4 * ((size + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      static_cast<const unsigned char*>(bytes), static_cast<int>(size));
  out.resize(static_cast<size_t>(length));
  return out;
}

// As a Content-Security-Policy names a style: nothing but this one is taken.
std::string style_hash() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
  unsigned length = 0;
  EVP_Digest(kStyle, sizeof kStyle - 1, hash.data(), &length, EVP_sha256(), nullptr);
  return base64(hash.data(), length);
}

std::string head(const std::string& title) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
      tr("en"), style_hash(), escaped(title), kStyle, escaped(title));
}

class PageWriter {
 public:
  PageWriter(Session& session, PageImages& images, StagedFiles& files)
      : session_(session), images_(images), files_(files) {}

  int relations() const { return relations_; }

  void write(const std::string& text) {
    if (written_) written_ = files_.append(0, text);
  }

  tl::expected<void, std::string> add(const std::string& report_id) {
    const auto report = session_.report(report_id);
    if (!report) return tl::unexpected(report.error().sentence);
    const ReportRow& row = report->row;
    write_heading(row);
    for (size_t i = 0; i < report->now.checks.size(); ++i) {
      if (report->now.checks[i].verdict == Verdict::kBroken) add(*report, i);
    }
    return written_;
  }

 private:
  // Where the agency is in doubt the title is as well: it may name another one.
  void write_heading(const ReportRow& row) {
    if (row.agency.empty()) {
      write(fmt::format("<h2>{}</h2>\n<p>{}</p>\n", escaped(row.source),
                        escaped(tr("The agency's name was not read with certainty."))));
      return;
    }
    write(fmt::format("<h2>{}</h2>\n<p>{} · {}</p>\n",
                      escaped(row.title.empty() ? row.source : row.title), escaped(row.agency),
                      escaped(row.source)));
  }

  void add(const StoredReport& report, size_t check) {
    const Relation& relation = report.form->relations[check];
    ++relations_;
    write(
        fmt::format("<h3>{}</h3>\n<p class=\"sum\">{}</p>\n<table>\n<tr><th>{}</th><th>{}</th>"
                    "<th>{}</th><th>{}</th></tr>\n",
                    escaped(label_of_check(*report.form, relation)),
                    escaped(relation_sentence(relation, report.now)), escaped(tr("figure")),
                    escaped(tr("value")), escaped(tr("page")), escaped(tr("as printed"))));
    for (const auto* side : {&relation.lhs, &relation.rhs}) {
      for (int cell : *side) add_figure(report, static_cast<size_t>(cell), side->size());
    }
    write("</table>\n");
  }

  void add_figure(const StoredReport& report, size_t index, size_t terms) {
    const Cell& cell = report.now.cells[index];
    if (!is_listed(cell, terms)) return;
    std::string picture;
    // A figure that cannot be shown still has its place and value.
    if (const auto crop = crop_of(session_, images_, report, index)) {
      picture = fmt::format("<img alt=\"{}\" src=\"data:{};base64,{}\">", escaped(cell.raw),
                            crop->type, base64(crop->bytes.data(), crop->bytes.size()));
    }
    write(fmt::format(
        "<tr><th>{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td>"
        "</tr>\n",
        escaped(label_of(*report.form, index)), is_unread(cell) ? "?" : escaped(cell.value),
        cell.page == 0 ? "" : std::to_string(cell.page), picture));
  }

  Session& session_;
  PageImages& images_;
  StagedFiles& files_;
  int relations_ = 0;
  tl::expected<void, std::string> written_;
};

}  // namespace

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : to_valid_utf8(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

tl::expected<int, std::string> export_page(Session& session, PageImages& images,
                                           const fs::path& file) {
  if (auto indexed = session.complete(); !indexed) {
    return tl::unexpected(indexed.error().sentence);
  }
  ReportQuery all;
  all.limit = std::numeric_limits<int>::max();
  const auto reports = session.reports(all);
  if (!reports) return tl::unexpected(reports.error().sentence);
  const fs::path directory = file.has_parent_path() ? file.parent_path() : ".";
  auto files = StagedFiles::open(directory, {file.filename().string()});
  if (!files) return tl::unexpected(files.error());
  PageWriter page(session, images, *files);
  page.write(head(tr("Sums that do not add up in published reports")));
  std::set<std::string> added;  // two files with the same bytes are one report
  for (const ReportRow& row : reports->rows) {
    if (row.checks_broken == 0 || !added.insert(row.report_id).second) continue;
    if (auto done = page.add(row.report_id); !done) return tl::unexpected(done.error());
  }
  page.write(fmt::format("<hr>\n<p>gouji {}</p>\n</body>\n</html>\n", program_version()));
  if (auto written = files->commit(); !written) return tl::unexpected(written.error());
  return page.relations();
}

}  // namespace gouji
