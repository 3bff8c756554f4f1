#pragma once

#include <string>

namespace tonewheel {

/// A table or file that a result rests on, with the SHA-256 of its bytes, so that a reader can tell
/// whether it is still the same.
struct TableStamp {
  std::string name;    ///< what the reader knows it by: a path, or a table's name
  std::string sha256;  ///< of its bytes, 64 hexadecimal digits in small letters
  friend bool operator==(const TableStamp&, const TableStamp&) = default;
};

}  // namespace tonewheel
