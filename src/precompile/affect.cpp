// Bodies of affect's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/affect/impl/calibration_inl.hpp>
#include <tonewheel/affect/impl/class_moments_inl.hpp>
#include <tonewheel/affect/impl/conflict_inl.hpp>
#include <tonewheel/affect/impl/covariance_inl.hpp>
#include <tonewheel/affect/impl/divergence_inl.hpp>
#include <tonewheel/affect/impl/dominance_inl.hpp>
#include <tonewheel/affect/impl/doubt_inl.hpp>
#include <tonewheel/affect/impl/em_inl.hpp>
#include <tonewheel/affect/impl/expectation_inl.hpp>
#include <tonewheel/affect/impl/fit_inl.hpp>
#include <tonewheel/affect/impl/fusion_inl.hpp>
#include <tonewheel/affect/impl/gaussian_distances_inl.hpp>
#include <tonewheel/affect/impl/gaussian_inl.hpp>
#include <tonewheel/affect/impl/linkage_inl.hpp>
#include <tonewheel/affect/impl/mixture_inl.hpp>
#include <tonewheel/affect/impl/model_inl.hpp>
#include <tonewheel/affect/impl/moments_inl.hpp>
#include <tonewheel/affect/impl/norms_inl.hpp>
#include <tonewheel/affect/impl/prior_inl.hpp>
#include <tonewheel/affect/impl/prior_shift_inl.hpp>
#include <tonewheel/affect/impl/quadrant_inl.hpp>
#include <tonewheel/affect/impl/rater_variance_inl.hpp>
#include <tonewheel/affect/impl/recovery_inl.hpp>
#include <tonewheel/affect/impl/scale_inl.hpp>
#include <tonewheel/affect/impl/space_inl.hpp>
#include <tonewheel/affect/impl/space_moments_inl.hpp>
#include <tonewheel/affect/impl/spaces_inl.hpp>
#include <tonewheel/affect/impl/word_class_inl.hpp>

// The templates of two and of three axes whose interfaces show no Eigen.
namespace tonewheel {

// NOLINTBEGIN(bugprone-macro-parentheses): types
#define TONEWHEEL_AXES(DIM)                                                                      \
  template BasicMixture<DIM>::BasicMixture(std::vector<std::string>,                             \
                                           std::vector<BasicGaussian<DIM>>, std::vector<double>, \
                                           std::vector<double>);                                 \
  template std::size_t BasicMixture<DIM>::index_of(std::string_view) const;                      \
  template double bhattacharyya(const BasicGaussian<DIM>&, const BasicGaussian<DIM>&);           \
  template double hellinger(const BasicGaussian<DIM>&, const BasicGaussian<DIM>&);               \
  template double kullback_leibler(const BasicGaussian<DIM>&, const BasicGaussian<DIM>&);        \
  template double wasserstein(const BasicGaussian<DIM>&, const BasicGaussian<DIM>&);             \
  template double gaussian_distance(GaussianDistance, const BasicGaussian<DIM>&,                 \
                                    const BasicGaussian<DIM>&);                                  \
  template std::vector<double> gaussian_distances(GaussianDistance,                              \
                                                  const std::vector<BasicGaussian<DIM>>&,        \
                                                  const std::vector<BasicGaussian<DIM>>&);       \
  template std::vector<double> gaussian_distances(GaussianDistance,                              \
                                                  const std::vector<BasicGaussian<DIM>>&);       \
  template BasicGaussian<DIM> moment_match(std::span<const BasicGaussian<DIM>>,                  \
                                           std::span<const double>);                             \
  template double calibrated_level(const BasicMixture<DIM>&, double);                            \
  template kernel::MixtureTable distance_table(const BasicMixture<DIM>&);                        \
  template DoubtMeter::DoubtMeter(const BasicMixture<DIM>&, double);                             \
  template Recovery<DIM> detail::recover_checked(const BasicMixture<DIM>&, const double*,        \
                                                 const RecoveryOptions&);
// NOLINTEND(bugprone-macro-parentheses)
TONEWHEEL_AXES(2)
TONEWHEEL_AXES(3)
#undef TONEWHEEL_AXES

}  // namespace tonewheel
