# The two faces of the library: tonewheel::header_only and tonewheel::tonewheel (compiled bodies).

find_package(Boost 1.74 REQUIRED)  # headers only: Boost.Graph
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(fmt 9 REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(nettle REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)  # lexicon: Unicode words

set(tonewheel_generated "${CMAKE_CURRENT_BINARY_DIR}/generated")
tonewheel_embed_tables("${CMAKE_CURRENT_SOURCE_DIR}/src/data" "${tonewheel_generated}")
tonewheel_make_notice("${CMAKE_CURRENT_SOURCE_DIR}" "${CMAKE_CURRENT_BINARY_DIR}/NOTICE"
                      "${tonewheel_generated}")

add_library(tonewheel_headers INTERFACE)
target_compile_features(tonewheel_headers INTERFACE cxx_std_20)
target_include_directories(tonewheel_headers INTERFACE
  $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>
  $<BUILD_INTERFACE:${tonewheel_generated}>
  $<INSTALL_INTERFACE:include>)
target_link_libraries(tonewheel_headers INTERFACE Eigen3::Eigen Boost::headers Threads::Threads)
set_target_properties(tonewheel_headers PROPERTIES EXPORT_NAME headers)

add_library(tonewheel_header_only INTERFACE)
target_link_libraries(tonewheel_header_only INTERFACE tonewheel_headers fmt::fmt-header-only
                      PkgConfig::utf8proc)
set_target_properties(tonewheel_header_only PROPERTIES EXPORT_NAME header_only)
add_library(tonewheel::header_only ALIAS tonewheel_header_only)

include(cmake/Kernels.cmake)

file(GLOB tonewheel_bodies CONFIGURE_DEPENDS src/precompile/*.cpp)
add_library(tonewheel ${tonewheel_bodies} src/build_info.cpp
            ${tonewheel_kernel_objects})
# Inside, Eigen has a name of its own, so that no function of it which is compiled here, with these
# flags, is linked in the place of a user's. What shows Eigen in its interface is not compiled.
target_compile_definitions(tonewheel PUBLIC TONEWHEEL_COMPILED
  PRIVATE TONEWHEEL_REVISION="${TONEWHEEL_REVISION}" Eigen=tonewheel_eigen)
# Users print with fmt; a static program (property TONEWHEEL_STATIC) takes its header-only form.
target_link_libraries(tonewheel PUBLIC tonewheel_headers $<INSTALL_INTERFACE:fmt::fmt>
  $<BUILD_INTERFACE:$<$<NOT:$<BOOL:$<TARGET_PROPERTY:TONEWHEEL_STATIC>>>:fmt::fmt>>
                      PRIVATE PkgConfig::nettle PkgConfig::utf8proc
                              $<BUILD_INTERFACE:tonewheel_own_flags>)
set_target_properties(tonewheel PROPERTIES POSITION_INDEPENDENT_CODE ON
                      VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
add_library(tonewheel::tonewheel ALIAS tonewheel)
