#include "pipeline/review/review.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "pipeline/review/export_page.h"
#include "pipeline/review/page_images.h"
#include "pipeline/review/server.h"
#include "pipeline/review/server_lock.h"
#include "pipeline/review/session.h"
#include "pipeline/stop_signals.h"
#include "pipeline/translation.h"
#include "pipeline/utf8.h"

namespace gouji {
namespace {

constexpr std::chrono::milliseconds kLookAtSignals{100};
constexpr int kCannot = 2;  // exit status

int complain(const std::string& sentence) {
  std::fputs((tr_format("gouji: {}", sentence) + "\n").c_str(), stderr);
  return kCannot;
}

// In the browser of the person's desktop, where there is one. What it prints is no matter of ours.
void open_in_browser(const std::string& address) {
  if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) return;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
  }
  std::string program = "xdg-open", argument = address;
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  pid_t pid = 0;
  ::posix_spawnp(&pid, program.c_str(), &files, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&files);
}

void serve(ReviewServer& server, Session& session) {
  const StopSignals signals;
  std::thread thread([&] { server.run(); });
  while (signals.caught() == 0) std::this_thread::sleep_for(kLookAtSignals);
  session.stop();  // or the server would wait for requests that wait for the index
  server.stop();
  thread.join();
}

}  // namespace

int review(const ReviewOptions& options) {
  const auto forms = load_forms(options.data / "forms");
  if (!forms) return complain(tr_sentence(forms.error()));
  if (!RunStore::is_in(options.out)) {
    return complain(
        tr_format("gouji ingest has not written to {}", to_one_line(options.out.native())));
  }
  auto lock = ServerLock::take(options.out);
  if (!lock) return complain(lock.error());
  auto session = Session::open(options.out, *forms);
  if (!session) return complain(session.error());
  PageImages images(options.out, options.renderer);
  if (!options.export_to.empty()) {
    const auto relations = export_page(**session, images, options.export_to);
    if (!relations) return complain(relations.error());
    std::puts(tr_count("{} broken sum, in {}", "{} broken sums, in {}",
                       static_cast<size_t>(*relations), to_one_line(options.export_to.native()))
                  .c_str());
    return 0;
  }
  auto server = ReviewServer::open(**session, images, options.port, options.audit);
  if (!server) return complain(server.error());
  const std::string address = (*server)->address();
  if (auto set = lock->set_address(address); !set) return complain(set.error());
  std::fputs((tr_format("review   {}   (Ctrl-C ends it)", address) + "\n").c_str(), stdout);
  std::fflush(stdout);
  open_in_browser(address);
  serve(**server, **session);
  return 0;
}

}  // namespace gouji
