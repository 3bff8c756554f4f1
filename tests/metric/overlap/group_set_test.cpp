#include <cstddef>
#include <list>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/ids.hpp>
#include <tonewheel/metric/overlap/group_set.hpp>

using namespace tonewheel;

TEST_CASE("group set: counts by hand") {
  const std::vector<ConceptId> truth{{3}, {1}, {3}, {7}};
  const std::vector<ConceptId> prediction{{7}, {9}, {7}, {3}, {0}};
  CHECK(set_counts(truth, prediction) == SetCounts{3, 4, 2});
  CHECK(set_counts(prediction, truth) == SetCounts{4, 3, 2});
  CHECK(set_counts(truth, std::vector<ConceptId>{}) == SetCounts{3, 0, 0});
  CHECK(set_counts(std::vector<ConceptId>{}, std::vector<ConceptId>{}) == SetCounts{0, 0, 0});
  CHECK(set_counts(std::list<std::string>{"a", "b"}, std::set<std::string>{"b"}) ==
        SetCounts{2, 1, 1});
}

TEST_CASE("group set: random lists against std::set, memory is used again") {
  std::mt19937_64 engine(44);
  SetCounter<std::size_t> counter;
  for (int round = 0; round < 500; ++round) {
    std::vector<std::size_t> a(engine() % 12);
    std::vector<std::size_t> b(engine() % 12);
    for (auto* list : {&a, &b}) {
      for (std::size_t& id : *list) {
        id = engine() % 10;
      }
    }
    const std::set<std::size_t> left(a.begin(), a.end());
    const std::set<std::size_t> right(b.begin(), b.end());
    std::uint32_t common = 0;
    for (const std::size_t id : left) {
      common += right.contains(id) ? 1U : 0U;
    }
    CHECK(counter(a, b) == SetCounts{static_cast<std::uint32_t>(left.size()),
                                     static_cast<std::uint32_t>(right.size()), common});
  }
}
