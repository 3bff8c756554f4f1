#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/tsv.hpp>
#include <tonewheel/lexicon/fold.hpp>

#include "names.hpp"
#include "tsv_columns.hpp"
#include "utf8.hpp"

namespace tonewheel {
namespace {

using namespace exchange;
using namespace exchange::tsv_column;

class TsvReader {
 public:
  TsvReader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  ConceptGraph read() {
    if (!next() || !std::equal(tsv_columns.begin(), tsv_columns.end(), row_.begin())) {
      throw Error(Place{file_, 0, {}},
                  "expected a header of the columns record, subject, predicate, object, language, "
                  "weight and source, separated by tabs");
    }
    while (next()) {
      ++number_;
      read_row();
    }
    number_ = 0;
    flush();
    return std::move(graph_);
  }

 private:
  [[noreturn]] void fail(TsvColumn column, const std::string& message) const {
    throw Error(Place{file_, number_, std::string(tsv_columns[column])}, message);
  }
  [[noreturn]] void unexpected(TsvColumn column, const std::string& expected) const {
    fail(column, "found " + shown(row_[column]) + ", expected " + expected);
  }
  template <class Action>
  void placed(std::uint64_t row, const Action& action) const {
    try {
      action();
    } catch (const Error& error) {
      throw Error(Place{file_, row, {}}, error.what());
    }
  }

  /// The next line in row_; false at the end.
  bool next() {
    if (text_.empty()) {
      return false;
    }
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    std::string_view line = text_.substr(0, end);
    text_.remove_prefix(std::min(text_.size(), end + 1));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (invalid_utf8(line)) {
      throw Error(Place{file_, number_ + 1, {}}, "found a byte that is not UTF-8");
    }
    std::size_t fields = 0;
    for (bool more = true; more; ++fields) {
      const std::size_t tab = line.find('\t');
      more = tab != std::string_view::npos;
      if (fields < row_.size()) {
        row_[fields] = unescaped(line.substr(0, tab));
      }
      line.remove_prefix(more ? tab + 1 : line.size());
    }
    if (fields != row_.size()) {
      throw Error(
          Place{file_, number_ + 1, {}},
          "found " + std::to_string(fields) + " cells, expected " + std::to_string(row_.size()));
    }
    return true;
  }
  [[nodiscard]] std::string unescaped(std::string_view cell) const {
    std::string out;
    for (std::size_t i = 0; i < cell.size(); ++i) {
      if (cell[i] != '\\') {
        out += cell[i];
        continue;
      }
      const char next = ++i < cell.size() ? cell[i] : ' ';
      const std::size_t which = std::string_view("tnr\\").find(next);
      if (which == std::string_view::npos) {
        throw Error(Place{file_, number_ + 1, {}}, "found a backslash before " +
                                                       shown(std::string_view(&next, 1)) +
                                                       ", expected t, n, r or a backslash");
      }
      out += "\t\n\r\\"[which];
    }
    return out;
  }

  void read_row() {
    const std::string& what = row_[record];
    if (what == "scheme") {
      read_scheme();
    } else if (what == "type") {
      read_type();
    } else if (what == "concept") {
      read_concept();
    } else if (what == "label") {
      open_concept();
      Label label;
      label.text = row_[object];
      label.language = row_[language];
      label.kind = enum_of<LabelKind>(predicate, label_kind_names);
      draft_.labels.push_back(std::move(label));
    } else if (what == "definition") {
      open_concept();
      require_empty(predicate);
      draft_.definitions.push_back({row_[object], row_[language]});
    } else if (what == "affect") {
      read_affect();
    } else if (what == "relation") {
      read_relation();
    } else {
      unexpected(record, "scheme, type, concept, label, definition, affect or relation");
    }
    if (what != "label" && what != "definition") {
      require_empty(language);
    }
    if (what != "relation") {
      require_empty(weight);
    }
    if (what != "relation" && what != "affect") {
      require_empty(source);
    }
  }
  void require_empty(TsvColumn column) const {
    if (!row_[column].empty()) {
      unexpected(column, "nothing in a " + row_[record] + " row");
    }
  }
  template <class Enum, std::size_t Count>
  [[nodiscard]] Enum enum_of(TsvColumn column,
                             const std::array<std::string_view, Count>& names) const {
    const auto found = std::find(names.begin(), names.end(), row_[column]);
    if (found == names.end()) {
      unexpected(column, listed(names));
    }
    return static_cast<Enum>(found - names.begin());
  }

  // An element spans rows that follow each other; it is added when the next one starts.
  enum class Open : unsigned char { nothing, scheme, type, node };
  void flush() {
    const std::uint64_t row = open_row_;
    switch (std::exchange(open_, Open::nothing)) {
      case Open::scheme:
        placed(row, [&] { graph_.add_scheme(std::exchange(scheme_, {})); });
        break;
      case Open::type:
        placed(row, [&] { graph_.add_relation_type(std::exchange(type_, {})); });
        break;
      case Open::node:
        placed(row, [&] { graph_.add(std::exchange(draft_, {})); });
        break;
      case Open::nothing:
        break;
    }
  }
  void open(Open what) {
    flush();
    open_ = what;
    open_row_ = number_;
  }
  void require_open(Open what, const std::string& key) const {
    if (open_ != what || row_[subject] != key) {
      unexpected(subject, "the subject of the row before; an element's rows follow each other");
    }
  }
  void open_concept() const { require_open(Open::node, draft_.key); }

  void read_scheme() {
    if (row_[predicate].empty()) {
      open(Open::scheme);
      scheme_.key = row_[subject];
      require_empty(object);
      return;
    }
    require_open(Open::scheme, scheme_.key);
    const std::unordered_map<std::string_view, std::string*> places{
        {"iri", &scheme_.iri}, {"title", &scheme_.title}, {"source", &scheme_.source}};
    set(places, "iri, title or source");
  }
  void set(const std::unordered_map<std::string_view, std::string*>& places,
           const std::string& expected) {
    const auto found = places.find(row_[predicate]);
    if (found == places.end()) {
      unexpected(predicate, expected);
    }
    if (!found->second->empty()) {
      fail(predicate, "found " + shown(row_[predicate]) + " a second time");
    }
    *found->second = row_[object];
  }

  void read_type() {
    if (row_[predicate].empty()) {
      open(Open::type);
      type_.key = row_[subject];
      require_empty(object);
      return;
    }
    require_open(Open::type, type_.key);
    const auto law = std::find(law_names.begin(), law_names.end(), row_[predicate]);
    if (law != law_names.end()) {
      require_empty(object);
      type_.laws.*law_members[static_cast<std::size_t>(law - law_names.begin())] = true;
      return;
    }
    const std::unordered_map<std::string_view, std::string*> places{
        {"iri", &type_.iri}, {"inverse", &type_.inverse}, {"label", &type_.label}};
    set(places, "iri, inverse, label, symmetric, transitive or asymmetric");
  }

  void read_concept() {
    const std::string& what = row_[predicate];
    if (what == "kind") {
      open(Open::node);
      draft_.key = row_[subject];
      draft_.kind = enum_of<ConceptKind>(object, concept_kind_names);
      return;
    }
    open_concept();
    if (what == "scheme") {
      draft_.scheme = graph_.find_scheme(row_[object]);
      if (!draft_.scheme) {
        unexpected(object, "a scheme of an earlier row");
      }
    } else if (what == "tier") {
      int tier = 0;
      const std::string& text = row_[object];
      const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), tier);
      if (status != std::errc{} || end != text.data() + text.size()) {
        unexpected(object, "an integer");
      }
      draft_.tier = tier;
    } else if (what == "angle") {
      draft_.angle = number(object);
    } else {
      const std::unordered_map<std::string_view, std::string*> places{
          {"iri", &draft_.iri}, {"notation", &draft_.notation}, {"source", &draft_.source}};
      set(places, "kind, iri, scheme, tier, notation, angle or source");
    }
  }
  [[nodiscard]] double number(TsvColumn column) const {
    const auto value = parse_number(row_[column]);
    if (!value) {
      unexpected(column, "a number");
    }
    return *value;
  }

  void read_affect() {
    open_concept();
    ConceptAffect affect;
    affect.origin = enum_of<AffectOrigin>(predicate, affect_origin_names);
    affect.source = row_[source];
    std::array<double, 9> numbers{};
    std::string_view rest = row_[object];
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const std::size_t gap = rest.find(' ');
      const auto value = parse_number(rest.substr(0, gap));
      if (!value || (gap == std::string_view::npos) != (i + 1 == numbers.size())) {
        unexpected(object, "nine numbers");
      }
      numbers[i] = *value;
      rest.remove_prefix(gap == std::string_view::npos ? rest.size() : gap + 1);
    }
    affect.mean = {numbers[0], numbers[1], numbers[2]};
    std::copy(numbers.begin() + 3, numbers.end(), affect.covariance.begin());
    draft_.affect = std::move(affect);
  }

  void read_relation() {
    flush();
    const auto from = graph_.find(row_[subject]);
    const auto type = graph_.find_relation_type(row_[predicate]);
    const auto to = graph_.find(row_[object]);
    if (!from || !to) {
      unexpected(from ? object : subject, "a concept of an earlier row");
    }
    if (!type) {
      unexpected(predicate, "a built-in relation type or one of an earlier row");
    }
    RelateOptions options;
    options.source = row_[source];
    if (!row_[weight].empty()) {
      options.weight = number(weight);
    }
    bool fresh = true;
    placed(number_, [&] { fresh = graph_.relate(*from, *type, *to, std::move(options)); });
    if (!fresh) {
      fail(subject, "found a relation that is stated already");
    }
  }

  std::string_view text_;
  const std::string& file_;
  TsvRow row_;
  std::uint64_t number_ = 0;
  Open open_ = Open::nothing;
  std::uint64_t open_row_ = 0;
  Scheme scheme_;
  RelationType type_;
  Concept draft_;
  ConceptGraph graph_;
};

}  // namespace

ConceptGraph graph_from_tsv(std::string_view text, const std::string& file) {
  return TsvReader(text, file).read();
}

}  // namespace tonewheel
