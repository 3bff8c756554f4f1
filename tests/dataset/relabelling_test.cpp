#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>
#include <tonewheel/dataset/relabel.hpp>
#include <tonewheel/dataset/relabelling.hpp>

#include "support/temporary_folder.hpp"

using namespace tonewheel;
using support::TemporaryFolder;

namespace {

/// Rows of which some are faulty, and blank lines between them.
std::string data_set(std::size_t rows) {
  std::string text = "V,A,D\n";
  for (std::size_t i = 0; i < rows; ++i) {
    const auto cell = [&](std::size_t k) {
      return std::to_string(1 + static_cast<double>(i * k % 41) / 10);
    };
    text += (i % 13 == 5 ? "x" : cell(3)) + "," + (i % 17 == 2 ? "" : cell(7)) + "," + cell(11) +
            "\n" + (i % 19 == 1 ? "\n" : "");
  }
  return text;
}

RelabelOptions emobank() {
  RelabelOptions options;
  options.scale = parse_scale("emobank");
  options.out_of_range = OutOfRange::skip;
  options.digits = shortest_digits;
  return options;
}

Relabelling counted(const RelabelReport& report, ShardParts parts = {}) {
  return {report, {.context = report.context, .facts = {{"input", "in.csv"}}}, "out.csv", parts};
}

}  // namespace

TEST_CASE("relabelling: parts of an input count as the whole, in any order, to the last bit") {
  const TemporaryFolder folder;
  const auto in = folder / "in.csv";
  support::write_bytes(in, data_set(6000));
  RelabelOptions options = emobank();
  const RelabelReport report = relabel(in, folder / "out.csv", options);
  const Relabelling whole = counted(report);
  CHECK(whole.n() == report.rows_written);
  CHECK(whole.rows_read() == 6000);
  CHECK(whole.mean_mass() == report.mean_mass);
  CHECK(whole.warnings() == report.warnings);
  for (const std::uint64_t count : {2U, 5U}) {
    options.threads = 3;
    std::vector<Relabelling> parts;
    for (std::uint64_t index = count; index >= 1; --index) {
      options.shard = {index, count};
      parts.push_back(
          counted(relabel(in, folder / "part.csv", options), ShardParts(options.shard)));
    }
    Relabelling merged = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) {
      merged.merge(Relabelling(State::parse(parts[i].state().text())));
    }
    CHECK(merged.parts().complete());
    CHECK(merged.mean_mass() == report.mean_mass);
    CHECK(merged.blank_lines() == report.blank_lines);
    CHECK(merged.faults() == report.faults);
    CHECK(merged.warnings() == report.warnings);
    CHECK(report_text(merged) == report_text(whole));
    CHECK_THROWS_AS(merged.merge(parts.front()), DoubledPart);
    CHECK_THROWS_AS(merged.merge(whole), Error);
  }
}

TEST_CASE("relabelling: mean masses are those of the rows written") {
  const TemporaryFolder folder;
  support::write_bytes(folder / "in.csv", data_set(700));
  const RelabelReport report = relabel(folder / "in.csv", folder / "out.csv", emobank());
  const Table table = Table::read(folder / "out.csv");
  REQUIRE(table.rows() == report.rows_written);
  for (std::size_t k = 0; k < report.classes.size(); ++k) {
    ExactSum sum;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      sum.add(table.number(row, 3 + k));
    }
    // Each is rounded by at most 2^-63, and the mean once.
    CHECK(std::abs(report.mean_mass[k] - sum.value() / static_cast<double>(table.rows())) <=
          2.3e-16);
  }
}

TEST_CASE("relabelling: counts that no rows have are refused") {
  const TemporaryFolder folder;
  support::write_bytes(folder / "in.csv", data_set(50));
  const RelabelReport report = relabel(folder / "in.csv", folder / "out.csv", emobank());
  const State state = counted(report, ShardParts(Shard{1, 2})).state();
  const auto refuses = [&](const std::string& name, const StateValue& value) {
    INFO(name);
    StateValue::Object options = state.options();
    StateValue::Object counts = state.counts();
    REQUIRE((options.contains(name) || counts.contains(name)));
    (options.contains(name) ? options : counts)[name] = value;
    CHECK_THROWS_AS(Relabelling(State(state.kind(), options, counts)), Error);
  };
  using List = StateValue::List;
  refuses("classes", List{"a"});
  refuses("priors", "0x1p+0");
  refuses("columns", List{"V", "A"});
  refuses("facts", List{List{"a", "b"}, List{"a", "c"}});
  refuses("scale_axes", std::uint64_t{4});
  refuses("scale_order", List{std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{3}});
  refuses("scale_ranges", "0x1p+0");
  refuses("parts", "3/2");
  refuses("outputs", List{List{"x", "out.csv"}});
  refuses("mass", List(report.classes.size(), "ffff.0000000000000000"));
  RelabelReport other = report;
  other.mass.pop_back();
  CHECK_THROWS_AS((void)counted(other), Error);
}
