#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/columns.hpp>

using namespace tonewheel;

namespace {
using Header = std::vector<std::string>;
}

TEST_CASE("columns: known data sets are recognised and the guess is told") {
  struct Known {
    Header header;
    std::size_t valence, arousal;
    std::optional<std::size_t> dominance, label;
  };
  const std::vector<Known> known{
      {{"id", "split", "V", "A", "D", "text"}, 2, 3, 4, std::nullopt},
      {{"Word", "V.Mean.Sum", "A.Mean.Sum", "D.Mean.Sum"}, 1, 2, 3, std::nullopt},
      {{"FileName", "EmoClass", "EmoAct", "EmoVal", "EmoDom"}, 3, 2, 4, 1},
      {{"subDirectory_filePath", "expression", "valence", "arousal"}, 2, 3, std::nullopt, 1},
      {{"clip", "arousal_mean", "valence_mean"}, 2, 1, std::nullopt, std::nullopt},
      {{"term", "Pleasure", "Arousal", "Dominance"}, 1, 2, 3, std::nullopt},
  };
  for (const Known& each : known) {
    const Columns found = find_columns(each.header, {}, "f.csv");
    CHECK(found.valence == each.valence);
    CHECK(found.arousal == each.arousal);
    CHECK(found.dominance == each.dominance);
    CHECK(found.label == each.label);
    CHECK(found.guesses.size() == 2U + (each.dominance ? 1U : 0U) + (each.label ? 1U : 0U));
  }
}

TEST_CASE("columns: names that are given are taken, whatever could be guessed") {
  const Header header{"V", "A", "val_std", "my arousal"};
  const Columns found =
      find_columns(header, {.valence = "VAL_STD", .arousal = "my arousal"}, "f.csv");
  CHECK(found.valence == 2);
  CHECK(found.arousal == 3);
  CHECK(found.guesses.empty());
}

TEST_CASE("columns: missing, doubled and absent headers are errors that list what there is") {
  const auto find = [](const Header& header, const ColumnChoice& choice) {
    static_cast<void>(find_columns(header, choice, "f.csv"));
  };
  CHECK_THROWS_WITH_AS(
      find({"x", "A"}, {}),
      "f.csv: no column looks like valence: name it (--valence); the header has: x, A", Error);
  CHECK_THROWS_WITH_AS(find({"V", "A"}, {.dominance = "D"}),
                       "f.csv, column D: no such column for dominance; the header has: V, A",
                       Error);
  CHECK_THROWS_WITH_AS(find({"V", "v", "A"}, {}),
                       "f.csv, column v: this column stands twice in the header", Error);
  CHECK_THROWS_WITH_AS(find({"0.5", "-1"}, {}),
                       "f.csv: the first line holds only numbers, expected column names", Error);
}

TEST_CASE("columns: no column is two things") {
  const auto find = [](const ColumnChoice& choice) {
    return find_columns(Header{"valence", "arousal", "d", "label"}, choice, "f.csv");
  };
  CHECK_THROWS_WITH_AS((void)find({.valence = "arousal"}),
                       "f.csv, column arousal: this column is used twice, as valence and as "
                       "arousal, expected a column for each",
                       Error);
  CHECK_THROWS_AS((void)find({.dominance = "Valence"}), Error);
  CHECK_THROWS_AS((void)find({.label = "arousal"}), Error);
  // What may be absent is not guessed where its column has another use.
  const Columns found = find({.valence = "d"});
  CHECK(found.valence == 2);
  CHECK_FALSE(found.dominance.has_value());
  CHECK(found.guesses == Header{"arousal = arousal", "label = label"});
}
