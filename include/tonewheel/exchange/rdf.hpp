#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <tonewheel/exchange/triple.hpp>

namespace tonewheel {

/// How RDF is written down.
enum class RdfFormat : unsigned char { turtle, n_triples, rdf_xml };

/// Limits hold for files of any origin: a hostile one ends in an Error, never in a crash.
struct RdfOptions {
  std::optional<RdfFormat> format{};  ///< nothing: by the extension
  std::string base{};  ///< absolute IRI for relative ones; empty: a relative IRI is an Error
  std::size_t max_bytes = std::size_t{1} << 30U;       ///< of the file
  std::size_t max_term_bytes = std::size_t{1} << 32U;  ///< of all terms, prefixes and entities
                                                       ///< written out
  std::size_t max_depth = 500;  ///< of brackets in Turtle, of elements in RDF/XML; at most 1000
};

/// .ttl, .nt, and .owl, .rdf, .xml for RDF/XML; letter case ignored. Nothing for any other.
[[nodiscard]] std::optional<RdfFormat> rdf_format_of(const std::filesystem::path& path);

/// Whether RDF/XML can be read: the build has it, and the system the shared library of raptor2,
/// which is loaded for this question and for the first such file, never before.
[[nodiscard]] bool reads_rdf_xml() noexcept;

/// The statements of a file. Nothing else is opened: no owl:imports, no external DTD or entity, no
/// network. Input is UTF-8. Throws Error with file and line (row) on anything malformed, on a
/// limit, on a format that the extension does not say, on RDF/XML where !reads_rdf_xml().
[[nodiscard]] Triples read_rdf(const std::filesystem::path& path, const RdfOptions& options = {});

/// As read_rdf; `options.format` must be stated, `file` is for messages.
[[nodiscard]] Triples parse_rdf(std::string_view text, const RdfOptions& options,
                                const std::string& file = {});

}  // namespace tonewheel
