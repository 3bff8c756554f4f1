#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/label_atlas.hpp>

using namespace tonewheel;

TEST_CASE("label atlas: the atlas without places, concept by concept and relation by relation") {
  const ConceptGraph labels = label_atlas();
  ConceptGraph whole = atlas();
  REQUIRE(labels.size() == whole.size());
  CHECK(labels.relation_count() == whole.relation_count());
  REQUIRE(labels.schemes().size() == whole.schemes().size());
  for (std::uint32_t i = 0; i < labels.schemes().size(); ++i) {
    CHECK(labels.schemes()[i].key == whole.schemes()[i].key);
    CHECK(labels.schemes()[i].source == whole.schemes()[i].source);
  }
  std::size_t placed = 0;
  std::size_t different = 0;
  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    const ConceptId id{i};
    placed += labels[id].affect.has_value() ? 1U : 0U;
    Concept expected = whole[id];
    expected.affect.reset();
    different += labels[id] == expected ? 0U : 1U;
    for (std::uint32_t type = 0; type < whole.relation_types().size(); ++type) {
      different +=
          labels.out(id, RelationTypeId{type}) == whole.out(id, RelationTypeId{type}) ? 0U : 1U;
    }
  }
  CHECK(placed == 0);
  CHECK(different == 0);
}
