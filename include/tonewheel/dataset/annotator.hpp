#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/dominance.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/screen.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/batch.hpp>
#include <tonewheel/dataset/doubt_columns.hpp>
#include <tonewheel/kernel/mixture_table.hpp>

namespace tonewheel {

/// Where the dominance of a row comes from: its column (or nowhere: marginalised out), the exact
/// conditional mean of the mixture, the posterior-weighted regression, or the regression of the
/// row's label (affect/dominance.hpp).
enum class DominanceFrom : unsigned char { none, conditional, posterior, label };

/// The words of reports for where dominance is from.
[[nodiscard]] constexpr std::string_view name(DominanceFrom from) noexcept {
  constexpr std::array<std::string_view, 4> names{"none", "conditional", "posterior", "label"};
  return names[static_cast<std::size_t>(from)];
}

/// Of exponentials and output; points and quadratic forms are double in both.
enum class Precision : unsigned char { double_precision, float_precision };

/// What is done with the points before they are asked about.
struct AnnotatorOptions {
  Scale scale{};  ///< what the points are rated on
  /// Whether and how a dominance that the rows lack is estimated.
  DominanceFrom dominance_from = DominanceFrom::none;
  bool has_dominance = false;  ///< the rows have a dominance of their own
  /// Whether posteriors are computed in double or in float.
  Precision precision = Precision::double_precision;
  OutOfRange out_of_range = OutOfRange::error;  ///< what becomes of values that cannot be used
  std::string file{};                           ///< for messages
  std::array<std::string, 4> columns = {"valence", "arousal", "dominance", "label"};  ///< likewise
  DoubtColumns doubt{};  ///< which doubts are computed beside the probabilities
};

/// Turns rows of annotations into probabilities over the classes of a model: screens a row on its
/// scale, estimates its dominance, computes its posterior. For any number of threads at once.
class Annotator {
 public:
  /// For the classes of a space and the model made of it; throws Error on options that do not fit.
  Annotator(const Space& space, const Model& model, AnnotatorOptions options);

  /// How many classes there are, K.
  [[nodiscard]] std::size_t classes() const noexcept { return table_.classes(); }
  /// Whether dominance is not read but estimated from valence and arousal.
  [[nodiscard]] bool estimates_dominance() const noexcept {
    return options_.dominance_from != DominanceFrom::none;
  }
  /// The options it was made with.
  [[nodiscard]] const AnnotatorOptions& options() const noexcept { return options_; }
  /// The p-value below which there is mass on "none of these"; nothing where nobody asked for it.
  [[nodiscard]] std::optional<double> none_level() const noexcept { return none_level_; }

  /// Looks at a row and adds it to the batch; false if it was left out (and counted there). Throws
  /// Error with its place under OutOfRange::error.
  bool admit(Batch& batch, const RawRow& row) const;

  /// Adds a row whose values, on the input's scale, are known; false, with nothing done, where one
  /// is outside its range or the rows have labels: admit() looks at such a row.
  bool admit_sound(Batch& batch, std::uint64_t row, const Vad& values) const;

  /// Leaves a row out and counts it, or throws under OutOfRange::error; false.
  bool reject(Batch& batch, const RawRow& row, Fault fault, const Cell& cell,
              const std::string& column, const std::string& expected) const;

  /// Fills dominance, probabilities and doubt of the batch's rows.
  void describe(Batch& batch) const;

 private:
  template <int Dim>
  void take(const BasicMixture<Dim>& mixture);
  void estimate_dominance(Batch& batch) const;
  void place(Batch& batch) const;
  void compute(Batch& batch) const;
  void measure_doubt(Batch& batch) const;
  void count(Batch& batch) const;

  AnnotatorOptions options_;
  Space space_;
  kernel::MixtureTable table_;
  kernel::MixtureTable distances_;
  double outside_ = 0;  ///< squared distance from which on a row lies outside a class's region
  std::optional<double> none_level_;
  std::optional<ConditionalDominance> conditional_;
  std::optional<PosteriorDominance> posterior_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/annotator_inl.hpp>
#endif
