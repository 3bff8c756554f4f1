#include <metric/accumulator_samples.hpp>
#include <metric/changed_states.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/accumulator.hpp>

// The laws of every accumulator, each checked of all types of accumulator_samples.hpp.
namespace {

constexpr std::size_t many = 60;

template <class A>
A of_samples(std::size_t first, std::size_t end) {
  A score = support::Samples<A>::empty();
  for (std::size_t i = first; i < end; ++i) {
    support::Samples<A>::add(score, i);
  }
  return score;
}

template <class A>
void check_same(const A& a, const A& b) {
  CHECK(a == b);
  CHECK(a.n() == b.n());
  CHECK(a.state() == b.state());
  CHECK(a.state().text() == b.state().text());
}

/// States of which one option or count is missing, another thing, or one too many.
std::vector<tonewheel::State> damaged(const tonewheel::State& state) {
  using tonewheel::StateValue;
  std::vector<tonewheel::State> states;
  states.emplace_back("another", state.options(), state.counts());
  for (const bool in_options : {true, false}) {
    const StateValue::Object& from = in_options ? state.options() : state.counts();
    const auto with = [&](const StateValue::Object& changed) {
      states.emplace_back(state.kind(), in_options ? changed : state.options(),
                          in_options ? state.counts() : changed);
    };
    for (const auto& [name, value] : from) {
      StateValue::Object without = from;
      without.erase(name);
      with(without);
      StateValue::Object other = from;
      other[name] = StateValue::Object{{"odd", true}};
      with(other);
    }
    StateValue::Object more = from;
    more["one too many"] = std::uint64_t{1};
    with(more);
  }
  return states;
}

template <class... A>
std::set<std::string> kinds_of(std::tuple<A...>* /*types*/) {
  return {std::string(A::kind)...};
}

}  // namespace

TEST_CASE_TEMPLATE_DEFINE("accumulators: the laws", A, accumulator_laws) {
  static_assert(tonewheel::Accumulator<A>);
  const A whole = of_samples<A>(0, many);
  CHECK(whole.n() > 0);
  std::mt19937_64 engine(7);

  SUBCASE("equal data make equal states, other data others") {
    check_same(whole, of_samples<A>(0, many));
    CHECK(whole != support::Samples<A>::empty());
    CHECK(whole.state() != support::Samples<A>::empty().state());
    CHECK(of_samples<A>(0, many / 2) != whole);
  }
  SUBCASE("an empty one is neutral") {
    A left = support::Samples<A>::empty();
    CHECK(left.n() == 0);
    left.merge(whole);
    check_same(left, whole);
    A right = whole;
    right.merge(support::Samples<A>::empty());
    check_same(right, whole);
  }
  SUBCASE("one merges with itself as with a copy") {
    A self = whole;
    self.merge(self);
    A both = whole;
    both.merge(A(whole));
    check_same(self, both);
    CHECK(self.n() == 2 * whole.n());
  }
  SUBCASE("merge is union, in any order and any split") {
    for (std::size_t cut = 0; cut <= many; cut += 7) {
      A left = of_samples<A>(0, cut);
      const A right = of_samples<A>(cut, many);
      CHECK(left.n() + right.n() == whole.n());
      A backward = right;
      backward.merge(left);
      left.merge(right);
      check_same(left, whole);
      check_same(backward, whole);
    }
    std::vector<std::size_t> order(many);
    for (std::size_t i = 0; i < many; ++i) {
      order[i] = i;
    }
    for (const std::size_t count : std::array<std::size_t, 4>{1, 2, 7, 97}) {
      std::shuffle(order.begin(), order.end(), engine);
      std::vector<A> shards(count, support::Samples<A>::empty());
      for (const std::size_t i : order) {
        support::Samples<A>::add(shards[engine() % shards.size()], i);
      }
      A merged = support::Samples<A>::empty();
      for (const A& shard : shards) {
        merged.merge(A(tonewheel::State::parse(shard.state().text())));
      }
      check_same(merged, whole);
    }
  }
  SUBCASE("a state read back is the accumulator, and goes on like it") {
    check_same(A(whole.state()), whole);
    const A empty = support::Samples<A>::empty();
    check_same(A(empty.state()), empty);
    // Another program may have laid it out anew.
    const auto json = nlohmann::json::parse(whole.state().text());
    CHECK(json.dump() == whole.state().text());
    check_same(A(tonewheel::State::parse(json.dump(2))), whole);
    A half(of_samples<A>(0, many / 2).state());
    for (std::size_t i = many / 2; i < many; ++i) {
      support::Samples<A>::add(half, i);
    }
    check_same(half, whole);
  }
  SUBCASE("a state that is not one of its own is refused") {
    for (const tonewheel::State& state : damaged(whole.state())) {
      INFO(state.text());
      CHECK_THROWS_AS(A{state}, tonewheel::Error);
    }
  }
}

// Of wrong values of the right kind a type refuses what no data can give (impossible_state_test.cpp
// says which); the rest must be states like any others.
TEST_CASE_TEMPLATE_DEFINE("accumulators: changed states", A, accumulator_changes) {
  // Of a type that is made of other accumulators one sample will do: its changes grow as its
  // square.
  constexpr bool composed = requires { support::Samples<A>::composed; };
  const A whole = of_samples<A>(0, composed ? 1 : 12);
  std::size_t refused = 0;
  const std::vector<std::string> texts = support::changed_states(whole.state());
  for (const std::string& text : texts) {
    INFO(text);
    const tonewheel::State state = tonewheel::State::parse(text);
    std::optional<A> read;
    try {
      read.emplace(state);
    } catch (const tonewheel::Error&) {
      ++refused;
      continue;
    }
    check_same(A(tonewheel::State::parse(read->state().text())), *read);
    support::read_results(*read);
    const A before = *read;
    try {
      read->merge(before);
      CHECK(read->n() == 2 * before.n());
    } catch (const tonewheel::Error&) {
      check_same(*read, before);  // too many: as it was
    }
    support::read_results(*read);
  }
  CHECK(refused > 0);
  CHECK(refused <= texts.size());
}

TEST_CASE_TEMPLATE_APPLY(accumulator_changes, support::AllAccumulators);

TEST_CASE_TEMPLATE_APPLY(accumulator_laws, support::AllAccumulators);

TEST_CASE("accumulators: every type with a kind is in the list") {
  std::set<std::string> kinds;
  const auto root = std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "include" / "tonewheel";
  const std::string marker = "static constexpr std::string_view kind = \"";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      if (const auto at = line.find(marker); at != std::string::npos) {
        const auto first = at + marker.size();
        const std::string kind = line.substr(first, line.find('"', first) - first);
        INFO(entry.path().string());
        CHECK_MESSAGE(kinds.insert(kind).second, "two types of one kind: " << kind);
      }
    }
  }
  CHECK(kinds == kinds_of(static_cast<support::AllAccumulators*>(nullptr)));
}
