#pragma once

/// From free words to groups of emotions.

#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/lexicon/coverage.hpp>
#include <tonewheel/lexicon/extract.hpp>
#include <tonewheel/lexicon/finished_lexicon.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/grouping.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/lexicon/label_lookup.hpp>
#include <tonewheel/lexicon/label_record.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/lexicon_stamp.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>
#include <tonewheel/lexicon/lint.hpp>
#include <tonewheel/lexicon/morphology.hpp>
#include <tonewheel/lexicon/out_of_vocabulary.hpp>
#include <tonewheel/lexicon/trace.hpp>
#include <tonewheel/lexicon/word_index.hpp>
