// Times as the dataset writes them.
#pragma once

#include <chrono>
#include <string>

namespace gouji {

// ISO 8601 in UTC, to the second: `2024-03-01T08:00:00Z`.
std::string utc_time(std::chrono::system_clock::time_point time);

}  // namespace gouji
