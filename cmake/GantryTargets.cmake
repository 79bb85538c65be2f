# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
# The only place for compiler flags, and the functions by which every folder becomes a target.

add_library(gantry_settings INTERFACE)
target_compile_features(gantry_settings INTERFACE cxx_std_20)
target_compile_definitions(gantry_settings INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH QT_NO_KEYWORDS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_compile_options(gantry_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wswitch-enum -Wold-style-cast -Wnon-virtual-dtor -Wno-missing-field-initializers
    $<$<BOOL:${GANTRY_WERROR}>:-Werror>)
if(GANTRY_SANITIZE)
    # What sanitizers add to the code makes gcc 12 take the values of empty optionals for uninitialized ones.
    target_compile_options(gantry_settings INTERFACE -fsanitize=${GANTRY_SANITIZE} -fno-omit-frame-pointer
        -Wno-maybe-uninitialized)
    target_link_options(gantry_settings INTERFACE -fsanitize=${GANTRY_SANITIZE})
endif()

# gantry_add_library(wire SOURCES a.cpp b.cpp LINK gantry_base ZLIB::ZLIB)
# One object library a folder of core; Gantry::core is made of all of them (core/CMakeLists.txt).
function(gantry_add_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(gantry_${name} OBJECT ${ARG_SOURCES})
    set_target_properties(gantry_${name} PROPERTIES AUTOMOC ON POSITION_INDEPENDENT_CODE ON)
    target_include_directories(gantry_${name} PUBLIC ${PROJECT_SOURCE_DIR}/core/include ${PROJECT_SOURCE_DIR}/core)
    target_link_libraries(gantry_${name} PUBLIC Qt6::Core ${ARG_LINK} PRIVATE gantry_settings)
endfunction()

# gantry_add_test(tst_frame SOURCES tst_frame.cpp [LINK lib…] [LABELS l…] [TIMEOUT seconds])
# A QtTest executable and its entry in ctest.
function(gantry_add_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/core ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${name} PRIVATE gantry_settings Gantry::core Qt6::Test ${ARG_LINK})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")
endfunction()

# gantry_add_ui_library(log SOURCES logpanel.cpp LINK gantry_ui_workspace)
# One static library a folder of ui.
function(gantry_add_ui_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(gantry_ui_${name} STATIC ${ARG_SOURCES})
    set_target_properties(gantry_ui_${name} PROPERTIES AUTOMOC ON)
    target_include_directories(gantry_ui_${name} PUBLIC ${PROJECT_SOURCE_DIR}/ui)
    target_link_libraries(gantry_ui_${name} PUBLIC ${ARG_LINK} PRIVATE gantry_settings)
endfunction()
