# The component tonewheel::exchange: graphs to and from RDF, JSON, TSV and pictures, and tables of
# words. Always static; serd reads Turtle and N-Triples, raptor2 (optional) RDF/XML, minizip .npz
# and .zip, pugixml (optional) .xlsx. raptor2 is not linked: its shared library, with thirty others
# behind it, is loaded when the first RDF/XML is read (src/exchange/raptor_library.hpp).

option(TONEWHEEL_EXCHANGE "Build the component exchange (serd, minizip)" ${PROJECT_IS_TOP_LEVEL})
option(TONEWHEEL_RDFXML "Let exchange read RDF/XML, where raptor2 is found" ON)
option(TONEWHEEL_XLSX "Let exchange read .xlsx, where pugixml is found" ON)
option(TONEWHEEL_UNITY "Compile files of exchange together, in half the time; OFF: each alone" ON)
if(NOT TONEWHEEL_EXCHANGE)
  return()
endif()

find_package(nlohmann_json 3.11 REQUIRED)
pkg_check_modules(serd REQUIRED IMPORTED_TARGET serd-0)
pkg_check_modules(minizip REQUIRED IMPORTED_TARGET minizip zlib)
set(tonewheel_exchange_requires "serd-0, minizip")
set(tonewheel_exchange_raptor OFF)
if(TONEWHEEL_RDFXML)
  pkg_check_modules(raptor2 raptor2)
  if(raptor2_FOUND)
    set(tonewheel_exchange_raptor ON)
  else()
    message(STATUS "raptor2 was not found: exchange will not read RDF/XML")
  endif()
endif()
set(tonewheel_exchange_pugixml OFF)
if(TONEWHEEL_XLSX)
  pkg_check_modules(pugixml IMPORTED_TARGET pugixml)
  if(pugixml_FOUND)
    set(tonewheel_exchange_pugixml ON)
    string(APPEND tonewheel_exchange_requires ", pugixml")
  else()
    message(STATUS "pugixml was not found: exchange will not read .xlsx")
  endif()
endif()

# Most of what they take to compile is headers. A program links a group as a whole: those of tables
# and words do without serd.
set(tonewheel_exchange_tables data_table data_table_delimited data_table_json data_table_npy
    line_reader)
set(tonewheel_exchange_words affectnet_plus finished_lexicon_file json_text label_file lexicon_file
    mer_tables named_lexicon npy_object pickle pickle_opcodes pickle_shape synonym_groups_file
    word_sets word_table xlsx zip_archive)
set(tonewheel_exchange_graphs dot graph_file graphml json same_graph tsv_reader tsv_writer turtle
    turtle_text)
set(tonewheel_exchange_triples concept_builder graph_builder iri mapping raptor_reader rdf rdf_limits
    relation_builder serd_reader triple_index)
foreach(group IN ITEMS tables words graphs triples)
  list(TRANSFORM tonewheel_exchange_${group} PREPEND src/exchange/)
  list(TRANSFORM tonewheel_exchange_${group} APPEND .cpp)
  set_source_files_properties(${tonewheel_exchange_${group}} PROPERTIES UNITY_GROUP ${group})
endforeach()

file(GLOB tonewheel_exchange_sources CONFIGURE_DEPENDS src/exchange/*.cpp)
add_library(tonewheel_exchange STATIC ${tonewheel_exchange_sources})
target_link_libraries(tonewheel_exchange PUBLIC tonewheel
  PRIVATE $<INSTALL_INTERFACE:PkgConfig::serd>
          # A program that is linked static does without serd: there is no static one everywhere.
          $<BUILD_INTERFACE:$<$<NOT:$<BOOL:$<TARGET_PROPERTY:TONEWHEEL_STATIC>>>:PkgConfig::serd>>
          PkgConfig::minizip $<BUILD_INTERFACE:nlohmann_json::nlohmann_json>
          $<BUILD_INTERFACE:tonewheel_own_flags>)
if(tonewheel_exchange_raptor)
  target_include_directories(tonewheel_exchange SYSTEM PRIVATE ${raptor2_INCLUDE_DIRS})
  target_link_libraries(tonewheel_exchange PRIVATE ${CMAKE_DL_LIBS})
  target_compile_definitions(tonewheel_exchange PRIVATE
    TONEWHEEL_RAPTOR_LIBRARY="libraptor2${CMAKE_SHARED_LIBRARY_SUFFIX}.0")
endif()
if(tonewheel_exchange_pugixml)
  target_link_libraries(tonewheel_exchange PRIVATE PkgConfig::pugixml)
  target_compile_definitions(tonewheel_exchange PRIVATE TONEWHEEL_HAS_PUGIXML)
endif()
set_target_properties(tonewheel_exchange PROPERTIES POSITION_INDEPENDENT_CODE ON
                      UNITY_BUILD ${TONEWHEEL_UNITY} UNITY_BUILD_MODE GROUP
                      EXPORT_NAME exchange)
add_library(tonewheel::exchange ALIAS tonewheel_exchange)

# find_package(tonewheel COMPONENTS exchange), and tonewheel-exchange for pkg-config.
include(GNUInstallDirs)
install(TARGETS tonewheel_exchange EXPORT tonewheel_exchange)
install(EXPORT tonewheel_exchange NAMESPACE tonewheel:: FILE tonewheelExchangeTargets.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tonewheel)
file(RELATIVE_PATH tonewheel_prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/tonewheel-exchange.pc.in tonewheel-exchange.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/tonewheel-exchange.pc"
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
