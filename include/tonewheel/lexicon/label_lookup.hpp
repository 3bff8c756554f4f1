#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

namespace tonewheel {

/// Looks up the labels of many lists at once, with the results of for_each_label and
/// Lexicon::find. Its memory is used again from block to block.
class LabelLookup {
 public:
  /// Bytes of lists in a block, about: enough that a step over all of them pays, few enough for the
  /// nearest cache.
  static constexpr std::size_t block_bytes = 4096;
  /// Of a longer list the labels are looked up one by one.
  static constexpr std::size_t longest_list = 65536;

  /// The lexicon must outlive this object.
  explicit LabelLookup(const Lexicon& lexicon);

  /// Forgets the lists.
  void clear() noexcept;
  /// Adds a list in the form "['happy', 'let down']" (lexicon/label_list.hpp), which must live
  /// until look_up. Throws Error as look_up does.
  void add_text(std::string_view list);
  /// Whether there is enough for a block.
  [[nodiscard]] bool full() const noexcept {
    return text_size_ >= block_bytes || surfaces_.size() >= block_bytes / 2;
  }
  /// Looks up the labels of the texts added. Throws Error on a label that is not UTF-8; then only
  /// clear may follow.
  void look_up();
  /// Adds a list of labels and looks them up. Throws Error on invalid UTF-8; then only clear may
  /// follow.
  template <class Label>
  void add_labels(std::span<const Label> labels) {
    look_up();
    for (const std::string_view label : labels) {
      add_label(label);
    }
    end_list();
  }

  /// How many labels the lists have.
  [[nodiscard]] std::uint64_t labels() const noexcept { return labels_; }
  /// The surface forms of the labels, list after list; unknown() for one that the lexicon does not
  /// have, and for white space between delimiters, which is not a label.
  [[nodiscard]] std::span<const std::uint32_t> surfaces() const noexcept { return surfaces_; }
  /// What stands in surfaces() for a label that the lexicon does not have.
  [[nodiscard]] std::uint32_t unknown() const noexcept { return unknown_; }
  /// Where each list ends in surfaces().
  [[nodiscard]] std::span<const std::uint32_t> ends() const noexcept { return ends_; }

  /// Labels that the lexicon does not know, folded, in the order in which they were found.
  [[nodiscard]] std::size_t unknown_labels() const noexcept { return unknown_ends_.size(); }
  /// One of them; i < unknown_labels().
  [[nodiscard]] std::string_view unknown_label(std::size_t i) const noexcept {
    const std::size_t start = i == 0 ? 0 : unknown_ends_[i - 1];
    return std::string_view(unknown_text_).substr(start, unknown_ends_[i] - start);
  }

 private:
  struct Text {
    std::string_view list;  ///< without brackets
    std::size_t place = 0;  ///< in text_
  };

  void add_label(std::string_view label);
  void end_list();
  void find_labels(std::size_t count);
  [[nodiscard]] std::uint32_t find(std::string_view label);
  [[nodiscard]] std::uint32_t find_folded(std::string_view folded);
  std::uint32_t note_unknown(std::string_view folded);
  [[nodiscard]] std::string_view as_given(std::size_t place, std::string_view label) const noexcept;

  const Lexicon* lexicon_;
  std::uint32_t unknown_;
  std::vector<Text> texts_;
  std::vector<char> text_;  ///< lists, a delimiter behind each
  std::size_t text_size_ = 0;
  std::vector<std::uint32_t> surfaces_;
  std::vector<std::uint32_t> ends_;
  std::uint64_t labels_ = 0;
  std::vector<std::size_t> unknown_ends_;  ///< in unknown_text_
  std::string unknown_text_;
  std::string folded_;
  // Room for look_up.
  std::vector<std::uint32_t> label_starts_;
  std::vector<std::uint32_t> label_ends_;
  std::vector<std::uint64_t> marks_;
  std::vector<std::uint32_t> before_;
  std::vector<WordIndex::Key> keys_;
  std::vector<std::uint32_t> missing_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/label_lookup_inl.hpp>
#endif
