#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/doubt_columns.hpp>

using namespace tonewheel;

TEST_CASE("doubt columns: chosen by name, always in one order") {
  CHECK(DoubtColumns{}.names().empty());
  CHECK(parse_doubt_columns("none,p").names() == std::vector<std::string>{"doubt_p", "doubt_none"});
  CHECK(parse_doubt_columns("margin , entropy").names() ==
        std::vector<std::string>{"doubt_entropy", "doubt_margin"});
  CHECK(parse_doubt_columns("all").count() == 4);
  CHECK(parse_doubt_columns("all") == parse_doubt_columns("p,entropy,margin,none"));
  for (const char* wrong : {"", "p,", "all,p", "q", "P"}) {
    INFO(wrong);
    CHECK_THROWS_AS((void)parse_doubt_columns(wrong), Error);
  }
  CHECK_THROWS_WITH_AS((void)parse_doubt_columns("p,x"),
                       "doubt: found \"x\", expected p, entropy, margin or none, joined by commas, "
                       "or all",
                       Error);
}
