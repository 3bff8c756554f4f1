#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Reads the labels of a data set as classes of a space: a class name (letter case ignored), the
/// noun of one of AffectNet's eight (fear for fearful), or, where the data set uses them,
/// AffectNet's codes 0 .. 7. Everything else is nothing, never a default.
class ClassLabels {
 public:
  /// For the labels of rows and the classes of a space; AffectNet's files have numbers.
  ClassLabels(const Space& space, bool affectnet_codes);

  /// Position of the class in the space.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view label) const;

 private:
  struct Entry {
    std::string text;  // lower case
    std::size_t position;
  };
  std::vector<Entry> entries_;
  bool codes_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/class_labels_inl.hpp>
#endif
