// Posteriors at one point of a curve of benchmarks/scaling.sh; prints numbers with a space between.
//   scaling_posterior rows N                     N points made and described block by block, one
//                                                thread, double: seconds (of the posterior alone),
//                                                peak KiB
//   scaling_posterior classes K double|float     seconds a row, seconds to make the mixture
//   scaling_posterior threads THREADS N          N points in memory, double: seconds
// Points and classes are the same in every run.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/parallel.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/kernel/posterior.hpp>

#include "scaling_measure.hpp"

namespace {

using namespace tonewheel;

constexpr std::size_t dimensions = 3;

/// Rows of a block of K classes, as relabel() takes them.
std::size_t block_rows(std::size_t classes) {
  return std::clamp<std::size_t>((std::size_t{1} << 18U) / classes, 64, 4096);
}

/// The `row`-th of points spread evenly over the cube [-1, 1]^3.
template <class Real>
void make_point(std::uint64_t row, Real* point) {
  // 1 / g, 1 / g^2, 1 / g^3 of g^4 = g + 1.
  constexpr std::array<double, dimensions> steps{0.8191725133961645, 0.6710436067037893,
                                                 0.5497004779019703};
  for (std::size_t axis = 0; axis < dimensions; ++axis) {
    const double turns = static_cast<double>(row) * steps[axis];
    point[axis] = static_cast<Real>(2 * (turns - std::floor(turns)) - 1);
  }
}

template <class Real>
std::vector<Real> make_points(std::uint64_t first, std::size_t rows) {
  std::vector<Real> points(rows * dimensions);
  for (std::size_t row = 0; row < rows; ++row) {
    make_point(first + row, &points[row * dimensions]);
  }
  return points;
}

/// Computes posteriors into memory of its own.
template <class Real>
class Posterior {
 public:
  Posterior(const kernel::MixtureTable& table, std::size_t most_rows)
      : table_(table), out_(most_rows * table.classes()), scratch_(kernel::scratch_size(table)) {}

  void operator()(const std::vector<Real>& points) {
    kernel::posterior(table_, {points.data(), dimensions, 1}, points.size() / dimensions,
                      {out_.data(), static_cast<std::ptrdiff_t>(table_.classes()), 1},
                      scratch_.data());
  }
  /// Throws Error unless the first `rows` rows sum to 1.
  void check(std::size_t rows, double tolerance) const {
    for (std::size_t row = 0; row < rows; ++row) {
      double sum = 0;
      for (std::size_t k = 0; k < table_.classes(); ++k) {
        sum += static_cast<double>(out_[row * table_.classes() + k]);
      }
      if (!(std::abs(sum - 1) <= tolerance)) {
        throw Error("row " + std::to_string(row) + " sums to " + number_text(sum));
      }
    }
  }

 private:
  const kernel::MixtureTable& table_;
  std::vector<Real> out_;
  std::vector<double> scratch_;
};

GaussianMixture universal_mixture() {
  return make_model(universal(), {.covariance = CovarianceKind::full}).mixture;
}

/// K Gaussians of random means, orientations and sizes, condition at most some 50; equal priors.
std::vector<Gaussian> random_gaussians(std::size_t classes) {
  std::mt19937_64 random(classes);
  std::uniform_real_distribution<double> mean(-1, 1);
  std::uniform_real_distribution<double> entry(-0.3, 0.3);
  std::vector<Gaussian> gaussians;
  gaussians.reserve(classes);
  for (std::size_t k = 0; k < classes; ++k) {
    const Eigen::Vector3d centre = Eigen::Vector3d::NullaryExpr([&] { return mean(random); });
    const Eigen::Matrix3d root = Eigen::Matrix3d::NullaryExpr([&] { return entry(random); });
    gaussians.emplace_back(
        centre, Eigen::Matrix3d(root * root.transpose() + 0.02 * Eigen::Matrix3d::Identity()));
  }
  return gaussians;
}

void print_rows(std::uint64_t rows) {
  const GaussianMixture mixture = universal_mixture();
  const std::size_t block = block_rows(mixture.size());
  Posterior<double> posterior(mixture.table(), block);
  const double seconds = scaling::median_of([&] {
    double sum = 0;
    for (std::uint64_t first = 0; first < rows; first += block) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(block, rows - first));
      const std::vector<double> points = make_points<double>(first, count);
      sum += scaling::seconds_of([&] { posterior(points); });
    }
    return sum;
  });
  posterior.check(static_cast<std::size_t>((rows - 1) % block + 1), tolerance::row_sum);
  fmt::print("{} {}\n", seconds, scaling::status_kib("VmHWM"));
}

template <class Real>
void print_classes(std::size_t classes, double tolerance) {
  std::vector<std::string> names;
  names.reserve(classes);
  for (std::size_t k = 0; k < classes; ++k) {
    names.push_back("class" + std::to_string(k));
  }
  const std::vector<Gaussian> gaussians = random_gaussians(classes);
  const std::vector<double> priors(classes, 1);
  const double prepared = scaling::median_of(
      [&] { return scaling::seconds_of([&] { GaussianMixture(names, gaussians, priors); }); });
  const GaussianMixture mixture(names, gaussians, priors);
  const std::vector<Real> points = make_points<Real>(0, block_rows(classes));
  const std::size_t rows = points.size() / dimensions;
  Posterior<Real> posterior(mixture.table(), rows);
  const double seconds =
      scaling::median_of([&] { return scaling::seconds_of([&] { posterior(points); }); });
  posterior.check(rows, tolerance);
  fmt::print("{} {}\n", seconds / static_cast<double>(rows), prepared);
}

void print_threads(std::size_t threads, std::size_t rows) {
  const GaussianMixture mixture = universal_mixture();
  const std::vector<double> points = make_points<double>(0, rows);
  std::vector<double> out(rows * mixture.size());
  const auto columns = static_cast<std::ptrdiff_t>(mixture.size());
  const double seconds = scaling::median_of([&] {
    return scaling::seconds_of([&] {
      for_parts(threads, rows, [&](std::size_t, std::size_t first, std::size_t last) {
        std::vector<double> scratch(kernel::scratch_size(mixture.table()));
        kernel::posterior(mixture.table(),
                          kernel::Strided<const double>{points.data(), dimensions, 1}.from(first),
                          last - first, kernel::Strided<double>{out.data(), columns, 1}.from(first),
                          scratch.data());
      });
    });
  });
  fmt::print("{}\n", seconds);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const std::string command = arguments.empty() ? "" : arguments[0];
    if (command == "rows" && arguments.size() == 2) {
      print_rows(std::stoull(arguments[1]));
    } else if (command == "classes" && arguments.size() == 3 && arguments[2] == "double") {
      print_classes<double>(std::stoull(arguments[1]), tolerance::row_sum);
    } else if (command == "classes" && arguments.size() == 3 && arguments[2] == "float") {
      print_classes<float>(std::stoull(arguments[1]), tolerance::posterior_float);
    } else if (command == "threads" && arguments.size() == 3) {
      print_threads(std::stoull(arguments[1]), std::stoull(arguments[2]));
    } else {
      throw Error("expected rows N, classes K double|float or threads THREADS N");
    }
  } catch (const std::exception& error) {
    std::cerr << "scaling_posterior: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
