#include "tests/support/report_printer.h"

#include <algorithm>

#include "tests/support/canvas.h"
#include "tests/support/ruled_table.h"
#include "tests/support/table_painter.h"

namespace gouji {
namespace {

constexpr double kTitleLeading = 1.45;     // of the title's size
constexpr double kHeadingGap = 4;          // points, between a heading and its table
constexpr double kTableGap = 10;           // points, between tables
constexpr double kNoteLeading = 1.5;       // of the table's size
constexpr double kSignatureIndent = 0.45;  // of the text's width

// Prints a report from top to bottom.
class ReportPrinter {
 public:
  ReportPrinter(const PrintedReport& report, const PrintStyle& style)
      : report_(report), style_(style), canvas_(style) {}

  PrintedPdf print() {
    print_title();
    print_paragraphs(0);
    for (int section = 1; section <= 6; ++section) print_section(section);
    print_signature();
    return canvas_.finish();
  }

 private:
  Font font(const std::string& family, double size) const {
    return {family, style_.digit_font, size};
  }
  double text_width() const { return canvas_.right() - canvas_.left(); }

  // Draws a block at a fixed leading, each line on the page where it fits.
  void print_block(const TextBlock& block, double size, double leading, double x) {
    for (int i = 0; i < block.size(); ++i) {
      if (canvas_.y + leading > canvas_.bottom() + 1) canvas_.next_page();
      const SetLine& line = block.line(i);
      const double baseline = canvas_.y + (leading - line.height()) / 2 + line.ascent;
      canvas_.draw_line(block, i, x, baseline, size);
      canvas_.y += leading;
    }
  }

  void print_title() {
    for (const std::string& line : report_.title) {
      const TextBlock block = canvas_.typesetter().set(
          line, font(style_.title_font, style_.title_size), text_width(), Align::kCentre);
      print_block(block, style_.title_size, style_.title_size * kTitleLeading, canvas_.left());
    }
    canvas_.y += style_.leading;
  }

  void print_paragraphs(int section) {
    const auto found = report_.narrative.find(section);
    if (found == report_.narrative.end()) return;
    for (const std::string& paragraph : found->second) {
      const TextBlock block =
          canvas_.typesetter().set(paragraph, font(style_.body_font, style_.body_size),
                                   text_width(), Align::kJustify, 2 * style_.body_size);
      print_block(block, style_.body_size, style_.leading, canvas_.left());
    }
  }

  void print_heading(const std::string& heading) {
    if (heading.empty()) return;
    const TextBlock block =
        canvas_.typesetter().set(heading, font(style_.heading_font, style_.body_size), text_width(),
                                 Align::kLeft, 2 * style_.body_size);
    print_block(block, style_.body_size, style_.leading, canvas_.left());
  }

  void print_section(int section) {
    const std::string heading = report_.headings.at(section - 1);
    const FormTable* table = nullptr;
    for (const FormTable& candidate : report_.form.tables) {
      if (candidate.heading == report_.form.section_headings.at(section - 1)) table = &candidate;
    }
    if (table != nullptr) {
      print_table_section(heading, *table);
      return;
    }
    if (canvas_.y + 2 * style_.leading > canvas_.bottom()) canvas_.next_page();
    print_heading(heading);
    print_paragraphs(section);
  }

  void print_table_section(const std::string& heading, const FormTable& table) {
    const bool landscape = style_.landscape_requests && table.id == "requests";
    if (landscape != canvas_.landscape()) canvas_.next_page_if_used(landscape);
    bool headed = false;
    for (const RuledTable& ruled : ruled_tables(report_, table, style_)) {
      TablePainter painter(canvas_, style_, ruled);
      const double above = headed ? 0 : style_.leading + kHeadingGap;
      if (canvas_.y + above + painter.opening_height() > canvas_.bottom()) {
        canvas_.next_page(landscape);
      }
      if (!headed) print_heading(heading);
      canvas_.y += headed ? 0 : kHeadingGap;
      headed = true;
      painter.print();
      canvas_.y += kTableGap;
    }
    if (!headed) print_heading(heading);
    print_note(table.id);
    if (landscape) canvas_.next_page();
  }

  void print_note(const std::string& table) {
    const auto note = report_.notes.find(table);
    if (note == report_.notes.end()) return;
    const TextBlock block = canvas_.typesetter().set(
        note->second, font(style_.table_font, style_.table_size), text_width(), Align::kLeft);
    print_block(block, style_.table_size, style_.table_size * kNoteLeading, canvas_.left());
  }

  void print_signature() {
    const double needed = (report_.signature.empty() ? 0 : 1) + (report_.date.empty() ? 0 : 1);
    if (needed == 0) return;
    canvas_.y += style_.leading;
    if (canvas_.y + needed * style_.leading > canvas_.bottom()) canvas_.next_page();
    const double indent = kSignatureIndent * text_width();
    for (const std::string& line : {report_.signature, report_.date}) {
      const TextBlock block = canvas_.typesetter().set(
          line, font(style_.body_font, style_.body_size), text_width() - indent, Align::kCentre);
      print_block(block, style_.body_size, style_.leading, canvas_.left() + indent);
    }
  }

  const PrintedReport& report_;
  const PrintStyle& style_;
  Canvas canvas_;
};

}  // namespace

PrintedPdf print_pdf(const PrintedReport& report, const PrintStyle& style) {
  return ReportPrinter(report, style).print();
}

}  // namespace gouji
