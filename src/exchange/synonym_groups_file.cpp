#include <algorithm>
#include <cstddef>
#include <fstream>
#include <utility>

#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/synonym_groups_file.hpp>
#include <tonewheel/lexicon/fold.hpp>

#include "json_text.hpp"
#include "npy_object.hpp"
#include "zip_archive.hpp"

namespace tonewheel {
namespace {

using namespace exchange;
using Json = nlohmann::json;
using Samples = std::map<std::string, SynonymGroups>;

constexpr std::size_t text_limit = std::size_t{1} << 20U;

class GroupParser {
 public:
  GroupParser(std::string_view text, const Place& place) : text_(text), place_(place) {}

  SynonymGroups parse() {
    skip_space();
    const bool outer = next_is('[') && [&] {
      const std::size_t inside = text_.find_first_not_of(space, at_ + 1);
      return inside != std::string_view::npos && (text_[inside] == '[' || text_[inside] == ']');
    }();
    SynonymGroups groups;
    if (outer) {
      ++at_;
      read_list([&] { groups.push_back(group()); });
    } else if (at_ < text_.size()) {
      groups.push_back(group());
      while (taken(',')) {
        groups.push_back(group());
      }
    }
    skip_space();
    if (at_ != text_.size()) {
      expected("the end of the list");
    }
    return groups;
  }

 private:
  static constexpr std::string_view space = " \t\r\n";

  [[noreturn]] void expected(const std::string& what) const {
    const std::string found =
        at_ < text_.size() ? shown(text_.substr(at_), 16) : std::string("the end");
    throw Error(place_,
                "found " + found + " at position " + std::to_string(at_) + ", expected " + what);
  }
  void skip_space() { at_ = std::min(text_.find_first_not_of(space, at_), text_.size()); }
  [[nodiscard]] bool next_is(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool taken(char c) {
    skip_space();
    const bool is = next_is(c);
    at_ += is ? 1 : 0;
    return is;
  }

  /// Items up to the closing bracket, whose opening one was taken.
  template <class Item>
  void read_list(const Item& item) {
    if (taken(']')) {
      return;
    }
    do {
      item();
    } while (taken(','));
    if (!taken(']')) {
      expected("a comma or a closing bracket");
    }
  }

  std::vector<std::string> group() {
    if (!taken('[')) {
      expected("an opening bracket");
    }
    std::vector<std::string> words;
    read_list([&] { words.push_back(word()); });
    return words;
  }

  /// Whether the quote at a position ends the word.
  [[nodiscard]] bool ends_word(std::size_t quote) const {
    const std::size_t next = text_.find_first_not_of(space, quote + 1);
    return next == std::string_view::npos || text_[next] == ',' || text_[next] == ']';
  }

  std::string word() {
    skip_space();
    if (!next_is('\'') && !next_is('"')) {
      expected("a word in quotes");
    }
    const std::size_t start = at_;
    const char quote = text_[at_++];
    std::string word;
    while (at_ < text_.size() && (text_[at_] != quote || !ends_word(at_))) {
      if (text_[at_] == '\\') {
        const std::string_view escaped = text_.substr(std::min(at_ + 1, text_.size()), 1);
        if (escaped != "\\" && escaped != "'" && escaped != "\"") {
          expected(R"(one of \\, \' and \" after a backslash)");
        }
        ++at_;
      }
      word += text_[at_++];
    }
    if (at_ == text_.size()) {
      at_ = start;
      expected("a word whose quote is closed");
    }
    ++at_;
    if (trim(word).empty()) {
      at_ = start;
      expected("a word that is not empty");
    }
    return word;
  }

  std::string_view text_;
  const Place& place_;
  std::size_t at_ = 0;
};

/// The sample that a file "dir/NAME.npy" is of; empty for hidden files, which are passed over.
std::string sample_of(const std::filesystem::path& path, const std::string& file) {
  if (path.filename().string().starts_with('.')) {
    return {};
  }
  if (path.extension() != ".npy") {
    throw Error({file, 0, {}}, "found " + shown(path.filename().string()) + ", expected NAME.npy");
  }
  return path.stem().string();
}

void add_sample(Samples& samples, const std::string& name, SynonymGroups groups,
                const std::string& file) {
  if (!samples.emplace(name, std::move(groups)).second) {
    throw Error({file, 0, {}}, "found sample " + shown(name) + " twice, expected it once");
  }
}

Samples read_group_folder(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  Samples samples;
  for (const std::filesystem::path& path : paths) {
    const std::string file = path.string();
    if (const std::string name = sample_of(path, file); !name.empty()) {
      const std::string text = read_npy_text(read_small_file(path, 4 * text_limit), file);
      add_sample(samples, name, parse_groups(text, {file, 0, {}}), file);
    }
  }
  return samples;
}

Samples read_group_archive(const std::filesystem::path& path) {
  const ZipArchive archive(path);
  Samples samples;
  for (const std::string& member : archive.names()) {
    const std::string file = archive.place(member);
    if (const std::string name = sample_of(member, file); !name.empty()) {
      const std::string text = read_npy_text(archive.read(member, 4 * text_limit), file);
      add_sample(samples, name, parse_groups(text, {file, 0, {}}), file);
    }
  }
  return samples;
}

Samples read_group_json(const std::filesystem::path& path) {
  const std::string file = path.string();
  const Json document = parse_json_text(read_small_file(path), file);
  if (!document.is_object()) {
    expected_json(document, "an object of samples", file, "");
  }
  Samples samples;
  for (const auto& [name, value] : document.items()) {
    const std::string pointer = pointer_to("", name);
    SynonymGroups& groups = samples[name];
    if (value.is_string()) {
      groups = parse_groups(value.get<std::string>(), {file, 0, pointer});
      continue;
    }
    if (!value.is_array()) {
      expected_json(value, "an array of groups", file, pointer);
    }
    for (const Json& group : value) {
      if (!group.is_array()) {
        expected_json(group, "a group, an array of words", file, pointer);
      }
      std::vector<std::string>& words = groups.emplace_back();
      for (const Json& word : group) {
        if (!word.is_string()) {
          expected_json(word, "a word", file, pointer);
        }
        if (trim(words.emplace_back(word.get<std::string>())).empty()) {
          throw Error({file, 0, pointer}, "found an empty word, expected none");
        }
      }
    }
  }
  return samples;
}

}  // namespace

SynonymGroups parse_groups(std::string_view text, const Place& place) {
  if (text.size() > text_limit) {
    throw Error(place, "found a text of " + std::to_string(text.size()) +
                           " bytes, expected at most " + std::to_string(text_limit));
  }
  if (const auto bad = invalid_utf8(text)) {
    throw Error(place, "found a byte that is not UTF-8 at position " + std::to_string(*bad) +
                           ", expected UTF-8");
  }
  return GroupParser(text, place).parse();
}

Samples read_synonym_groups(const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) {
    return read_group_folder(path);
  }
  std::string start(2, '\0');
  std::ifstream(path, std::ios::binary).read(start.data(), 2);
  return start == "PK" ? read_group_archive(path) : read_group_json(path);
}

}  // namespace tonewheel
