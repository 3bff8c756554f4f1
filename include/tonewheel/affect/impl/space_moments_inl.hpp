#pragma once

#include <algorithm>
#include <cmath>
#include <utility>

#include <tonewheel/affect/impl/class_moments_inl.hpp>
#include <tonewheel/affect/space_moments.hpp>
#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

namespace detail {

/// The sum of the votes of a row; throws Error unless they are one a class, >= 0, not all 0.
inline double vote_total(std::span<const double> votes, const std::vector<std::string>& classes) {
  if (votes.size() != classes.size()) {
    throw Error("votes: found " + std::to_string(votes.size()) + ", expected " +
                std::to_string(classes.size()) + ", one a class");
  }
  double total = 0;
  for (std::size_t k = 0; k < votes.size(); ++k) {
    if (!(votes[k] >= 0) || !std::isfinite(votes[k])) {
      throw Error("votes of " + classes[k] + ": found " + number_text(votes[k]) +
                  ", expected a finite number >= 0");
    }
    total += votes[k];
  }
  if (!(total > 0) || !std::isfinite(total)) {
    throw Error("votes: found the sum " + number_text(total) +
                ", expected one above 0: a row without votes has no class");
  }
  return total;
}

}  // namespace detail

TONEWHEEL_INLINE SpaceMoments::SpaceMoments(std::vector<std::string> classes, std::size_t axes)
    : classes_(std::move(classes)), of_(classes_.size(), ClassMoments(axes)) {
  if (classes_.empty()) {
    throw Error("moments: no classes, expected at least one");
  }
  for (auto each = classes_.begin(); each != classes_.end(); ++each) {
    if (each->empty() || std::find(classes_.begin(), each, *each) != each) {
      throw Error("moments: found the class " + shown(*each) +
                  ", expected a name that stands once");
    }
  }
}

TONEWHEEL_INLINE SpaceMoments::SpaceMoments(const State& state) {
  StateReader from(state, kind);
  auto classes = from.option<std::vector<std::string>>("classes");
  const auto axes = from.option<std::size_t>("axes");
  n_ = from.count<std::uint64_t>("n");
  from.require_length("of", classes.size());
  of_ = from.count<std::vector<ClassMoments>>("of");
  from.finish();
  classes_ = SpaceMoments(std::move(classes), axes).classes_;  // checked
  for (const ClassMoments& each : of_) {
    from.require(each.axes() == axes, "of", "as many axes in each class");
    from.require(each.n() <= n_, "of", "at most n rows in each class");
  }
}

TONEWHEEL_INLINE void SpaceMoments::require_class(std::size_t k) const {
  if (k >= classes_.size()) {
    throw Error("moments: found class " + std::to_string(k) + ", expected one below " +
                std::to_string(classes_.size()));
  }
}

TONEWHEEL_INLINE void SpaceMoments::add(std::size_t k, const Vad& point, double weight) {
  require_class(k);
  require_room(n_, 1, "moments: rows");
  of_[k].add(point, weight);
  ++n_;
}

TONEWHEEL_INLINE void SpaceMoments::add_votes(std::span<const double> votes, const Vad& point,
                                              double weight) {
  const double total = detail::vote_total(votes, classes_);
  detail::require_row(point, axes(), weight);
  require_room(n_, 1, "moments: rows");
  for (std::size_t k = 0; k < votes.size(); ++k) {
    of_[k].add(point, votes[k] == total ? weight : votes[k] / total * weight);
  }
  ++n_;
}

TONEWHEEL_INLINE void SpaceMoments::add_split(std::span<const double> weights, const Vad& point) {
  if (weights.size() != classes_.size()) {
    throw Error("moments: found " + std::to_string(weights.size()) + " weights, expected " +
                std::to_string(classes_.size()) + ", one a class");
  }
  for (const double weight : weights) {
    detail::require_row(point, axes(), weight);
  }
  require_room(n_, 1, "moments: rows");
  for (std::size_t k = 0; k < weights.size(); ++k) {
    of_[k].add(point, weights[k]);
  }
  ++n_;
}

TONEWHEEL_INLINE void SpaceMoments::merge(const SpaceMoments& other) {
  if (classes_ != other.classes_ || axes() != other.axes()) {
    throw Error("moments: found those of other classes or axes, expected the same to merge: " +
                std::to_string(classes_.size()) + " classes from " + shown(classes_.front()) +
                ", " + std::to_string(axes()) + " axes");
  }
  require_room(n_, other.n_, "moments: rows");
  for (std::size_t k = 0; k < classes_.size(); ++k) {
    of_[k].merge(other.of_[k]);
  }
  n_ += other.n_;
}

TONEWHEEL_INLINE void SpaceMoments::subtract(const SpaceMoments& part) {
  if (classes_ != part.classes_ || axes() != part.axes() || part.n_ > n_) {
    throw Error("moments: found those of other classes, axes or rows, expected a part of the " +
                std::to_string(n_) + " rows of " + std::to_string(classes_.size()) +
                " classes to take away");
  }
  for (std::size_t k = 0; k < classes_.size(); ++k) {
    of_[k].subtract(part.of_[k]);
  }
  n_ -= part.n_;
}

TONEWHEEL_INLINE const ClassMoments& SpaceMoments::of(std::size_t k) const {
  require_class(k);
  return of_[k];
}

TONEWHEEL_INLINE State SpaceMoments::state() const {
  return StateWriter(kind)
      .option("classes", classes_)
      .option("axes", axes())
      .count("n", n_)
      .count("of", of_)
      .finish();
}

}  // namespace tonewheel
