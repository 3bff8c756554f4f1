# What a user may choose, and how our own code is compiled.

option(TONEWHEEL_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(TONEWHEEL_BUILD_EXAMPLES "Build the programs tonewheel-<name>" ${PROJECT_IS_TOP_LEVEL})
option(TONEWHEEL_BUILD_BENCHMARKS "Build the benchmarks (Google Benchmark)" OFF)
option(TONEWHEEL_STATIC_PROGRAMS
       "Link the programs with static libraries where there are any: they start sooner"
       ${PROJECT_IS_TOP_LEVEL})
option(TONEWHEEL_WARNINGS_AS_ERRORS "Stop at a compiler warning in our own code" OFF)
set(TONEWHEEL_SANITIZE "" CACHE STRING "Sanitizers for our own code, such as address,undefined")

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

include(CheckLinkerFlag)
check_linker_flag(CXX LINKER:--as-needed TONEWHEEL_LINKS_AS_NEEDED)
# How programs are linked; those that load or need a shared library, with all but that static.
set(tonewheel_static_link "")
set(tonewheel_mostly_static_link "")
if(TONEWHEEL_STATIC_PROGRAMS AND NOT BUILD_SHARED_LIBS AND NOT TONEWHEEL_SANITIZE)
  # Of a library's two forms the static one is found first.
  list(PREPEND CMAKE_FIND_LIBRARY_SUFFIXES ${CMAKE_STATIC_LIBRARY_SUFFIX})
  check_linker_flag(CXX "-static-libstdc++;-static-libgcc" TONEWHEEL_LINKS_MOSTLY_STATIC)
  if(TONEWHEEL_LINKS_MOSTLY_STATIC)
    set(tonewheel_mostly_static_link -static-libstdc++ -static-libgcc)
  endif()
  check_linker_flag(CXX -static-pie TONEWHEEL_LINKS_STATIC)
  if(TONEWHEEL_LINKS_STATIC)
    set(tonewheel_static_link -static-pie)
  endif()
endif()

# Flags of the library's own targets, programs and tests; never passed on to users.
add_library(tonewheel_own_flags INTERFACE)
target_compile_features(tonewheel_own_flags INTERFACE cxx_std_20)
target_compile_options(tonewheel_own_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
  # g++ 12 sees uninitialised members in every empty std::optional that it moves, and overlapping
  # copies in "text" + std::string (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict>
  $<$<BOOL:${TONEWHEEL_WARNINGS_AS_ERRORS}>:-Werror>)
if(TONEWHEEL_LINKS_AS_NEEDED)
  # A program loads the shared libraries that it uses, not all that the library can.
  target_link_options(tonewheel_own_flags INTERFACE LINKER:--as-needed)
endif()
if(TONEWHEEL_SANITIZE)
  target_compile_options(tonewheel_own_flags INTERFACE
    -fsanitize=${TONEWHEEL_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(tonewheel_own_flags INTERFACE -fsanitize=${TONEWHEEL_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # These two take g++ a third of its time; clang++ checks them, and null also traps under ASan.
    target_compile_options(tonewheel_own_flags INTERFACE -fno-sanitize=null,alignment)
  endif()
endif()

# The git revision for stamps: read at configure time, "unknown" outside a checkout.
execute_process(COMMAND git -C "${CMAKE_CURRENT_SOURCE_DIR}" describe --always --dirty --abbrev=12
                OUTPUT_VARIABLE TONEWHEEL_REVISION OUTPUT_STRIP_TRAILING_WHITESPACE
                ERROR_QUIET RESULT_VARIABLE git_status)
if(NOT git_status EQUAL 0)
  set(TONEWHEEL_REVISION "unknown")
endif()
