#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/shard.hpp>

namespace tonewheel {

/// The error thrown where the same part of an input would be counted twice.
class DoubledPart : public Error {
 public:
  /// The error about part `index`, from 1, of an input that was cut into `of` parts.
  explicit DoubledPart(std::uint64_t index, std::uint64_t of)
      : Error("parts: found part " + std::to_string(index) + " of " + std::to_string(of) +
              " twice, expected each once"),
        index_(index) {}
  /// The number of the part that came twice, from 1.
  [[nodiscard]] std::uint64_t index() const noexcept { return index_; }

 private:
  std::uint64_t index_;
};

/// Which of the n parts of an input a count has taken in: none (counts of no part), one, or those
/// of all that were merged. It refuses a part that comes twice.
class ShardParts {
 public:
  ShardParts() = default;
  /// The one part that `shard` names.
  explicit ShardParts(const Shard& shard) : of_(shard.count), indices_{shard.index} {}
  /// Reads what state() wrote. Throws Error on anything else.
  explicit ShardParts(std::string_view text);

  /// Whether no part was taken in: what was counted is of an input that was not cut.
  [[nodiscard]] bool empty() const noexcept { return indices_.empty(); }
  /// Into how many parts the input was cut; 0 where there is none.
  [[nodiscard]] std::uint64_t of() const noexcept { return of_; }
  /// The parts there are, ascending, from 1.
  [[nodiscard]] const std::vector<std::uint64_t>& indices() const noexcept { return indices_; }
  /// The parts that there are not, ascending.
  [[nodiscard]] std::vector<std::uint64_t> missing() const;
  /// Whether all parts of the input are there; true of an input that was not cut.
  [[nodiscard]] bool complete() const noexcept { return indices_.size() == of_; }
  /// Items of an input of `size` that these parts have.
  [[nodiscard]] std::uint64_t items(std::uint64_t size) const noexcept;

  /// Throws Error on parts of another number of parts, and DoubledPart on one that is here already;
  /// then nothing is changed.
  void merge(const ShardParts& other);

  /// "1-3 5/7"; empty where there is none.
  [[nodiscard]] std::string state() const;
  friend bool operator==(const ShardParts&, const ShardParts&) = default;

 private:
  std::uint64_t of_ = 0;
  std::vector<std::uint64_t> indices_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/shard_parts_inl.hpp>
#endif
