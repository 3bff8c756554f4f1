#pragma once

#include <string>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/neutral.hpp>
#include <tonewheel/data/pad151.hpp>
#include <tonewheel/data/universal.hpp>

namespace tonewheel {

TONEWHEEL_INLINE std::vector<std::string> neutral_variants() {
  const Table table = Table::parse(data::neutral);
  std::vector<std::string> names;
  names.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    names.push_back(table.cell(row, table.column("variant")));
  }
  return names;
}

TONEWHEEL_INLINE Space universal(std::string_view neutral) {
  Space space = space_from_table(Table::parse(data::universal), "universal");
  EmotionClass& neutral_class = space.classes.at(space.find("neutral").value());
  const Table variants = Table::parse(data::neutral);
  std::string names;
  for (std::size_t row = 0; row < variants.rows(); ++row) {
    const std::string& name = variants.cell(row, variants.column("variant"));
    if (name == neutral) {
      const double mean = variants.number(row, variants.column("mean"));
      const double deviation = variants.number(row, variants.column("std"));
      neutral_class.mean = {mean, mean, mean};
      neutral_class.deviation = {deviation, deviation, deviation};
      return space;
    }
    names += (names.empty() ? "" : ", ") + name;
  }
  throw Error("neutral: found " + shown(neutral) + ", expected one of " + names);
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

TONEWHEEL_INLINE Space shipped_space(std::string_view name, std::string_view neutral) {
  if (name == "universal") {
    return universal(neutral);
  }
  if (name == "pad151") {
    return pad151();
  }
  if (name == "fused14") {
    return fused14(neutral);
  }
  throw Error("space: found " + shown(name) + ", expected universal, pad151 or fused14");
}

}  // namespace tonewheel
