#include "pipeline/command_line.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "pipeline/data_directory.h"
#include "pipeline/dataset_tables.h"
#include "pipeline/help_language.h"
#include "pipeline/ingest.h"
#include "pipeline/merge.h"
#include "pipeline/review/page_renderer.h"
#include "pipeline/review/review.h"
#include "pipeline/show.h"
#include "pipeline/stop_signals.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"
#include "pipeline/worker.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;

constexpr int kMostJobs = 1024;

struct Arguments {
  std::vector<std::string> inputs;
  std::string out, data, file, debug, export_to, shard = "1/1";
  int jobs = 0;  // 0: all cores
  int dpi = 0, page = 0;
  int port = 0;  // 0: a free one
  int audit = 0;
  double timeout = 300;
  int max_cpu = 120, max_memory = 1024;
  int reports_per_worker = 500;
  PdfLimits pdf;
  double text_seconds = 0;
  bool quiet = false;
  bool tables_only = false;
};

int available_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  return ::sched_getaffinity(0, sizeof set, &set) == 0 ? std::max(CPU_COUNT(&set), 1) : 1;
}

int complain(const std::string& message, int status = kNoDataset) {
  std::fputs((tr_format("gouji: {}", message) + "\n").c_str(), stderr);
  return status;
}

// Address space of one worker.
std::uint64_t worker_memory(const Arguments& a) {
#ifdef GOUJI_SANITIZE
  return 0;  // the sanitizer reserves terabytes of it
#endif
  return static_cast<std::uint64_t>(a.max_memory) << 20;
}

WorkerCommand worker_command(const fs::path& data, const Arguments& a) {
  // Not by its name: this very program, even where a newer one has taken its place meanwhile.
  WorkerCommand command{
      {"/proc/self/exe", "worker", "--data", data.string(), "--dpi", std::to_string(a.dpi),
       "--max-pages", std::to_string(a.pdf.pages), "--max-pixels", std::to_string(a.pdf.megapixels),
       "--max-drawing", std::to_string(a.max_cpu / 2.0), "--max-text",
       std::to_string(a.max_cpu / 2.0)},
      worker_memory(a)};
  if (a.tables_only) command.arguments.push_back("--tables-only");
  return command;
}

std::string signal_name(int signal) {
  return signal == SIGINT ? tr("interrupted") : tr("terminated");
}

// With a `/` at the end.
std::string shown_directory(const fs::path& directory) {
  return to_one_line((directory / "").native());
}

// What stands on stdout, or with --quiet only what failed, on stderr.
int print_summary(const RunSummary& summary, const std::string& notes, const Arguments& a) {
  for (const std::string& remark : summary.remarks()) complain(remark);
  if (a.quiet) {
    for (const std::string& line : summary.failed()) {
      std::fputs((line + "\n").c_str(), stderr);
    }
  } else {
    const std::string text =
        summary.text() + notes + tr_format("dataset  {}", shown_directory(a.out)) + "\n";
    if (std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0) {
      return complain(tr("cannot write to standard output"));
    }
  }
  return summary.count(ReportStatus::kFailed) > 0 ? kSomeFailed : kAllRead;
}

// What a run that goes on found of the run before; empty for a first run.
std::string describe_resumed(const IngestResult& result) {
  if (result.there + result.changed + result.gone == 0) return "";
  return tr_format("{} read before, {} changed since then, {} gone", result.there, result.changed,
                   result.gone) +
         "\n";
}

int run_ingest(const Arguments& a) {
  const auto data = find_data(a.data);
  if (!data) return complain(data.error());
  const auto forms = load_forms(*data / "forms");
  if (!forms) return complain(tr_sentence(forms.error()));
  const auto shard = parse_shard(a.shard);
  if (!shard) return complain(shard.error());

  const IngestOptions options{.inputs = {a.inputs.begin(), a.inputs.end()},
                              .out = a.out,
                              .jobs = a.jobs > 0 ? a.jobs : available_cores(),
                              .dpi = a.dpi,
                              .timeout = std::chrono::milliseconds(std::lround(a.timeout * 1000)),
                              .cpu = std::chrono::seconds(a.max_cpu),
                              .reports_per_worker = a.reports_per_worker,
                              .shard = *shard,
                              .warn = [](const std::string& what) { complain(what); }};
  const auto progress =
      a.quiet ? make_silent_progress() : make_progress(stderr, ::isatty(STDERR_FILENO) == 1);
  const StopSignals signals;
  const auto result = ingest(options, *forms, worker_command(*data, a), *progress,
                             [&] { return signals.caught() == 0; });
  if (!result) return complain(result.error());
  if (!result->stopped) return print_summary(result->summary, describe_resumed(*result), a);
  return complain(tr_format("{}; the dataset in {} holds {} reports, {} are not read: the same "
                            "command goes on",
                            signal_name(signals.caught()), shown_directory(a.out),
                            result->summary.reports(), result->unread),
                  kSignalled + signals.caught());
}

int run_merge(const Arguments& a) {
  const auto data = find_data(a.data);
  if (!data) return complain(data.error());
  const auto forms = load_forms(*data / "forms");
  if (!forms) return complain(tr_sentence(forms.error()));
  const auto summary =
      merge({a.inputs.begin(), a.inputs.end()}, a.out, *forms, worker_command(*data, a));
  if (!summary) return complain(summary.error());
  return print_summary(*summary, "", a);
}

int run_show(const Arguments& a) {
  const auto data = find_data(a.data);
  if (!data) return complain(data.error());
  return show({.file = a.file, .data = *data, .debug = a.debug, .dpi = a.dpi});
}

int run_review(const Arguments& a) {
  const auto data = find_data(a.data);
  if (!data) return complain(data.error());
  return review({.out = a.out,
                 .data = *data,
                 .renderer = {{"/proc/self/exe", "render", "--"}, worker_memory(a)},
                 .export_to = a.export_to,
                 .port = a.port,
                 .audit = a.audit});
}

void add_data(CLI::App& command, Arguments& a) {
  command.add_option("--data", a.data, tr("Directory with the forms (default: found by itself)"))
      ->type_name("DIR");
}

void add_common(CLI::App& command, Arguments& a) {
  command
      .add_option("--dpi", a.dpi,
                  tr("Resolution that pages are read at (default: chosen per page)"))
      ->check(CLI::Range(72, 1200))
      ->type_name("N");
  add_data(command, a);
}

template <typename T>
void add_limit(CLI::App& c, const char* option, T& value, const std::string& what, T least, T most,
               const char* unit) {
  c.add_option(option, value, what)
      ->check(CLI::Range(least, most))
      ->capture_default_str()
      ->type_name(unit)
      ->group(tr("Limits of one report (docs/security.md)"));
}

void add_limits(CLI::App& c, Arguments& a) {
  add_limit(c, "--timeout", a.timeout, tr("Most seconds by the clock"), 0.1, 86400.0, "S");
  add_limit(c, "--max-cpu", a.max_cpu, tr("Most seconds of CPU time"), 1, 86400, "S");
  add_limit(c, "--max-memory", a.max_memory, tr("Most MiB of address space"), 256, 1 << 20, "MIB");
  add_limit(c, "--max-pages", a.pdf.pages, tr("Most pages"), 1, 100'000, "N");
  add_limit(
      c, "--max-pixels", a.pdf.megapixels,
      tr("Most million pixels of a page, which is read at a lower resolution to have no more; "
         "an image in it may have eight times as many"),
      1, 1000, "N");
  add_limit(c, "--reports-per-worker", a.reports_per_worker,
            tr("Reports that a process reads before a new one takes its place"), 1, 1'000'000, "N");
}

CLI::App* add_subcommand(CLI::App& app, const char* name, const std::string& what) {
  CLI::App* c = app.add_subcommand(name, what)->group(tr("Subcommands"));
  set_help_language(*c);
  return c;
}

CLI::App* add_ingest(CLI::App& app, Arguments& a) {
  CLI::App* c = add_subcommand(app, "ingest", tr("Turn reports into a dataset"));
  c->add_option("INPUT", a.inputs, tr("PDF files, or directories to search for *.pdf"))
      ->required()
      ->type_name("");
  c->add_option("--out", a.out, tr("Directory that the dataset is written into"))
      ->required()
      ->type_name("DIR");
  c->add_option("--jobs", a.jobs, tr("Reports read at a time (default: one a core)"))
      ->check(CLI::Range(1, kMostJobs))
      ->type_name("N");
  add_limits(*c, a);
  c->add_flag(
      "--tables-only", a.tables_only,
      tr("Leave the narrative out, which takes most of the time: narrative.csv and "
         "claims.csv have no rows, and of a scan only the head of the first page and the last "
         "page are read for "
         "title, agency, year and date"));
  c->add_flag("--resume")
      ->description(
          tr("Go on where an earlier run into DIR stopped: what it read with the same program and "
             "settings is not read again (happens without this, too)"));
  c->add_option("--shard", a.shard,
                tr("Read only the I-th of N parts of the inputs, I from 1; `gouji merge` puts the "
                   "parts together"))
      ->type_name("I/N");
  c->add_flag("--quiet", a.quiet, tr("Print nothing but errors"));
  add_common(*c, a);
  c->footer(
      tr("Exit status: 0 every report was read, flagged ones included; 1 at least one input\n"
         "failed, the others are all in the dataset; 2 wrong usage, or an output that cannot\n"
         "be written; 130 or 143 stopped by a signal: the dataset is of what was read until\n"
         "then, and the same command goes on. A second signal ends the program at once."));
  return c;
}

CLI::App* add_merge(CLI::App& app, Arguments& a) {
  CLI::App* c = add_subcommand(app, "merge", tr("Put the datasets of all shards together"));
  c->add_option("SHARD_OUT", a.inputs, tr("What each `ingest --shard I/N` had as --out"))
      ->required()
      ->type_name("");
  c->add_option("--out", a.out, tr("Directory that the dataset is written into"))
      ->required()
      ->type_name("DIR");
  c->add_flag("--quiet", a.quiet, tr("Print nothing but errors"));
  add_data(*c, a);
  c->footer(
      tr("Exit status: that of one `gouji ingest` of all inputs; 2 where a shard is missing or\n"
         "not finished, or an output cannot be written."));
  return c;
}

CLI::App* add_show(CLI::App& app, Arguments& a) {
  CLI::App* c = add_subcommand(app, "show", tr("Print one report's tables as they are read"));
  c->add_option("FILE", a.file, tr("PDF file"))->required()->type_name("");
  c->add_option("--debug", a.debug, tr("Directory for a picture of each page with what was read"))
      ->type_name("DIR");
  add_common(*c, a);
  return c;
}

CLI::App* add_review(CLI::App& app, Arguments& a) {
  CLI::App* c = add_subcommand(app, "review",
                               tr("Look at what is not certain, and correct it, in a browser"));
  c->add_option("OUT", a.out, tr("What `ingest` had as --out"))->required()->type_name("");
  c->add_option("--port", a.port, tr("Port of 127.0.0.1 (default: one that is free)"))
      ->check(CLI::Range(1, 65535))
      ->type_name("N");
  c->add_option("--audit", a.audit,
                tr("Look at N accepted cells, drawn at random, to see how many are wrong"))
      ->check(CLI::Range(1, 1000))
      ->type_name("N");
  c->add_option("--export", a.export_to,
                tr("Write a page that shows the broken sums, with pictures of their figures, to "
                   "send to others; serve nothing"))
      ->type_name("FILE");
  add_data(*c, a);
  return c;
}

// What `ingest` starts its workers with; not for people.
CLI::App* add_worker(CLI::App& app, Arguments& a) {
  CLI::App* c = app.add_subcommand("worker")->group("");
  c->add_option("--data", a.data)->required();
  c->add_option("--dpi", a.dpi);
  c->add_option("--max-pages", a.pdf.pages);
  c->add_option("--max-pixels", a.pdf.megapixels);
  c->add_option("--max-drawing", a.pdf.drawing_seconds);
  c->add_option("--max-text", a.text_seconds);
  c->add_flag("--tables-only", a.tables_only);
  return c;
}

// What `review` draws pages with; not for people.
CLI::App* add_renderer(CLI::App& app, Arguments& a) {
  CLI::App* c = app.add_subcommand("render")->group("");
  c->add_option("file", a.file)->required();
  c->add_option("page", a.page)->required();
  c->add_option("dpi", a.dpi)->required();
  return c;
}

int run(int argc, char** argv) {
  Arguments a;
  CLI::App app(
      tr("Turns published 政府信息公开工作年度报告 into data, and flags those whose totals are "
         "broken."),
      "gouji");
  set_help_language(app);
  app.set_version_flag("--version", "gouji " + program_version(),
                       tr("Display program version information and exit"));
  app.require_subcommand(1);
  CLI::App* const ingest_command = add_ingest(app, a);
  CLI::App* const merge_command = add_merge(app, a);
  CLI::App* const show_command = add_show(app, a);
  CLI::App* const review_command = add_review(app, a);
  CLI::App* const worker_command = add_worker(app, a);
  CLI::App* const render_command = add_renderer(app, a);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {  // how the library says --help, too
    return app.exit(e) == 0 ? kAllRead : kNoDataset;
  }
  if (*ingest_command) return run_ingest(a);
  if (*merge_command) return run_merge(a);
  if (*show_command) return run_show(a);
  if (*review_command) return run_review(a);
  if (*worker_command) {
    return run_worker(a.data, {.dpi = a.dpi,
                               .tables_only = a.tables_only,
                               .limits = a.pdf,
                               .text_seconds = a.text_seconds});
  }
  if (*render_command) return run_page_renderer(a.file, a.page, a.dpi, a.pdf);
  return kNoDataset;
}

// A closed stream's number would go to the next file that is opened, and messages into it.
void open_standard_streams() {
  int fd = STDIN_FILENO;
  while (fd >= 0 && fd <= STDERR_FILENO) fd = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (fd >= 0) ::close(fd);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  open_standard_streams();
  ::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow further is an error to report
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {
    return complain(e.what());
  }
}

}  // namespace gouji
