#include <filesystem>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/exchange/named_lexicon.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/ontology/atlas.hpp>

namespace tonewheel {

void require_lexicon(const std::string& name, const LexiconFileOptions& options) {
  if (name == "builtin") {
    if (options.mer.format_csv) {
      throw Error("--format-csv belongs to the MER tables, found --lexicon builtin");
    }
  } else if (!std::filesystem::exists(name)) {
    throw Error("lexicon: found " + shown(name) + ", expected builtin, a file or a folder");
  }
}

LexiconTables named_lexicon_tables(const std::string& name, const LexiconFileOptions& options) {
  require_lexicon(name, options);
  return name == "builtin" ? builtin_tables(atlas(), Table::parse(data::word_forms))
                           : read_lexicon_tables(name, options);
}

Lexicon named_lexicon(const std::string& name, const LexiconFileOptions& options,
                      std::shared_ptr<const Morphology> morphology) {
  if (name == "builtin") {
    return Lexicon(named_lexicon_tables(name, options), std::move(morphology));
  }
  require_lexicon(name, options);
  return read_lexicon(name, options, std::move(morphology));
}

}  // namespace tonewheel
