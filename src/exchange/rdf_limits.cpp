#include <algorithm>

#include <tonewheel/core/text.hpp>

#include "rdf_reader.hpp"

namespace tonewheel::exchange {
namespace {

/// A position in a text that is walked once.
class Cursor {
 public:
  Cursor(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  [[nodiscard]] bool done() const noexcept { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const noexcept { return text_[at_]; }
  [[nodiscard]] bool at(std::string_view token) const noexcept {
    return text_.substr(at_).starts_with(token);
  }
  void skip(std::size_t count) noexcept {
    const std::size_t end = std::min(text_.size(), at_ + count);
    for (; at_ < end; ++at_) {
      line_ += text_[at_] == '\n' ? 1U : 0U;
    }
  }
  /// To after the next `token`, or to the end. What was passed over, without it.
  std::string_view skip_past(std::string_view token) {
    const std::size_t found = std::min(text_.find(token, at_), text_.size());
    const std::string_view passed = text_.substr(at_, found - at_);
    skip(passed.size() + token.size());
    return passed;
  }
  void skip_space() noexcept {
    while (!done() && std::string_view(" \t\r\n").find(peek()) != std::string_view::npos) {
      skip(1);
    }
  }
  /// Letters up to white space or a delimiter of markup.
  std::string_view word() {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n<>[]\"'=", at_), text_.size());
    const std::string_view found = text_.substr(at_, end - at_);
    skip(found.size());
    return found;
  }
  [[noreturn]] void fail(const std::string& message) const {
    throw Error(Place{file_, line_, {}}, message);
  }

 private:
  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
};

void check_depth(const Cursor& cursor, std::size_t depth, std::size_t limit) {
  if (depth > limit) {
    cursor.fail("nested deeper than " + std::to_string(limit) + ", the limit");
  }
}

/// A string of Turtle from its first quote to after its last.
void skip_turtle_string(Cursor& cursor) {
  const std::string quote(1, cursor.peek());
  const std::string triple = quote + quote + quote;
  const bool is_long = cursor.at(triple);
  cursor.skip(is_long ? 3 : 1);
  while (!cursor.done()) {
    if (cursor.peek() == '\\') {
      cursor.skip(2);
    } else if (cursor.at(is_long ? triple : quote)) {
      cursor.skip(is_long ? 3 : 1);
      return;
    } else if (!is_long && cursor.peek() == '\n') {
      return;  // malformed: the parser says so
    } else {
      cursor.skip(1);
    }
  }
}

constexpr std::size_t longest_entity = 1024;

/// <!ENTITY name "plain text">, after the word ENTITY.
void check_entity(Cursor& cursor) {
  cursor.skip_space();
  const std::string name(cursor.word());
  cursor.skip_space();
  const bool quoted = !cursor.done() && (cursor.peek() == '"' || cursor.peek() == '\'');
  if (!quoted) {
    cursor.fail("found entity " + shown(name) +
                " that is not plain text; external and parameter entities are not read");
  }
  const std::string quote(1, cursor.peek());
  cursor.skip(1);
  const std::string_view value = cursor.skip_past(quote);
  if (value.find_first_of("&%<") != std::string_view::npos || value.size() > longest_entity) {
    cursor.fail("found entity " + shown(name) + " with references, markup or more than " +
                std::to_string(longest_entity) + " bytes, expected short plain text");
  }
  cursor.skip_past(">");
}

/// The declarations between [ and ] of a DOCTYPE.
void check_internal_subset(Cursor& cursor) {
  while (!cursor.done() && cursor.peek() != ']') {
    if (cursor.at("<!--")) {
      cursor.skip(4);
      cursor.skip_past("-->");
    } else if (cursor.at("<!ENTITY")) {
      cursor.skip(8);
      check_entity(cursor);
    } else if (std::string_view(" \t\r\n").find(cursor.peek()) != std::string_view::npos) {
      cursor.skip_space();
    } else {
      cursor.fail("found a DTD declaration other than a comment or an entity, which is not read");
    }
  }
}

void check_doctype(Cursor& cursor) {
  cursor.skip(9);
  cursor.skip_space();
  cursor.word();
  cursor.skip_space();
  if (cursor.at("[")) {
    cursor.skip(1);
    check_internal_subset(cursor);
    cursor.skip(1);
    cursor.skip_space();
  }
  if (!cursor.at(">")) {
    cursor.fail("found a DOCTYPE with an external DTD, which is not read");
  }
  cursor.skip(1);
}

void check_declaration(Cursor& cursor) {
  const std::string declaration = lower_ascii(cursor.skip_past("?>"));
  const std::size_t at = declaration.find("encoding");
  if (at == std::string::npos) {
    return;
  }
  const std::string_view rest = std::string_view(declaration).substr(at + 8);
  const std::size_t open = rest.find_first_of("\"'");
  const std::string_view quoted = open == std::string_view::npos ? "" : rest.substr(open + 1);
  const std::string_view name = quoted.substr(0, quoted.find_first_of("\"'"));
  if (name != "utf-8" && name != "us-ascii" && name != "ascii") {
    cursor.fail("found encoding " + shown(name) + ", expected UTF-8");
  }
}

/// An element's tag; 1 if it opens, -1 if it closes, 0 if it does both.
int skip_tag(Cursor& cursor) {
  cursor.skip(1);
  const bool closes = cursor.at("/");
  char last = '\0';
  while (!cursor.done() && cursor.peek() != '>') {
    last = cursor.peek();
    cursor.skip(1);
    if (last == '"' || last == '\'') {
      cursor.skip_past(std::string_view(&last, 1));
    }
  }
  cursor.skip(1);
  return closes ? -1 : last == '/' ? 0 : 1;
}

}  // namespace

void check_turtle_depth(std::string_view text, std::size_t limit, const std::string& file) {
  Cursor cursor(text, file);
  std::size_t depth = 0;
  while (!cursor.done()) {
    switch (cursor.peek()) {
      case '#':
        cursor.skip_past("\n");
        continue;
      case '"':
      case '\'':
        skip_turtle_string(cursor);
        continue;
      case '<':
        while (!cursor.done() && cursor.peek() != '>' && cursor.peek() != '\n') {
          cursor.skip(1);
        }
        break;
      case '\\':
        cursor.skip(1);
        break;
      case '[':
      case '(':
        check_depth(cursor, ++depth, limit);
        break;
      case ']':
      case ')':
        depth -= depth > 0 ? 1U : 0U;
        break;
      default:
        break;
    }
    cursor.skip(1);
  }
}

void check_xml(std::string_view text, std::size_t limit, const std::string& file) {
  Cursor cursor(text, file);
  std::size_t depth = 0;
  while (!cursor.done()) {
    if (cursor.peek() != '<') {
      cursor.skip(1);
    } else if (cursor.at("<!--")) {
      cursor.skip(4);
      cursor.skip_past("-->");
    } else if (cursor.at("<![CDATA[")) {
      cursor.skip_past("]]>");
    } else if (cursor.at("<!DOCTYPE")) {
      check_doctype(cursor);
    } else if (cursor.at("<?xml")) {
      check_declaration(cursor);
    } else if (cursor.at("<?")) {
      cursor.skip_past("?>");
    } else {
      const int step = skip_tag(cursor);
      depth += step > 0 ? 1U : 0U;
      depth -= step < 0 && depth > 0 ? 1U : 0U;
      check_depth(cursor, depth, limit);
    }
  }
}

}  // namespace tonewheel::exchange
