#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/delimited.hpp>

namespace {

using namespace tonewheel;

using Values = std::vector<std::string>;

Values values_of(std::string_view record, char delimiter) {
  std::vector<std::string_view> fields;
  split_fields(record, delimiter, fields);
  Values values;
  for (const std::string_view field : fields) {
    values.push_back(unquote(field));
  }
  return values;
}

/// The reference: one byte at a time, states as in Python's _csv.c, but a record ends with LF or
/// CRLF only.
struct Reference {
  bool complete = false;
  bool open_quote = false;
  std::size_t content = 0;
  std::size_t total = 0;
  Values values;
};

Reference reference_record(std::string_view text, char delimiter, bool last) {
  enum class State { start, plain, quoted, quote_in_quoted };
  Reference out;
  out.values.emplace_back();
  State state = State::start;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (state == State::quoted) {
      if (c == '"') {
        state = State::quote_in_quoted;
      } else {
        out.values.back() += c;
      }
    } else if (state == State::quote_in_quoted && c == '"') {
      out.values.back() += c;
      state = State::quoted;
    } else if (c == '\n' || (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n')) {
      out.complete = true;
      out.content = i;
      out.total = c == '\n' ? i + 1 : i + 2;
      return out;
    } else if (c == delimiter) {
      out.values.emplace_back();
      state = State::start;
    } else if (state == State::start && c == '"') {
      state = State::quoted;
    } else {
      out.values.back() += c;
      state = State::plain;
    }
  }
  out.open_quote = state == State::quoted;
  out.content = text.size();
  out.complete = last && !out.open_quote;
  out.total = out.complete ? text.size() : 0;
  return out;
}

void check_against_reference(std::string_view text, char delimiter) {
  for (const bool last : {false, true}) {
    const Reference expected = reference_record(text, delimiter, last);
    const RecordSpan span = next_record(text, delimiter, last);
    CHECK(span.total == expected.total);
    CHECK(span.open_quote == expected.open_quote);
    CHECK(span.content == expected.content);
    if (expected.complete) {
      CHECK(values_of(text.substr(0, span.content), delimiter) == expected.values);
    }
  }
}

std::string random_text(std::mt19937_64& engine, std::string_view letters, std::size_t longest) {
  std::string text(engine() % (longest + 1), ' ');
  for (char& c : text) {
    c = letters[engine() % letters.size()];
  }
  return text;
}

struct Known {
  std::string text;
  Values values;
};

/// Made by Python 3.11: next(csv.reader(io.StringIO(text, newline=''))).
const std::vector<Known>& known_records() {
  static const std::vector<Known> records{
      {"a,b,c\n", {"a", "b", "c"}},
      {"a,b,c\r\n", {"a", "b", "c"}},
      {"a,b,c", {"a", "b", "c"}},
      {"\"a\",\"b\"\n", {"a", "b"}},
      {"\"a,b\",c\n", {"a,b", "c"}},
      {"\"a\"\"b\",c\n", {"a\"b", "c"}},
      {"\"\"\"\"\n", {"\""}},
      {"\"\"\n", {""}},
      {"\"\",\"\"\n", {"", ""}},
      {",\n", {"", ""}},
      {",,\n", {"", "", ""}},
      {"a,\n", {"a", ""}},
      {"\"a\nb\",c\n", {"a\nb", "c"}},
      {"\"a\r\nb\",c\r\n", {"a\r\nb", "c"}},
      {"a\"b,c\n", {"a\"b", "c"}},
      {"a\"b\"c,d\n", {"a\"b\"c", "d"}},
      {"a \"\"b\"\" c\n", {"a \"\"b\"\" c"}},
      {"\"a\"b,c\n", {"ab", "c"}},
      {"\"a\"b\"c\",d\n", {"ab\"c\"", "d"}},
      {"\"a\" \"b\",c\n", {"a \"b\"", "c"}},
      {" \"a,b\",c\n", {" \"a", "b\"", "c"}},
      {"\"a\" ,b\n", {"a ", "b"}},
      {"\"\"\"a\"\"\",b\n", {"\"a\"", "b"}},
      {"\"\"\"\",\"\"\"\"\n", {"\"", "\""}},
      {"\"a\"\"\"\n", {"a\""}},
      {"\"a,\"\"b\"\",c\"\n", {"a,\"b\",c"}},
      {"x,\"y\n\nz\",w\n", {"x", "y\n\nz", "w"}},
      {"\"1\",\"2\n3\",\"4\"\nnext,row\n", {"1", "2\n3", "4"}},
      {"\303\251,\"\303\274,\303\266\"\n", {"\303\251", "\303\274,\303\266"}},
      {"a;b,c\n", {"a;b", "c"}},
      {"'a,b',c\n", {"'a", "b'", "c"}},
      {"\"a\"\",b\"\n", {"a\",b"}},
      {"\"a\\\",b\n", {"a\\", "b"}},
      {"a,\"\",\"b\"\n", {"a", "", "b"}},
      {"a,\"b\"\n", {"a", "b"}},
  };
  return records;
}

}  // namespace

TEST_CASE("delimited: records as Python's csv module reads them") {
  for (const Known& known : known_records()) {
    INFO(known.text);
    const RecordSpan span = next_record(known.text, ',', true);
    REQUIRE(span.total != 0);
    CHECK_FALSE(span.open_quote);
    CHECK(values_of(std::string_view(known.text).substr(0, span.content), ',') == known.values);
  }
}

TEST_CASE("delimited: a prefix of a record is incomplete, what follows it changes nothing") {
  for (const Known& known : known_records()) {
    if (!known.text.ends_with('\n')) {
      continue;
    }
    INFO(known.text);
    const RecordSpan whole = next_record(known.text, ',', false);
    REQUIRE(whole.total != 0);
    for (std::size_t size = 0; size < known.text.size(); ++size) {
      const RecordSpan span = next_record(std::string_view(known.text).substr(0, size), ',', false);
      if (size < whole.total) {
        CHECK(span.total == 0);
      } else {
        CHECK(span.total == whole.total);
        CHECK(span.content == whole.content);
      }
    }
    for (const char* more : {"\n", "\"", ",", "x", "\"open", "\r\n\r\n", "\"a\",b\n"}) {
      const RecordSpan span = next_record(known.text + more, ',', false);
      CHECK(span.total == whole.total);
      CHECK(span.content == whole.content);
      CHECK_FALSE(span.open_quote);
    }
  }
}

TEST_CASE("delimited: ends of records") {
  const auto check = [](std::string_view text, bool last, std::size_t content, std::size_t total,
                        bool open) {
    INFO(std::string(text) << " " << last);
    const RecordSpan span = next_record(text, ',', last);
    CHECK(span.content == content);
    CHECK(span.total == total);
    CHECK(span.open_quote == open);
  };
  check("", false, 0, 0, false);
  check("", true, 0, 0, false);
  check("\n", false, 0, 1, false);
  check("\r\n", false, 0, 2, false);
  check("\n\n", false, 0, 1, false);
  check("a\r\nb", false, 1, 3, false);
  check("a", false, 1, 0, false);
  check("a", true, 1, 1, false);
  // CR may be half of a CRLF that the next block brings; alone it ends nothing.
  check("a\r", false, 2, 0, false);
  check("a\r", true, 2, 2, false);
  check("a\rb\n", false, 3, 4, false);
  check("a\r\r\n", false, 2, 4, false);
  check("\"a", false, 2, 0, true);
  check("\"a", true, 2, 0, true);
  check("\"a\n", true, 3, 0, true);
  check("\"a\"\"", true, 4, 0, true);
  check("\"", true, 1, 0, true);
  check("a,\"b\nc", true, 6, 0, true);
  // The closing quote may be half of a doubled one.
  check("\"a\"", false, 3, 0, false);
  check("\"a\"", true, 3, 3, false);
  check("\"a\"\"\"\n", false, 5, 6, false);
}

TEST_CASE("delimited: every text of up to seven bytes as one byte at a time would have it") {
  constexpr std::string_view letters = "a,\"\n\r";
  for (std::size_t size = 0; size <= 7; ++size) {
    std::vector<std::size_t> digits(size, 0);
    std::string text(size, letters[0]);
    for (bool more = true; more;) {
      // Plain ifs: millions of doctest assertions would take the longest of all.
      for (const bool last : {false, true}) {
        const Reference expected = reference_record(text, ',', last);
        const RecordSpan span = next_record(text, ',', last);
        if (span.total != expected.total || span.content != expected.content ||
            span.open_quote != expected.open_quote ||
            (expected.complete &&
             values_of(std::string_view(text).substr(0, span.content), ',') != expected.values)) {
          FAIL_CHECK("text " << text << ", last " << last);
        }
      }
      more = false;
      for (std::size_t i = 0; i < size && !more; ++i) {
        digits[i] = (digits[i] + 1) % letters.size();
        text[i] = letters[digits[i]];
        more = digits[i] != 0;
      }
    }
  }
}

TEST_CASE("delimited: random longer texts, other delimiters") {
  std::mt19937_64 engine(1);
  for (const char delimiter : {',', ';', '\t', '|', ' '}) {
    const std::string letters = std::string("ab\"\"\n\r") + delimiter + delimiter;
    for (int i = 0; i < 1000; ++i) {
      const std::string text = random_text(engine, letters, 40);
      INFO(text);
      check_against_reference(text, delimiter);
    }
  }
}

TEST_CASE("delimited: values go through a file and come back") {
  std::mt19937_64 engine(2);
  for (const char delimiter : {',', ';', '\t'}) {
    for (int i = 0; i < 500; ++i) {
      std::vector<Values> rows(1 + engine() % 4);
      std::string file;
      const std::string line_end = engine() % 2 == 0 ? "\n" : "\r\n";
      for (Values& row : rows) {
        row.resize(1 + engine() % 5);
        for (std::string& value : row) {
          value = random_text(engine, "ab,;\t\"\n\r \303\251", 6);
          file += (&value == row.data() ? std::string() : std::string(1, delimiter)) +
                  quote_if_needed(value, delimiter);
        }
        file += line_end;
      }
      INFO(file);
      std::string_view rest = file;
      for (const Values& row : rows) {
        const RecordSpan span = next_record(rest, delimiter, false);
        REQUIRE(span.total != 0);
        CHECK(values_of(rest.substr(0, span.content), delimiter) == row);
        rest.remove_prefix(span.total);
      }
      CHECK(rest.empty());
    }
  }
}

TEST_CASE("delimited: fields are views of the record, quotes included") {
  const std::string record = "a,\"b,c\",,d";
  std::vector<std::string_view> fields{"left", "from", "before"};
  split_fields(record, ',', fields);
  CHECK(fields == std::vector<std::string_view>{"a", "\"b,c\"", "", "d"});
  CHECK(fields[1].data() == record.data() + 2);
  split_fields("", ',', fields);
  CHECK(fields == std::vector<std::string_view>{""});
  split_fields(",", ',', fields);
  CHECK(fields == std::vector<std::string_view>{"", ""});
  // Joined again they are the record.
  for (const Known& known : known_records()) {
    const std::string_view content =
        std::string_view(known.text).substr(0, next_record(known.text, ',', true).content);
    split_fields(content, ',', fields);
    std::string joined;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      joined += (i == 0 ? "" : ",") + std::string(fields[i]);
    }
    CHECK(joined == content);
  }
}

TEST_CASE("delimited: fields of an open quote go to the end") {
  std::vector<std::string_view> fields;
  split_fields("a,\"b,c", ',', fields);
  CHECK(fields == std::vector<std::string_view>{"a", "\"b,c"});
  CHECK(unquote("\"b,c") == "b,c");
  CHECK(unquote("\"") == "");
  CHECK(unquote("\"\"\"") == "\"");
}

TEST_CASE("delimited: values are quoted only where they must be") {
  for (const char* plain : {"", "a", "a b", " a ", "a;b", "a'b", "\303\251", "#", "-1.5e3", "\t"}) {
    CHECK(quote_if_needed(plain, ',') == plain);
    CHECK(unquote(plain) == plain);
  }
  CHECK(quote_if_needed("a,b", ',') == "\"a,b\"");
  CHECK(quote_if_needed("a,b", ';') == "a,b");
  CHECK(quote_if_needed("a;b", ';') == "\"a;b\"");
  CHECK(quote_if_needed("\t", '\t') == "\"\t\"");
  CHECK(quote_if_needed("a\"b", ',') == "\"a\"\"b\"");
  CHECK(quote_if_needed("\"", ',') == "\"\"\"\"");
  CHECK(quote_if_needed("a\nb", ',') == "\"a\nb\"");
  CHECK(quote_if_needed("a\rb", ',') == "\"a\rb\"");
}

TEST_CASE("delimited: bytes of any kind pass through") {
  std::string all;
  for (int c = 0; c < 256; ++c) {
    all += static_cast<char>(c);
  }
  const std::string file = quote_if_needed(all, ',') + "," + quote_if_needed(all, ',') + "\n";
  const RecordSpan span = next_record(file, ',', false);
  REQUIRE(span.total == file.size());
  CHECK(values_of(std::string_view(file).substr(0, span.content), ',') == Values{all, all});
}

TEST_CASE("delimited: a field ends at the delimiter, whatever bytes stand beside it") {
  std::vector<std::string_view> fields;
  for (const char delimiter : {',', '\t'}) {
    for (std::size_t size = 1; size <= 20; ++size) {
      for (std::size_t place = 0; place < size; ++place) {
        for (int byte = 0; byte < 256; ++byte) {
          std::string record(size, static_cast<char>(byte));
          record[place] = delimiter;
          if (static_cast<char>(byte) == delimiter || byte == '"') {
            continue;
          }
          split_fields(record, delimiter, fields);
          REQUIRE(fields.size() == 2);
          REQUIRE(fields[0].size() == place);
          REQUIRE(fields[1].size() == size - place - 1);
        }
      }
    }
  }
}

TEST_CASE("delimited: all positions of a byte, and fields, in texts of any length") {
  std::mt19937 random(31);
  for (std::size_t size = 0; size < 300; ++size) {
    std::string text(size, 'x');
    for (char& c : text) {
      // A quote in one text of four: such records are split another way.
      c = size % 4 == 0 && random() % 90 == 0 ? '"' : ",,\t\xac-axyz"[random() % 10];
    }
    std::vector<std::size_t> expected{7};
    std::vector<std::size_t> found{7};
    for (std::size_t i = 0; i < size; ++i) {
      if (text[i] == ',') {
        expected.push_back(i);
      }
    }
    find_all(text, ',', found);
    CHECK(found == expected);
    if (text.find('"') == std::string::npos) {
      std::vector<std::string_view> fields;
      split_fields(text, ',', fields);
      REQUIRE(fields.size() == expected.size());
      for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
        CHECK(fields[i].data() + fields[i].size() == text.data() + expected[i + 1]);
      }
      CHECK(fields.back().data() + fields.back().size() == text.data() + size);
    }
  }
}

TEST_CASE("delimited: without quoting a quote is a byte as any other") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t i = random() % 90; i > 0; --i) {
      text += "ab\"\"\t"[random() % 5];
    }
    std::vector<std::string> expected(1);
    for (const char c : text) {
      if (c == '\t') {
        expected.emplace_back();
      } else {
        expected.back() += c;
      }
    }
    std::vector<std::string_view> fields;
    split_fields(text, '\t', fields, Quoting::none);
    CHECK(std::vector<std::string>(fields.begin(), fields.end()) == expected);
    const RecordSpan span = next_record(text + "\r\n\"x", '\t', false, Quoting::none);
    CHECK(span.content == text.size());
    CHECK(span.total == text.size() + 2);
    CHECK(unquote(text, Quoting::none) == text);
  }
}

TEST_CASE("delimited: text behind a closing quote is found") {
  CHECK(find_text_after_quote("a,\"b\"c", ',') == 1);
  CHECK(find_text_after_quote("\"a\" ,b", ',') == 0);
  CHECK(find_text_after_quote("\"a\"\"\"x", ',') == 0);
  for (const char* fine : {"", "a\"b\"c", "\"a\",\"b,\"\"c\"", "\"\"", "\"open,x", ",\"\"\"\","}) {
    CHECK_FALSE(find_text_after_quote(fine, ','));
  }
}
