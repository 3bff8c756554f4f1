#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>

namespace tonewheel {

/// The lexicon that ships, made from a graph that holds TONE and the wheels
/// (ontology/label_atlas.hpp).
/// Base words: the labels of TONE, of the wheels and of the label sets, and the words of the table
/// of forms (columns word and forms, separated by ';'; src/data/word_forms.csv is
/// data::word_forms). Surface forms: the base words, TONE's word forms, the table's forms, with '-'
/// or a space and with either apostrophe. Synonyms: the names of TONE that a word matches, its
/// nearest kind of match only (same name, synonym or exact match, then close match); without one
/// the word itself.
///
/// Clusterings: "tone" at tiers 1 to 3, then each wheel at levels 1 and, where it has rings, 2. A
/// base word goes to the cell of its own name; else to a cell matched exactly, then closely, to
/// the same concept of TONE; else to a cell so matched to the nearest ancestor in TONE; else it is
/// not on the wheel. On level 2 a word of level 1 is a cluster of its own, and so is a tier above
/// the one asked for. Of several cells the first round the wheel counts. Our own definition: the
/// MER tables are richer in synonyms.
/// Throws Error if the graph has no TONE or the table lacks a column.
[[nodiscard]] LexiconTables builtin_tables(const ConceptGraph& graph, const Table& word_forms);

/// The lexicon that ships, from free words to groups of emotions: builtin_tables() of all that
/// ships. Built at the first call and kept.
[[nodiscard]] const Lexicon& builtin_lexicon();

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/builtin_inl.hpp>
#endif
