#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tonewheel {

/// What a term is: an IRI, a blank node or a literal.
enum class TermKind : unsigned char { iri, blank, literal };

/// A node of an RDF graph.
struct Term {
  /// What the term is.
  TermKind kind = TermKind::iri;
  std::string value{};     ///< absolute IRI; name of a blank node, of this file only; UTF-8 text
  std::string datatype{};  ///< of a literal: an IRI; empty: a plain string
  std::string language{};  ///< of a literal, as in the file; empty where none is stated
  friend bool operator==(const Term&, const Term&) = default;
};

/// A statement as it stands in a file.
struct Triple {
  /// What the statement is about.
  Term subject{};
  std::string predicate{};  ///< IRI
  /// What it says of the subject.
  Term object{};
  std::uint64_t line = 0;  ///< counted from 1; 0: unknown
  friend bool operator==(const Triple&, const Triple&) = default;
};

/// In the order of the file, repeated statements included.
using Triples = std::vector<Triple>;

}  // namespace tonewheel
