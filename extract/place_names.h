// The regions' official names as they are printed in running text.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/lookalikes.h"
#include "models/regions.h"
#include "models/report.h"

namespace gouji {

// Those of `regions` whose names a report on `year` may print. `year` 0: unknown, and all are
// taken.
Regions regions_about(const Regions& regions, int year);

// The names of about one year. `regions` must outlive it.
class PlaceNames {
 public:
  // `year`: that a report is on; 0: unknown, and all names are taken.
  PlaceNames(const Regions& regions, int year);

  // The regions that the longest run of names, one governing the next, at the start of `text` ends
  // with (浙江省杭州市 in 浙江省杭州市财政局); several where the name means several. Those that
  // had this name in that very year go before those that had it soon before or after. `length`:
  // characters of the run; `parts`: names in it, the fewest that are possible.
  struct Head {
    std::vector<const Region*> regions;
    size_t length = 0;
    int parts = 0;
  };
  Head head(std::u32string_view text) const;

  // Codes of the provinces and prefectures that `text` names. What is part of a longer official
  // name is not named (眉山市 in 峨眉山市).
  std::set<std::string> named_in(std::u32string_view text) const;

  // The regions whose names are often misread as `name`, which is official as well (双滦区 as
  // 双流区).
  std::vector<const Region*> often_read_as(std::u32string_view name,
                                           const Lookalikes& lookalikes) const;

  RegionName full_name(const Region& region) const;

  // Of a county, or of a prefecture that has none: what is below it is a township.
  bool is_lowest(const Region& region) const;

  // Whether `text` begins with the name of a region below `above`, its last character left out.
  bool begins_below(const Region& above, std::u32string_view text) const;

 private:
  void extend(std::u32string_view text, const Region* above, size_t from, int parts,
              Head& best) const;
  const Region* by_code(const std::string& code) const;

  std::vector<const Region*> there_;
  std::unordered_map<char32_t, std::vector<const Region*>> by_first_;
  int year_;
};

}  // namespace gouji
