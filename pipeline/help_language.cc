#include "pipeline/help_language.h"

#include <CLI/Formatter.hpp>
#include <array>
#include <memory>

#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

// Marks a text to be translated where it is used (xgettext).
constexpr const char* later(const char* english) { return english; }

// Words of CLI11's formatter.
constexpr std::array kWords{later("Usage"), later("OPTIONS"), later("SUBCOMMAND"),
                            later("Positionals"), later("REQUIRED")};

// Complaints of CLI11's Error.hpp and Validators.hpp; of two that match the first counts.
constexpr std::array kComplaints{
    later("A subcommand is required"),
    later("{} is required"),
    later("{}: Value {} not in range {} to {}"),
    later("{}: {} required {} missing"),
    later("{}: At Most {} required but received {}"),
    later("Could not convert: {} = {}"),
    later("The following argument was not expected: {}"),
    later("The following arguments were not expected: {}"),
};

constexpr std::array kHeadings{later("Usage"), later("Options"), later("Positionals"),
                               later("Subcommands"),
                               later("Limits of one report (docs/security.md)")};

// Once, if it is there.
void replace(std::string& text, const std::string& before, const std::string& after) {
  if (const size_t at = text.find(before); at != std::string::npos) {
    text.replace(at, before.size(), after);
  }
}

// The library pads by bytes, and ends headings in a colon of its own.
class Formatter : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    std::string out = CLI::Formatter::make_help(app, std::move(name), mode);
    for (const char* heading : kHeadings) {
      const std::string words = tr(heading);
      replace(out, words + ": ", tr_format("{}: ", words));
      replace(out, words + ":\n", tr_format("{}:", words) + "\n");
    }
    return out;
  }

  std::string make_option(const CLI::Option* option, bool positional) const override {
    std::string out = CLI::Formatter::make_option(option, positional);
    const std::string required = tr("REQUIRED");
    if (const size_t at = out.find(required); option->get_required() && at != std::string::npos) {
      const auto columns = static_cast<size_t>(width_of(required));
      out.insert(at + required.size(), required.size() - columns, ' ');
    }
    return out;
  }
};

std::string complain(const CLI::App*, const CLI::Error& error) {
  return tr_sentence(error.what(), kComplaints) + "\n" +
         tr("Run with --help for more information.") + "\n";
}

}  // namespace

void set_help_language(CLI::App& app) {
  const auto formatter = std::make_shared<Formatter>();
  for (const char* word : kWords) formatter->label(word, tr(word));
  app.formatter(formatter);
  app.failure_message(complain);
  app.option_defaults()->group(tr("Options"));
  app.set_help_flag("-h,--help", tr("Print this help message and exit"));
}

}  // namespace gouji
