#pragma once

#include <array>
#include <optional>
#include <set>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/extract.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/impl/lexicon_inl.hpp>

namespace tonewheel {
namespace detail {

/// Letters, marks and digits.
inline bool word_character(std::int32_t c) noexcept {
  if (c < 0x80) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
  const auto category = utf8proc_category(c);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

constexpr bool hyphen(std::int32_t c) noexcept {
  return c == '-' || c == 0x2010 || c == 0x2011;
}
constexpr bool apostrophe(std::int32_t c) noexcept {
  return c == '\'' || c == 0x2019;
}

inline bool sentence_end(std::int32_t c) noexcept {
  constexpr std::array<std::int32_t, 10> ends{'.',    '!',    '?',    ';',    '\n',
                                              0x2026, 0x3002, 0xff01, 0xff1b, 0xff1f};
  return std::find(ends.begin(), ends.end(), c) != ends.end();
}

/// Bytes of a text, and how it stands to the run of letters before it.
struct TextRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool joined = false;
  bool starts = false;
};

/// Calls use(TextRun) for each word of valid UTF-8.
template <class Use>
void for_each_run(std::string_view text, Use&& use) {
  TextRun run;
  std::string_view rest = text;
  const auto place = [&] { return text.size() - rest.size(); };
  const auto peek = [](std::string_view next) { return next.empty() ? 0 : take_character(next); };
  while (!rest.empty()) {
    const std::size_t begin = place();
    std::int32_t c = take_character(rest);
    if (!word_character(c)) {
      run.joined = run.joined && leading_space(text.substr(begin, place() - begin)) != 0;
      run.starts = run.starts || sentence_end(c);
      continue;
    }
    run.begin = begin;
    run.end = place();
    while (!rest.empty()) {
      std::string_view next = rest;
      c = take_character(next);
      if (!word_character(c) && !((hyphen(c) || apostrophe(c)) && word_character(peek(next)))) {
        break;
      }
      rest = next;
      run.end = place();
    }
    use(run);
    run.joined = true;
    run.starts = false;
  }
}

/// A word as entries are compared: apostrophes and hyphens of one kind, folded.
inline void word_key_into(std::string& out, std::string_view word, Folding folding) {
  if (ascii_prefix(word) == word.size()) {
    fold_into(out, word, folding);
    return;
  }
  thread_local std::string plain;
  plain.clear();
  while (!word.empty()) {
    const std::int32_t c = take_character(word);
    append_character(plain, apostrophe(c) ? '\'' : hyphen(c) ? '-' : c);
  }
  fold_into(out, plain, folding);
}

inline std::string word_key(std::string_view word, Folding folding) {
  if (invalid_utf8(word)) {
    throw Error("word extractor: found the option " + shown(word) + ", expected UTF-8");
  }
  std::string key;
  word_key_into(key, word, folding);
  return key;
}

}  // namespace detail

TONEWHEEL_INLINE WordExtractor::WordExtractor(const Lexicon& lexicon, const ExtractOptions& options)
    : folding_(lexicon.folding()),
      window_(options.negation_window),
      drop_negated_(options.drop_negated),
      nodes_(1) {
  std::set<std::string> ignored;
  for (const std::string& form : options.ignore) {
    ignored.insert(detail::word_key(form, folding_));
  }
  surfaces_.reserve(lexicon.size());
  for (std::uint32_t i = 0; i < lexicon.size(); ++i) {
    surfaces_.push_back(lexicon.surface({i}));
    if (!ignored.contains(detail::word_key(surfaces_.back(), folding_))) {
      add_entry({i});
    }
  }
  for (const std::string& word : options.negations) {
    words_[detail::word_key(word, folding_)].negates = true;
  }
  for (const std::string& word : options.contrasts) {
    words_[detail::word_key(word, folding_)].contrasts = true;
  }
}

/// A surface form with more than words and white space in it cannot be found in a text: no entry.
/// Of two that differ in their apostrophes alone the first is taken.
TONEWHEEL_INLINE void WordExtractor::add_entry(SurfaceId id) {
  const std::string_view surface = surfaces_[id.index()];
  std::vector<detail::TextRun> runs;
  bool plain = true;
  detail::for_each_run(surface, [&](const detail::TextRun& run) {
    plain = plain && (runs.empty() ? run.begin == 0 : run.joined);
    runs.push_back(run);
  });
  if (!plain || runs.empty() || runs.back().end != surface.size()) {
    return;
  }
  std::uint32_t node = 0;
  for (const detail::TextRun& run : runs) {
    const std::string key =
        detail::word_key(surface.substr(run.begin, run.end - run.begin), folding_);
    const auto [word, added] = words_.try_emplace(key);
    if (added) {
      word->second.id = static_cast<std::uint32_t>(words_.size());
    }
    const auto next = static_cast<std::uint32_t>(nodes_.size());
    const auto [edge, grown] =
        edges_.try_emplace(std::uint64_t{node} << 32U | std::uint64_t{word->second.id}, next);
    if (grown) {
      nodes_[node].continues = true;
      nodes_.emplace_back();
    }
    node = edge->second;
  }
  if (nodes_[node].surface == no_surface) {
    nodes_[node].surface = id.value;
  }
}

TONEWHEEL_INLINE WordExtractor::Word WordExtractor::word_of(std::string_view token) const {
  thread_local std::string key;
  detail::word_key_into(key, token, folding_);
  const auto found = words_.find(key);
  Word word = found == words_.end() ? Word{} : found->second;
  word.negates = word.negates || key.ends_with("n't");
  return word;
}

/// The parts of a word between its hyphens, each without a final 's. They join no other words.
TONEWHEEL_INLINE void WordExtractor::add_parts(std::vector<Token>& tokens, std::string_view text,
                                               Token whole) const {
  std::string_view rest = text.substr(whole.begin, whole.end - whole.begin);
  Token part = whole;
  part.joined = false;
  while (!rest.empty()) {
    std::string_view next = rest;
    std::int32_t c = 0;
    std::size_t length = 0;
    while (!next.empty()) {
      length = rest.size() - next.size();
      c = detail::take_character(next);
      if (detail::hyphen(c)) {
        break;
      }
      length = rest.size() - next.size();
    }
    std::string_view word = rest.substr(0, length);
    for (const std::string_view ending : {"'s", "’s", "'S", "’S"}) {
      if (word.ends_with(ending)) {
        word.remove_suffix(ending.size());
        break;
      }
    }
    part.begin = static_cast<std::size_t>(rest.data() - text.data());
    part.end = part.begin + word.size();
    part.word = word_of(word);
    tokens.push_back(part);
    part.starts = false;
    rest = next;
  }
}

TONEWHEEL_INLINE std::uint32_t WordExtractor::next_node(std::uint32_t node,
                                                        std::uint32_t word) const {
  if (word == 0 || !nodes_[node].continues) {
    return no_node;
  }
  const auto found = edges_.find(std::uint64_t{node} << 32U | std::uint64_t{word});
  return found == edges_.end() ? no_node : found->second;
}

TONEWHEEL_INLINE void WordExtractor::extract_into(std::vector<WordHit>& out,
                                                  std::string_view text) const {
  out.clear();
  if (const auto at = invalid_utf8(text)) {
    throw Error("word extractor: found invalid UTF-8 at byte " + std::to_string(*at) + " of " +
                std::to_string(text.size()) + ", expected UTF-8");
  }
  thread_local std::vector<Token> tokens;
  tokens.clear();
  bool whole = false;  // the word before was not taken apart
  detail::for_each_run(text, [&](const detail::TextRun& run) {
    const Word word = word_of(text.substr(run.begin, run.end - run.begin));
    const Token token{run.begin, run.end, word, run.joined && whole, run.starts};
    whole = word.id != 0 || word.negates || word.contrasts;
    if (whole) {
      tokens.push_back(token);
    } else {
      add_parts(tokens, text, token);
    }
  });
  std::optional<std::size_t> negation;  // the last one that still counts
  for (std::size_t i = 0; i < tokens.size();) {
    if (tokens[i].starts) {
      negation.reset();
    }
    std::size_t end = i;  // of the longest entry from here
    std::uint32_t surface = no_surface;
    std::uint32_t node = next_node(0, tokens[i].word.id);
    for (std::size_t j = i; node != no_node;) {
      ++j;
      if (nodes_[node].surface != no_surface) {
        surface = nodes_[node].surface;
        end = j;
      }
      node = j < tokens.size() && tokens[j].joined ? next_node(node, tokens[j].word.id) : no_node;
    }
    if (surface == no_surface) {
      if (tokens[i].word.negates) {
        negation = i;
      } else if (tokens[i].word.contrasts) {
        negation.reset();
      }
      ++i;
      continue;
    }
    const bool negated = negation && i - *negation <= window_;
    if (!negated || !drop_negated_) {
      out.push_back({tokens[i].begin, tokens[end - 1].end, {surface}, negated});
    }
    for (++i; i < end; ++i) {
      if (tokens[i].starts) {
        negation.reset();
      }
    }
  }
}

TONEWHEEL_INLINE std::vector<WordHit> WordExtractor::extract(std::string_view text) const {
  std::vector<WordHit> hits;
  extract_into(hits, text);
  return hits;
}

TONEWHEEL_INLINE std::vector<std::string> WordExtractor::labels(std::string_view text) const {
  std::vector<std::string> labels;
  for (const WordHit& hit : extract(text)) {
    labels.push_back(surfaces_[hit.surface.index()]);
  }
  return labels;
}

}  // namespace tonewheel
