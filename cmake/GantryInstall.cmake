# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` copies: gantryctl (component Runtime), the window (component Window), and the library with
# its headers and the CMake package that find_package(Gantry) reads (component Development). Manual pages, completions
# and what a desktop wants to know come from packaging/.
include(CMakePackageConfigHelpers)
set(GANTRY_INSTALL_CMAKEDIR ${CMAKE_INSTALL_LIBDIR}/cmake/Gantry)

if(TARGET gantryctl)
    install(TARGETS gantryctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT Runtime)
endif()
if(TARGET gantry)
    install(TARGETS gantry RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT Window)
endif()

install(TARGETS gantry_core EXPORT GantryTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT Development)
install(DIRECTORY core/include/gantry DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT Development
    FILES_MATCHING PATTERN "*.h")
install(EXPORT GantryTargets NAMESPACE Gantry::
    DESTINATION ${GANTRY_INSTALL_CMAKEDIR} COMPONENT Development)

configure_package_config_file(cmake/GantryConfig.cmake.in ${PROJECT_BINARY_DIR}/GantryConfig.cmake
    INSTALL_DESTINATION ${GANTRY_INSTALL_CMAKEDIR} NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/GantryConfigVersion.cmake COMPATIBILITY SameMinorVersion)
# The archive needs LZ4, for which Debian has no CMake package: our find module goes along.
install(FILES ${PROJECT_BINARY_DIR}/GantryConfig.cmake ${PROJECT_BINARY_DIR}/GantryConfigVersion.cmake
    cmake/FindLZ4.cmake
    DESTINATION ${GANTRY_INSTALL_CMAKEDIR} COMPONENT Development)
