#include <limits>

#include <doctest/doctest.h>

#include <tonewheel/dataset/shard.hpp>

using namespace tonewheel;

TEST_CASE("shard: parts are consecutive, disjoint and together the whole") {
  for (const std::uint64_t size :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{10}, std::uint64_t{1000003},
        std::numeric_limits<std::uint64_t>::max()}) {
    for (const std::uint64_t count : {1U, 2U, 3U, 7U, 1000000U}) {
      CHECK(Shard{1, count}.part(size).first == 0);
      CHECK(Shard{count, count}.part(size).second == size);
      for (std::uint64_t i = 1; i < std::min<std::uint64_t>(count, 20); ++i) {
        const auto part = Shard{i, count}.part(size);
        CHECK(part.first <= part.second);
        CHECK(part.second == Shard{i + 1, count}.part(size).first);
        CHECK(part.second - part.first <= size / count + 1);
      }
    }
  }
}

TEST_CASE("shard: i/n is read, anything else is an error") {
  CHECK(parse_shard("2/3").index == 2);
  CHECK(parse_shard("2/3").count == 3);
  CHECK(parse_shard("1/1").whole());
  for (const char* text :
       {"", "1", "/", "0/3", "4/3", "1/0", "1.5/3", "-1/3", "a/b", "1/3/5", "1/1e9", "nan/3"}) {
    CHECK_THROWS_AS(static_cast<void>(parse_shard(text)), Error);
  }
}
