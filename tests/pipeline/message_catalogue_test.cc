#include "pipeline/message_catalogue.h"

#include <cstring>

#include "gtest/gtest.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

using namespace std::string_literals;

std::string number(std::uint32_t n) {
  std::string out(sizeof n, '\0');
  std::memcpy(out.data(), &n, sizeof n);
  return out;
}

// As msgfmt writes it: head, the table of the texts, that of their translations, the bytes of all.
std::string catalogue(const std::vector<std::pair<std::string, std::string>>& messages) {
  constexpr std::uint32_t kHead = 28;
  const auto count = static_cast<std::uint32_t>(messages.size());
  std::string tables[2], texts;
  const auto add = [&](std::string& table, const std::string& text) {
    table += number(static_cast<std::uint32_t>(text.size()));
    table += number(kHead + 16 * count + static_cast<std::uint32_t>(texts.size()));
    texts += text + '\0';
  };
  for (const auto& [english, translated] : messages) {
    add(tables[0], english);
    add(tables[1], translated);
  }
  return number(0x950412de) + number(0) + number(count) + number(kHead) +
         number(kHead + 8 * count) + number(0) + number(0) + tables[0] + tables[1] + texts;
}

// What it has for `english`.
std::string found(const std::string& bytes, const std::string& english) {
  const Scratch s;
  const MessageCatalogue messages(s.write("gouji.mo", bytes));
  const std::string_view* const text = messages.find(english);
  return text == nullptr ? "nothing" : std::string(*text);
}

TEST(MessageCatalogue, HasTheMessages) {
  const std::string bytes = catalogue({{"", "Language: zh_CN"},
                                       {"page {}", "第 {} 页"},
                                       {"{} report\0{} reports"s, "{} 份"},
                                       {"untranslated", ""}});
  EXPECT_EQ(found(bytes, "page {}"), "第 {} 页");
  EXPECT_EQ(found(bytes, "{} report"), "{} 份");
  EXPECT_EQ(found(bytes, "untranslated"), "nothing");
  EXPECT_EQ(found(bytes, "no message"), "nothing");
  EXPECT_EQ(found(bytes, ""), "nothing") << "that is the head";
}

TEST(MessageCatalogue, HasNoneInWhatIsNoCatalogue) {
  const std::string bytes = catalogue({{"page {}", "第 {} 页"}});
  for (size_t size = 0; size < bytes.size() - 1; ++size) {
    EXPECT_EQ(found(bytes.substr(0, size), "page {}"), "nothing") << size;
  }
  std::string endless = bytes;
  endless.replace(28, 4, number(0xFFFFFFFF));
  EXPECT_EQ(found(endless, "page {}"), "nothing");
  EXPECT_EQ(MessageCatalogue("/nowhere/gouji.mo").find("page {}"), nullptr);
}

}  // namespace
}  // namespace gouji
