#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/rdf.hpp>

namespace tonewheel::exchange {

/// Brackets in Turtle deeper than `limit`, or elements in XML. Errors with the line.
void check_turtle_depth(std::string_view text, std::size_t limit, const std::string& file);
/// Also refuses what XML could hide work or files behind: an external DTD, entities of any kind
/// but short plain text, encodings other than UTF-8.
void check_xml(std::string_view text, std::size_t limit, const std::string& file);

Triples read_with_serd(std::string_view text, const RdfOptions& options, const std::string& file);
Triples read_with_raptor(std::string_view text, const RdfOptions& options, const std::string& file);

/// Collects statements behind a C parser's callbacks, through which no exception may pass.
class TripleCollector {
 public:
  TripleCollector(const RdfOptions& options, std::string file)
      : limit_(options.max_term_bytes), file_(std::move(file)) {}

  /// Runs an action of a callback; false once something failed.
  template <class Action>
  bool guarded(const Action& action) noexcept {
    if (failed()) {
      return false;
    }
    try {
      action();
    } catch (...) {
      failure_ = std::current_exception();
    }
    return !failed();
  }
  /// Keeps the first complaint of a parser.
  void complain(std::uint64_t line, std::string_view column, const std::string& message);
  [[noreturn]] void fail(std::uint64_t line, const std::string& message) const {
    throw Error(Place{file_, line, {}}, message);
  }

  void add(Triple triple);
  [[nodiscard]] bool failed() const noexcept { return failure_ != nullptr; }
  /// Throws the first failure.
  [[nodiscard]] Triples take();

 private:
  std::size_t limit_;
  std::size_t term_bytes_ = 0;
  std::string file_;
  std::exception_ptr failure_;
  Triples triples_;
};

}  // namespace tonewheel::exchange
