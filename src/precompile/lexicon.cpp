// Bodies of lexicon's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/lexicon/impl/builtin_inl.hpp>
#include <tonewheel/lexicon/impl/coverage_inl.hpp>
#include <tonewheel/lexicon/impl/extract_inl.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/impl/label_list_inl.hpp>
#include <tonewheel/lexicon/impl/label_lookup_inl.hpp>
#include <tonewheel/lexicon/impl/lexicon_inl.hpp>
#include <tonewheel/lexicon/impl/lexicon_tables_inl.hpp>
#include <tonewheel/lexicon/impl/lint_inl.hpp>
#include <tonewheel/lexicon/impl/morphology_inl.hpp>
#include <tonewheel/lexicon/impl/out_of_vocabulary_inl.hpp>
#include <tonewheel/lexicon/impl/trace_inl.hpp>
#include <tonewheel/lexicon/impl/word_index_inl.hpp>
