#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Where a label goes when labels of one set are told in those of another.
struct LabelMatch {
  std::string from;      ///< the label
  std::string label;     ///< the likeliest one of the other set; empty where nothing joins them
  std::string evidence;  ///< stated, exact, grouping, synonym, ancestor, affect or none
  double weight = 0;     ///< the share of the label's mass that goes there
  friend bool operator==(const LabelMatch&, const LabelMatch&) = default;
};

/// Tells the labels of one set in those of another: which one each becomes, how surely, and why.
///
///     const auto walk = tonewheel::crosswalk("goemotions", "ekman");
///     fmt::print("{}\n", walk["admiration"].label);          // happiness
///     const auto q = walk.moved(p);  // probabilities of the 27 classes to those of the 6
class LabelCrosswalk {
 public:
  /// Of the best match of each label, and the shares of each label in the others, row after row.
  LabelCrosswalk(std::vector<std::string> from, std::vector<std::string> to,
                 std::vector<LabelMatch> best, std::vector<double> weights);

  /// The labels of the first set, in their order.
  [[nodiscard]] const std::vector<std::string>& from() const noexcept { return from_; }
  /// The labels of the second set, in their order.
  [[nodiscard]] const std::vector<std::string>& to() const noexcept { return to_; }
  /// One a label of from(), in its order.
  [[nodiscard]] const std::vector<LabelMatch>& matches() const noexcept { return best_; }
  /// By a label's name; letter case is ignored. Throws Error that lists the labels.
  [[nodiscard]] const LabelMatch& operator[](std::string_view label) const;

  /// from().size() x to().size() weights, row after row; each row sums to 1. A label that nothing
  /// joins to the other set is spread evenly over it.
  [[nodiscard]] std::span<const double> matrix() const noexcept { return weights_; }
  /// A distribution over from() as one over to(): the row vector times the matrix. Throws Error on
  /// another number of values.
  [[nodiscard]] std::vector<double> moved(std::span<const double> probabilities) const;

 private:
  std::vector<std::string> from_;
  std::vector<std::string> to_;
  std::vector<LabelMatch> best_;
  std::vector<double> weights_;
};

/// The crosswalk between two label sets, tiers of TONE or rings of wheels that ship
/// (label_set_keys(): "ekman", "goemotions", "tone-primary", "plutchik-1", ...), through the graph
/// of all that ships. Throws Error that lists the keys. With options, other graphs and one's own
/// tables: label_set.hpp, graph/crosswalk.hpp.
[[nodiscard]] LabelCrosswalk crosswalk(std::string_view from, std::string_view to);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/label_crosswalk_inl.hpp>
#endif
