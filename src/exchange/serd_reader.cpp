#include <serd/serd.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <memory>

#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/iri.hpp>

#include "rdf_reader.hpp"

namespace tonewheel::exchange {
namespace {

std::string text_of(const SerdNode* node) {
  if (node == nullptr || node->buf == nullptr) {
    return {};
  }
  return {reinterpret_cast<const char*>(node->buf), node->n_bytes};
}

/// One reading: the bytes that serd pulls, and what it hands over.
class SerdSession {
 public:
  SerdSession(std::string_view text, const RdfOptions& options, const std::string& file)
      : text_(text), collector_(options, file), environment_(new_environment(options.base)) {}

  Triples read(RdfFormat format) {
    const std::unique_ptr<SerdReader, decltype(&serd_reader_free)> reader(
        serd_reader_new(format == RdfFormat::turtle ? SERD_TURTLE : SERD_NTRIPLES, this, nullptr,
                        &SerdSession::on_base, &SerdSession::on_prefix, &SerdSession::on_statement,
                        nullptr),
        &serd_reader_free);
    serd_reader_set_strict(reader.get(), true);
    serd_reader_set_error_sink(reader.get(), &SerdSession::on_error, this);
    // Byte by byte, so that a statement's line is known when it is complete.
    const SerdStatus status = serd_reader_read_source(
        reader.get(), &SerdSession::next_byte, &SerdSession::no_stream_error, this, nullptr, 1);
    if (status != SERD_SUCCESS && status != SERD_FAILURE) {
      collector_.complain(
          line_, {},
          std::string("not well-formed: ") + reinterpret_cast<const char*>(serd_strerror(status)));
    }
    if (at_ < text_.size()) {
      collector_.complain(line_, {}, "found text after the last statement, expected a statement");
    }
    return collector_.take();
  }

 private:
  static std::unique_ptr<SerdEnv, decltype(&serd_env_free)> new_environment(
      const std::string& base) {
    std::unique_ptr<SerdEnv, decltype(&serd_env_free)> environment(serd_env_new(nullptr),
                                                                   &serd_env_free);
    if (!base.empty()) {
      const SerdNode node =
          serd_node_from_string(SERD_URI, reinterpret_cast<const std::uint8_t*>(base.c_str()));
      serd_env_set_base_uri(environment.get(), &node);
    }
    return environment;
  }

  static SerdSession& self(void* handle) { return *static_cast<SerdSession*>(handle); }

  static std::size_t next_byte(void* buffer, std::size_t, std::size_t, void* stream) {
    SerdSession& session = self(stream);
    if (session.at_ > 0 && session.at_ <= session.text_.size() &&
        session.text_[session.at_ - 1] == '\n') {
      ++session.line_;
    }
    if (session.at_ >= session.text_.size()) {
      return 0;
    }
    *static_cast<char*>(buffer) = session.text_[session.at_++];
    return 1;
  }
  static int no_stream_error(void* /*stream*/) { return 0; }

  static SerdStatus on_error(void* handle, const SerdError* error) {
    SerdSession& session = self(handle);
    if (error->status == SERD_FAILURE) {
      return SERD_SUCCESS;
    }
    std::array<char, 400> message{};
    // The text is serd's own; its arguments come with it.
    (void)std::vsnprintf(message.data(), message.size(), error->fmt, *error->args);
    session.collector_.complain(error->line != 0 ? error->line : session.line_,
                                error->line != 0 ? std::to_string(error->col) : std::string(),
                                std::string(trim(message.data())));
    return SERD_SUCCESS;
  }
  static SerdStatus on_base(void* handle, const SerdNode* uri) {
    return status(self(handle).collector_.guarded([&] {
      const SerdSession& session = self(handle);
      const SerdNode absolute = session.resolved(uri);
      serd_env_set_base_uri(session.environment_.get(), &absolute);
      session.release(absolute);
    }));
  }
  static SerdStatus on_prefix(void* handle, const SerdNode* name, const SerdNode* uri) {
    return status(self(handle).collector_.guarded([&] {
      const SerdSession& session = self(handle);
      const SerdNode absolute = session.resolved(uri);
      serd_env_set_prefix(session.environment_.get(), name, &absolute);
      session.release(absolute);
    }));
  }
  static SerdStatus on_statement(void* handle, SerdStatementFlags /*flags*/,
                                 const SerdNode* /*graph*/, const SerdNode* subject,
                                 const SerdNode* predicate, const SerdNode* object,
                                 const SerdNode* datatype, const SerdNode* language) {
    return status(self(handle).collector_.guarded([&] {
      SerdSession& session = self(handle);
      Triple triple{.subject = session.term(subject),
                    .predicate = session.term(predicate).value,
                    .object = session.term(object),
                    .line = session.line_};
      if (datatype != nullptr && datatype->buf != nullptr) {
        triple.object.datatype = session.term(datatype).value;
      }
      triple.object.language = text_of(language);
      session.collector_.add(std::move(triple));
    }));
  }
  static SerdStatus status(bool good) { return good ? SERD_SUCCESS : SERD_ERR_INTERNAL; }

  /// An absolute IRI, to be released. Throws Error where there is nothing to resolve it against.
  [[nodiscard]] SerdNode resolved(const SerdNode* uri) const {
    if (serd_uri_string_has_scheme(uri->buf)) {
      return serd_node_copy(uri);
    }
    const SerdNode* base = serd_env_get_base_uri(environment_.get(), nullptr);
    if (base == nullptr || base->buf == nullptr) {
      collector_.fail(line_, "found relative IRI " + shown(text_of(uri)) +
                                 " and no base, expected an absolute IRI");
    }
    return serd_env_expand_node(environment_.get(), uri);
  }
  void release(SerdNode node) const { serd_node_free(&node); }

  [[nodiscard]] Term term(const SerdNode* node) const {
    switch (node->type) {
      case SERD_LITERAL:
        return {.kind = TermKind::literal, .value = text_of(node), .datatype = {}, .language = {}};
      case SERD_BLANK:
        return {.kind = TermKind::blank, .value = text_of(node), .datatype = {}, .language = {}};
      case SERD_CURIE:
        return iri(expanded(node));
      default: {
        if (serd_uri_string_has_scheme(node->buf)) {
          return iri(text_of(node));
        }
        const SerdNode absolute = resolved(node);
        std::string text = text_of(&absolute);
        release(absolute);
        return iri(std::move(text));
      }
    }
  }
  [[nodiscard]] Term iri(std::string text) const {
    if (!is_absolute_iri(text)) {
      collector_.fail(line_, "found IRI " + shown(text) + ", expected an absolute IRI");
    }
    return {.kind = TermKind::iri, .value = std::move(text), .datatype = {}, .language = {}};
  }
  [[nodiscard]] std::string expanded(const SerdNode* curie) const {
    SerdChunk prefix{};
    SerdChunk suffix{};
    if (serd_env_expand(environment_.get(), curie, &prefix, &suffix) != SERD_SUCCESS) {
      collector_.fail(line_, "found " + shown(text_of(curie)) + ", whose prefix is not declared");
    }
    return std::string(reinterpret_cast<const char*>(prefix.buf), prefix.len) +
           std::string(reinterpret_cast<const char*>(suffix.buf), suffix.len);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  TripleCollector collector_;
  std::unique_ptr<SerdEnv, decltype(&serd_env_free)> environment_;
};

}  // namespace

Triples read_with_serd(std::string_view text, const RdfOptions& options, const std::string& file) {
  return SerdSession(text, options, file).read(*options.format);
}

}  // namespace tonewheel::exchange
