#include <string>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/trace.hpp>

#include "lexicon/sample_lexicon.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::sample_tables;
using support::Words;

TEST_CASE("trace: every step is a value") {
  const Lexicon lexicon(sample_tables());
  const Trace trace = explain(lexicon, " Fears ");
  CHECK(trace.label == " Fears ");
  CHECK(trace.folded == "fears");
  CHECK(trace.known);
  CHECK(trace.bases ==
        std::vector<TraceBase>{{"fear", {"scared"}}, {"fearless", {"brave", "proud"}}});
  CHECK(trace.m1 == "fear");
  CHECK(trace.m2 == "scared");
  CHECK(trace.steps == std::vector<TraceStep>{{"first", 1, {"proud", "scared"}, "proud", "happy"},
                                              {"first", 2, {"proud"}, "proud", "brave"},
                                              {"second", 1, {"brave"}, "brave", "joy"}});
  const Trace unknown = explain(lexicon, "Neutral");
  CHECK(unknown == Trace{"Neutral", "neutral", false, {}, {}, {}, {}, {}});
  const Trace lost = explain(lexicon, "lost");
  CHECK(lost.bases == std::vector<TraceBase>{{"lost", {}}});
  CHECK_FALSE(lost.m2.has_value());
  CHECK(lost.steps[2] == TraceStep{"second", 1, {}, {}, {}});
  CHECK(contains(message_of([&] { (void)explain(lexicon, "\xff"); }), "invalid UTF-8 at byte 0"));
}

TEST_CASE("trace: lines for people") {
  const Lexicon lexicon(sample_tables());
  CHECK(trace_text(explain(lexicon, " Fears ")) ==
        "\" Fears \" -> \"fears\"\n"
        "  base word fear: wheel words scared\n"
        "  base word fearless: wheel words brave, proud\n"
        "  m1: fear\n"
        "  m2: scared\n"
        "  first level 1: happy (proud, first of proud, scared)\n"
        "  first level 2: brave (proud, first of proud)\n"
        "  second level 1: joy (brave, first of brave)\n");
  CHECK(trace_text(explain(lexicon, "Neutral")) ==
        "\"Neutral\" -> \"neutral\": not in the lexicon\n");
  CHECK(contains(trace_text(explain(lexicon, "lost")),
                 "  base word lost: wheel words -\n  m1: lost\n  m2: -\n  first level 1: -\n"));
}
