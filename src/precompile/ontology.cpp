// Bodies of ontology's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/ontology/impl/atlas_inl.hpp>
#include <tonewheel/ontology/impl/label_atlas_inl.hpp>
#include <tonewheel/ontology/impl/label_crosswalk_inl.hpp>
#include <tonewheel/ontology/impl/label_set_inl.hpp>
#include <tonewheel/ontology/impl/matches_inl.hpp>
#include <tonewheel/ontology/impl/named_space_inl.hpp>
#include <tonewheel/ontology/impl/plutchik_inl.hpp>
#include <tonewheel/ontology/impl/set_crosswalk_inl.hpp>
#include <tonewheel/ontology/impl/set_space_inl.hpp>
#include <tonewheel/ontology/impl/space_choice_inl.hpp>
#include <tonewheel/ontology/impl/space_model_inl.hpp>
#include <tonewheel/ontology/impl/space_scheme_inl.hpp>
#include <tonewheel/ontology/impl/tone_inl.hpp>
#include <tonewheel/ontology/impl/tone_ontology_inl.hpp>
#include <tonewheel/ontology/impl/vocabulary_inl.hpp>
#include <tonewheel/ontology/impl/wheel_schemes_inl.hpp>
#include <tonewheel/ontology/impl/word_forms_inl.hpp>
