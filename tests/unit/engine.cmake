# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
# Units of core, but for core/wire. Included by CMakeLists.txt beside it.

foreach(unit admin channel connection endpoint faultspec faultstrategy layering mailbox messagepacker messagestore nameservers
        packerpool pendingtable producersettings queuescan queueselector readstored retrypolicy sendgate sendresponse storedcompare threadindex tracerecord waitingroom)
    gantry_add_test(tst_${unit} SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_${unit}.cpp LABELS unit)
endforeach()
target_compile_definitions(tst_layering PRIVATE GANTRY_CORE_DIR="${PROJECT_SOURCE_DIR}/core"
    GANTRY_UI_DIR="${PROJECT_SOURCE_DIR}/ui")
target_compile_definitions(tst_producersettings PRIVATE
    GANTRY_CONFIGURATION_PAGE="${PROJECT_SOURCE_DIR}/docs/CONFIGURATION.md")
