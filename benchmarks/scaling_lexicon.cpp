// Labels scored at one point of a curve of benchmarks/scaling.sh; prints numbers with a space
// between.
//   scaling_lexicon labels L        lists of L labels scored in a lexicon of 10,000 surface forms:
//                                   seconds a label from text, the same from lists of strings
//   scaling_lexicon vocabulary S    a lexicon of S surface forms: seconds a label to find it, to
//                                   score it in lists of 8, to build the lexicon, MiB of it
// Lexicons are made up: five wheels of two levels, random words, the same in every run.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>

#include "scaling_measure.hpp"

namespace {

using namespace tonewheel;

constexpr std::size_t wheels = 5;
constexpr std::size_t wheel_words = 300;
constexpr std::size_t forms_of_a_base = 4;
/// Labels of the truths and as many of the predictions.
constexpr std::size_t labels_at_hand = std::size_t{1} << 17U;

class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}
  /// 0 .. size - 1.
  std::size_t below(std::size_t size) { return bits_() % size; }
  /// 4 to 13 letters.
  std::string word() {
    std::string letters(4 + below(10), ' ');
    for (char& letter : letters) {
      letter = static_cast<char>('a' + below(26));
    }
    return letters;
  }

 private:
  std::mt19937_64 bits_;
};

/// `count` words, none twice.
std::vector<std::string> distinct_words(Random& random, std::size_t count) {
  std::set<std::string> met;
  std::vector<std::string> words;
  while (words.size() < count) {
    if (std::string word = random.word(); met.insert(word).second) {
      words.push_back(std::move(word));
    }
  }
  return words;
}

/// Of every four surface forms one is the base word, of every ten forms one has a second base word;
/// a base word has one to three synonyms on the wheels. Each wheel has two thirds of the words, in
/// 6 clusters and 40.
LexiconTables made_up_tables(std::size_t surfaces) {
  Random random(surfaces);
  LexiconTables tables;
  tables.name = "made up";
  const std::vector<std::string> on_wheels = distinct_words(random, wheel_words);
  for (std::size_t wheel = 0; wheel < wheels; ++wheel) {
    const std::string name = "wheel" + std::to_string(wheel + 1);
    Clustering core{name, 1, {}};
    Clustering outer{name, 2, {}};
    for (std::size_t i = 0; i < on_wheels.size(); ++i) {
      if ((i + wheel) % 3 != 0) {
        core.cluster_of[on_wheels[i]] = "core" + std::to_string(random.below(6));
        outer.cluster_of[on_wheels[i]] = "outer" + std::to_string(random.below(40));
      }
    }
    tables.clusterings.push_back(std::move(core));
    tables.clusterings.push_back(std::move(outer));
  }
  const std::vector<std::string> words = distinct_words(random, surfaces);
  for (std::size_t i = 0; i < surfaces; ++i) {
    const std::string& base = words[i - i % forms_of_a_base];
    std::set<std::string> bases{base};
    if (i % forms_of_a_base == 0) {
      std::set<std::string> synonyms;
      const std::size_t count = 1 + random.below(3);
      while (synonyms.size() < count) {
        synonyms.insert(on_wheels[random.below(on_wheels.size())]);
      }
      tables.synonyms_of[base] = {synonyms.begin(), synonyms.end()};
    } else if (random.below(10) == 0) {
      const std::size_t other = random.below(surfaces);
      bases.insert(words[other - other % forms_of_a_base]);
    }
    tables.bases_of[words[i]] = {bases.begin(), bases.end()};
  }
  return tables;
}

/// Labels spread over all surface forms, one after another in one text.
class Labels {
 public:
  Labels(const Lexicon& lexicon, std::size_t count) {
    Random random(count);
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < count; ++i) {
      const auto surface = static_cast<std::uint32_t>(random.below(lexicon.size()));
      text_ += lexicon.surface(SurfaceId{surface});
      ends.push_back(text_.size());
    }
    std::size_t start = 0;
    for (const std::size_t end : ends) {
      views_.push_back(std::string_view(text_).substr(start, end - start));
      start = end;
    }
  }
  Labels(const Labels&) = delete;
  Labels& operator=(const Labels&) = delete;

  [[nodiscard]] std::size_t size() const noexcept { return views_.size(); }
  [[nodiscard]] const std::vector<std::string_view>& views() const noexcept { return views_; }
  /// The i-th `length` of them.
  [[nodiscard]] std::span<const std::string_view> list(std::size_t i, std::size_t length) const {
    return std::span(views_).subspan(i * length, length);
  }
  /// The same as the MER files write them.
  [[nodiscard]] std::string text(std::size_t i, std::size_t length) const {
    std::string text;
    for (const std::string_view label : list(i, length)) {
      text += (text.empty() ? "['" : ", '") + std::string(label) + "'";
    }
    return text + "]";
  }

 private:
  std::string text_;
  std::vector<std::string_view> views_;
};

/// Positions of the wheels in the groupings.
std::vector<GroupingId> wheel_groupings() {
  std::vector<GroupingId> groupings;
  for (std::uint32_t i = 0; i < 2 * wheels; ++i) {
    groupings.push_back({2 + i});  // after m1 and m2
  }
  return groupings;
}

/// Seconds a label, of truths and predictions, to score `samples` of them.
template <class Add>
double seconds_a_label(const Lexicon& lexicon, std::size_t samples, std::size_t length,
                       const Add& add) {
  OpenVocabularyScore score(lexicon, wheel_groupings());
  const double seconds = scaling::median_of([&] {
    return scaling::seconds_of([&] {
      for (std::size_t i = 0; i < samples; ++i) {
        add(score, i);
      }
    });
  });
  if (score.out_of_vocabulary().unknown() != 0) {
    throw Error("a label is unknown to the lexicon it was drawn from");
  }
  return seconds / static_cast<double>(2 * samples * length);
}

double seconds_from_lists(const Lexicon& lexicon, const Labels& labels, std::size_t length) {
  const std::size_t samples = labels.size() / (2 * length);
  return seconds_a_label(lexicon, samples, length, [&](OpenVocabularyScore& score, std::size_t i) {
    score.add(labels.list(2 * i, length), labels.list(2 * i + 1, length));
  });
}

void print_labels(std::size_t length) {
  const Lexicon lexicon(made_up_tables(10'000));
  const Labels labels(lexicon, 2 * labels_at_hand);
  const std::size_t samples = labels.size() / (2 * length);
  std::vector<std::string> texts;
  texts.reserve(2 * samples);
  for (std::size_t i = 0; i < 2 * samples; ++i) {
    texts.push_back(labels.text(i, length));
  }
  const double from_text =
      seconds_a_label(lexicon, samples, length, [&](OpenVocabularyScore& score, std::size_t i) {
        score.add(std::string_view(texts[2 * i]), std::string_view(texts[2 * i + 1]));
      });
  fmt::print("{} {}\n", from_text, seconds_from_lists(lexicon, labels, length));
}

void print_vocabulary(std::size_t surfaces) {
  LexiconTables tables = made_up_tables(surfaces);
  const long before = scaling::status_kib("VmRSS");
  std::optional<Lexicon> lexicon;
  const double build = scaling::seconds_of([&] { lexicon.emplace(std::move(tables)); });
  const long after = scaling::status_kib("VmRSS");
  const Labels labels(*lexicon, 2 * labels_at_hand);
  std::size_t unknown = 0;
  const double find = scaling::median_of([&] {
    return scaling::seconds_of([&] {
      for (const std::string_view label : labels.views()) {
        unknown += lexicon->find(label).has_value() ? 0U : 1U;
      }
    });
  });
  if (unknown != 0) {
    throw Error("a label is unknown to the lexicon it was drawn from");
  }
  fmt::print("{} {} {} {}\n", find / static_cast<double>(labels.size()),
             seconds_from_lists(*lexicon, labels, 8), build,
             static_cast<double>(after - before) / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() == 2 && arguments[0] == "labels") {
      print_labels(std::stoull(arguments[1]));
    } else if (arguments.size() == 2 && arguments[0] == "vocabulary") {
      print_vocabulary(std::stoull(arguments[1]));
    } else {
      throw Error("expected labels L or vocabulary S");
    }
  } catch (const std::exception& error) {
    std::cerr << "scaling_lexicon: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
