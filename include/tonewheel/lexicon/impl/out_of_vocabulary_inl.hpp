#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/out_of_vocabulary.hpp>

namespace tonewheel {

TONEWHEEL_INLINE OutOfVocabulary::OutOfVocabulary(const State& state) {
  StateReader from(state, kind);
  n_ = from.count<std::uint64_t>("n");
  auto words = from.count<std::vector<std::string>>("words");
  const auto times = from.count<std::vector<std::uint64_t>>("times");
  from.finish();
  from.require(times.size() == words.size(), "times", "one a word");
  for (std::size_t i = 0; i < words.size(); ++i) {
    from.require(times[i] > 0 && times[i] <= n_ - unknown_, "times",
                 "at least 1, n in all at most");
    from.require(words[i].size() <= longest && !invalid_utf8(words[i]), "words",
                 [] { return "UTF-8 of at most " + std::to_string(longest) + " bytes"; });
    unknown_ += times[i];
    from.require(words_.emplace(std::move(words[i]), times[i]).second, "words", "each once");
  }
}

TONEWHEEL_INLINE State OutOfVocabulary::state() const {
  std::vector<std::string_view> words;
  words.reserve(words_.size());
  for (const auto& [word, times] : words_) {
    words.emplace_back(word);
  }
  std::sort(words.begin(), words.end());
  std::vector<std::uint64_t> all_times;
  all_times.reserve(words.size());
  for (const std::string_view word : words) {
    all_times.push_back(words_.find(word)->second);
  }
  return StateWriter(kind).count("n", n_).count("words", words).count("times", all_times).finish();
}

TONEWHEEL_INLINE void OutOfVocabulary::add(std::string_view label, std::uint64_t times) {
  if (const auto at = invalid_utf8(label)) {
    throw Error("out of vocabulary: found invalid UTF-8 at byte " + std::to_string(*at) + " of " +
                std::to_string(label.size()) + ", expected UTF-8");
  }
  if (times == 0) {
    return;
  }
  add_count(n_, times, "out of vocabulary: labels");
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
  add_count(n_, other.n_, "out of vocabulary: labels");  // the others are parts of them
  unknown_ += other.unknown_;
  for (const auto& [word, times] : other.words_) {
    words_[word] += times;
  }
}

TONEWHEEL_INLINE double OutOfVocabulary::rate() const noexcept {
  return n_ == 0 ? 0 : static_cast<double>(unknown_) / static_cast<double>(n_);
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
