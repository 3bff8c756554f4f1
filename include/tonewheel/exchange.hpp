#pragma once

/// Files of ontologies and words: Turtle, RDF/XML, JSON, TSV, lexicons.

#include <tonewheel/exchange/affectnet_plus.hpp>
#include <tonewheel/exchange/data_table.hpp>
#include <tonewheel/exchange/dot.hpp>
#include <tonewheel/exchange/finished_lexicon_file.hpp>
#include <tonewheel/exchange/graph_file.hpp>
#include <tonewheel/exchange/graph_from_rdf.hpp>
#include <tonewheel/exchange/graph_report.hpp>
#include <tonewheel/exchange/graphml.hpp>
#include <tonewheel/exchange/iri.hpp>
#include <tonewheel/exchange/json.hpp>
#include <tonewheel/exchange/label_file.hpp>
#include <tonewheel/exchange/lexicon_file.hpp>
#include <tonewheel/exchange/mer_tables.hpp>
#include <tonewheel/exchange/named_lexicon.hpp>
#include <tonewheel/exchange/rdf.hpp>
#include <tonewheel/exchange/same_graph.hpp>
#include <tonewheel/exchange/synonym_groups_file.hpp>
#include <tonewheel/exchange/triple.hpp>
#include <tonewheel/exchange/tsv.hpp>
#include <tonewheel/exchange/turtle.hpp>
