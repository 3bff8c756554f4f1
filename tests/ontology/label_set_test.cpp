#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/tone.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Names = std::vector<std::string>;

const ConceptGraph& whole() {
  static const ConceptGraph graph = atlas();
  return graph;
}

Names names_of(const std::string& key) {
  Names names;
  for (const ConceptId id : label_set(whole(), key).labels) {
    names.emplace_back(whole()[id].name());
  }
  return names;
}

Names codes_of(const std::string& key) {
  Names codes;
  for (const ConceptId id : label_set(whole(), key).labels) {
    codes.push_back(whole()[id].notation);
  }
  return codes;
}

Names counted(std::size_t n) {
  Names codes;
  for (std::size_t i = 0; i < n; ++i) {
    codes.push_back(std::to_string(i));
  }
  return codes;
}

Names sorted(Names names) {
  std::sort(names.begin(), names.end());
  return names;
}

const Names goemotions{"admiration",  "amusement", "anger",         "annoyance",  "approval",
                       "caring",      "confusion", "curiosity",     "desire",     "disappointment",
                       "disapproval", "disgust",   "embarrassment", "excitement", "fear",
                       "gratitude",   "grief",     "joy",           "love",       "nervousness",
                       "optimism",    "pride",     "realization",   "relief",     "remorse",
                       "sadness",     "surprise"};

}  // namespace

TEST_CASE("label sets: AffectNet with its codes") {
  const Names eight{"neutral", "happy", "sad", "surprise", "fear", "disgust", "anger", "contempt"};
  CHECK(names_of("affectnet8") == eight);
  CHECK(codes_of("affectnet8") == counted(8));
  CHECK(names_of("affectnet7") == Names(eight.begin(), eight.end() - 1));
  CHECK(codes_of("affectnet7") == counted(7));
}

TEST_CASE("label sets: GoEmotions, 27 and 28, with the published codes") {
  CHECK(names_of("goemotions") == goemotions);
  CHECK(codes_of("goemotions") == counted(27));
  Names with_neutral = goemotions;
  with_neutral.emplace_back("neutral");
  CHECK(names_of("goemotions28") == with_neutral);
  CHECK(codes_of("goemotions28") == counted(28));
  CHECK(sorted(names_of("goemotions-sentiment")) ==
        Names{"ambiguous", "negative", "neutral", "positive"});
  for (const ConceptId id : label_set(whole(), "goemotions-sentiment").labels) {
    CHECK(whole()[id].kind == ConceptKind::sentiment);
  }
}

TEST_CASE("label sets: FER-2013, Ekman, Plutchik, Mikels") {
  CHECK(names_of("fer2013") ==
        Names{"angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"});
  CHECK(codes_of("fer2013") == counted(7));
  const Names big6{"anger", "disgust", "fear", "happiness", "sadness", "surprise"};
  CHECK(names_of("ekman") == big6);
  CHECK(names_of("emotionml-big6") == big6);
  CHECK(codes_of("ekman") == Names(6));
  CHECK(names_of("plutchik8") ==
        Names{"joy", "trust", "fear", "surprise", "sadness", "disgust", "anger", "anticipation"});
  const Names mikels{"amusement", "awe",     "contentment", "excitement",
                     "anger",     "disgust", "fear",        "sadness"};
  CHECK(names_of("mikels8") == mikels);
  CHECK(codes_of("mikels8") == counted(8));
  CHECK(sorted(names_of("emo8")) == sorted(mikels));
  CHECK(codes_of("emo8") == Names(8));
  Names artemis = mikels;
  artemis.emplace_back("something else");
  CHECK(sorted(names_of("artemis")) == sorted(artemis));
}

TEST_CASE("label sets: EMOTIC, EmpatheticDialogues, SemEval") {
  CHECK(names_of("emotic") ==
        Names{"Affection",     "Anger",       "Annoyance",     "Anticipation", "Aversion",
              "Confidence",    "Disapproval", "Disconnection", "Disquietment", "Doubt/Confusion",
              "Embarrassment", "Engagement",  "Esteem",        "Excitement",   "Fatigue",
              "Fear",          "Happiness",   "Pain",          "Peace",        "Pleasure",
              "Sadness",       "Sensitivity", "Suffering",     "Surprise",     "Sympathy",
              "Yearning"});
  CHECK(codes_of("emotic") == counted(26));
  CHECK(names_of("empatheticdialogues") ==
        Names{"afraid",       "angry",        "annoyed",   "anticipating", "anxious",
              "apprehensive", "ashamed",      "caring",    "confident",    "content",
              "devastated",   "disappointed", "disgusted", "embarrassed",  "excited",
              "faithful",     "furious",      "grateful",  "guilty",       "hopeful",
              "impressed",    "jealous",      "joyful",    "lonely",       "nostalgic",
              "prepared",     "proud",        "sad",       "sentimental",  "surprised",
              "terrified",    "trusting"});
  CHECK(names_of("semeval-ec") == Names{"anger", "anticipation", "disgust", "fear", "joy", "love",
                                        "optimism", "pessimism", "sadness", "surprise", "trust"});
}

TEST_CASE("label sets: EmotionML's everyday words and OCC") {
  CHECK(sorted(names_of("emotionml-everyday")) ==
        Names{"affectionate", "afraid", "amused", "angry", "bored", "confident", "content",
              "disappointed", "excited", "happy", "interested", "loving", "pleased", "relaxed",
              "sad", "satisfied", "worried"});
  CHECK(
      sorted(names_of("occ")) ==
      Names{
          "admiration", "anger",         "disappointment", "distress",  "fear",   "fears-confirmed",
          "gloating",   "gratification", "gratitude",      "happy-for", "hate",   "hope",
          "joy",        "love",          "pity",           "pride",     "relief", "remorse",
          "reproach",   "resentment",    "satisfaction",   "shame"});
}

TEST_CASE("label sets: small ones") {
  CHECK(sorted(names_of("meld")) ==
        Names{"anger", "disgust", "fear", "joy", "neutral", "sadness", "surprise"});
  CHECK(sorted(names_of("iemocap")) == Names{"angry", "happy", "neutral", "sad"});
  CHECK(names_of("mer") == Names{"neutral", "angry", "happy", "sad", "worried", "surprise"});
  CHECK(sorted(names_of("leia")) == Names{"affection", "anger", "fear", "happiness", "sadness"});
  CHECK(sorted(names_of("ube")) == Names{"anger", "fear", "joy", "love", "sadness", "surprise"});
  CHECK(sorted(names_of("heco")) == Names{"anger", "disgust", "excitement", "fear", "happiness",
                                          "peace", "sadness", "surprise"});
  CHECK(names_of("armanemo").size() == 7);
  CHECK(sorted(names_of("armanemo")) ==
        Names{"ANGRY", "FEAR", "HAPPY", "HATE", "OTHER", "SAD", "SURPRISE"});
  CHECK(sorted(names_of("emoart")) == Names{"alarmed", "annoyed", "aroused", "bored", "calm",
                                            "contentment", "excited", "frustrated", "glad", "happy",
                                            "sad", "tired"});
  CHECK(names_of("emotion6").size() == 6);
}

TEST_CASE("label sets: thirty action units with their numbers") {
  CHECK(codes_of("facs") == Names{"1",  "2",  "4",  "5",  "6",  "7",  "9",  "10", "11", "12",
                                  "13", "14", "15", "16", "17", "18", "19", "20", "22", "23",
                                  "24", "25", "26", "27", "28", "29", "30", "31", "32", "43"});
  CHECK(names_of("facs") == Names{"inner brow raiser",
                                  "outer brow raiser",
                                  "brow lowerer",
                                  "upper lid raiser",
                                  "cheek raiser",
                                  "lid tightener",
                                  "nose wrinkler",
                                  "upper lip raiser",
                                  "nasolabial deepener",
                                  "lip corner puller",
                                  "cheek puffer",
                                  "dimpler",
                                  "lip corner depressor",
                                  "lower lip depressor",
                                  "chin raiser",
                                  "lip pucker",
                                  "tongue show",
                                  "lip stretcher",
                                  "funneler",
                                  "lip tightener",
                                  "lip pressor",
                                  "lips part",
                                  "jaw drop",
                                  "mouth stretch",
                                  "lip suck",
                                  "jaw thrust",
                                  "jaw sideways",
                                  "jaw clencher",
                                  "lip bite",
                                  "eyes closed"});
  const LabelSet facs = label_set(whole(), "facs");
  for (const ConceptId id : facs.labels) {
    CHECK(whole()[id].kind == ConceptKind::action_unit);
    CHECK_FALSE(whole()[id].affect.has_value());
  }
  CHECK(find_label(whole(), facs, "12") == 9U);
  CHECK(find_label(whole(), facs, "Lip Corner Puller") == 9U);
  CHECK_FALSE(find_label(whole(), facs, "3").has_value());
}

TEST_CASE("label sets: symptoms of ReDSM5") {
  Names ten{"DEPRESSED_MOOD",    "ANHEDONIA",  "APPETITE_CHANGE", "SLEEP_ISSUES",
            "PSYCHOMOTOR",       "FATIGUE",    "WORTHLESSNESS",   "COGNITIVE_ISSUES",
            "SUICIDAL_THOUGHTS", "NO_SYMPTOMS"};
  CHECK(names_of("redsm5-10") == ten);
  ten.pop_back();
  CHECK(names_of("redsm5") == ten);
  for (const ConceptId id : label_set(whole(), "redsm5").labels) {
    CHECK(whole()[id].kind == ConceptKind::symptom);
    CHECK_FALSE(whole()[id].affect.has_value());
  }
}

TEST_CASE("label sets: tiers of TONE and other schemes") {
  CHECK(names_of("tone-primary") == Names{"love", "joy", "surprise", "anger", "sadness", "fear"});
  CHECK(names_of("tone-secondary").size() == 25);
  CHECK(names_of("tone-tertiary").size() == 135);
  CHECK(names_of("tone").size() == 166);
  CHECK(names_of("plutchik").size() == 52);  // 24 words, 28 blends
  CHECK(names_of("pad151").size() == 151);
  CHECK(names_of("universal").size() == 8);
  CHECK(names_of("geneva").size() == 20);
  for (const ConceptId id : label_set(whole(), "tone").labels) {
    CHECK(whole()[id].kind == ConceptKind::emotion);
  }
}

TEST_CASE("label sets: 29 published ones, with titles and sources, all keys are known") {
  ConceptGraph graph;
  const auto schemes = add_label_sets(graph);
  CHECK(schemes.size() == 29);
  std::size_t labels = 0;
  for (const SchemeId each : schemes) {
    CHECK_FALSE(graph.scheme(each).title.empty());
    CHECK_FALSE(graph.scheme(each).source.empty());
    CHECK_FALSE(graph.members(each).empty());
    labels += graph.members(each).size();
  }
  CHECK(labels == 344);
  CHECK(graph.size() == 344);
  CHECK(label_set_keys(graph).size() == 29);
  CHECK_THROWS_AS((void)add_label_sets(graph), Error);
  const auto keys = label_set_keys(whole());
  CHECK(std::find(keys.begin(), keys.end(), "tone-secondary") != keys.end());
  CHECK(std::find(keys.begin(), keys.end(), "roberts-2") != keys.end());
  // Three tiers of TONE; two rings of plutchik, three of willcox-a, willcox-b, roberts and junto.
  CHECK(keys.size() == whole().schemes().size() + 3 + 2 + 4 * 3);
  for (const std::string& key : keys) {
    const LabelSet set = label_set(whole(), key);
    CHECK(set.key == key);
    CHECK_FALSE(set.title.empty());
    CHECK_FALSE(set.source.empty());
    CHECK_FALSE(set.labels.empty());
  }
}

TEST_CASE("label sets: an unknown one is an error that lists the keys") {
  const std::string message = message_of([] { (void)label_set(whole(), "goemotion"); });
  CHECK(contains(message, "\"goemotion\""));
  for (const std::string& key : label_set_keys(whole())) {
    CHECK(contains(message, key));
  }
  CHECK_THROWS_AS((void)label_set(whole(), ""), Error);
  CHECK_THROWS_AS((void)label_set(ConceptGraph{}, "tone-primary"), Error);
}

TEST_CASE("find_label in a set: by folded name, then by code") {
  const LabelSet affectnet = label_set(whole(), "affectnet8");
  CHECK(find_label(whole(), affectnet, "contempt") == 7U);
  CHECK(find_label(whole(), affectnet, " CONTEMPT ") == 7U);
  CHECK(find_label(whole(), affectnet, "7") == 7U);
  CHECK(find_label(whole(), affectnet, " 0\t") == 0U);
  CHECK_FALSE(find_label(whole(), affectnet, "07").has_value());
  CHECK_FALSE(find_label(whole(), affectnet, "8").has_value());
  CHECK_FALSE(find_label(whole(), affectnet, "").has_value());
  CHECK_FALSE(find_label(whole(), affectnet, " ").has_value());
  CHECK_FALSE(find_label(whole(), affectnet, "trust").has_value());
  const LabelSet ekman = label_set(whole(), "ekman");  // without codes
  CHECK_FALSE(find_label(whole(), ekman, "0").has_value());
  CHECK_FALSE(find_label(whole(), ekman, "").has_value());
  CHECK(find_label(whole(), label_set(whole(), "redsm5"), "depressed mood") == 0U);
  for (const std::string& key : label_set_keys(whole())) {
    const LabelSet set = label_set(whole(), key);
    for (std::size_t i = 0; i < set.labels.size(); ++i) {
      const auto at = find_label(whole(), set, whole()[set.labels[i]].name());
      REQUIRE(at.has_value());  // homonyms: the first of them
      CHECK(whole()[set.labels[*at]].name() == whole()[set.labels[i]].name());
      CHECK(*at <= i);
    }
  }
}

TEST_CASE("find_label in a set: names win over codes") {
  ConceptGraph graph;
  const SchemeId scheme = graph.add_scheme({.key = "levels"});
  for (const auto& [code, label] : {std::pair("1", "2"), std::pair("2", "1")}) {
    graph.add({.key = label,
               .scheme = scheme,
               .notation = code,
               .labels = {{{label, "en"}, LabelKind::preferred}}});
  }
  const LabelSet set = label_set(graph, "levels");
  CHECK(find_label(graph, set, "2") == 0U);
  CHECK(find_label(graph, set, "1") == 1U);
}

TEST_CASE("label sets: groupings stand as broad matches with their source") {
  const ConceptGraph& graph = whole();
  const auto groups = graph.out(graph.get("goemotions/joy"), relation::broad_match);
  Names keys;
  for (const ConceptId each : groups) {
    keys.push_back(graph[each].key);
  }
  CHECK(std::find(keys.begin(), keys.end(), "ekman/happiness") != keys.end());
  CHECK(std::find(keys.begin(), keys.end(), "goemotions-sentiment/positive") != keys.end());
  for (const ConceptId each : groups) {
    CHECK_FALSE(graph.find_relation(graph.get("goemotions/joy"), relation::broad_match, each)
                    ->source.empty());
  }
}
