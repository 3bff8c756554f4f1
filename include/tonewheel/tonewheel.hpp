#pragma once

/// Everything, for users and examples; never included inside the library. Not here: what is in the
/// compiled library only (core/build_info.hpp), Boost's view of a graph (graph/boost.hpp) and the
/// component exchange (exchange.hpp).

#include <tonewheel/affect.hpp>
#include <tonewheel/core.hpp>
#include <tonewheel/dataset.hpp>
#include <tonewheel/evaluate.hpp>
#include <tonewheel/graph.hpp>
#include <tonewheel/kernel.hpp>
#include <tonewheel/lexicon.hpp>
#include <tonewheel/metric.hpp>
#include <tonewheel/ontology.hpp>
#include <tonewheel/wheel.hpp>
