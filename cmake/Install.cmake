# Install rules: headers, library, find_package(tonewheel) and pkg-config.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(DIRECTORY include/tonewheel "${tonewheel_generated}/tonewheel"
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")
# Not CMAKE_INSTALL_DOCDIR, which is the outer project's where this one is a part.
install(FILES LICENSE "${CMAKE_CURRENT_BINARY_DIR}/NOTICE"
        DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/tonewheel)
install(TARGETS tonewheel tonewheel_headers tonewheel_header_only EXPORT tonewheel)
install(EXPORT tonewheel NAMESPACE tonewheel:: FILE tonewheelTargets.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tonewheel)

configure_package_config_file(cmake/tonewheelConfig.cmake.in tonewheelConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tonewheel)
write_basic_package_version_file(tonewheelConfigVersion.cmake COMPATIBILITY SameMinorVersion)
# The .pc files find their prefix from where they stand, so an install tree can be moved.
file(RELATIVE_PATH tonewheel_prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/tonewheel.pc.in tonewheel.pc @ONLY)
configure_file(cmake/tonewheel-header-only.pc.in tonewheel-header-only.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/tonewheelConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/tonewheelConfigVersion.cmake"
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tonewheel)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/tonewheel.pc"
              "${CMAKE_CURRENT_BINARY_DIR}/tonewheel-header-only.pc"
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
