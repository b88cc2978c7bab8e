#include "pipeline/worker_channel.h"

#include <sys/socket.h>

#include "gtest/gtest.h"
#include "pipeline/file_descriptor.h"

namespace gouji {
namespace {

struct Channel {
  Channel() {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    near = FileDescriptor(ends[0]);
    far = FileDescriptor(ends[1]);
  }
  FileDescriptor near, far;
};

TEST(WorkerChannel, CarriesMessagesOfAnyBytes) {
  const Channel c;
  for (const std::string& message : {std::string(), std::string("a\0\n\xFF", 4)}) {
    EXPECT_TRUE(send_message(c.near.get(), message));
    EXPECT_EQ(receive_message(c.far.get()), message);
  }
}

TEST(WorkerChannel, SaysThatTheOtherSideIsGone) {
  Channel c;
  c.far.reset();
  EXPECT_FALSE(send_message(c.near.get(), "hello"));
  EXPECT_FALSE(receive_message(c.near.get()));
}

TEST(WorkerChannel, RefusesMessagesThatAreTooLong) {
  const Channel c;
  EXPECT_FALSE(send_message(c.near.get(), std::string(kLongestMessage + 1, 'x')));
  ASSERT_EQ(::send(c.near.get(), "\xFF\xFF\xFF\xFF", 4, 0), 4);
  EXPECT_FALSE(receive_message(c.far.get()));
}

TEST(MessageBuffer, PutsMessagesTogetherFromPieces) {
  const std::string bytes("\3\0\0\0abc\0\0\0\0\1\0\0\0d", 16);
  MessageBuffer buffer;
  std::vector<std::string> messages;
  for (char byte : bytes) {
    buffer.add({&byte, 1});
    while (auto message = buffer.next()) messages.push_back(*message);
  }
  EXPECT_EQ(messages, (std::vector<std::string>{"abc", "", "d"}));
  EXPECT_FALSE(buffer.broken());
}

TEST(MessageBuffer, NoticesWhatIsNoMessage) {
  MessageBuffer buffer;
  buffer.add("garbage");
  EXPECT_TRUE(buffer.broken());
  EXPECT_FALSE(buffer.next());
}

TEST(Answer, ComesBack) {
  Report report;
  report.title = "标题";
  for (const Answer& answer : {Answer{Answer::Kind::kReady, "", {}, false},
                               Answer{Answer::Kind::kFatal, "no forms", {}, false},
                               Answer{Answer::Kind::kReport, "", report, false},
                               Answer{Answer::Kind::kReport, "", report, true}}) {
    const auto back = decode_answer(encode_answer(answer));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->kind, answer.kind);
    EXPECT_EQ(back->text, answer.text);
    EXPECT_EQ(back->report.title, answer.report.title);
    EXPECT_EQ(back->leaving, answer.leaving);
  }
}

TEST(Answer, IsNotReadOutOfAnything) {
  for (const char* message : {"", "x", "a", "a{}", "z[]", "hello"}) {
    EXPECT_FALSE(decode_answer(message)) << message;
  }
}

}  // namespace
}  // namespace gouji
