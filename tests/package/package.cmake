# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
cmake_minimum_required(VERSION 3.25)
set(prefix "${WORK_DIR}/prefix with a space")
set(example ${GANTRY_SOURCE_DIR}/examples/send)
file(REMOVE_RECURSE ${WORK_DIR})

# expect(WHAT STATUS PATTERN COMMAND …): the command's exit status, and what it says.
function(expect what status pattern)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result STREQUAL status OR NOT output MATCHES "${pattern}")
        message(FATAL_ERROR "${what}: exit status ${result} for ${status}, \"${pattern}\" wanted in:\n${output}")
    endif()
    message(STATUS "${what}: as expected")
endfunction()

expect("install" 0 "GantryConfig.cmake"
    ${CMAKE_COMMAND} --install ${GANTRY_BUILD_DIR} --prefix ${prefix})
expect("configure the example" 0 "Build files have been written"
    ${CMAKE_COMMAND} -S ${example} -B ${WORK_DIR}/example -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix}
    -DCMAKE_CXX_COMPILER=${CXX_COMPILER} -DCMAKE_BUILD_TYPE=${BUILD_TYPE}
    -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
expect("build the example" 0 "" ${CMAKE_COMMAND} --build ${WORK_DIR}/example)
expect("the example without a NameServer" 3 "cannot start: No name server address"
    ${CMAKE_COMMAND} -E env --unset=NAMESRV_ADDR ${WORK_DIR}/example/send)
# Nobody listens at port 1.
expect("the example with a NameServer that is not there" 1 "not sent: no NameServer answered: connect to 127.0.0.1:1"
    ${CMAKE_COMMAND} -E env NAMESRV_ADDR=127.0.0.1:1 ${WORK_DIR}/example/send)
# Hooks, against a sandbox: one topic may be sent to, the other may not.
expect("configure the hooks" 0 "Build files have been written"
    ${CMAKE_COMMAND} -S ${GANTRY_SOURCE_DIR}/examples/hooks -B ${WORK_DIR}/hooks -G ${GENERATOR}
    -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX_COMPILER} -DCMAKE_BUILD_TYPE=${BUILD_TYPE}
    -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
expect("build the hooks" 0 "" ${CMAKE_COMMAND} --build ${WORK_DIR}/hooks)
expect("the hooks without a NameServer" 3 "cannot start: No name server address"
    ${CMAKE_COMMAND} -E env --unset=NAMESRV_ADDR ${WORK_DIR}/hooks/hooks)
expect("the hooks" 1 "example-a: sent.*Orders: .*topic Orders is not one of ours.*broker-[ab]: 1 attempts, 0 failed"
    ${GANTRY_SOURCE_DIR}/tests/package/hooks.sh ${prefix}/bin/gantryctl ${WORK_DIR}/hooks/hooks)
expect("the installed gantryctl" 0 "${GANTRY_VERSION}" ${prefix}/bin/gantryctl --version)

# Every installed header stands on its own.
file(GLOB headers RELATIVE ${prefix}/include ${prefix}/include/gantry/*.h)
set(sources "")
foreach(header IN LISTS headers)
    string(MAKE_C_IDENTIFIER ${header} name)
    file(WRITE ${WORK_DIR}/headers/${name}.cpp "#include <${header}>\n#include <${header}>\n")
    list(APPEND sources ${name}.cpp)
endforeach()
list(JOIN sources " " sources)
file(WRITE ${WORK_DIR}/headers/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)
project(Headers LANGUAGES CXX)
find_package(Gantry ${GANTRY_VERSION} EXACT REQUIRED)
add_library(headers OBJECT ${sources})
target_compile_options(headers PRIVATE -Wall -Wextra -Wpedantic -Werror -fsyntax-only)
target_link_libraries(headers PRIVATE Gantry::core)
")
expect("configure the headers" 0 "Build files have been written"
    ${CMAKE_COMMAND} -S ${WORK_DIR}/headers -B ${WORK_DIR}/headers/build -G ${GENERATOR}
    -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX_COMPILER})
expect("compile the headers" 0 "" ${CMAKE_COMMAND} --build ${WORK_DIR}/headers/build)

# The documentation shows this very program.
file(READ ${example}/main.cpp program)
string(FIND "${program}" "#include" start)
string(SUBSTRING "${program}" ${start} -1 program)
file(READ ${GANTRY_SOURCE_DIR}/docs/library.md page)
string(FIND "${page}" "${program}" found)
if(found EQUAL -1)
    message(FATAL_ERROR "docs/library.md does not show examples/send/main.cpp as it is")
endif()
