#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/class_moments.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// All that a space is fitted from: the moments of every class, gathered row by row. Shards merge
/// in any order and any split to the same bits; see ClassMoments. Some 9 kB a class.
class SpaceMoments {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "space_moments";

  /// Classes: at least one, none empty, none twice; axes: 2 (valence and arousal) or 3. Throws
  /// Error otherwise.
  explicit SpaceMoments(std::vector<std::string> classes, std::size_t axes = 3);
  /// Throws Error on a state that no rows have.
  explicit SpaceMoments(const State& state);

  /// A row of class k, on the unit scale. Throws Error on a class that is none and as
  /// ClassMoments::add.
  void add(std::size_t k, const Vad& point, double weight = 1);
  /// A row that is shared among classes, one vote a class: counts or shares, >= 0, finite, not all
  /// 0. They are divided by their sum (rounded once each), so a row counts once however many voted.
  /// Throws Error otherwise and as ClassMoments::add; then nothing is added.
  void add_votes(std::span<const double> votes, const Vad& point, double weight = 1);
  /// The same for weights that are taken as they are, one a class, >= 0; their sum is the row's.
  void add_split(std::span<const double> weights, const Vad& point);
  /// Throws Error on other classes or axes.
  void merge(const SpaceMoments& other);
  /// Takes away rows that were added before; throws Error also where there are fewer.
  void subtract(const SpaceMoments& part);

  /// Rows added, those of weight 0 included.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// How many axes a point has: 2 or 3.
  [[nodiscard]] std::size_t axes() const noexcept { return of_.front().axes(); }
  /// The classes, in their order.
  [[nodiscard]] const std::vector<std::string>& classes() const noexcept { return classes_; }
  /// k: a class, else Error.
  [[nodiscard]] const ClassMoments& of(std::size_t k) const;

  /// What was added, to be written down and read again.
  [[nodiscard]] State state() const;
  friend bool operator==(const SpaceMoments&, const SpaceMoments&) noexcept = default;

 private:
  void require_class(std::size_t k) const;

  std::vector<std::string> classes_;
  std::vector<ClassMoments> of_;
  std::uint64_t n_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/space_moments_inl.hpp>
#endif
