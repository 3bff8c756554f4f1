#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace tonewheel {

/// Numbers the different cells of a column, from 0 in the order they are first met, by their bytes
/// as they stand. Looking one up takes no memory: a hash of the bytes, then a comparison.
class CellIndex {
 public:
  /// The number of a cell that is not there.
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  CellIndex() : slots_(16) {}

  /// How many different cells there are.
  [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
  /// number < size().
  [[nodiscard]] const std::string& operator[](std::size_t number) const { return cells_[number]; }

  /// The number of a cell, or not_found.
  [[nodiscard]] std::uint32_t find(std::string_view cell) const noexcept {
    return slots_[slot_of(cell, hash(cell))].number;
  }

  /// As find; a cell that is not there gets the next number.
  std::uint32_t insert(std::string_view cell) {
    const std::uint64_t key = hash(cell);
    std::size_t slot = slot_of(cell, key);
    if (slots_[slot].number != none) {
      return slots_[slot].number;
    }
    if (2 * (cells_.size() + 1) > slots_.size()) {
      grow();
      slot = slot_of(cell, key);
    }
    cells_.emplace_back(cell);
    slots_[slot] = {key, static_cast<std::uint32_t>(cells_.size() - 1)};
    return slots_[slot].number;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = none;
  };

  [[nodiscard]] static std::uint64_t mix(std::uint64_t x) noexcept {
    x *= 0x9e3779b97f4a7c15U;
    return x ^ (x >> 32U);
  }
  [[nodiscard]] static std::uint64_t hash(std::string_view cell) noexcept {
    std::uint64_t key = cell.size();
    std::uint64_t word = 0;
    while (cell.size() >= 8) {
      std::memcpy(&word, cell.data(), 8);
      key = mix(key ^ word);
      cell.remove_prefix(8);
    }
    word = 0;
    if (cell.size() >= 4) {
      std::uint32_t low = 0;
      std::uint32_t high = 0;
      std::memcpy(&low, cell.data(), 4);
      std::memcpy(&high, cell.data() + cell.size() - 4, 4);
      word = std::uint64_t{high} << 32U | low;
    } else {
      for (const char byte : cell) {
        word = word << 8U | static_cast<unsigned char>(byte);
      }
    }
    return mix(key ^ word);
  }

  /// Where the cell is, or the free slot where it would be.
  [[nodiscard]] std::size_t slot_of(std::string_view cell, std::uint64_t key) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = static_cast<std::size_t>(key) & mask;
    while (slots_[slot].number != none &&
           (slots_[slot].key != key || cells_[slots_[slot].number] != cell)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
  void grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& each : old) {
      if (each.number != none) {
        std::size_t slot = static_cast<std::size_t>(each.key) & mask;
        while (slots_[slot].number != none) {
          slot = (slot + 1) & mask;
        }
        slots_[slot] = each;
      }
    }
  }

  std::vector<Slot> slots_;  ///< a power of two, half of them free at least
  std::deque<std::string> cells_;
};

}  // namespace tonewheel
