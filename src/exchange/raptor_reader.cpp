#include "rdf_reader.hpp"

#ifdef TONEWHEEL_RAPTOR_LIBRARY

#include <cstring>
#include <memory>
#include <mutex>

#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/iri.hpp>

#include "raptor_library.hpp"

namespace tonewheel {
namespace exchange {
namespace {

/// Stands in for the base that a file needs and does not have. No IRI of a file may start with it.
constexpr const char* no_base = "tonewheel-no-base://none/";
constexpr std::size_t chunk_bytes = std::size_t{1} << 16U;

template <class Char>
std::string text_of(const Char* text, std::size_t length) {
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text), length);
}

/// Refuses every URI that raptor or libxml2 would like to open.
int refuse_uri(void* /*data*/, raptor_uri* /*uri*/) {
  return 1;
}

template <class Thing>
using Free = void (*)(Thing*);

class RaptorSession {
 public:
  RaptorSession(const RaptorLibrary& raptor, const RdfOptions& options, const std::string& file)
      : raptor_(raptor),
        collector_(options, file),
        base_(options.base.empty() ? no_base : options.base) {}

  Triples read(std::string_view text) {
    // Opening and closing a world sets handlers of libxml2 that all worlds share.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    const std::unique_ptr<raptor_world, Free<raptor_world>> world(
        raptor_.new_world_internal(RAPTOR_VERSION), raptor_.free_world);
    if (world) {
      raptor_.world_set_flag(world.get(), RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1);
      raptor_.world_set_log_handler(world.get(), this, &RaptorSession::on_log);
      raptor_.world_set_generate_bnodeid_handler(world.get(), this, &RaptorSession::blank_name);
    }
    if (!world || raptor_.world_open(world.get()) != 0) {
      throw Error("raptor did not start");
    }
    const std::unique_ptr<raptor_parser, Free<raptor_parser>> parser(
        raptor_.new_parser(world.get(), "rdfxml"), raptor_.free_parser);
    const std::unique_ptr<raptor_uri, Free<raptor_uri>> base(
        raptor_.new_uri(world.get(), reinterpret_cast<const unsigned char*>(base_.c_str())),
        raptor_.free_uri);
    if (!parser || !base) {
      throw Error("raptor has no parser for RDF/XML");
    }
    set_up(parser.get());
    parse(parser.get(), base.get(), text);
    return collector_.take();
  }

 private:
  void set_up(raptor_parser* parser) {
    parser_ = parser;
    raptor_.parser_set_option(parser, RAPTOR_OPTION_NO_NET, nullptr, 1);
    raptor_.parser_set_option(parser, RAPTOR_OPTION_NO_FILE, nullptr, 1);
    raptor_.parser_set_option(parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, nullptr, 0);
    raptor_.parser_set_option(parser, RAPTOR_OPTION_NORMALIZE_LANGUAGE, nullptr, 0);
    raptor_.parser_set_uri_filter(parser, &refuse_uri, nullptr);
    raptor_.parser_set_statement_handler(parser, this, &RaptorSession::on_statement);
  }

  void parse(raptor_parser* parser, raptor_uri* base, std::string_view text) {
    bool good = raptor_.parser_parse_start(parser, base) == 0;
    while (good && !collector_.failed()) {
      const std::string_view chunk = text.substr(0, chunk_bytes);
      text.remove_prefix(chunk.size());
      good =
          raptor_.parser_parse_chunk(parser, reinterpret_cast<const unsigned char*>(chunk.data()),
                                     chunk.size(), text.empty() ? 1 : 0) == 0;
      if (text.empty()) {
        break;
      }
    }
    if (!good) {
      collector_.complain(line(), {}, "not well-formed RDF/XML");
    }
    parser_ = nullptr;
  }

  static RaptorSession& self(void* data) { return *static_cast<RaptorSession*>(data); }

  [[nodiscard]] std::uint64_t line() const {
    const raptor_locator* locator =
        parser_ == nullptr ? nullptr : raptor_.parser_get_locator(parser_);
    return locator != nullptr && locator->line > 0 ? static_cast<std::uint64_t>(locator->line) : 0;
  }

  static void on_log(void* data, raptor_log_message* message) {
    if (message->level >= RAPTOR_LOG_LEVEL_ERROR) {
      RaptorSession& session = self(data);
      const raptor_locator* at = message->locator;
      const std::uint64_t line =
          at != nullptr && at->line > 0 ? static_cast<std::uint64_t>(at->line) : session.line();
      session.collector_.complain(line, {}, message->text == nullptr ? "malformed" : message->text);
    }
  }

  /// Names of the file and names that are made up must not meet.
  static unsigned char* blank_name(void* data, unsigned char* given) {
    RaptorSession& session = self(data);
    const std::string name = given != nullptr
                                 ? "u" + std::string(reinterpret_cast<const char*>(given))
                                 : "g" + std::to_string(++session.blanks_);
    session.raptor_.free_memory(given);
    auto* copy = static_cast<unsigned char*>(session.raptor_.alloc_memory(name.size() + 1));
    if (copy != nullptr) {
      std::memcpy(copy, name.c_str(), name.size() + 1);
    }
    return copy;
  }

  static void on_statement(void* data, raptor_statement* statement) {
    RaptorSession& session = self(data);
    const bool good = session.collector_.guarded([&] {
      session.collector_.add({.subject = session.term(statement->subject),
                              .predicate = session.term(statement->predicate).value,
                              .object = session.term(statement->object),
                              .line = session.line()});
    });
    if (!good && session.parser_ != nullptr) {
      session.raptor_.parser_parse_abort(session.parser_);
    }
  }

  [[nodiscard]] std::string text_of_uri(raptor_uri* uri) const {
    std::size_t length = 0;
    const unsigned char* text = raptor_.uri_as_counted_string(uri, &length);
    return text_of(text, length);
  }

  [[nodiscard]] Term term(const raptor_term* node) const {
    if (node->type == RAPTOR_TERM_TYPE_LITERAL) {
      const raptor_term_literal_value& literal = node->value.literal;
      return {
          .kind = TermKind::literal,
          .value = text_of(literal.string, literal.string_len),
          .datatype = literal.datatype == nullptr ? std::string() : text_of_uri(literal.datatype),
          .language = text_of(literal.language, literal.language_len)};
    }
    if (node->type == RAPTOR_TERM_TYPE_BLANK) {
      return {.kind = TermKind::blank,
              .value = text_of(node->value.blank.string, node->value.blank.string_len),
              .datatype = {},
              .language = {}};
    }
    std::string iri = text_of_uri(node->value.uri);
    if (!is_absolute_iri(iri) || iri.starts_with("tonewheel-no-base:")) {
      collector_.fail(line(), "found IRI " + shown(iri) +
                                  ", expected an absolute one, or a base for relative ones");
    }
    return {.kind = TermKind::iri, .value = std::move(iri), .datatype = {}, .language = {}};
  }

  const RaptorLibrary& raptor_;
  TripleCollector collector_;
  std::string base_;
  raptor_parser* parser_ = nullptr;
  std::uint64_t blanks_ = 0;
};

}  // namespace

Triples read_with_raptor(std::string_view text, const RdfOptions& options,
                         const std::string& file) {
  const RaptorLibrary* raptor = nullptr;
  try {
    raptor = &RaptorLibrary::get();
  } catch (const Error& error) {
    throw Error(Place{file, 0, {}}, std::string("found RDF/XML; ") + error.what());
  }
  return RaptorSession(*raptor, options, file).read(text);
}

}  // namespace exchange

bool reads_rdf_xml() noexcept {
  try {
    (void)exchange::RaptorLibrary::get();
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace tonewheel

#else

namespace tonewheel {

Triples exchange::read_with_raptor(std::string_view /*text*/, const RdfOptions& /*options*/,
                                   const std::string& file) {
  throw Error(Place{file, 0, {}},
              "found RDF/XML, which this build of tonewheel does not read: it was made without "
              "raptor2 (TONEWHEEL_RDFXML)");
}

bool reads_rdf_xml() noexcept {
  return false;
}

}  // namespace tonewheel

#endif
