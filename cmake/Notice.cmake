# Makes the notices that the tables' licences ask for in every copy: src/data/SOURCES.md -> NOTICE,
# and a header OUT/tonewheel/data/notice.hpp with the bytes of LICENSE and NOTICE. A table whose
# licence has no rule here stops the build. Run as a script (-D SOURCE=folder of the project
# -D OUT=folder, in which NOTICE is written too) or included.

# What `licence` asks for: a line for the notice, or "" where nothing is asked. `author`: whose it is.
function(tonewheel_licence_notice table author licence out)
  set(text "")
  if(licence MATCHES "^CC BY(-[A-Z-]+)? ([0-9.]+)$")
    string(TOLOWER "by${CMAKE_MATCH_1}" kind)
    set(text "${licence}, https://creativecommons.org/licenses/${kind}/${CMAKE_MATCH_2}/")
  elseif(licence STREQUAL "Apache-2.0")
    set(text "Apache License, Version 2.0, https://www.apache.org/licenses/LICENSE-2.0")
  elseif(licence STREQUAL "MIT")
    if(NOT author MATCHES "^(editors of this table|tonewheel)")
      set(text "MIT License, whose permission notice and disclaimer are those of LICENSE")
    endif()
  elseif(NOT licence MATCHES "^(facts|CC0)")
    message(FATAL_ERROR "SOURCES.md: found the licence \"${licence}\" of ${table}, expected CC BY, "
            "CC0, Apache-2.0, MIT or facts; say in cmake/Notice.cmake whether it asks for a notice")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# The text of NOTICE from the rows of SOURCES.md and the texts in licences/.
function(tonewheel_notice data out)
  file(READ "${data}/SOURCES.md" sources)
  # Semicolons and brackets would part or join the items of a list.
  string(REPLACE ";" "<semicolon>" sources "${sources}")
  string(REPLACE "[" "<open>" sources "${sources}")
  string(REPLACE "]" "<close>" sources "${sources}")
  string(REPLACE "\n" ";" lines "${sources}")
  set(notices "")
  set(from_wordnet "")
  foreach(line IN LISTS lines)
    if(NOT line MATCHES "^\\| ([a-z0-9_]+\\.csv) \\| (.*) \\|$")
      continue()
    endif()
    set(table "${CMAKE_MATCH_1}")
    string(REPLACE " | " ";" cells "${CMAKE_MATCH_2}")
    list(LENGTH cells count)
    if(NOT count EQUAL 6)
      message(FATAL_ERROR "SOURCES.md: found ${count} cells behind ${table}, expected 6")
    endif()
    list(GET cells 0 author)
    list(GET cells 1 where)
    list(GET cells 2 licence)
    list(GET cells 3 edits)
    tonewheel_licence_notice("${table}" "${author}" "${licence}" asked)
    if(asked)
      string(APPEND notices "\n${table}\n  by: ${author}\n  from: ${where}\n"
             "  licence: ${asked}\n  changed: ${edits}\n")
    endif()
    if(line MATCHES "WordNet")
      list(APPEND from_wordnet "${table}")
    endif()
  endforeach()
  set(text "Tonewheel holds tables that others published. Their licences ask that this notice goes "
           "with every\ncopy. Everything else is under the licence in LICENSE.\n${notices}")
  list(JOIN text "" text)
  if(from_wordnet)
    list(JOIN from_wordnet ", " from_wordnet)
    file(READ "${data}/licences/WordNet-3.0.txt" wordnet)
    string(REPLACE ";" "<semicolon>" wordnet "${wordnet}")
    string(APPEND text "\nWordNet, against which word forms were checked (${from_wordnet})\n\n"
           "${wordnet}")
  endif()
  string(REPLACE "<semicolon>" ";" text "${text}")
  string(REPLACE "<open>" "[" text "${text}")
  string(REPLACE "<close>" "]" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Writes notice_file and the header below `headers`.
function(tonewheel_make_notice source notice_file headers)
  tonewheel_notice("${source}/src/data" notice)
  file(CONFIGURE OUTPUT "${notice_file}" @ONLY CONTENT "${notice}")
  file(READ "${source}/LICENSE" licence)
  file(CONFIGURE OUTPUT "${headers}/tonewheel/data/notice.hpp" @ONLY CONTENT [=[
#pragma once

// Made from LICENSE and src/data/SOURCES.md by cmake/Notice.cmake.

#include <string_view>

namespace tonewheel::data {

/// The licence of this library.
inline constexpr std::string_view licence = R"txt(@licence@)txt";

/// What the licences of the tables ask for in every copy: who made them, where they stand, under
/// which licence, and what was changed.
inline constexpr std::string_view notice = R"txt(@notice@)txt";

}  // namespace tonewheel::data
]=])
  if(NOT CMAKE_SCRIPT_MODE_FILE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}/LICENSE"
                 "${source}/src/data/SOURCES.md" "${source}/src/data/licences/WordNet-3.0.txt")
  endif()
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  tonewheel_make_notice("${SOURCE}" "${OUT}/NOTICE" "${OUT}")
endif()
