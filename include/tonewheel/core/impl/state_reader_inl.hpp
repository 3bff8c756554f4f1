#pragma once

#include <algorithm>
#include <charconv>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

TONEWHEEL_INLINE StateReader::StateReader(const State& state, std::string_view kind)
    : state_(&state) {
  if (state.kind() != kind) {
    throw Error("state: found the kind " + shown(state.kind()) + ", expected \"" +
                std::string(kind) + "\"");
  }
}

TONEWHEEL_INLINE std::size_t StateReader::choice(std::string_view name,
                                                 std::span<const std::string_view> words) {
  const auto word = option<std::string>(name);
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) {
    std::string expected;
    for (const std::string_view each : words) {
      expected += (expected.empty() ? "" : ", ") + std::string(each);
    }
    throw Error("state of " + state_->kind() + ": found " + std::string(name) + " " + shown(word) +
                ", expected one of " + expected);
  }
  return static_cast<std::size_t>(found - words.begin());
}

TONEWHEEL_INLINE std::uint64_t StateReader::total(std::string_view name,
                                                  std::span<const std::uint64_t> counts) const {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : counts) {
    require(count <= std::numeric_limits<std::uint64_t>::max() - sum, name,
            "counts that sum to less than 2^64");
    sum += count;
  }
  return sum;
}

TONEWHEEL_INLINE void StateReader::finish() const {
  const bool more_options = options_read_ < state_->options().size();
  if (more_options || counts_read_ < state_->counts().size()) {
    throw Error("state of " + state_->kind() + ": found " +
                std::to_string(more_options ? state_->options().size() : state_->counts().size()) +
                (more_options ? " options" : " counts") + ", expected " +
                std::to_string(more_options ? options_read_ : counts_read_));
  }
}

TONEWHEEL_INLINE void StateReader::refuse(std::string_view name, std::string_view expected) const {
  const StateValue* value = nullptr;
  for (const StateValue::Object* from : {&state_->options(), &state_->counts()}) {
    if (const auto at = from->find(name); at != from->end()) {
      value = &at->second;
    }
  }
  throw Error("state of " + state_->kind() + ": found " + std::string(name) + " " +
              (value == nullptr ? std::string("nowhere") : shown(value->json())) + ", expected " +
              std::string(expected));
}

TONEWHEEL_INLINE void StateReader::require_length(std::string_view name, std::size_t size) const {
  const StateValue::List& values = list(found(state_->counts(), name), name);
  require(values.size() == size, name, [&] { return "a list of " + std::to_string(size); });
}

TONEWHEEL_INLINE const StateValue& StateReader::take(const StateValue::Object& from,
                                                     std::string_view name,
                                                     std::size_t& read) const {
  const StateValue& value = found(from, name);
  ++read;
  return value;
}

TONEWHEEL_INLINE const StateValue& StateReader::found(const StateValue::Object& from,
                                                      std::string_view name) const {
  const auto at = from.find(name);
  if (at == from.end()) {
    throw Error("state of " + state_->kind() + ": found no " + std::string(name) +
                ", expected one");
  }
  return at->second;
}

TONEWHEEL_INLINE std::uint64_t StateReader::whole(const StateValue& value, std::string_view name,
                                                  std::uint64_t most) const {
  const auto* number = value.as<std::uint64_t>();
  require(number != nullptr && *number <= most, name,
          [most] { return "a whole number of at most " + std::to_string(most); });
  return *number;
}

TONEWHEEL_INLINE const std::string& StateReader::text(const StateValue& value,
                                                      std::string_view name) const {
  const auto* found = value.as<std::string>();
  require(found != nullptr, name, "a text");
  return *found;
}

TONEWHEEL_INLINE double StateReader::number(std::string_view digits, std::string_view name) const {
  const std::string_view all = digits;
  const bool negative = digits.starts_with('-');
  digits.remove_prefix(negative ? 1 : 0);
  digits.remove_prefix(digits.starts_with("0x") ? 2 : 0);
  double value = 0;
  const char* const first = digits.data();
  const char* const last = first + digits.size();
  const auto [end, status] = std::from_chars(first, last, value, std::chars_format::hex);
  value = negative ? -value : value;
  // Only what hex_number() writes: so a state that is read has the text it was read from.
  if (status != std::errc{} || end != last || hex_number(value) != all) {
    refuse(name, "numbers such as 0x1.8p+1, not " + shown(all));
  }
  return value;
}

TONEWHEEL_INLINE std::vector<double> StateReader::numbers(const StateValue& value,
                                                          std::string_view name) const {
  std::string_view rest = text(value, name);
  require(!rest.ends_with(' '), name, "numbers with single blanks between");
  std::vector<double> out;
  while (!rest.empty()) {
    const std::size_t blank = std::min(rest.find(' '), rest.size());
    out.push_back(number(rest.substr(0, blank), name));
    rest.remove_prefix(std::min(blank + 1, rest.size()));
  }
  return out;
}

TONEWHEEL_INLINE const StateValue::List& StateReader::list(const StateValue& value,
                                                           std::string_view name) const {
  const auto* found = value.as<StateValue::List>();
  require(found != nullptr, name, "a list");
  return *found;
}

}  // namespace tonewheel
