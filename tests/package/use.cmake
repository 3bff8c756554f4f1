# Builds and runs tests/package/consumer. WAY: find_package, add_subdirectory or pkg_config.
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
set(prefix ${WORK}/prefix)
if(NOT WAY STREQUAL "add_subdirectory")
  run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
  # What licences ask for goes with every copy.
  foreach(file IN ITEMS LICENSE NOTICE)
    file(READ ${prefix}/share/doc/tonewheel/${file} text)
    if(file STREQUAL "NOTICE" AND NOT text MATCHES "CC BY 4.0, https://creativecommons.org/")
      message(FATAL_ERROR "${prefix}: NOTICE names no table under CC BY")
    endif()
  endforeach()
endif()

set(consumer ${CMAKE_CURRENT_LIST_DIR}/consumer)
if(WAY STREQUAL "pkg_config")
  file(GLOB_RECURSE pc ${prefix}/tonewheel.pc)
  get_filename_component(pc_folder ${pc} DIRECTORY)
  set(ENV{PKG_CONFIG_PATH} ${pc_folder})
  foreach(package IN ITEMS tonewheel tonewheel-header-only)
    execute_process(COMMAND pkg-config --static --cflags --libs ${package}
                    OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE
                    COMMAND_ERROR_IS_FATAL ANY)
    separate_arguments(flags UNIX_COMMAND "${flags} ${FLAGS}")
    run(${COMPILER} -std=c++20 ${consumer}/main.cpp -o ${WORK}/${package} ${flags})
    run(${WORK}/${package} ${VERSION})
  endforeach()
  if(EXCHANGE)
    execute_process(COMMAND pkg-config --static --cflags --libs tonewheel-exchange
                    OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE
                    COMMAND_ERROR_IS_FATAL ANY)
    separate_arguments(flags UNIX_COMMAND "${flags} ${FLAGS}")
    run(${COMPILER} -std=c++20 ${consumer}/exchange.cpp -o ${WORK}/exchange ${flags})
    run(${WORK}/exchange)
  endif()
else()
  # add_subdirectory would compile the library once more. What it would compile as this build has
  # compiled it is taken from there (reuse.sh), where Ninja says how that was. Debug picks the
  # configuration; what a debugger reads would take a fifth of the time.
  set(launcher "")
  if(WAY STREQUAL "add_subdirectory" AND GENERATOR STREQUAL "Ninja")
    execute_process(COMMAND ${NINJA} -C ${BUILD} -t commands tonewheel
                    OUTPUT_FILE ${WORK}/commands COMMAND_ERROR_IS_FATAL ANY)
    set(launcher ${CMAKE_CURRENT_LIST_DIR}/reuse.sh ${BUILD} ${WORK}/build/tonewheel
        ${WORK}/commands)
  endif()
  execute_process(COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S ${consumer} -B ${WORK}/build -D WAY=${WAY}
      -D CMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}"
      -D CMAKE_BUILD_TYPE=Debug -D CMAKE_CXX_FLAGS_DEBUG=
      -D CMAKE_PREFIX_PATH=${prefix} -D TONEWHEEL_SOURCE=${SOURCE}
      -D TONEWHEEL_EXCHANGE=${EXCHANGE} "-DCMAKE_CXX_COMPILER_LAUNCHER=${launcher}"
      COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
  # A build of the whole component besides the library would take longest of all tests.
  set(targets compiled header_only)
  if(EXCHANGE AND NOT WAY STREQUAL "add_subdirectory")
    list(APPEND targets exchange)
  endif()
  run(${CMAKE_COMMAND} --build ${WORK}/build --parallel 2 --target ${targets})
  if(EXISTS ${WORK}/build/tonewheel/reuse.log)
    file(READ ${WORK}/build/tonewheel/reuse.log log)
    message("${log}")
  endif()
  run(${WORK}/build/compiled ${VERSION})
  run(${WORK}/build/header_only ${VERSION})
  if("exchange" IN_LIST targets)
    run(${WORK}/build/exchange)
  endif()
endif()
