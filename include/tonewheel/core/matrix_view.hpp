#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <ranges>
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

/// An element as another type: an integer that must be a code, or stay exact as a double, is
/// checked; place() says where it stands, in the Error.
template <class Real, class Other>
[[nodiscard]] Real checked_element(Other value, const auto& place) {
  if constexpr (std::integral<Real> && std::integral<Other> && !std::same_as<Other, bool>) {
    if (!std::in_range<Real>(value)) {
      throw Error(place(), "found the code " + std::to_string(value) + ", expected one from 0 to " +
                               std::to_string(std::numeric_limits<Real>::max()));
    }
  } else if constexpr (std::floating_point<Real> && std::integral<Other> && sizeof(Other) > 4) {
    constexpr std::int64_t most = std::int64_t{1} << 53U;
    if (std::cmp_greater(value, most) || std::cmp_less(value, -most)) {
      throw Error(place(),
                  "found the integer " + std::to_string(value) + ", expected at most 2^53 in size");
    }
  }
  return static_cast<Real>(value);
}

}  // namespace detail

/// A matrix of numbers, or of codes of classes, as a function takes it, row after row: numbers in
/// the caller's memory, which must outlive it. What lies otherwise is copied, and the copy kept:
/// Eigen's matrices by columns, blocks and expressions, strided arrays (numpy's), and numbers of
/// another type. Throws Error with the row and column, from 1, on an integer that is no such code
/// (negative or too large), or beyond 2^53 among doubles.
template <class Real>
struct MatrixView {
  std::span<const Real> values{};  ///< rows * columns of them
  std::size_t rows = 0;            ///< how many there are
  std::size_t columns = 0;         ///< numbers in each row

  MatrixView() = default;
  /// Row after row, nothing copied; the functions that take it check the size.
  MatrixView(std::span<const Real> row_after_row, std::size_t row_count, std::size_t column_count)
      : values(row_after_row), rows(row_count), columns(column_count) {}
  /// The same of numbers of another type, which are copied.
  template <std::ranges::contiguous_range R>
    requires std::ranges::sized_range<R> && std::is_arithmetic_v<std::ranges::range_value_t<R>> &&
                 (!std::same_as<std::ranges::range_value_t<R>, Real>) &&
                 (std::floating_point<Real> || std::integral<std::ranges::range_value_t<R>>) &&
                 (!std::same_as<std::ranges::range_value_t<R>, char>)  // a text is no numbers
  MatrixView(const R& row_after_row, std::size_t row_count, std::size_t column_count)
      : rows(row_count), columns(column_count) {
    const auto* const data = std::ranges::data(row_after_row);
    copy(1, std::ranges::size(row_after_row),
         [data](std::size_t /*row*/, std::size_t i) { return data[i]; });
  }
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
    copy(rows, columns, [=](std::size_t i, std::size_t j) {
      return data[static_cast<std::ptrdiff_t>(i) * row_stride +
                  static_cast<std::ptrdiff_t>(j) * column_stride];
    });
  }
  /// Of Eigen: copied unless it is a matrix or map of Real by rows that lives on.
  template <class Matrix, class M = std::remove_cvref_t<Matrix>>
    requires(detail::EigenLike<M> &&
             (std::floating_point<Real> || std::integral<typename M::Scalar>))
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
    copy(rows, columns, [&plain](std::size_t i, std::size_t j) {
      return plain(static_cast<std::ptrdiff_t>(i), static_cast<std::ptrdiff_t>(j));
    });
  }

  /// Of a row and a column, both below their numbers.
  [[nodiscard]] const Real& at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
  /// A row, its number below `rows`.
  [[nodiscard]] std::span<const Real> row(std::size_t i) const {
    return values.subspan(i * columns, columns);
  }
  /// Whether values are rows * columns, whatever the product would overflow to.
  [[nodiscard]] bool fits() const noexcept {
    return columns == 0 ? values.empty()
                        : values.size() % columns == 0 && values.size() / columns == rows;
  }

 private:
  /// at(i, j) for i below `height`, j below `width`; rows and columns are for the messages.
  void copy(std::size_t height, std::size_t width, const auto& at) {
    auto kept = std::make_shared<std::vector<Real>>();
    kept->reserve(height * width);
    for (std::size_t i = 0; i < height; ++i) {
      for (std::size_t j = 0; j < width; ++j) {
        const auto place = [&] {
          const std::size_t element = i * width + j;
          const std::size_t across = columns == 0 ? 1 : columns;
          return Place{{}, element / across + 1, std::to_string(element % across + 1)};
        };
        kept->push_back(detail::checked_element<Real>(at(i, j), place));
      }
    }
    values = *kept;
    kept_ = std::move(kept);
  }

  std::shared_ptr<const std::vector<Real>> kept_;  ///< where it is a copy
};

}  // namespace tonewheel
