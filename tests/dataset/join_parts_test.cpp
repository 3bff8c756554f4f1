#include <metric/samples_dataset.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/join_parts.hpp>
#include <tonewheel/dataset/relabelling.hpp>

using namespace tonewheel;

namespace {

/// The i-th row as the i-th of n parts, with the fact `digits`.
NamedState part(std::uint64_t index, std::uint64_t count, const std::string& digits = "6") {
  const Relabelling row = support::Samples<Relabelling>::of(index, true);
  RelabelReport report;
  report.mass = {UnitSum("0.8000000000000000"), UnitSum("0.4000000000000000"),
                 UnitSum("0.4000000000000000")};
  report.doubt = DoubtCounts(3);
  report.doubt.add({0.1 * static_cast<double>(index), 0, 0}, static_cast<std::uint32_t>(index % 3),
                   false);
  RelabelRun run = row.run();
  run.facts["digits"] = digits;
  return {"part-" + std::to_string(index) + ".json",
          Relabelling(report, run, "out-" + std::to_string(index) + ".csv",
                      ShardParts(Shard{index, count}))
              .state()};
}

void check_refused(const std::vector<NamedState>& parts, const std::string& message) {
  CHECK_THROWS_WITH_AS((void)join_parts<Relabelling>(parts), message.c_str(), Error);
}

}  // namespace

TEST_CASE("join parts: any order gives the whole") {
  const std::vector<NamedState> forward{part(1, 3), part(2, 3), part(3, 3)};
  const std::vector<NamedState> backward{part(3, 3), part(1, 3), part(2, 3)};
  const auto whole = join_parts<Relabelling>(forward);
  CHECK(whole == join_parts<Relabelling>(backward));
  CHECK(whole.n() == 3);
  CHECK(whole.mean_mass() == std::vector<double>{0.5, 0.25, 0.25});
  CHECK(whole.outputs() == std::vector<std::string>{"out-1.csv", "out-2.csv", "out-3.csv"});
  CHECK(join_parts<Relabelling>(std::vector<NamedState>{part(1, 1)}).n() == 1);
}

TEST_CASE("join parts: what is missing, doubled or foreign is said with the file") {
  check_refused({}, "parts: found none, expected one or more");
  check_refused({part(3, 3), part(1, 3)}, "found 2 of 3 parts, expected part 2 too");
  check_refused({part(4, 5)}, "found 1 of 5 parts, expected part 1, 2, 3, 5 too");
  NamedState again = part(1, 3);
  again.name = "again.json";
  check_refused({part(1, 3), part(2, 3), again},
                "again.json: found part 1, which part-1.json is too");
  check_refused({part(1, 3), part(2, 4)},
                "part-2.json: number of parts: found \"4\", expected \"3\" as in part-1.json");
  check_refused({part(1, 2), part(2, 2, "3")},
                "part-2.json: digits: found \"3\", expected \"6\" as in part-1.json");
  const Relabelling whole = support::Samples<Relabelling>::of(1, true);
  check_refused({{"whole.json", whole.state()}},
                "whole.json: found the result of no part, expected one of --shard i/n");
  check_refused({part(1, 2), {"odd.json", State("row_tally", {}, {})}},
                "odd.json: found a state of \"row_tally\", expected one of \"relabelling\" as in "
                "part-1.json");
  const State state = part(1, 1).state;
  StateValue::Object counts = state.counts();
  counts.erase("mass");
  const std::vector<NamedState> damaged{{"bad.json", {state.kind(), state.options(), counts}}};
  CHECK_THROWS_WITH_AS((void)join_parts<Relabelling>(damaged),
                       doctest::Contains("bad.json: found a damaged state: "), Error);
}
