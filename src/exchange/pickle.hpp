#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/ids.hpp>

/// Python's pickle format, as far as numpy.save needs it for an array of shape () that holds lists,
/// dictionaries and text: protocols 2 to 5. Nothing is ever executed or looked up: the only names
/// that are understood are those of NumPy's array and dtype.
namespace tonewheel::exchange {

enum class PickleKind : unsigned char {
  none,
  boolean,
  integer,
  bytes,
  text,
  tuple,
  list,
  dict,
  name,   ///< of a function or class
  dtype,  ///< of Python objects
  array,  ///< of shape ()
};
[[nodiscard]] std::string_view name(PickleKind kind) noexcept;

/// A value of a Pickle.
using PickleId = StrongId<struct PickleTag>;

struct PickleNode {
  PickleKind kind = PickleKind::none;
  bool built = false;             ///< of dtype and array: its state was read
  std::int64_t integer = 0;       ///< of boolean (0 or 1) and integer
  std::size_t at = 0;             ///< byte at which the value begins
  std::string text{};             ///< of text (UTF-8), bytes and name ("module name")
  std::vector<PickleId> items{};  ///< of tuple and list; of dict: key, value, key, value, ...;
                                  ///< of array: its one element
};

/// Values that refer to each other; none holds itself.
struct Pickle {
  std::vector<PickleNode> nodes;
  PickleId root;
  [[nodiscard]] const PickleNode& operator[](PickleId id) const { return nodes[id.index()]; }
};

/// Limits for files of any origin.
inline constexpr std::size_t pickle_value_limit = std::size_t{1} << 20U;
inline constexpr std::size_t pickle_depth_limit = 32;

/// Throws Error with `file` and the byte (of `bytes`, plus `base`) on any other opcode or name, on
/// a stack or memo that does not hold what an opcode needs, on bytes cut short or left over, on
/// text that is not UTF-8, on a value that holds itself, and on the limits.
[[nodiscard]] Pickle read_pickle(std::string_view bytes, const std::string& file,
                                 std::size_t base = 0);

}  // namespace tonewheel::exchange
