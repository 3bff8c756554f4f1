#pragma once

/// What ships: TONE, Plutchik, label sets, spaces and crosswalks by name.

#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/label_atlas.hpp>
#include <tonewheel/ontology/label_crosswalk.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/matches.hpp>
#include <tonewheel/ontology/named_space.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/set_crosswalk.hpp>
#include <tonewheel/ontology/set_space.hpp>
#include <tonewheel/ontology/space_choice.hpp>
#include <tonewheel/ontology/space_model.hpp>
#include <tonewheel/ontology/space_scheme.hpp>
#include <tonewheel/ontology/tier.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/tone_ontology.hpp>
#include <tonewheel/ontology/vocabulary.hpp>
#include <tonewheel/ontology/wheel_schemes.hpp>
#include <tonewheel/ontology/word_forms.hpp>
