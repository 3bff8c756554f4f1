#pragma once

#include <optional>
#include <string_view>

#include <tonewheel/core/config.hpp>

namespace tonewheel {
inline namespace reward {

/// What stands between the tags of a completion, untrimmed; views into its text.
struct Completion {
  std::string_view reasoning;  ///< between the think tags
  std::string_view answer;     ///< between the answer tags
};

/// The two parts of a text that is, but for white space at both ends and between the parts,
/// `<think>...</think><answer>...</answer>` as a whole with each of the four tags once, in this
/// order and spelling; nothing for any other text. ASCII white space. Linear in the text.
[[nodiscard]] std::optional<Completion> parse_completion(std::string_view text);

/// 1 where parse_completion finds the parts, else 0: the format reward of R1-Omni and AffectGPT-R1.
[[nodiscard]] double format_reward(std::string_view text);

}  // namespace reward
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/reward/impl/completion_inl.hpp>
#endif
