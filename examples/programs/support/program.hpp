#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/data/notice.hpp>

#include "support/option_values.hpp"

/// What every program does alike: exit codes, errors on stderr, --help and --version.
namespace program {

inline constexpr int done = 0;
inline constexpr int faulty = 1;     ///< it ran, but the data or the system failed it
inline constexpr int wrong_use = 2;  ///< the command line does not make sense

/// A command line that does not make sense beyond what the parser sees.
class WrongUse : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Runs a library call whose Error means that the command line is wrong.
template <class Call>
auto checked(Call call) {
  try {
    return call();
  } catch (const tonewheel::Error& error) {
    throw WrongUse(error.what());
  }
}

/// Whether the command line has `flag`, alone or beside others.
inline bool has_flag(int argc, char** argv, std::string_view flag) {
  for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {  // NOLINT: of main
    if (argv[i] == flag) {                                               // NOLINT: likewise
      return true;
    }
  }
  return false;
}

/// A name from the root on, with links followed as far as there are files.
inline std::filesystem::path full_path(const std::string& name) {
  std::error_code ignored;
  return std::filesystem::weakly_canonical(std::filesystem::absolute(name, ignored), ignored);
}

/// Whether two names are those of one file, there or to be; - is none.
inline bool same_file(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty() || a == "-" || b == "-") {
    return false;
  }
  std::error_code ignored;
  if (std::filesystem::is_character_file(a, ignored)) {
    return false;  // /dev/null takes and gives nothing
  }
  return std::filesystem::equivalent(a, b, ignored) || full_path(a) == full_path(b);
}

/// Prints to standard error; where that is closed or full, nothing is said, and the exit status
/// tells.
template <class... Arguments>
void say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  const std::string text = fmt::format(format, std::forward<Arguments>(arguments)...);
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

/// Prints what the licences of the program and of its tables ask for in every copy.
inline void print_licences(bool with_version) {
  if (with_version) {
    fmt::print("tonewheel {}\n\n", tonewheel::version);
  }
  fmt::print("{}\n{}", tonewheel::data::licence, tonewheel::data::notice);
}

/// Opens what is closed of standard input, output and error on nothing, so that no file takes their
/// place.
inline void ready_streams() {
  for (;;) {
    const int descriptor = ::open("/dev/null", O_RDWR);
    if (descriptor < 0 || descriptor > STDERR_FILENO) {
      if (descriptor >= 0) {
        ::close(descriptor);
      }
      return;
    }
  }
}

/// Parses the command line, then calls `run`; returns the exit code.
template <class Run>
int start(CLI::App& app, int argc, char** argv, Run run) {
  static_cast<void>(
      std::signal(SIGPIPE, SIG_IGN));  // a closed pipe is an error with a message, not a silent end
  ready_streams();
  app.set_version_flag("--version", std::string("tonewheel ") + tonewheel::version);
  app.add_flag("--licences")
      ->description("Print the licence and the notices that the tables' licences ask for");
  check_numbers(app);
  try {
    if (has_flag(argc, argv, "--licences")) {  // whatever else may be missing
      print_licences(has_flag(argc, argv, "--version"));
      return done;
    }
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : wrong_use;
  } catch (const std::exception& error) {
    say("{}: {}\n", app.get_name(), error.what());
    return faulty;
  }
  try {
    if (const std::string option = empty_option(app); !option.empty()) {
      throw WrongUse(option + ": found an empty text, expected a value (or the option left out)");
    }
    return run();
  } catch (const WrongUse& error) {
    say("{}: {}\nRun with --help for the options.\n", app.get_name(), error.what());
    return wrong_use;
  } catch (const tonewheel::OptionError& error) {
    say("{}: {}\nRun with --help for the options.\n", app.get_name(), error.what());
    return wrong_use;
  } catch (const std::exception& error) {
    say("{}: {}\n", app.get_name(), error.what());
    return faulty;
  }
}

}  // namespace program
