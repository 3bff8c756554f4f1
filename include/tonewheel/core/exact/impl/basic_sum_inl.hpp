#pragma once

#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/basic_sum.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE void refuse_sum(std::string_view noun, std::string_view found,
                                 std::string_view expected) {
  throw Error(std::string(noun) + ": found " + shown(found) + ", expected " +
              std::string(expected));
}

}  // namespace tonewheel::detail
