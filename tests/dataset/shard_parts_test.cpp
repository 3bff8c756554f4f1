#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/shard_parts.hpp>

using namespace tonewheel;

TEST_CASE("shard parts: merged in any order they are all of them") {
  ShardParts parts;
  CHECK(parts.empty());
  CHECK(parts.state().empty());
  for (const std::uint64_t index : {5U, 1U, 2U}) {
    parts.merge(ShardParts(Shard{index, 5}));
  }
  CHECK(parts.state() == "1-2 5/5");
  CHECK(parts.missing() == std::vector<std::uint64_t>{3, 4});
  CHECK_FALSE(parts.complete());
  CHECK(parts.items(11) == 4 + 3);  // of 0 2 4 6 8 11
  parts.merge(ShardParts("3-4/5"));
  CHECK(parts.complete());
  CHECK(parts.of() == 5);
  CHECK(parts.items(11) == 11);
  CHECK(ShardParts(parts.state()) == parts);
  parts.merge(ShardParts());
  CHECK(parts.state() == "1-5/5");
}

TEST_CASE("shard parts: doubled ones and those of another number are refused, and change nothing") {
  ShardParts parts(Shard{2, 3});
  CHECK_THROWS_WITH_AS(parts.merge(ShardParts("1-2/3")),
                       doctest::Contains("found part 2 of 3 twice"), Error);
  CHECK_THROWS_WITH_AS(parts.merge(ShardParts("1/4")),
                       doctest::Contains("number of parts: found \"4\", expected \"3\""), Error);
  CHECK(parts == ShardParts("2/3"));
}

TEST_CASE("shard parts: a text that state() does not write is refused") {
  for (const char* text : {"1",
                           "/3",
                           "1/",
                           "1/0",
                           "0/3",
                           "4/3",
                           "2-1/3",
                           "1-1/3",
                           "1 2/3",
                           "2 1/3",
                           "1 1/3",
                           "01/3",
                           "1/03",
                           " 1/3",
                           "1,2/3",
                           "1/3/3",
                           "x/3",
                           "-1/3",
                           "1-99999999999999999999/3",
                           "1/1000001"}) {
    INFO(text);
    CHECK_THROWS_AS(ShardParts(std::string_view(text)), Error);
  }
}
