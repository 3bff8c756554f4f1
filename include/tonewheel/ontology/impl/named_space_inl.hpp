#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/ontology/named_space.hpp>

namespace tonewheel {

TONEWHEEL_INLINE SetSpace named_space(std::string_view name) {
  const std::vector<std::string> shipped = shipped_space_names();
  if (name == "universal" || std::find(shipped.begin(), shipped.end(), name) != shipped.end()) {
    return {shipped_space(name), {}, {}};
  }
  const std::vector<std::string> keys = set_space_keys();
  if (std::find(keys.begin(), keys.end(), name) != keys.end()) {
    return set_space(name);
  }
  std::string expected;
  for (const auto* names : {&shipped, &keys}) {
    for (const std::string& each : *names) {
      expected += (expected.empty() ? "" : ", ") + each;
    }
  }
  throw Error("space: found " + shown(name) + ", expected one of " + expected);
}

}  // namespace tonewheel
