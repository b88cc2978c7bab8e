#include "models/lookalikes.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <sstream>

#include "models/sentences.h"
#include "models/text.h"

namespace gouji {
namespace {

// 0 where that is no number, or none above 0.
int count_of(const std::string& text) {
  int number = 0;
  const char* end = text.data() + text.size();
  const bool whole = std::from_chars(text.data(), end, number).ptr == end;
  return whole && number > 0 ? number : 0;
}

}  // namespace

tl::expected<Lookalikes, std::string> load_lookalikes(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return tl::unexpected(fmt::format(sentences::kNoDataFile, file.string()));
  Lookalikes lookalikes;
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string character, other, times, of;
    std::getline(fields, character, ',');
    std::getline(fields, other, ',');
    std::getline(fields, times, ',');
    std::getline(fields, of, ',');
    const std::u32string printed = to_utf32(character), read = to_utf32(other);
    const double seen = count_of(times), all = count_of(of);
    if (printed.size() != 1 || read.size() != 1 || seen == 0 || seen > all) {
      return tl::unexpected(fmt::format(sentences::kNotALookalike, file.string(), line));
    }
    lookalikes[printed.front()][read.front()] = seen / all;
  }
  return lookalikes;
}

double read_as(const Lookalikes& lookalikes, std::u32string_view printed,
               std::u32string_view read) {
  if (printed.size() != read.size()) return 0;
  double probability = 1;
  for (size_t i = 0; i < printed.size() && probability > 0; ++i) {
    const auto others = lookalikes.find(printed[i]);
    if (others == lookalikes.end()) {
      if (printed[i] != read[i]) return 0;
      continue;
    }
    const auto other = others->second.find(read[i]);
    probability *= other == others->second.end() ? 0 : other->second;
  }
  return probability;
}

}  // namespace gouji
