#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>

namespace tonewheel {

namespace detail {

/// Eigen's matrices, arrays, maps and blocks, without Eigen's headers.
template <class M>
concept EigenLike = requires(const M& m) {
  typename M::Scalar;
  typename M::PlainObject;
  { m.rows() } -> std::convertible_to<std::ptrdiff_t>;
  { m.cols() } -> std::convertible_to<std::ptrdiff_t>;
  m(m.rows(), m.cols());
};

}  // namespace detail

/// A matrix of numbers as a function takes it, row after row: numbers in the caller's memory, which
/// must outlive it. What lies otherwise is copied, and the copy kept: Eigen's matrices by columns,
/// blocks and expressions, strided arrays (numpy's), and numbers of another type.
template <class Real>
struct MatrixView {
  std::span<const Real> values{};  ///< rows * columns of them
  std::size_t rows = 0;
  std::size_t columns = 0;

  MatrixView() = default;
  /// Row after row, nothing copied; the functions that take it check the size.
  MatrixView(std::span<const Real> row_after_row, std::size_t row_count, std::size_t column_count)
      : values(row_after_row), rows(row_count), columns(column_count) {}
  /// Element (i, j) at data[i * row_stride + j * column_stride]; copied unless row after row.
  template <class Other>
    requires std::is_arithmetic_v<Other>
  MatrixView(const Other* data, std::size_t row_count, std::size_t column_count,
             std::ptrdiff_t row_stride, std::ptrdiff_t column_stride)
      : rows(row_count), columns(column_count) {
    if constexpr (std::same_as<Other, Real>) {
      if (column_stride == 1 && row_stride == static_cast<std::ptrdiff_t>(columns)) {
        values = {data, rows * columns};
        return;
      }
    }
    copy([=](std::size_t i, std::size_t j) {
      return data[static_cast<std::ptrdiff_t>(i) * row_stride +
                  static_cast<std::ptrdiff_t>(j) * column_stride];
    });
  }
  /// Of Eigen: copied unless it is a matrix or map of Real by rows that lives on.
  template <class Matrix, class M = std::remove_cvref_t<Matrix>>
    requires detail::EigenLike<M>
  MatrixView(Matrix&& matrix)  // NOLINT(google-explicit-constructor): it is such a view
      : rows(static_cast<std::size_t>(matrix.rows())),
        columns(static_cast<std::size_t>(matrix.cols())) {
    constexpr bool dies =
        !std::is_lvalue_reference_v<Matrix> && std::same_as<M, typename M::PlainObject>;
    if constexpr (!dies && std::same_as<typename M::Scalar, Real> && bool(M::IsRowMajor) &&
                  requires {
                    matrix.data();
                    matrix.outerStride();
                    matrix.innerStride();
                  }) {
      if (matrix.innerStride() == 1 && (rows < 2 || matrix.outerStride() == matrix.cols())) {
        values = {matrix.data(), rows * columns};
        return;
      }
    }
    // An expression is computed once, not at every element.
    const typename M::PlainObject plain = matrix;
    copy([&plain](std::size_t i, std::size_t j) {
      return plain(static_cast<std::ptrdiff_t>(i), static_cast<std::ptrdiff_t>(j));
    });
  }

  [[nodiscard]] const Real& at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
  [[nodiscard]] std::span<const Real> row(std::size_t i) const {
    return values.subspan(i * columns, columns);
  }
  /// Whether values are rows * columns, whatever the product would overflow to.
  [[nodiscard]] bool fits() const noexcept {
    return columns == 0 ? values.empty()
                        : values.size() % columns == 0 && values.size() / columns == rows;
  }

 private:
  void copy(const auto& at) {
    auto kept = std::make_shared<std::vector<Real>>();
    kept->reserve(rows * columns);
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        kept->push_back(static_cast<Real>(at(i, j)));
      }
    }
    values = *kept;
    kept_ = std::move(kept);
  }

  std::shared_ptr<const std::vector<Real>> kept_;  ///< where it is a copy
};

}  // namespace tonewheel
