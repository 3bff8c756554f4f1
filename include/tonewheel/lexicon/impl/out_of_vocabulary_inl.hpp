#pragma once

#include <algorithm>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/out_of_vocabulary.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void OutOfVocabulary::add(std::string_view label, std::uint64_t times) {
  if (const auto at = invalid_utf8(label)) {
    throw Error("out of vocabulary: found invalid UTF-8 at byte " + std::to_string(*at) + " of " +
                std::to_string(label.size()) + ", expected UTF-8");
  }
  if (times == 0) {
    return;
  }
  labels_ += times;
  unknown_ += times;
  if (label.size() <= longest) {
    if (const auto found = words_.find(label); found != words_.end()) {
      found->second += times;
    } else {
      words_.emplace(label, times);
    }
    return;
  }
  std::size_t end = longest - cut_mark.size();
  while ((static_cast<unsigned char>(label[end]) & 0xc0U) == 0x80U) {
    --end;
  }
  words_[std::string(label.substr(0, end)) + std::string(cut_mark)] += times;
}

TONEWHEEL_INLINE void OutOfVocabulary::merge(const OutOfVocabulary& other) {
  labels_ += other.labels_;
  unknown_ += other.unknown_;
  for (const auto& [word, times] : other.words_) {
    words_[word] += times;
  }
}

TONEWHEEL_INLINE double OutOfVocabulary::rate() const noexcept {
  return labels_ == 0 ? 0 : static_cast<double>(unknown_) / static_cast<double>(labels_);
}

TONEWHEEL_INLINE std::vector<UnknownWord> OutOfVocabulary::most_frequent(std::size_t limit) const {
  std::vector<UnknownWord> list;
  list.reserve(words_.size());
  for (const auto& [word, times] : words_) {
    list.push_back({word, times});
  }
  std::sort(list.begin(), list.end(), [](const UnknownWord& a, const UnknownWord& b) {
    return a.times != b.times ? a.times > b.times : a.word < b.word;
  });
  if (list.size() > limit) {
    list.resize(limit);
  }
  return list;
}

}  // namespace tonewheel
