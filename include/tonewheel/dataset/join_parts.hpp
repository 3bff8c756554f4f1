#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/dataset/shard_parts.hpp>

namespace tonewheel {

/// A state and where it was read, for messages.
struct NamedState {
  std::string name;  ///< the file or whatever it was read from
  State state;       ///< what was counted
};

namespace detail {

/// "2, 5, 7" of the parts that are missing; at most 20 of them.
[[nodiscard]] std::string missing_parts(const ShardParts& parts);
/// Throws Error on a state of another kind than the first one's.
void require_kind(const NamedState& part, const NamedState& first);

}  // namespace detail

/// The result of a whole input from those of its parts, which may come in any order: an A is made
/// of each state, A::parts() says which parts it has, and A::merge() joins them. Throws Error with
/// the name of the state: on a damaged one, one of no part, of another run, of a part that another
/// one has too; and on parts that are missing.
template <class A>
[[nodiscard]] A join_parts(std::span<const NamedState> parts) {
  std::optional<A> whole;
  std::map<std::uint64_t, const std::string*> name_of;  // by part
  for (const NamedState& each : parts) {
    detail::require_kind(each, parts.front());
    const A part = [&] {
      try {
        return A(each.state);
      } catch (const Error& error) {
        throw Error({each.name, 0, ""}, "found a damaged state: " + std::string(error.what()));
      }
    }();
    if (part.parts().empty()) {
      throw Error({each.name, 0, ""}, "found the result of no part, expected one of --shard i/n");
    }
    if (!whole) {
      whole = part;
    } else {
      try {
        whole->merge(part);
      } catch (const DoubledPart& error) {
        throw Error({each.name, 0, ""}, "found part " + std::to_string(error.index()) + ", which " +
                                            *name_of.at(error.index()) + " is too");
      } catch (const Error& error) {
        throw Error({each.name, 0, ""}, std::string(error.what()) + " as in " + parts.front().name);
      }
    }
    for (const std::uint64_t index : part.parts().indices()) {
      name_of.emplace(index, &each.name);
    }
  }
  if (!whole) {
    throw Error("parts: found none, expected one or more");
  }
  if (!whole->parts().complete()) {
    throw Error("found " + std::to_string(whole->parts().indices().size()) + " of " +
                std::to_string(whole->parts().of()) + " parts, expected part " +
                detail::missing_parts(whole->parts()) + " too");
  }
  return std::move(*whole);
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/join_parts_inl.hpp>
#endif
