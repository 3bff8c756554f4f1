#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/label_list.hpp>

#include "lexicon/sample_lexicon.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::Words;

TEST_CASE("label list: read as the official parser reads") {
  CHECK(parse_label_list("['happy', 'let down']") == Words{"happy", "let down"});
  CHECK(parse_label_list(R"(["happy","sad"])") == Words{"happy", "sad"});
  CHECK(parse_label_list("happy, sad") == Words{"happy", "sad"});
  CHECK(parse_label_list("Happy") == Words{"Happy"});
  CHECK(parse_label_list("['don't care']") == Words{"don", "t care"});
  CHECK(parse_label_list("['don’t care']") == Words{"don’t care"});
  CHECK(parse_label_list("['sad', 'sad']") == Words{"sad", "sad"});
  CHECK(parse_label_list("[[sad]]") == Words{"[sad]"});
  CHECK(parse_label_list(" ['sad']") == Words{"[", "sad"});
  CHECK(parse_label_list("['sad'] ") == Words{"sad", "]"});
  CHECK(parse_label_list("[\u00a0sad\u3000,\t glad\x1f]") == Words{"sad", "glad"});
  CHECK(parse_label_list("['愛', '']") == Words{"愛"});
  CHECK(parse_label_list("nan") == Words{"nan"});
  CHECK(parse_label_list("[None]") == Words{"None"});
  for (const char* none : {"", "[]", "[", "]", "['']", " ", "[ , '' ,\"\" ]", ",,,"}) {
    CHECK(parse_label_list(none).empty());
  }
  // Bytes that are not UTF-8 pass: who looks the label up will say so.
  CHECK(parse_label_list("['\xff']") == Words{"\xff"});
  CHECK(parse_label_list(std::string(std::size_t{10} << 20U, ',')).empty());
}

TEST_CASE("label list: labels are views of the text") {
  const std::string text = "['happy',  'sad' ]";
  std::vector<std::size_t> places;
  for_each_label(text, [&](std::string_view label) {
    places.push_back(static_cast<std::size_t>(label.data() - text.data()));
  });
  CHECK(places == std::vector<std::size_t>{2, 12});
}

TEST_CASE("label list: what is written reads back") {
  CHECK(label_list_text({}) == "[]");
  CHECK(label_list_text(Words{"happy", "let down"}) == "['happy', 'let down']");
  std::mt19937_64 engine(9);
  const Words pieces{"a", "é", "愛", "[", "]", " b", "’", "\\", "\n", "-"};
  std::size_t written = 0;
  for (int round = 0; round < 2000; ++round) {
    Words labels(engine() % 4);
    bool clean = true;
    for (std::string& label : labels) {
      for (std::size_t i = 0; i < 1 + engine() % 4; ++i) {
        label += pieces[engine() % pieces.size()];
      }
      clean = clean && strip(label) == label;
    }
    if (clean) {
      CHECK(parse_label_list(label_list_text(labels)) == labels);
      ++written;
    } else {
      CHECK_THROWS_AS((void)label_list_text(labels), Error);
    }
  }
  CHECK(written > 500);
  for (const char* bad : {"", " ", "a ", "\u3000a", "don't", "a,b", "\"a\""}) {
    CHECK(contains(message_of([&] { (void)label_list_text(Words{"ok", bad}); }), "at position 1"));
  }
}
