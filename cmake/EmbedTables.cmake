# Writes one header for each table of facts: src/data/NAME.csv -> OUT/tonewheel/data/NAME.hpp with
# its bytes and their SHA-256. Run as a script (-D TABLES=folder -D OUT=folder) or included.

function(tonewheel_embed_tables tables out)
  if(CMAKE_SCRIPT_MODE_FILE)
    file(GLOB csv_files "${tables}/*.csv")
  else()
    file(GLOB csv_files CONFIGURE_DEPENDS "${tables}/*.csv")
  endif()
  foreach(csv IN LISTS csv_files)
    get_filename_component(name "${csv}" NAME_WE)
    file(READ "${csv}" text)
    file(SHA256 "${csv}" sha256)
    # A string literal holds at most 64 KiB everywhere; adjacent ones are joined.
    set(literals "")
    string(LENGTH "${text}" length)
    set(start 0)
    while(start LESS length)
      string(SUBSTRING "${text}" ${start} 8000 piece)
      string(APPEND literals "\n    R\"csv(${piece})csv\"")
      math(EXPR start "${start} + 8000")
    endwhile()
    file(CONFIGURE OUTPUT "${out}/tonewheel/data/${name}.hpp" @ONLY CONTENT [=[
#pragma once

// Made from src/data/@name@.csv by cmake/EmbedTables.cmake.

#include <tonewheel/core/table.hpp>

namespace tonewheel::data {

/// See src/data/SOURCES.md. With its length: a compiler takes long to count it.
inline constexpr EmbeddedTable @name@{"@name@.csv", {@literals@, @length@},
                                      "@sha256@"};

}  // namespace tonewheel::data
]=])
    if(NOT CMAKE_SCRIPT_MODE_FILE)
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${csv}")
    endif()
  endforeach()
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  tonewheel_embed_tables("${TABLES}" "${OUT}")
endif()
