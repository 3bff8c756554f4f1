#pragma once

#include <cstddef>
#include <string>

#include "pickle.hpp"

namespace tonewheel::exchange {

/// Throws Error with the byte of a value that the root reaches and that holds itself, lies deeper
/// than pickle_depth_limit in others, or is an array or dtype without its state.
void check_pickle_shape(const Pickle& pickle, const std::string& file, std::size_t base);

}  // namespace tonewheel::exchange
