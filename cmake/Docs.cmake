# The HTML manual, where Doxygen is found: `cmake --build BUILD --target docs`.

find_package(Doxygen QUIET)
if(DOXYGEN_FOUND)
  set(tonewheel_docs "${CMAKE_CURRENT_BINARY_DIR}/docs")
  set(tonewheel_docs_input "")
  foreach(each IN ITEMS README.md include/tonewheel examples/README.md examples/data/README.md
                        benchmarks/README.md src/data/SOURCES.md .github)
    string(APPEND tonewheel_docs_input " \"${PROJECT_SOURCE_DIR}/${each}\"")
  endforeach()
  configure_file(cmake/Doxyfile.in "${tonewheel_docs}/Doxyfile" @ONLY)
  file(MAKE_DIRECTORY "${tonewheel_docs}")
  add_custom_target(docs COMMAND Doxygen::doxygen "${tonewheel_docs}/Doxyfile"
                    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" VERBATIM
                    COMMENT "Manual: ${tonewheel_docs}/html/index.html")
endif()
