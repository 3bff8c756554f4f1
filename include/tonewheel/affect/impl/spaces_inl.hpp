#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/class_words.hpp>
#include <tonewheel/data/neutral.hpp>
#include <tonewheel/data/pad151.hpp>
#include <tonewheel/data/universal.hpp>

namespace tonewheel {

namespace detail {

/// Mean and deviation of neutral: as "mean:deviation", or by the name of a variant.
struct NeutralPlace {
  double mean = 0;
  double deviation = 0;
};

inline std::string neutral_text(double mean, double deviation) {
  return number_text(mean) + ":" + number_text(deviation);
}

inline NeutralPlace neutral_place(std::string_view text) {
  const Table variants = Table::parse(data::neutral);
  for (std::size_t row = 0; row < variants.rows(); ++row) {
    if (variants.cell(row, variants.column("variant")) == text) {
      return {variants.number(row, variants.column("mean")),
              variants.number(row, variants.column("std"))};
    }
  }
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) {
    const auto mean = parse_number(text.substr(0, colon));
    const auto deviation = parse_number(text.substr(colon + 1));
    if (mean && deviation && *mean >= -1 && *mean <= 1 && *deviation >= 0 && *deviation <= 2) {
      return {*mean, *deviation};
    }
  }
  std::string names;
  for (const std::string& each : neutral_variants()) {
    names += (names.empty() ? "" : ", ") + each;
  }
  throw Error("neutral: found " + shown(text) +
              ", expected MEAN:SD on -1..1; the authors' scripts have " + names);
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<std::string> class_words(std::string_view label) {
  const Table table = Table::parse(data::class_words);
  const std::string wanted = lower_ascii(trim(label));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto names = split_list(table.cell(row, table.column("names")));
    if (std::find(names.begin(), names.end(), wanted) != names.end()) {
      return split_list(table.cell(row, table.column("words")));
    }
  }
  return {};
}

TONEWHEEL_INLINE Space basic8(const Norms& norms, const WordClassOptions& options) {
  const Table table = Table::parse(data::class_words);
  Space space{.name = "basic8"};
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.cell(row, table.column("class"));
    auto made =
        class_of_words(name, split_list(table.cell(row, table.column("words"))), norms, options);
    if (!made) {
      throw Error(
          "space basic8: the norms " + norms.name() + " rate no word of the class " + name + " (" +
          table.cell(row, table.column("words")) +
          "); ways out: norms that rate one of them, --space affectnet8 (the same classes, "
          "which borrow other words where these are not rated), or a FILE of the labels that "
          "are rated");
    }
    space.classes.push_back(std::move(*made));
  }
  return space;
}

TONEWHEEL_INLINE std::vector<std::string> neutral_variants() {
  const Table table = Table::parse(data::neutral);
  std::vector<std::string> names;
  names.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    names.push_back(detail::neutral_text(table.number(row, table.column("mean")),
                                         table.number(row, table.column("std"))));
  }
  return names;
}

TONEWHEEL_INLINE Space universal(std::string_view neutral) {
  const auto [mean, deviation] = detail::neutral_place(neutral);
  Space space = space_from_table(Table::parse(data::universal), "universal-2602");
  EmotionClass& neutral_class = space.classes.at(space.find("neutral").value());
  neutral_class.mean = {mean, mean, mean};
  neutral_class.deviation = {deviation, deviation, deviation};
  return space;
}

TONEWHEEL_INLINE Space pad151() {
  return space_from_table(Table::parse(data::pad151), "pad151");
}

TONEWHEEL_INLINE Fusion fused14_fusion() {
  Space terms = pad151();
  for (const EmotionClass& each : universal().classes) {
    if (const auto position = terms.find(each.name)) {
      terms.classes[*position] = each;
    }
  }
  return fuse(terms);
}

TONEWHEEL_INLINE Space fused14(std::string_view neutral) {
  Space space = fused14_fusion().space;
  const Space basic = universal(neutral);
  space.name = "fused14";
  space.classes.push_back(basic.classes.at(basic.find("neutral").value()));
  space.classes.back().correlations.reset();
  return space;
}

TONEWHEEL_INLINE std::vector<std::string> shipped_space_names() {
  return {"basic8", "universal-2602", "pad151", "fused14"};
}

TONEWHEEL_INLINE Space shipped_space(std::string_view name, std::string_view neutral) {
  if (name == "basic8") {
    return basic8();
  }
  if (name == "universal-2602" || name == "universal") {
    return universal(neutral);
  }
  if (name == "pad151") {
    return pad151();
  }
  if (name == "fused14") {
    return fused14(neutral);
  }
  throw Error("space: found " + shown(name) +
              ", expected basic8, universal-2602, pad151 or fused14");
}

}  // namespace tonewheel
