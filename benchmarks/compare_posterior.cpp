// Our side of the posterior rows of benchmarks/compare.sh. It answers commands, a line each, so
// that it and its peers can be measured in turns:
//   compare_posterior classes diagonal|full     prints the classes of the universal space, a line
//                                               each: prior, mean, covariance by rows
//   compare_posterior CLASSES.npy POINTS.npy    classes as above; then reads commands
// Commands: double THREADS, float THREADS, copy_double, copy_float: do it, print the seconds of
// once; write_double FILE, write_float FILE: the probabilities last computed, as they lie in
// memory.

#include <chrono>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/parallel.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/npy_reader.hpp>
#include <tonewheel/kernel/posterior.hpp>

namespace {

using namespace tonewheel;

constexpr std::size_t class_columns = 1 + 3 + 9;

void print_classes(CovarianceKind covariance) {
  const Model model = make_model(universal(), {.covariance = covariance});
  for (std::size_t k = 0; k < model.mixture.size(); ++k) {
    const Gaussian& gaussian = model.mixture.gaussian(k);
    std::cout << number_text(model.mixture.priors()[k]);
    for (const double mean : gaussian.mean()) {
      std::cout << ' ' << number_text(mean);
    }
    const Eigen::Matrix3d covariances = gaussian.covariance().matrix();
    for (const double entry : covariances.reshaped()) {
      std::cout << ' ' << number_text(entry);
    }
    std::cout << '\n';
  }
}

struct Array {
  std::vector<double> values;
  std::size_t rows = 0;
};

Array read_array(const std::string& path, std::size_t columns) {
  NpyReader reader(path);
  if (reader.columns() != columns) {
    throw Error({path, 0, {}}, "found " + std::to_string(reader.columns()) + " columns, expected " +
                                   std::to_string(columns));
  }
  Array array{std::vector<double>(reader.rows() * columns), reader.rows()};
  reader.read_rows(0, array.values);
  return array;
}

GaussianMixture read_classes(const std::string& path) {
  const Array array = read_array(path, class_columns);
  std::vector<std::string> names;
  std::vector<Gaussian> gaussians;
  std::vector<double> priors;
  for (std::size_t k = 0; k < array.rows; ++k) {
    const double* row = array.values.data() + k * class_columns;
    names.push_back("class" + std::to_string(k));
    priors.push_back(row[0]);
    gaussians.emplace_back(
        Eigen::Vector3d(row + 1),
        Covariance<3>(Eigen::Matrix3d(Eigen::Map<const Eigen::Matrix3d>(row + 4))));
  }
  return {std::move(names), std::move(gaussians), std::move(priors)};
}

/// Points and probabilities in one number type.
template <class Real>
class Work {
 public:
  Work(const kernel::MixtureTable& table, const Array& points)
      : table_(table),
        points_(points.values.begin(), points.values.end()),
        rows_(points.rows),
        out_(rows_ * table.classes()),
        copy_(out_.size()) {}

  double compute(std::size_t threads) {
    const auto columns = static_cast<std::ptrdiff_t>(table_.classes());
    std::vector<std::vector<double>> scratch(threads,
                                             std::vector<double>(kernel::scratch_size(table_)));
    return seconds([&] {
      for_parts(threads, rows_, [&](std::size_t part, std::size_t first, std::size_t last) {
        kernel::posterior(table_, kernel::Strided<const Real>{points_.data(), 3, 1}.from(first),
                          last - first, kernel::Strided<Real>{out_.data(), columns, 1}.from(first),
                          scratch[part].data());
      });
    });
  }
  double copy() {
    return seconds([&] { std::memcpy(copy_.data(), out_.data(), out_.size() * sizeof(Real)); });
  }
  void write(const std::string& path) const {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(out_.data()),
               static_cast<std::streamsize>(out_.size() * sizeof(Real)));
    if (!file) {
      throw Error({path, 0, {}}, "cannot be written");
    }
  }

 private:
  /// Of one call; calls are repeated for a twentieth of a second, since cores that slept start
  /// slowly.
  template <class Call>
  static double seconds(Call call) {
    const auto start = std::chrono::steady_clock::now();
    std::chrono::duration<double> passed{};
    int calls = 0;
    for (; passed.count() < 0.05; ++calls) {
      call();
      passed = std::chrono::steady_clock::now() - start;
    }
    return passed.count() / calls;
  }

  const kernel::MixtureTable& table_;
  std::vector<Real> points_;
  std::size_t rows_;
  std::vector<Real> out_;
  std::vector<Real> copy_;
};

void answer_commands(const std::string& classes_file, const std::string& points_file) {
  const GaussianMixture mixture = read_classes(classes_file);
  const Array points = read_array(points_file, 3);
  Work<double> in_double(mixture.table(), points);
  Work<float> in_float(mixture.table(), points);
  std::string command;
  while (std::cin >> command) {
    const bool is_double = command.ends_with("double");
    if (command == "double" || command == "float") {
      std::size_t threads = 1;
      std::cin >> threads;
      std::cout << (is_double ? in_double.compute(threads) : in_float.compute(threads));
    } else if (command == "copy_double" || command == "copy_float") {
      std::cout << (is_double ? in_double.copy() : in_float.copy());
    } else if (command == "write_double" || command == "write_float") {
      std::string path;
      std::cin >> path;
      is_double ? in_double.write(path) : in_float.write(path);
    } else {
      throw Error("unknown command " + shown(command));
    }
    std::cout << std::endl;
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() != 2) {
      throw Error("expected two arguments: classes diagonal|full, or CLASSES.npy POINTS.npy");
    }
    if (arguments[0] == "classes") {
      print_classes(arguments[1] == "full" ? CovarianceKind::full : CovarianceKind::diagonal);
    } else {
      answer_commands(arguments[0], arguments[1]);
    }
  } catch (const std::exception& error) {
    std::cerr << "compare_posterior: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
