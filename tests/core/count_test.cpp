#include <array>
#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

#include <tonewheel/core/count.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

TEST_CASE("count: a sum that does not fit is refused, and the count stays") {
  std::uint64_t count = most_count - 3;
  add_count(count, 3, "rows");
  CHECK(count == most_count);
  add_count(count, 0, "rows");
  CHECK(contains(message_of([&] { add_count(count, 1, "rows"); }),
                 "rows: found 18446744073709551615 + 1, expected at most 2^64 - 1 in all"));
  CHECK(count == most_count);
  count = most_exact_count;
  CHECK(
      contains(message_of([&] { add_count(count, 1, "rows", most_exact_count); }), "at most 2^53"));
  CHECK(contains(message_of([&] { add_count(count, most_count, "rows", most_exact_count); }),
                 "at most 2^53"));
  CHECK(count == most_exact_count);
  CHECK(contains(message_of([] { require_room(5, 3, "rows", 7); }),
                 "found 5 + 3, expected at most 7"));
  require_room(5, 2, "rows", 7);
}

TEST_CASE("count: of several counts all are added or none") {
  std::uint64_t a = 1;
  std::uint64_t b = most_count;
  CHECK(contains(message_of([&] { add_counts({{a, 1}, {b, 1}}, "rows"); }), "2^64 - 1"));
  CHECK(a == 1);
  CHECK(b == most_count);
  add_counts({{a, 1}, {b, 0}}, "rows");
  CHECK(a == 2);
  std::array<std::uint64_t, 3> into{1, 2, most_count};
  const std::array<std::uint64_t, 3> more{1, 1, 1};
  CHECK(contains(message_of([&] { add_counts(into, more, "rows"); }), "2^64 - 1"));
  CHECK(into == std::array<std::uint64_t, 3>{1, 2, most_count});
  into[2] = 3;
  add_counts(into, into, "rows");  // itself
  CHECK(into == std::array<std::uint64_t, 3>{2, 4, 6});
}
