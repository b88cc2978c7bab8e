// Speaks the workers' protocol, and does with each file what the file's name says: crash, exit,
// hang, spin (uses CPU time for ever), hoard (complains of memory and aborts), killed, giveup
// (fails and leaves), garbage, flood, stranger (cells that no form has), odd (nonsense after a good
// answer), leave (a good answer, the last), crash-old (crashes a worker that has read something
// before), tell (which of its worker's reports it is). Any other file is a report with its name as
// the title. Arguments: `die` before being ready, `fatal`, or the id of a form to fill in and the
// directory of the forms.

#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "models/form.h"
#include "pipeline/worker_channel.h"

namespace gouji {
namespace {

[[noreturn]] void hang() {
  for (;;) ::pause();
}

void send_raw(const std::string& bytes) {
  ::send(kWorkerChannel, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

[[noreturn]] void flood() {
  const std::string zeros(1 << 16, '\0');  // messages of no length
  for (;;) {
    if (::send(kWorkerChannel, zeros.data(), zeros.size(), MSG_NOSIGNAL) < 0) ::_exit(0);
  }
}

Report good_report(const std::string& title, const Form* form) {
  Report report;
  report.title = title;
  report.pages = 6;
  if (form == nullptr) return report;
  report.form = form->id;
  report.agency = "云溪县人民政府";
  report.year = 2022;
  report.cells.assign(form->cells.size(), {CellStatus::kOk, "0", "0", 1, Method::kText, 1, {}});
  report.checks.assign(form->relations.size(), {Verdict::kHolds, 0, 0});
  return report;
}

[[noreturn]] void hoard() {
  std::fputs("Out of memory\n", stderr);
  std::abort();
}

[[noreturn]] void spin() {
  for (volatile bool on = true; on;) continue;
  std::abort();
}

void answer(const std::string& path, const Form* form, int reports) {
  const std::string what = std::filesystem::path(path).stem();
  if (what == "crash") std::abort();
  if (what == "exit") ::_exit(3);
  if (what == "hang") hang();
  if (what == "spin") spin();
  if (what == "hoard") hoard();
  if (what == "killed") ::raise(SIGKILL);
  if (what == "crash-old" && reports > 0) std::abort();
  if (what == "garbage") send_raw("Syntax Error: no current point in lineto\n");
  if (what == "flood") flood();
  Answer answer{Answer::Kind::kReport, {}, good_report(what, form), what == "leave"};
  if (what == "tell") answer.report.title = std::to_string(reports);
  if (what == "giveup") {
    answer.leaving = true;
    answer.report.error = {ErrorCode::kTooLarge, "Too much."};
  }
  if (what == "stranger") answer.report.cells.resize(7);
  send_message(kWorkerChannel, encode_answer(answer));
  if (what == "odd") send_message(kWorkerChannel, "once more");
  if (answer.leaving) ::_exit(0);
}

int run(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "die") return 7;
  if (mode == "fatal") {
    send_message(kWorkerChannel, encode_answer({Answer::Kind::kFatal, "no forms", {}, false}));
    return 1;
  }
  Form form;
  if (argc > 2) form = load_form(std::filesystem::path(argv[2]) / (mode + ".json")).value();
  send_message(kWorkerChannel, encode_answer({}));
  for (int reports = 0; const auto path = receive_message(kWorkerChannel); ++reports) {
    answer(*path, argc > 2 ? &form : nullptr, reports);
  }
  return 0;
}

}  // namespace
}  // namespace gouji

int main(int argc, char** argv) { return gouji::run(argc, argv); }
