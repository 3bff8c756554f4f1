#include <algorithm>
#include <array>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/iri.hpp>
#include <tonewheel/exchange/rdf.hpp>
#include <tonewheel/lexicon/fold.hpp>

#include "rdf_reader.hpp"

namespace tonewheel {
namespace exchange {
namespace {

constexpr std::size_t deepest = 1000;

std::uint64_t line_of(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, position);
  return 1 + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace

void TripleCollector::complain(std::uint64_t line, std::string_view column,
                               const std::string& message) {
  if (failed()) {
    return;
  }
  std::string printable;
  for (const char c : std::string_view(message).substr(0, 300)) {
    printable += c >= ' ' && c <= '~' ? c : '?';
  }
  failure_ = std::make_exception_ptr(Error(Place{file_, line, std::string(column)}, printable));
}

void TripleCollector::add(Triple triple) {
  for (const Term* term : {&triple.subject, &triple.object}) {
    term_bytes_ += term->value.size() + term->datatype.size() + term->language.size();
    if (invalid_utf8(term->value)) {
      fail(triple.line, "found " + shown(term->value) + ", expected UTF-8");
    }
  }
  term_bytes_ += triple.predicate.size();
  if (term_bytes_ > limit_) {
    fail(triple.line,
         "the terms, written out, take more than " + std::to_string(limit_) + " bytes, the limit");
  }
  triples_.push_back(std::move(triple));
}

Triples TripleCollector::take() {
  if (failure_) {
    std::rethrow_exception(failure_);
  }
  return std::move(triples_);
}

}  // namespace exchange

std::optional<RdfFormat> rdf_format_of(const std::filesystem::path& path) {
  constexpr std::array<std::pair<std::string_view, RdfFormat>, 5> extensions{{
      {".ttl", RdfFormat::turtle},
      {".nt", RdfFormat::n_triples},
      {".owl", RdfFormat::rdf_xml},
      {".rdf", RdfFormat::rdf_xml},
      {".xml", RdfFormat::rdf_xml},
  }};
  const std::string extension = lower_ascii(path.extension().string());
  for (const auto& [known, format] : extensions) {
    if (extension == known) {
      return format;
    }
  }
  return std::nullopt;
}

Triples read_rdf(const std::filesystem::path& path, const RdfOptions& options) {
  RdfOptions stated = options;
  if (!stated.format) {
    stated.format = rdf_format_of(path);
  }
  if (!stated.format) {
    throw Error(Place{path.string(), 0, {}},
                "found extension " + shown(path.extension().string()) +
                    ", expected .ttl, .nt, .owl, .rdf or .xml, or a stated format");
  }
  return parse_rdf(read_small_file(path, options.max_bytes), stated, path.string());
}

Triples parse_rdf(std::string_view text, const RdfOptions& options, const std::string& file) {
  if (!options.format) {
    throw Error(Place{file, 0, {}}, "no RDF format is stated for a text");
  }
  if (!options.base.empty() && !is_absolute_iri(options.base)) {
    throw Error("found base " + shown(options.base) + ", expected an absolute IRI");
  }
  if (options.max_depth > exchange::deepest) {
    throw Error("found max_depth " + std::to_string(options.max_depth) + ", expected at most " +
                std::to_string(exchange::deepest));
  }
  if (text.size() > options.max_bytes) {
    throw Error(Place{file, 0, {}}, "found " + std::to_string(text.size()) +
                                        " bytes, expected at most " +
                                        std::to_string(options.max_bytes));
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  const std::size_t bad =
      std::min(invalid_utf8(text).value_or(std::string_view::npos), text.find('\0'));
  if (bad != std::string_view::npos) {
    throw Error(Place{file, exchange::line_of(text, bad), {}},
                text[bad] == '\0' ? "found a NUL byte, expected UTF-8 text"
                                  : "found a byte that is not UTF-8");
  }
  if (*options.format == RdfFormat::rdf_xml) {
    exchange::check_xml(text, options.max_depth, file);
    return exchange::read_with_raptor(text, options, file);
  }
  exchange::check_turtle_depth(text, options.max_depth, file);
  return exchange::read_with_serd(text, options, file);
}

}  // namespace tonewheel
