# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
find_program(GZIP gzip REQUIRED)

# gantry_compress(VARIABLE FILE [NAME]): the file, compressed in the build tree; its path in VARIABLE.
function(gantry_compress variable file)
    get_filename_component(name ${file} NAME)
    if(ARGC GREATER 2)
        set(name ${ARGV2})
    endif()
    set(packed ${CMAKE_CURRENT_BINARY_DIR}/${name}.gz)
    add_custom_command(OUTPUT ${packed} DEPENDS ${file}
        COMMAND ${GZIP} -9nc ${file} > ${packed} VERBATIM)
    string(MAKE_C_IDENTIFIER packed_${name} target)
    add_custom_target(${target} ALL DEPENDS ${packed})
    add_dependencies(${target} manual)
    set(${variable} ${packed} PARENT_SCOPE)
endfunction()

set(made ${CMAKE_CURRENT_BINARY_DIR}/manual)
foreach(page gantryctl.1 gantry.1 gantry-settings.7)
    gantry_compress(packed_${page} ${made}/${page})
endforeach()
gantry_compress(news ${PROJECT_SOURCE_DIR}/CHANGELOG.md NEWS)
execute_process(COMMAND date -Ru -d ${GANTRY_RELEASE_DATE} OUTPUT_VARIABLE GANTRY_RELEASE_TIME
    OUTPUT_STRIP_TRAILING_WHITESPACE)
configure_file(linux/changelog.in ${CMAKE_CURRENT_BINARY_DIR}/changelog @ONLY)
gantry_compress(changelog ${CMAKE_CURRENT_BINARY_DIR}/changelog)

# gantry_papers(COMPONENT FOLDER LICENCE-FILE): each package says under which licence it is, and what has changed.
function(gantry_papers component folder licence)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/linux/${licence} RENAME copyright
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${folder} COMPONENT ${component})
    install(FILES ${changelog} ${news} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${folder} COMPONENT ${component})
endfunction()

set(shells ${CMAKE_INSTALL_DATADIR})
install(FILES ${packed_gantryctl.1} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT Runtime)
install(FILES ${packed_gantry-settings.7} DESTINATION ${CMAKE_INSTALL_MANDIR}/man7 COMPONENT Runtime)
install(FILES ${made}/gantryctl.bash RENAME gantryctl DESTINATION ${shells}/bash-completion/completions COMPONENT Runtime)
install(FILES ${made}/_gantryctl DESTINATION ${shells}/zsh/vendor-completions COMPONENT Runtime)
install(FILES ${made}/gantryctl.fish DESTINATION ${shells}/fish/vendor_completions.d COMPONENT Runtime)
gantry_papers(Runtime gantryctl copyright.apache)
gantry_papers(Development libgantry-dev copyright.apache)

if(TARGET gantry)
    set(id io.github.gantry.Gantry)
    configure_file(linux/${id}.metainfo.xml.in ${CMAKE_CURRENT_BINARY_DIR}/${id}.metainfo.xml @ONLY)
    install(FILES ${packed_gantry.1} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT Window)
    install(FILES linux/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT Window)
    install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${id}.metainfo.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT Window)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/${id}.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps COMPONENT Window)
    foreach(size 16 22 32 48 64 128 256)
        install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/${size}.png RENAME ${id}.png
            DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size}x${size}/apps COMPONENT Window)
    endforeach()
    gantry_papers(Window gantry copyright.gpl)
endif()
