#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace tonewheel {

/// Bytes written one behind the other through a pointer, for writers that know how much room a row
/// needs at most. Its memory is kept by clear().
class ByteBuffer {
 public:
  /// Where the next byte goes, with room for `count` of them; what is written counts after
  /// end_at().
  [[nodiscard]] char* room(std::size_t count) {
    if (storage_.size() - size_ < count) {
      storage_.resize(std::max(size_ + count, 2 * storage_.size()));
    }
    return storage_.data() + size_;
  }
  /// All bytes before `end` are written; `end` is in the room last given.
  void end_at(const char* end) noexcept { size_ = static_cast<std::size_t>(end - storage_.data()); }

  /// Puts bytes behind those that there are.
  void append(std::string_view bytes) {
    end_at(std::copy(bytes.begin(), bytes.end(), room(bytes.size())));
  }
  /// The bytes; valid until the next change.
  [[nodiscard]] std::string_view view() const noexcept { return {storage_.data(), size_}; }
  /// Empties it; the memory is kept.
  void clear() noexcept { size_ = 0; }

 private:
  std::vector<char> storage_;
  std::size_t size_ = 0;
};

}  // namespace tonewheel
