#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/affect/word_class.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>

#include "support/shared_file.hpp"

using namespace tonewheel;
using doctest::Approx;

namespace {

const Norms& norms() {
  static const Norms table = Norms::parse(
      "word,valence,valence sd,arousal,arousal sd,dominance,dominance sd\n"
      "a,-.5,.1,.2,.2,0,.3\nb,-.7,.3,.4,.2,.2,.1\nc,.6,.1,0,.1,.1,.1\n",
      "n.csv");
  return table;
}

}  // namespace

TEST_CASE("word class: mean of means, mean of variances plus variance of means") {
  const std::vector<std::string> words{"a", "unrated", "b", "A"};
  const auto made = class_of_words("ab", words, norms());
  REQUIRE(made.has_value());
  CHECK(made->name == "ab");
  CHECK(made->n == 2.0);
  CHECK(made->source == "n: a, b");
  CHECK(made->mean.valence == Approx(-.6));
  CHECK(made->mean.arousal == Approx(.3));
  CHECK(made->mean.dominance == Approx(.1));
  CHECK(made->deviation.valence == Approx(std::sqrt((.01 + .09) / 2 + .01)));
  CHECK(made->deviation.arousal == Approx(std::sqrt(.04 + .01)));
  CHECK(made->deviation.dominance == Approx(std::sqrt((.09 + .01) / 2 + .01)));
  CHECK_FALSE(made->correlations.has_value());
  CHECK(made->rater_variance == Vad{});
}

TEST_CASE("word class: spread times the variances, raters beside them") {
  const std::vector<std::string> words{"a", "b"};
  const auto once = class_of_words("ab", words, norms()).value();
  const auto wide =
      class_of_words("ab", words, norms(), {.spread = 4, .rater_variance = {.1, .2, .3}}).value();
  CHECK(wide.mean == once.mean);
  CHECK(wide.deviation.valence == Approx(2 * once.deviation.valence));
  CHECK(wide.rater_variance == Vad{.1, .2, .3});
}

TEST_CASE("word class: correlations across the words, where there are enough") {
  const std::vector<std::string> words{"a", "b"};
  const auto few = class_of_words("ab", words, norms(), {.correlations = true}).value();
  CHECK(few.correlations == Correlations{});
  const auto made =
      class_of_words("ab", words, norms(), {.correlations = true, .correlation_words = 2}).value();
  // The means are .1 from their middle on each axis: covariances -.01 (va, vd) and .01 (ad).
  CHECK(made.correlations->va * made.deviation.valence * made.deviation.arousal == Approx(-.01));
  CHECK(made.correlations->vd * made.deviation.valence * made.deviation.dominance == Approx(-.01));
  CHECK(made.correlations->ad * made.deviation.arousal * made.deviation.dominance == Approx(.01));
}

TEST_CASE("word class: no rated word, no class, options that do not fit") {
  const std::vector<std::string> none{"x"};
  CHECK_FALSE(class_of_words("x", none, norms()).has_value());
  const std::vector<std::string> words{"a"};
  CHECK_THROWS_AS((void)class_of_words("a", words, norms(), {.spread = 0}), Error);
  CHECK_THROWS_AS((void)class_of_words("a", words, norms(), {.rater_variance = {-1, 0, 0}}), Error);
}

TEST_CASE("basic8: the eight classes, none of which holds all that is calm or in the middle") {
  const Space space = basic8();
  CHECK(space.names() == universal().names());
  const GaussianMixture mixture = make_model(space).mixture;
  const auto likeliest = [&](const Vad& point) {
    return mixture.names()[argmax(mixture.posterior(to_vector(point)))];
  };
  CHECK(likeliest({.45, -.5, .4}) == "neutral");  // a quiet evening by the fire
  CHECK(likeliest({-.04, 0, 0}) == "neutral");
  CHECK(likeliest({.8, .6, .5}) == "happy");
  CHECK(likeliest({-.8, -.5, -.5}) == "sad");
  CHECK(likeliest({-.7, .7, -.7}) == "fearful");
  CHECK(likeliest({-.7, .7, .6}) == "angry");
  CHECK(likeliest({.2, .8, -.4}) == "surprised");
  for (const EmotionClass& each : space.classes) {
    CHECK(each.source.starts_with("glasgow: "));
    CHECK(each.n.value() >= 4);
  }
  CHECK_THROWS_AS((void)basic8(norms()), Error);
}

TEST_CASE("basic8: what it says of people's labels, fitted to none of them") {
  const auto path = support::shared_file("data/omg/omg_TrainVideos.csv");
  if (!path) {
    MESSAGE("skipped: TONEWHEEL_SHARED/data/omg/omg_TrainVideos.csv is not there");
    return;
  }
  Space space = basic8();
  std::erase_if(space.classes, [](const EmotionClass& each) { return each.name == "contempt"; });
  const VaMixture mixture = marginal(make_model(space).mixture);
  constexpr std::array<const char*, 7> codes{"angry",   "disgusted", "fearful",  "happy",
                                             "neutral", "sad",       "surprised"};
  const Table table = Table::read(*path);
  double rows = 0;
  double loss = 0;
  double right = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::size_t code = table.column("EmotionMaxVote");
    if (table.cell(row, code).empty()) {
      continue;  // the file ends with two lines that are no utterances
    }
    const std::size_t label =
        mixture.index_of(codes.at(static_cast<std::size_t>(table.number(row, code))));
    const Eigen::VectorXd p =
        mixture.posterior(Eigen::Vector2d(table.number(row, table.column("valence")),
                                          2 * table.number(row, table.column("arousal")) - 1));
    rows += 1;
    loss -= std::log(p[static_cast<Eigen::Index>(label)]);
    right += argmax(p) == label ? 1 : 0;
  }
  CHECK(rows == 2442);
  CHECK(right / rows >= .43);
  CHECK(loss / rows <= 1.68);
}

TEST_CASE("class words: by the class or its noun") {
  CHECK(class_words("Anger") == class_words("angry"));
  CHECK(class_words("angry").front() == "angry");
  CHECK(class_words("joy").empty());
  CHECK(class_words("").empty());
}

TEST_CASE("reader variance: the squares of EmoBank's readers' deviations") {
  const Vad variance = reader_variance();
  CHECK(std::sqrt(variance.valence) == Approx(.334));
  CHECK(std::sqrt(variance.arousal) == Approx(.365));
  CHECK(std::sqrt(variance.dominance) == Approx(.347));
}
