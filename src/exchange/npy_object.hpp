#pragma once

#include <string>
#include <string_view>

#include "pickle.hpp"

/// The two kinds of .npy file (numpy.lib.format) in which MER publishes words: one Python object
/// and one text, both of shape ().
namespace tonewheel::exchange {

/// The object of an array of type |O. Throws Error with `file` where the bytes are another .npy
/// file, and as read_pickle.
[[nodiscard]] Pickle read_npy_object(std::string_view bytes, const std::string& file);

/// The text of an array of type <Un or >Un as UTF-8, without the NULs at its end. Throws Error
/// with `file` where the bytes are another .npy file or hold numbers that are no characters.
[[nodiscard]] std::string read_npy_text(std::string_view bytes, const std::string& file);

}  // namespace tonewheel::exchange
