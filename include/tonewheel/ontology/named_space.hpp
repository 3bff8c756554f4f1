#pragma once

#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/ontology/set_space.hpp>

namespace tonewheel {

/// Any space there is a name for: those that ship ("basic8", "universal-2602", "pad151",
/// "fused14"), and the classes of every label set, tier of TONE and ring of a wheel ("goemotions",
/// "tone-primary", "plutchik-1"; set_space_keys()), as set_space() makes them: with the labels that
/// have no place, such as "other", and the classes that stand where another word does. Of a space
/// that ships both lists are empty. Throws Error that lists the names. Files: space_from_table().
[[nodiscard]] SetSpace named_space(std::string_view name);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/named_space_inl.hpp>
#endif
