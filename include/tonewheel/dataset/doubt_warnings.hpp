#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/doubt_counts.hpp>

namespace tonewheel {

/// Something that a user should look at before trusting a run: it changes no number.
struct DoubtWarning {
  std::string code;                ///< stable, for programs
  std::string text;                ///< one line, for people
  std::vector<std::string> about;  ///< the classes or columns it is about
  std::optional<double> share{};   ///< of rows, where it is about rows
  friend bool operator==(const DoubtWarning&, const DoubtWarning&) = default;
};

/// What counts are seen against.
struct DoubtContext {
  std::vector<std::string> classes{};  ///< the names of the space's classes, in their order
  std::vector<double> priors{};        ///< sum 1
  Scale scale{};                       ///< what the input's values are rated on
  /// Names of valence, arousal and dominance in the input; empty: not read.
  std::array<std::string, 3> columns{};
};

/// In this order, where they hold:
/// - outside_every_class: more than 5 % of at least 20 rows lie outside every class's region;
/// - one_class: the likeliest class of more than half of at least 20 rows is the same;
/// - rare_class: of at least 1000 rows a class is the likeliest in fewer than .1 % and in fewer
///   than a tenth of its prior, which is at least half of 1 / classes and lets expect 10 rows;
/// - constant_column: at least 2 rows, all of one value;
/// - part_of_scale: no value of at least 100 rows is on one side of the scale's neutral, or the
///   values of at least 1000 rows reach over less than half of the scale. EmoBank (1 to 5) uses 60
///   to 85 % of its scale, on both sides; read as 1 to 9 it never comes above neutral.
[[nodiscard]] std::vector<DoubtWarning> doubt_warnings(const DoubtCounts& counts,
                                                       const DoubtContext& context);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/doubt_warnings_inl.hpp>
#endif
