// Bodies of graph's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/graph/impl/affect_inl.hpp>
#include <tonewheel/graph/impl/closure_inl.hpp>
#include <tonewheel/graph/impl/components_inl.hpp>
#include <tonewheel/graph/impl/concept_graph_inl.hpp>
#include <tonewheel/graph/impl/crosswalk_inl.hpp>
#include <tonewheel/graph/impl/explanation_inl.hpp>
#include <tonewheel/graph/impl/extract_inl.hpp>
#include <tonewheel/graph/impl/graph_edit_inl.hpp>
#include <tonewheel/graph/impl/hierarchy_inl.hpp>
#include <tonewheel/graph/impl/information_content_inl.hpp>
#include <tonewheel/graph/impl/labelled_graph_inl.hpp>
#include <tonewheel/graph/impl/motif_inl.hpp>
#include <tonewheel/graph/impl/near_point_inl.hpp>
#include <tonewheel/graph/impl/ordered_tree_inl.hpp>
#include <tonewheel/graph/impl/page_rank_inl.hpp>
#include <tonewheel/graph/impl/query_inl.hpp>
#include <tonewheel/graph/impl/shortest_path_inl.hpp>
#include <tonewheel/graph/impl/similarity_inl.hpp>
#include <tonewheel/graph/impl/subgraph_inl.hpp>
#include <tonewheel/graph/impl/tree_edit_inl.hpp>
#include <tonewheel/graph/impl/validate_inl.hpp>
