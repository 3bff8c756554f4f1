#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;

constexpr std::string_view plain_header =
    "class,valence mean,valence std,arousal mean,arousal std,dominance mean,dominance std";

Space parse(const std::string& text) {
  return space_from_table(Table::parse(text, "s.csv"), "s");
}

Space parse_rows(const std::string& more_columns, const std::string& rows) {
  return parse(std::string(plain_header) + more_columns + "\n" + rows);
}

void check_error(const std::string& text, std::uint64_t row, const std::string& column) {
  INFO(text);
  std::optional<Error> found;
  try {
    (void)parse(text);
  } catch (const Error& error) {
    found = error;
  }
  REQUIRE(found.has_value());
  INFO(std::string(found->what()));
  CHECK(found->place().file == "s.csv");
  CHECK(found->place().row == row);
  CHECK(found->place().column == column);
}

void check_bad_row(const std::string& more_columns, const std::string& rows, std::uint64_t row,
                   const std::string& column) {
  check_error(std::string(plain_header) + more_columns + "\n" + rows, row, column);
}

double random_in(std::mt19937_64& engine, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(engine);
}

Space random_space(std::mt19937_64& engine, bool correlations, bool priors) {
  Space space{"s", {}};
  for (int k = 0; k < 10; ++k) {
    EmotionClass each;
    each.name = "class " + std::to_string(k);
    for (const Axis axis : all_axes) {
      each.mean[axis] = random_in(engine, -1, 1);
      each.deviation[axis] = random_in(engine, 0, 2);
      each.deviation_source[static_cast<std::size_t>(axis)] =
          engine() % 3 == 0 ? DeviationSource::pooled : DeviationSource::given;
    }
    if (correlations) {
      each.correlations = Correlations{random_in(engine, -1, 1), random_in(engine, -1, 1),
                                       random_in(engine, -1, 1)};
    }
    if (priors) {
      each.prior = std::exp(random_in(engine, -300, 300));
    }
    space.classes.push_back(each);
  }
  return space;
}

}  // namespace

TEST_CASE("space: the authors' form") {
  const Space space =
      parse_rows("", "happy,0.81,0.21,0.51,0.26,0.46,0.38\nsad,-.63,.23,-.27,.34,-.33,.22\n");
  CHECK(space.name == "s");
  CHECK(space.names() == std::vector<std::string>{"happy", "sad"});
  CHECK(space.classes[0].mean == Vad{.81, .51, .46});
  CHECK(space.classes[0].deviation == Vad{.21, .26, .38});
  CHECK(space.classes[1].mean == Vad{-.63, -.27, -.33});
  CHECK(space.find("sad") == std::size_t{1});
  CHECK_FALSE(space.find("Sad").has_value());
  CHECK_FALSE(space.find("").has_value());
  CHECK_FALSE(space.has_correlations());
  CHECK_FALSE(space.has_priors());
  for (const DeviationSource source : space.classes[0].deviation_source) {
    CHECK(source == DeviationSource::given);
  }
}

TEST_CASE("space: optional columns, in any order") {
  const Space space = parse(
      "Prior,rho ad,note,rho vd,dominance std,dominance mean,arousal std,arousal mean,valence std,"
      "valence mean,rho va,class\n2,.25,x,.75,.38,.46,.26,.51,.21,.81,.15,happy\n");
  CHECK(space.has_correlations());
  CHECK(space.has_priors());
  CHECK(space.classes[0].correlations == Correlations{.va = .15, .vd = .75, .ad = .25});
  CHECK(space.classes[0].prior == 2.0);
  CHECK(space.classes[0].mean == Vad{.81, .51, .46});
  // Columns that are there but empty throughout are as if they were not.
  const Space empty = parse_rows(",rho va,rho vd,rho ad,prior", "a,0,.1,0,.1,0,.1,,,,\n");
  CHECK_FALSE(empty.has_correlations());
  CHECK_FALSE(empty.has_priors());
}

TEST_CASE("space: empty deviations are pooled over the given ones, axis by axis") {
  const Space space = parse_rows("",
                                 "a,0,.3,0,.1,0,.2\n"
                                 "b,0,.4,0,,0,\n"
                                 "c,0,,0,.7,0,\n");
  // Root mean squares: sqrt((.09 + .16) / 2), sqrt((.01 + .49) / 2), .2.
  CHECK(std::abs(space.classes[2].deviation.valence - std::sqrt(.125)) <= tolerance::closed_form);
  CHECK(std::abs(space.classes[1].deviation.arousal - .5) <= tolerance::closed_form);
  CHECK(std::abs(space.classes[1].deviation.dominance - .2) <= tolerance::closed_form);
  CHECK(std::abs(space.classes[2].deviation.dominance - .2) <= tolerance::closed_form);
  using enum DeviationSource;
  CHECK(space.classes[0].deviation_source == std::array{given, given, given});
  CHECK(space.classes[1].deviation_source == std::array{given, pooled, pooled});
  CHECK(space.classes[2].deviation_source == std::array{pooled, given, pooled});
  check_bad_row("", "a,0,.3,0,,0,.2\nb,0,.3,0,,0,.2\n", 0, "arousal std");
}

TEST_CASE("space: through CSV and back, to the bit") {
  std::mt19937_64 engine(1);
  for (const bool correlations : {false, true}) {
    for (const bool priors : {false, true}) {
      for (int i = 0; i < 20; ++i) {
        const Space space = random_space(engine, correlations, priors);
        CHECK(parse(space_to_csv(space)) == space);
        CHECK(space_to_csv(parse(space_to_csv(space))) == space_to_csv(space));
      }
    }
  }
  // Numbers at the ends of what is allowed; the sign of zero too.
  Space ends{"s",
             {{"a", {-1, 1, -0.0}, {0, 2, 5e-324}, Correlations{-1, 1, -0.0}, 5e-324, {}},
              {"b",
               {1, -1, 1e-300},
               {.1, .3, 0x1.fffffffffffffp-2},
               Correlations{},
               std::numeric_limits<double>::max(),
               {}}}};
  const Space back = parse(space_to_csv(ends));
  CHECK(back == ends);
  CHECK(std::signbit(back.classes[0].mean.dominance));
  CHECK(std::signbit(back.classes[0].correlations->ad));
}

TEST_CASE("space: names of any kind through CSV and back") {
  std::mt19937_64 engine(2);
  const std::vector<std::string> names{"plain",
                                       "with space",
                                       "comma, inside",
                                       "\"quoted\"",
                                       "a \"quote\" inside",
                                       "\"",
                                       ",",
                                       "\"\"",
                                       "line\nbreak",
                                       "carriage\r\nreturn",
                                       "\303\244rger",
                                       "\345\226\234\343\201\263",
                                       "\360\237\230\200",
                                       "semi;colon",
                                       "tab\there",
                                       "happy + sad (etc)",
                                       "0.5",
                                       "class",
                                       "'single'",
                                       "-",
                                       "#hash",
                                       "# not a comment"};
  for (const std::string& name : names) {
    INFO(name);
    Space space = random_space(engine, true, true);
    space.classes[3].name = name;
    space.classes[0].name = name + name;
    const std::string csv = space_to_csv(space);
    CHECK(parse(csv) == space);
  }
}

TEST_CASE("space: pooled deviations stay marked through CSV") {
  const Space space = parse_rows("", "a,0,.3,0,.1,0,.2\nb,0,,0,.2,0,\nc,0,.4,0,,0,.3\n");
  const Space back = parse(space_to_csv(space));
  CHECK(back == space);
  CHECK(back.classes[1].deviation_source[0] == DeviationSource::pooled);
  CHECK(back.classes[1].deviation_source[1] == DeviationSource::given);
  CHECK(back.classes[2].deviation_source[1] == DeviationSource::pooled);
}

TEST_CASE("space: no rows, missing columns") {
  check_error(std::string(plain_header) + "\n", 0, "");
  check_error("name,valence mean\na,0\n", 0, "class");
  check_error(
      "class,valence mean,valence std,arousal mean,arousal std,dominance std\na,0,1,0,1,1\n", 0,
      "dominance mean");
  check_error(
      "class,valence mean,arousal mean,arousal std,dominance mean,dominance std\na,0,0,1,0,1\n", 0,
      "valence std");
}

TEST_CASE("space: empty and doubled names") {
  check_bad_row("", "a,0,.1,0,.1,0,.1\n,0,.1,0,.1,0,.1\n", 2, "class");
  check_bad_row("", "\"  \",0,.1,0,.1,0,.1\n", 1, "class");
  check_bad_row("", "a,0,.1,0,.1,0,.1\nb,0,.1,0,.1,0,.1\n\n# a\na,1,.1,0,.1,0,.1\n", 3, "class");
  CHECK(parse_rows("", "a,0,.1,0,.1,0,.1\nA,0,.1,0,.1,0,.1\n").classes.size() == 2);
}

TEST_CASE("space: means outside [-1, 1] or missing") {
  CHECK(parse_rows("", "a,-1,.1,1,.1,1.0,.1\n").classes[0].mean == Vad{-1, 1, 1});
  for (const char* bad : {"1.0000000000000002", "-1.1", "5", "", "x", "nan", "inf"}) {
    const std::string cell(bad);
    check_bad_row("", "a,0,.1,0,.1,0,.1\nb," + cell + ",.1,0,.1,0,.1\n", 2, "valence mean");
    check_bad_row("", "a,0,.1," + cell + ",.1,0,.1\n", 1, "arousal mean");
    check_bad_row("", "a,0,.1,0,.1," + cell + ",.1\n", 1, "dominance mean");
  }
}

TEST_CASE("space: negative deviations or no numbers") {
  CHECK(parse_rows("", "a,0,0,0,.1,0,.1\n").classes[0].deviation.valence == 0.0);
  for (const char* bad : {"-0.1", "-1e-300", "x", "nan", "inf", "-inf"}) {
    const std::string cell(bad);
    check_bad_row("", "a,0,.1,0,.1,0,.1\nb,0," + cell + ",0,.1,0,.1\n", 2, "valence std");
    check_bad_row("", "a,0,.1,0," + cell + ",0,.1\n", 1, "arousal std");
    check_bad_row("", "a,0,.1,0,.1,0," + cell + "\n", 1, "dominance std");
  }
}

TEST_CASE("space: correlations outside [-1, 1], for some classes only, or not all three") {
  const std::string rho = ",rho va,rho vd,rho ad";
  CHECK(parse_rows(rho, "a,0,.1,0,.1,0,.1,1,-1,0\n").classes[0].correlations ==
        Correlations{1, -1, 0});
  for (const char* bad : {"1.0000000000000002", "-2", "x", "nan"}) {
    const std::string cell(bad);
    check_bad_row(rho, "a,0,.1,0,.1,0,.1,0,0,0\nb,0,.1,0,.1,0,.1," + cell + ",0,0\n", 2, "rho va");
    check_bad_row(rho, "a,0,.1,0,.1,0,.1,0," + cell + ",0\n", 1, "rho vd");
    check_bad_row(rho, "a,0,.1,0,.1,0,.1,0,0," + cell + "\n", 1, "rho ad");
  }
  check_bad_row(rho, "a,0,.1,0,.1,0,.1,0,0,0\nb,0,.1,0,.1,0,.1,,,\n", 2, "rho va");
  check_bad_row(rho, "a,0,.1,0,.1,0,.1,0,0,\nb,0,.1,0,.1,0,.1,0,0,0\n", 1, "rho ad");
  check_bad_row(",rho va,rho vd", "a,0,.1,0,.1,0,.1,0,0\n", 0, "");
  check_bad_row(rho, "a,0,.1,0,.1,0,.1,0,,\n", 0, "");
}

TEST_CASE("space: priors that are not positive, or for some classes only") {
  for (const char* bad : {"0", "-0.5", "x", "nan", "inf"}) {
    check_bad_row(",prior", "a,0,.1,0,.1,0,.1,1\nb,0,.1,0,.1,0,.1," + std::string(bad) + "\n", 2,
                  "prior");
  }
  check_bad_row(",prior", "a,0,.1,0,.1,0,.1,1\nb,0,.1,0,.1,0,.1,\nc,0,.1,0,.1,0,.1,1\n", 2,
                "prior");
}

TEST_CASE("space: the pooled column holds V, A, D, and anything else is an Error") {
  using enum DeviationSource;
  const Space space = parse_rows(",pooled", "a,0,.1,0,.1,0,.1,\nb,0,.1,0,.1,0,.1,AD\n");
  CHECK(space.classes[0].deviation_source == std::array{given, given, given});
  CHECK(space.classes[1].deviation_source == std::array{given, pooled, pooled});
  check_bad_row(",pooled", "a,0,.1,0,.1,0,.1,V\nb,0,.1,0,.1,0,.1,X\n", 2, "pooled");
}

TEST_CASE("space: from a file, named after it") {
  const support::TemporaryFolder folder;
  std::mt19937_64 engine(3);
  Space space = random_space(engine, true, false);
  const auto path = folder / "my space.v2.csv";
  support::write_bytes(path, space_to_csv(space));
  const Space back = read_space(path);
  CHECK(back.name == "my space.v2");
  CHECK(back.classes == space.classes);
  CHECK_THROWS_AS((void)read_space(folder / "missing.csv"), Error);
}

TEST_CASE("space: without dominance") {
  const Space space = parse(
      "class,valence mean,valence std,arousal mean,arousal std,rho va\na,.5,.1,0,.2,.3\n"
      "b,-.5,.2,.1,.2,0\n");
  CHECK_FALSE(space.has_dominance);
  CHECK(space.classes[0].correlations == Correlations{.va = .3});
  CHECK(space.classes[0].mean == Vad{.5, 0, 0});
  CHECK(space.classes[0].deviation == Vad{.1, .2, 1});
  CHECK(parse(space_to_csv(space)) == space);
  CHECK(space_to_csv(space).find("dominance") == std::string::npos);
  check_error(
      "class,valence mean,valence std,arousal mean,arousal std,dominance mean\na,0,1,0,1,0\n", 0,
      "dominance std");
  check_error(
      "class,valence mean,valence std,arousal mean,arousal std,rho va,rho vd,rho ad\n"
      "a,0,1,0,1,0,0,0\n",
      0, "rho vd");
}

TEST_CASE("space: what a learned one says besides") {
  const Space space = parse_rows(
      ",n,valence rater variance,arousal rater variance,dominance rater "
      "variance,temperature,source",
      "a,0,.1,0,.1,0,.1,12.5,.01,.02,.03,2,\"glasgow: a, b\"\nb,0,.1,0,.1,0,.1,0,0,0,0,.5,\n");
  CHECK(space.classes[0].n == 12.5);
  CHECK(space.classes[0].rater_variance == Vad{.01, .02, .03});
  CHECK(space.classes[0].temperature == 2);
  CHECK(space.classes[0].source == "glasgow: a, b");
  CHECK(space.classes[1].n == 0.0);
  CHECK(space.classes[1].temperature == .5);
  CHECK(parse(space_to_csv(space)) == space);
  check_bad_row(",n", "a,0,.1,0,.1,0,.1,-1\n", 1, "n");
  check_bad_row(",n", "a,0,.1,0,.1,0,.1,3\nb,0,.1,0,.1,0,.1,\n", 2, "n");
  check_bad_row(",temperature", "a,0,.1,0,.1,0,.1,0\n", 1, "temperature");
  check_bad_row(",arousal rater variance", "a,0,.1,0,.1,0,.1,-.1\n", 1, "arousal rater variance");
}

TEST_CASE("space: numbers on the file's own scale") {
  const Space space = parse_rows(",valence rater variance,scale",
                                 "a,1,4,5,2,9,1,.16,1:9:5\nb,7,.4,5,2,3,1,.32,1:9:5\n");
  CHECK(space.classes[0].mean == Vad{-1, 0, 1});
  CHECK(space.classes[0].deviation == Vad{1, .5, .25});
  CHECK(space.classes[1].mean == Vad{.5, 0, -.5});
  CHECK(std::abs(space.classes[0].rater_variance.valence - .01) <= tolerance::closed_form);
  check_bad_row(",scale", "a,0,.1,5,.1,5,.1,1:9:5\n", 1, "valence mean");
  check_bad_row(",scale", "a,5,.1,5,.1,5,.1,1:9:5\nb,5,.1,5,.1,5,.1,1:5:3\n", 2, "scale");
  check_bad_row(",scale", "a,5,.1,5,.1,5,.1,1:9:4\n", 1, "scale");
  check_bad_row(",scale", "a,5,.1,5,.1,5,.1,huge\n", 1, "scale");
}
