#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/lexicon/label_lookup.hpp>

#include "lexicon/sample_lexicon.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::message_of;
using support::Words;

namespace {

/// What a look-up says, by surface form.
struct Found {
  std::vector<Words> lists;                    ///< "?" for an unknown label
  std::map<std::string, std::size_t> unknown;  ///< folded, how often
  std::uint64_t labels = 0;
  friend bool operator==(const Found&, const Found&) = default;
};

/// The definition: a list's labels one by one, each folded to a string, looked up in a map.
Found one_by_one(const LexiconTables& tables, const std::vector<std::string>& lists) {
  Found found;
  for (const std::string& list : lists) {
    Words words;
    for (const std::string& label : parse_label_list(list)) {
      const std::string folded = fold(label, tables.folding);
      const bool known = tables.bases_of.contains(folded);
      words.push_back(known ? folded : "?");
      found.unknown[folded] += known ? 0 : 1;
      ++found.labels;
    }
    std::erase(words, "?");
    found.lists.push_back(words);
  }
  std::erase_if(found.unknown, [](const auto& each) { return each.second == 0; });
  return found;
}

Found result_of(const Lexicon& lexicon, const LabelLookup& lookup) {
  Found found;
  std::size_t start = 0;
  for (const std::size_t end : lookup.ends()) {
    Words words;
    for (const std::uint32_t surface : lookup.surfaces().subspan(start, end - start)) {
      if (surface != lookup.unknown()) {
        words.push_back(lexicon.surface(SurfaceId{surface}));
      }
    }
    found.lists.push_back(words);
    start = end;
  }
  for (std::size_t i = 0; i < lookup.unknown_labels(); ++i) {
    ++found.unknown[std::string(lookup.unknown_label(i))];
  }
  found.labels = lookup.labels();
  return found;
}

LexiconTables tables_with(Folding folding) {
  LexiconTables tables = support::sample_tables();
  tables.folding = folding;
  for (const char* word : {"a", "sixteen bytes ab", "seventeen bytes a",
                           "a word of more than thirty-two bytes", "éclat", "a\x01z"}) {
    tables.bases_of[word] = {word};
  }
  if (folding == Folding::official) {
    tables.bases_of["ς"] = {"ς"};
  }
  tables.bases_of[std::string("nul\0", 4)] = {std::string("nul\0", 4)};
  return tables;
}

/// A list of lexicon words and of anything, in both letter cases, with any white space around.
std::string random_list(std::mt19937_64& engine, const Words& words) {
  static const Words pieces{"'",
                            "\"",
                            ",",
                            ", ",
                            "', '",
                            " ",
                            "\t",
                            "[",
                            "]",
                            "\x1f",
                            "\u00a0",
                            "\u3000",
                            "\u2029",
                            "’",
                            "É",
                            "Σ",
                            "愛",
                            "x",
                            "Z",
                            "\x7f",
                            "-",
                            "unknown of quite some bytes",
                            std::string(1, '\0')};
  std::string list = engine() % 4 == 0 ? "" : "[";
  for (std::size_t i = engine() % 24; i > 0; --i) {
    std::string piece =
        engine() % 2 == 0 ? words[engine() % words.size()] : pieces[engine() % pieces.size()];
    if (engine() % 4 == 0 && piece.front() >= 'a' && piece.front() <= 'z') {
      piece.front() = static_cast<char>(piece.front() - 'a' + 'A');
    }
    list += piece;
    list += engine() % 2 == 0 ? "', '" : "";
  }
  return list + (engine() % 4 == 0 ? "" : "]");
}

}  // namespace

TEST_CASE("label look-up: blocks of lists give what labels one by one give") {
  for (const Folding folding : {Folding::official, Folding::unicode}) {
    const LexiconTables tables = tables_with(folding);
    const Lexicon lexicon(tables);
    Words words;
    for (const auto& [surface, bases] : tables.bases_of) {
      words.push_back(surface);
    }
    LabelLookup lookup(lexicon);
    std::mt19937_64 engine(21);
    std::size_t unknown = 0;
    std::uint64_t labels = 0;
    for (int round = 0; round < 1500; ++round) {
      std::vector<std::string> lists(static_cast<std::size_t>(round) % 20);
      for (std::string& list : lists) {
        list = random_list(engine, words);
      }
      if (round % 100 == 99) {
        lists[static_cast<std::size_t>(round) % lists.size()] =
            std::string(LabelLookup::longest_list, ' ') + random_list(engine, words);
      }
      lookup.clear();
      for (const std::string& list : lists) {
        lookup.add_text(list);
      }
      lookup.look_up();
      const Found found = result_of(lexicon, lookup);
      REQUIRE((found == one_by_one(tables, lists)));
      unknown += lookup.unknown_labels();
      labels += lookup.labels();
    }
    CHECK(unknown > 10000);
    CHECK(labels - unknown > 20000);
  }
}

TEST_CASE("label look-up: random bytes, most of them not UTF-8") {
  const LexiconTables tables = tables_with(Folding::official);
  const Lexicon lexicon(tables);
  LabelLookup lookup(lexicon);
  std::mt19937_64 engine(22);
  int refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string list(engine() % 80, ' ');
    for (char& c : list) {
      c = static_cast<char>(engine() % (round % 2 == 0 ? 256 : 130));
    }
    const auto looked_up = [&] {
      lookup.clear();
      lookup.add_text("a, b");
      lookup.add_text(list);
      lookup.look_up();
    };
    const std::string expected = message_of([&] { (void)one_by_one(tables, {"a, b", list}); });
    REQUIRE(message_of(looked_up) == expected);
    if (expected == "no Error") {
      REQUIRE((result_of(lexicon, lookup) == one_by_one(tables, {"a, b", list})));
    } else {
      ++refused;
    }
  }
  CHECK(refused > 5000);
  CHECK(refused < 19000);
}

TEST_CASE("label look-up: lists of labels, mixed with texts, in their order") {
  const Lexicon lexicon(support::sample_tables());
  LabelLookup lookup(lexicon);
  lookup.add_text("['Angers', 'glad ']");
  lookup.add_labels(std::span<const std::string>(Words{"No One's", "a, b"}));
  lookup.add_text("");
  lookup.add_text("\u2003happy\u2003,\u3000,GLAD");
  lookup.look_up();
  const Found found = result_of(lexicon, lookup);
  CHECK(found.lists == std::vector<Words>{{"angers", "glad"}, {"no one's"}, {}, {"happy", "glad"}});
  CHECK(found.unknown == std::map<std::string, std::size_t>{{"a, b", 1}});
  CHECK(found.labels == 6);
  lookup.clear();
  lookup.look_up();
  CHECK(lookup.ends().empty());
  CHECK(lookup.labels() == 0);
}
