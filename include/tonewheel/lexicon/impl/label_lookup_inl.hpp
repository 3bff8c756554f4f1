#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <tonewheel/kernel/label_bounds.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/impl/folded_key_inl.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/lexicon/label_lookup.hpp>

namespace tonewheel {
namespace detail {

/// The bytes of a word of up to 16, as the two halves of its key.
struct KeyMask {
  std::uint64_t first;
  std::uint64_t second;
};

constexpr std::array<KeyMask, WordIndex::key_bytes + 1> key_masks() noexcept {
  std::array<KeyMask, WordIndex::key_bytes + 1> masks{};
  for (std::size_t size = 0; size <= WordIndex::key_bytes; ++size) {
    for (std::size_t i = 0; i < size; ++i) {
      (i < 8 ? masks[size].first : masks[size].second) |= std::uint64_t{0xff} << (i % 8 * 8);
    }
  }
  return masks;
}

}  // namespace detail

TONEWHEEL_INLINE LabelLookup::LabelLookup(const Lexicon& lexicon)
    : lexicon_(&lexicon), unknown_(static_cast<std::uint32_t>(lexicon.size())) {}

TONEWHEEL_INLINE void LabelLookup::clear() noexcept {
  texts_.clear();
  text_size_ = 0;
  surfaces_.clear();
  ends_.clear();
  unknown_ends_.clear();
  unknown_text_.clear();
  labels_ = 0;
}

TONEWHEEL_INLINE void LabelLookup::add_text(std::string_view list) {
  if (list.size() > longest_list) {
    look_up();
    for_each_label(list, [&](std::string_view label) { add_label(label); });
    end_list();
    return;
  }
  if (list.starts_with('[')) {
    list.remove_prefix(1);
  }
  if (list.ends_with(']')) {
    list.remove_suffix(1);
  }
  // Behind the text there is room for a block, and for a key that is read past it.
  if (text_.size() < text_size_ + list.size() + kernel::label_block + WordIndex::key_bytes) {
    text_.resize(2 * text_.size() + list.size() + kernel::label_block + WordIndex::key_bytes);
  }
  texts_.push_back({list, text_size_});
  std::copy(list.begin(), list.end(), text_.begin() + static_cast<std::ptrdiff_t>(text_size_));
  text_size_ += list.size();
  text_[text_size_++] = ',';
}

TONEWHEEL_INLINE void LabelLookup::look_up() {
  if (texts_.empty()) {
    return;
  }
  const std::size_t blocks = (text_size_ + kernel::label_block - 1) / kernel::label_block;
  std::fill(text_.data() + text_size_, text_.data() + blocks * kernel::label_block, ',');
  if (marks_.size() <= blocks) {
    marks_.resize(2 * blocks + 1);
    before_.resize(marks_.size());
    label_starts_.resize(marks_.size() * kernel::label_block / 2 + 16);
    label_ends_.resize(label_starts_.size());
    keys_.resize(label_starts_.size());
    missing_.resize(label_starts_.size());
  }
  const std::size_t lists = ends_.size();
  for (const Text& text : texts_) {
    ends_.push_back(static_cast<std::uint32_t>(text.place + text.list.size() + 1));
  }
  const std::size_t labels =
      kernel::label_bounds({text_.data(), blocks, label_starts_.data(), label_ends_.data(),
                            marks_.data(), before_.data()},
                           ends_.data() + lists, texts_.size());
  const auto earlier = static_cast<std::uint32_t>(surfaces_.size());
  for (std::size_t i = lists; i < ends_.size(); ++i) {
    ends_[i] += earlier;
  }
  find_labels(labels);
  texts_.clear();
  text_size_ = 0;
}

/// Appends the surface forms of the labels whose bounds were found.
TONEWHEEL_INLINE void LabelLookup::find_labels(std::size_t count) {
  static constexpr std::array masks = detail::key_masks();
  const char* text = text_.data();
  for (std::size_t i = 0; i < count; ++i) {
    const char* start = text + label_starts_[i];
    const std::size_t size = label_ends_[i] - label_starts_[i];
    WordIndex::Key key;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&key.first, start, 8);
      std::memcpy(&key.second, start + 8, 8);
      const detail::KeyMask& mask = masks[std::min(size, WordIndex::key_bytes)];
      key.first &= mask.first;
      key.second &= mask.second;
    } else {
      key = WordIndex::key_of({start, std::min(size, WordIndex::key_bytes)});
    }
    // A label that is long, not ASCII, or has white space at its end, is looked at again below.
    const bool plain = size <= WordIndex::key_bytes && start[size - 1] > ' ' &&
                       ((key.first | key.second) & detail::high_bits) == 0;
    key.size = plain ? size : detail::no_word;
    keys_[i] = key;
  }
  const std::size_t earlier = surfaces_.size();
  surfaces_.resize(earlier + count);
  std::uint32_t* found = surfaces_.data() + earlier;
  lexicon_->index().find_each(std::span(keys_).first(count), found);
  std::size_t missing = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    missing_[missing] = i;
    missing += static_cast<std::size_t>(found[i] == WordIndex::not_found);
  }
  labels_ += count;
  for (const std::uint32_t i : std::span(missing_).first(missing)) {
    const std::string_view label(text + label_starts_[i], label_ends_[i] - label_starts_[i]);
    if (keys_[i].size == label.size() && !lexicon_->inflects()) {
      found[i] = note_unknown(label);
    } else if (detail::ascii_prefix(label) == label.size()) {
      found[i] = find_folded(strip(label));
    } else if (const std::string_view given = as_given(label_starts_[i], label); !given.empty()) {
      found[i] = find(given);
    } else {
      found[i] = unknown_;
      --labels_;
    }
  }
}

/// A label as it stood in its list, without white space at its ends, and empty if it is nothing
/// else.
TONEWHEEL_INLINE std::string_view LabelLookup::as_given(std::size_t place,
                                                        std::string_view label) const noexcept {
  const auto text_behind =
      std::upper_bound(texts_.begin(), texts_.end(), place,
                       [](std::size_t at, const Text& other) { return at < other.place; });
  const Text& holder = *std::prev(text_behind);
  return strip(holder.list.substr(place - holder.place, label.size()));
}

TONEWHEEL_INLINE std::uint32_t LabelLookup::note_unknown(std::string_view folded) {
  unknown_text_ += folded;
  unknown_ends_.push_back(unknown_text_.size());
  return unknown_;
}

/// The surface form; without one the label is noted as unknown.
TONEWHEEL_INLINE std::uint32_t LabelLookup::find(std::string_view label) {
  if (const auto surface = lexicon_->find(label)) {
    return static_cast<std::uint32_t>(surface->index());
  }
  fold_into(folded_, label, lexicon_->folding());
  return note_unknown(folded_);
}

/// The same for a label that is folded.
TONEWHEEL_INLINE std::uint32_t LabelLookup::find_folded(std::string_view folded) {
  if (const auto surface = lexicon_->find_folded(folded)) {
    return static_cast<std::uint32_t>(surface->index());
  }
  return note_unknown(folded);
}

TONEWHEEL_INLINE void LabelLookup::add_label(std::string_view label) {
  surfaces_.push_back(find(label));
  ++labels_;
}

TONEWHEEL_INLINE void LabelLookup::end_list() {
  ends_.push_back(static_cast<std::uint32_t>(surfaces_.size()));
}

}  // namespace tonewheel
