#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/label_lookup.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/morphology.hpp>
#include <tonewheel/lexicon/trace.hpp>

#include "lexicon/sample_lexicon.hpp"
#include "support/errors.hpp"
#include "support/temporary_folder.hpp"
#include "support/wordnet.hpp"

using namespace tonewheel;
using support::contains;
using support::error_of;
using support::message_of;
using support::TemporaryFolder;
using support::Words;
using support::write_bytes;

namespace {

/// A WordNet of a few words.
void write_wordnet(const TemporaryFolder& folder) {
  write_bytes(folder / "noun.exc", "wolves wolf\naxes ax axis\nferae_naturae ghost\n");
  write_bytes(folder / "verb.exc", "felt feel\nmet  meet\n");
  write_bytes(folder / "adj.exc", "");
  write_bytes(folder / "adv.exc", "best well\n");
  write_bytes(folder / "index.noun",
              "  1 A line of the licence.\n"
              "ax n 1 0\naxis n 1 0\nboxful n\nbox n\nfeeling n\nfelt n\nfly n\nglass n\nwoman n\n"
              "wolf n\nletdown n 1\nbus n\nlet_down n\n");
  write_bytes(folder / "index.verb",
              "feel v 1\nfly v\nhat v\nhate v\nlet v\nlet_down v\nmeet v\npass v\nfelt v\n");
  write_bytes(folder / "index.adj", "happy a\nnice a 2\nkeen a\r\n");
  write_bytes(folder / "index.adv", "well r\nbest r");
}

}  // namespace

TEST_CASE("morphology: rules, exceptions and the index") {
  const TemporaryFolder folder;
  write_wordnet(folder);
  const Morphology words = Morphology::read(folder.path());
  const auto noun = [&](const char* word) { return words.base_forms(word, PartOfSpeech::noun); };
  const auto verb = [&](const char* word) { return words.base_forms(word, PartOfSpeech::verb); };
  CHECK(noun("wolves") == Words{"wolf"});
  CHECK(noun("axes") == Words{"ax", "axis"});
  CHECK(noun("boxes") == Words{"box"});
  CHECK(noun("flies") == Words{"fly"});
  CHECK(noun("women") == Words{"woman"});
  CHECK(noun("boxesful") == Words{"boxful"});
  CHECK(noun("glass") == Words{"glass"});
  CHECK(noun("buss").empty());
  CHECK(noun(" FEELINGS ") == Words{"feeling"});
  CHECK(noun("let downs") == Words{"let down"});
  CHECK(noun("ferae naturae").empty());
  CHECK(noun("s").empty());
  CHECK(noun("").empty());
  CHECK(verb("felt") == Words{"feel", "felt"});
  CHECK(verb("flies") == Words{"fly"});
  CHECK(verb("hating") == Words{"hate"});
  CHECK(verb("hated") == Words{"hate"});
  CHECK(verb("passes") == Words{"pass"});
  CHECK(verb("lets down") == Words{"let down"});
  CHECK(verb("hatred").empty());
  CHECK(words.base_forms("nicer", PartOfSpeech::adjective) == Words{"nice"});
  CHECK(words.base_forms("keenest", PartOfSpeech::adjective) == Words{"keen"});
  CHECK(words.base_forms("best", PartOfSpeech::adverb) == Words{"best", "well"});
  CHECK(words.base_forms("wells", PartOfSpeech::adverb).empty());
  CHECK(words.base_forms("felt") == Words{"feel", "felt"});
  CHECK(words.base_forms("flies") == Words{"fly"});
  CHECK(words.base_forms("愛").empty());
  CHECK(words.has("let down", PartOfSpeech::noun));
  CHECK_FALSE(words.has("let_down", PartOfSpeech::noun));
  CHECK(words.size(PartOfSpeech::noun) == 13);
  CHECK(words.size(PartOfSpeech::adverb) == 2);
  CHECK(contains(message_of([&] { (void)words.base_forms("a\xff"); }), "invalid UTF-8 at byte 1"));
  CHECK(name(PartOfSpeech::adjective) == "adjective");
}

TEST_CASE("morphology: files that are not WordNet's") {
  const auto fault = [](std::string_view file, std::string_view bytes) {
    const TemporaryFolder folder;
    write_wordnet(folder);
    write_bytes(folder / file, bytes);
    const auto error = error_of([&] { (void)Morphology::read(folder.path()); });
    return error ? std::pair(std::filesystem::path(error->place().file).filename().string() + ":" +
                                 std::to_string(error->place().row),
                             std::string(error->what()))
                 : std::pair(std::string("no Error"), std::string());
  };
  CHECK(fault("noun.exc", "wolves wolf\nalone\n").first == "noun.exc:2");
  CHECK(contains(fault("noun.exc", "alone").second, "found \"alone\" alone, expected a form"));
  CHECK(fault("index.verb", "  licence\nfeel v\nfly n\n").first == "index.verb:3");
  CHECK(
      contains(fault("index.verb", "fly n\n").second, "found \"n\" after \"fly\", expected \"v\""));
  CHECK(contains(fault("index.adv", "well\n").second, "found \"nothing\" after \"well\""));
  CHECK(fault("index.adj", "  only the licence\n").first == "index.adj:0");
  CHECK(contains(fault("index.adj", "").second, "found no words"));
  CHECK(fault("adj.exc", "\n\n").first == "no Error");
  CHECK_FALSE(message_of([] { (void)Morphology::read("no such folder"); }) == "no Error");
}

TEST_CASE("morphology: known words of WordNet 3.0") {
  if (!std::filesystem::exists(support::wordnet_folder / "index.noun")) {
    MESSAGE("skipped: WordNet is not installed");
    return;
  }
  const Morphology words = Morphology::read(support::wordnet_folder);
  // Counted in the files, by wnstats(7WN): 117798 nouns, 11529 verbs, 21479 adjectives, 4481
  // adverbs.
  CHECK(words.size(PartOfSpeech::noun) == 117798);
  CHECK(words.size(PartOfSpeech::verb) == 11529);
  CHECK(words.size(PartOfSpeech::adjective) == 21479);
  CHECK(words.size(PartOfSpeech::adverb) == 4481);
  const auto bases = [&](const char* word) { return words.base_forms(word); };
  CHECK(bases("happier") == Words{"happy"});
  CHECK(bases("happiest") == Words{"happy"});
  CHECK(bases("feelings") == Words{"feeling", "feelings"});
  CHECK(bases("felt") == Words{"feel", "felt"});
  CHECK(bases("wolves") == Words{"wolf"});
  CHECK(bases("fears") == Words{"fear"});
  CHECK(bases("feared") == Words{"fear"});
  CHECK(bases("hated") == Words{"hate", "hated"});
  CHECK(bases("worries") == Words{"worry"});
  CHECK(bases("panicking") == Words{"panic"});
  CHECK(bases("angrier") == Words{"angry"});
  CHECK(bases("wept") == Words{"weep"});
  CHECK(bases("happiness") == Words{"happiness"});
  CHECK(bases("joyfully") == Words{"joyfully"});
  CHECK(bases("unhappiness") == Words{"unhappiness"});
  CHECK(bases("disappointment") == Words{"disappointment"});
  CHECK(bases("lets down") == Words{"let down"});
  CHECK(bases("zzyzx").empty());
}

TEST_CASE("morphology: a lexicon looks up the base forms of words that it does not have") {
  const TemporaryFolder folder;
  write_wordnet(folder);
  LexiconTables tables;
  tables.name = "small";
  for (const char* word : {"feel", "wolf", "women"}) {
    tables.bases_of[word] = {word};
    tables.synonyms_of[word] = {word};
  }
  const Lexicon plain(tables);
  const Lexicon inflected(tables,
                          std::make_shared<const Morphology>(Morphology::read(folder.path())));
  CHECK_FALSE(plain.find("Wolves").has_value());
  CHECK(inflected.find("Wolves") == plain.find("wolf"));
  CHECK(inflected.find("felt") == plain.find("feel"));
  CHECK(inflected.find("women") == plain.find("women"));  // its own entry first
  CHECK_FALSE(inflected.find("boxes").has_value());       // a base form without an entry
  LabelLookup lookup(inflected);
  lookup.add_text("['Wolves ', 'felt', 'boxes']");
  lookup.look_up();
  CHECK(lookup.surfaces()[0] == plain.find("wolf")->index());
  CHECK(lookup.surfaces()[1] == plain.find("feel")->index());
  CHECK(lookup.surfaces()[2] == lookup.unknown());
  CHECK(lookup.unknown_label(0) == "boxes");
  const Trace trace = explain(inflected, "Wolves");
  CHECK(trace.folded == "wolves");
  CHECK(trace.surface == "wolf");
  CHECK(trace.m1 == "wolf");
}
