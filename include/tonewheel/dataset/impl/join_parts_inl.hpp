#pragma once

#include <cstddef>

#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/join_parts.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE std::string missing_parts(const ShardParts& parts) {
  constexpr std::size_t most = 20;
  const std::vector<std::uint64_t> missing = parts.missing();
  std::string text;
  for (std::size_t i = 0; i < missing.size() && i < most; ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(missing[i]);
  }
  return missing.size() > most ? text + ", ..." : text;
}

TONEWHEEL_INLINE void require_kind(const NamedState& part, const NamedState& first) {
  if (part.state.kind() != first.state.kind()) {
    throw Error({part.name, 0, ""}, "found a state of " + shown(part.state.kind()) +
                                        ", expected one of " + shown(first.state.kind()) +
                                        " as in " + first.name);
  }
}

}  // namespace tonewheel::detail
