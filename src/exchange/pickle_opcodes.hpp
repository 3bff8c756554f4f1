#pragma once

#include <string>

namespace tonewheel::exchange {

/// An opcode of Python's pickles as messages show it: "REDUCE (0x52)".
[[nodiscard]] std::string pickle_opcode_text(char opcode);

}  // namespace tonewheel::exchange
