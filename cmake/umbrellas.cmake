# Writes include/tonewheel/<room>.hpp, one for each room, and tonewheel.hpp, from the headers there
# are: `cmake -P cmake/umbrellas.cmake`. A test compares them.
cmake_minimum_required(VERSION 3.25)
get_filename_component(root ${CMAKE_CURRENT_LIST_DIR}/../include/tonewheel ABSOLUTE)
if(NOT DEFINED OUT)
  set(OUT ${root})
endif()

set(about_core "What everything rests on: errors, texts, tables, exact sums, states.")
set(about_kernel "Batch functions on raw memory, for several instruction sets.")
set(about_affect "The affect space: scales, Gaussians, mixtures, learned spaces, doubt.")
set(about_graph "Concepts, their relations, and what can be asked of them.")
set(about_ontology "What ships: TONE, Plutchik, label sets, spaces and crosswalks by name.")
set(about_wheel "Emotion wheels as ordered views of the graph, and their geometry.")
set(about_lexicon "From free words to groups of emotions.")
set(about_metric "Scores, agreement and rewards: every metric of the field, and what they add up.")
set(about_dataset "Files of ratings and labels, read and written in streams.")
set(about_evaluate "What a space or a prediction is worth on people's labels and votes.")
set(about_exchange "Files of ontologies and words: Turtle, RDF/XML, JSON, TSV, lexicons.")

# Not among what a room shows at once: what is in the compiled library only, and Boost's view.
set(apart core/build_info.hpp graph/boost.hpp)
# tonewheel.hpp has all rooms but the component exchange.
set(rooms core kernel affect graph ontology wheel lexicon metric dataset evaluate exchange)

set(all "")
foreach(room IN LISTS rooms)
  file(GLOB_RECURSE headers RELATIVE ${root} ${root}/${room}/*.hpp)
  list(FILTER headers EXCLUDE REGEX "/impl/")
  list(REMOVE_ITEM headers ${apart})
  list(SORT headers)
  set(text "#pragma once\n\n/// ${about_${room}}\n\n")
  foreach(header IN LISTS headers)
    string(APPEND text "#include <tonewheel/${header}>\n")
  endforeach()
  file(WRITE ${OUT}/${room}.hpp "${text}")
  if(NOT room STREQUAL "exchange")
    list(APPEND all ${room})
  endif()
endforeach()
list(SORT all)
set(text "#pragma once

/// Everything, for users and examples; never included inside the library. Not here: what is in the
/// compiled library only (core/build_info.hpp), Boost's view of a graph (graph/boost.hpp) and the
/// component exchange (exchange.hpp).\n\n")
foreach(room IN LISTS all)
  string(APPEND text "#include <tonewheel/${room}.hpp>\n")
endforeach()
file(WRITE ${OUT}/tonewheel.hpp "${text}")
