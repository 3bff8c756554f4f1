# headers_alone: every public header compiles alone, and twice; a target that CI builds as it lints.
#
# Most of what a header takes is what others before it have taken. So it is compiled behind those of
# `bases`, precompiled, that it reaches by its own includes: what it would see anyway. A header that
# uses what it does not reach still fails, for then no base with it stands before it. That holds for
# each header that it includes, too, as these are compiled alone as well.
set(bases Eigen/Core tonewheel/core/state.hpp string)

file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/include
     ${PROJECT_SOURCE_DIR}/include/tonewheel/*.hpp)
list(FILTER headers EXCLUDE REGEX "/impl/")

foreach(header IN LISTS headers)
  set(file ${PROJECT_SOURCE_DIR}/include/${header})
  file(STRINGS ${file} lines REGEX "^#include <")
  string(REGEX REPLACE "#include <([^>]*)>[^;]*" "\\1" reached_${header} "${lines}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endforeach()

# Sets `out` to all that a header reaches, through our public headers alone: rather less than more.
function(tonewheel_reached header out)
  set(reached "")
  set(open ${reached_${header}})
  while(open)
    list(POP_FRONT open next)
    if(NOT next IN_LIST reached)
      list(APPEND reached ${next})
      list(APPEND open ${reached_${next}})
    endif()
  endwhile()
  set(${out} "${reached}" PARENT_SCOPE)
endfunction()

add_custom_target(headers_alone)
set(groups "")
foreach(header IN LISTS headers)
  tonewheel_reached(${header} reached)
  set(group headers_alone)
  set(before "")
  foreach(base IN LISTS bases)
    if(base IN_LIST reached)
      string(MAKE_C_IDENTIFIER "${base}" name)
      string(APPEND group "_${name}")
      list(APPEND before "<${base}>")
    endif()
  endforeach()
  if(NOT before)
    string(APPEND group "_nothing")
  endif()
  string(MAKE_C_IDENTIFIER "${header}" name)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/alone/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "#include <${header}>\n#include <${header}>\n")
  # Of the sources only: what is precompiled must be written.
  set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS -fsyntax-only)
  if(NOT TARGET ${group})
    add_library(${group} OBJECT EXCLUDE_FROM_ALL)
    target_link_libraries(${group} PRIVATE tonewheel::tonewheel tonewheel_own_flags)
    if(before)
      target_precompile_headers(${group} PRIVATE ${before})
    endif()
    add_dependencies(headers_alone ${group})
  endif()
  target_sources(${group} PRIVATE ${source})
endforeach()
