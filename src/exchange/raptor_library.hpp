#pragma once

#include <dlfcn.h>
#include <raptor2/raptor2.h>

#include <string>

#include <tonewheel/core/error.hpp>

namespace tonewheel::exchange {

/// The functions of raptor2 that reading RDF/XML takes, from its shared library, which is loaded
/// when they are first asked for: it brings thirty others along, and a program that reads no
/// RDF/XML would wait for them ten times as long as for its own start.
class RaptorLibrary {
 public:
  /// Loaded once, never unloaded. Throws Error where the system does not have the library, or one
  /// that lacks a function.
  static const RaptorLibrary& get() {
    static const RaptorLibrary library;
    return library;
  }

 private:
  void* const handle_ = ::dlopen(TONEWHEEL_RAPTOR_LIBRARY, RTLD_NOW | RTLD_LOCAL);

 public:
// A name stands for a type, a member and a symbol.
#define TONEWHEEL_RAPTOR(name)            \
  decltype(&::raptor_##name) const name = \
      reinterpret_cast<decltype(&::raptor_##name)>(find("raptor_" #name))
  TONEWHEEL_RAPTOR(alloc_memory);
  TONEWHEEL_RAPTOR(free_memory);
  TONEWHEEL_RAPTOR(free_parser);
  TONEWHEEL_RAPTOR(free_uri);
  TONEWHEEL_RAPTOR(free_world);
  TONEWHEEL_RAPTOR(new_parser);
  TONEWHEEL_RAPTOR(new_uri);
  TONEWHEEL_RAPTOR(new_world_internal);
  TONEWHEEL_RAPTOR(parser_get_locator);
  TONEWHEEL_RAPTOR(parser_parse_abort);
  TONEWHEEL_RAPTOR(parser_parse_chunk);
  TONEWHEEL_RAPTOR(parser_parse_start);
  TONEWHEEL_RAPTOR(parser_set_option);
  TONEWHEEL_RAPTOR(parser_set_statement_handler);
  TONEWHEEL_RAPTOR(parser_set_uri_filter);
  TONEWHEEL_RAPTOR(uri_as_counted_string);
  TONEWHEEL_RAPTOR(world_open);
  TONEWHEEL_RAPTOR(world_set_flag);
  TONEWHEEL_RAPTOR(world_set_generate_bnodeid_handler);
  TONEWHEEL_RAPTOR(world_set_log_handler);
#undef TONEWHEEL_RAPTOR

 private:
  RaptorLibrary() = default;

  [[nodiscard]] void* find(const char* symbol) const {
    void* const found = handle_ == nullptr ? nullptr : ::dlsym(handle_, symbol);
    if (found == nullptr) {
      const char* reason = ::dlerror();
      throw Error(
          std::string("it takes the shared library ") + TONEWHEEL_RAPTOR_LIBRARY +
          " of raptor2, which was not loaded: " + (reason == nullptr ? "no reason given" : reason));
    }
    return found;
  }
};

}  // namespace tonewheel::exchange
