#pragma once

#include <cmath>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/text.hpp>

/// What the values of options are held to in every program, beside what each option checks itself.
namespace program {

/// Numbers are numbers: a whole one has no sign that would be read as a huge number, and one that
/// is not finite is none. Before the command line is parsed.
inline void check_numbers(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    const std::string type = option->get_type_name();
    if (type.starts_with("UINT")) {
      option->check(CLI::Validator(
          [](std::string& text) {
            return text.starts_with('-') ? "found " + text + ", expected a whole number >= 0"
                                         : std::string();
          },
          ""));
    } else if (type.starts_with("FLOAT")) {
      option->check(CLI::Validator(
          [](std::string& text) {
            const auto value = tonewheel::parse_number(text);
            return value && !std::isfinite(*value) ? "found " + text + ", expected a finite number"
                                                   : std::string();
          },
          ""));
    }
  }
  for (CLI::App* each : app.get_subcommands([](CLI::App*) { return true; })) {
    check_numbers(*each);
  }
}

/// The first option that was given an empty text, as a script with an unset variable does; empty:
/// none was. After the command line is parsed.
inline std::string empty_option(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->nonpositional()) {
      for (const std::string& value : option->results()) {
        if (value.empty()) {
          return option->get_name();
        }
      }
    }
  }
  for (const CLI::App* each : app.get_subcommands()) {
    if (const std::string found = empty_option(*each); !found.empty()) {
      return found;
    }
  }
  return "";
}

/// --quoting, the same in every program that reads tables.
inline void add_quoting(CLI::App& app, std::optional<tonewheel::Quoting>& quoting) {
  app.add_option_function<std::string>(
         "--quoting",
         [&quoting](const std::string& text) {
           quoting = text == "none" ? tonewheel::Quoting::none : tonewheel::Quoting::standard;
         },
         "quotes of CSV and TSV: around cells, or a part of texts [standard; of TSV what its first "
         "1,000 records say]")
      ->check(CLI::IsMember({"standard", "none"}));
}

}  // namespace program
