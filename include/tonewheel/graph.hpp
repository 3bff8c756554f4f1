#pragma once

/// Concepts, their relations, and what can be asked of them.

#include <tonewheel/graph/affect.hpp>
#include <tonewheel/graph/closure.hpp>
#include <tonewheel/graph/components.hpp>
#include <tonewheel/graph/concept.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/graph/crosswalk.hpp>
#include <tonewheel/graph/crosswalk_matrix.hpp>
#include <tonewheel/graph/explanation.hpp>
#include <tonewheel/graph/extract.hpp>
#include <tonewheel/graph/graph_edit.hpp>
#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/graph/information_content.hpp>
#include <tonewheel/graph/labelled_graph.hpp>
#include <tonewheel/graph/matrices.hpp>
#include <tonewheel/graph/motif.hpp>
#include <tonewheel/graph/near_point.hpp>
#include <tonewheel/graph/ordered_tree.hpp>
#include <tonewheel/graph/page_rank.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/graph/relation.hpp>
#include <tonewheel/graph/shortest_path.hpp>
#include <tonewheel/graph/similarity.hpp>
#include <tonewheel/graph/subgraph.hpp>
#include <tonewheel/graph/tree_edit.hpp>
#include <tonewheel/graph/validate.hpp>
