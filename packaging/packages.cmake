# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
# What `cpack` makes in a build tree: Debian packages (-G DEB), RPM packages (-G RPM), and archives (-G TGZ).
set(CPACK_PACKAGE_NAME gantry)
set(CPACK_PACKAGE_VENDOR "Gantry contributors")
set(CPACK_PACKAGE_CONTACT ${GANTRY_MAINTAINER})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "producer console for Apache RocketMQ")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_COMPONENTS_ALL Runtime Development)
if(TARGET gantry)
    list(APPEND CPACK_COMPONENTS_ALL Window)
endif()

set(summary_Window "producer console for Apache RocketMQ: the window")
set(CPACK_COMPONENT_WINDOW_DESCRIPTION "${summary_Window}
Compose a message, pick how it is sent, send it, and see what happened to
it: which queue was chosen and why, each attempt with its times, and what to
do when it failed. A sandbox cluster is inside.")
set(summary_Runtime "producer console for Apache RocketMQ: the command line")
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "${summary_Runtime}
Sends messages of every kind, shows routes, topics and what brokers stored,
checks the way to a send step by step, and measures loads, for people and for
scripts. A sandbox cluster is inside.")
set(summary_Development "producer library for Apache RocketMQ, for C++20 and Qt 6")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "${summary_Development}
Headers, static library and CMake package of the producer that gantry and
gantryctl stand on.")

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME gantryctl)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SUGGESTS gantry)
set(CPACK_DEBIAN_WINDOW_PACKAGE_NAME gantry)
set(CPACK_DEBIAN_WINDOW_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_WINDOW_PACKAGE_RECOMMENDS "gantryctl, qt6-wayland, libqt6svg6, qt6-translations-l10n")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libgantry-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
# A static library names what it needs in its CMake package; who links it needs that, too.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "qt6-base-dev (>= 6.4), libssl-dev (>= 3.0), zlib1g-dev, liblz4-dev, libzstd-dev")

set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_MAIN_COMPONENT Window)
set(CPACK_RPM_PACKAGE_LICENSE "GPL-3.0-or-later AND Apache-2.0")
set(CPACK_RPM_RUNTIME_PACKAGE_NAME gantryctl)
set(CPACK_RPM_WINDOW_PACKAGE_NAME gantry)
set(CPACK_RPM_DEVELOPMENT_PACKAGE_NAME gantry-devel)
foreach(component Window Runtime Development)
    string(TOUPPER ${component} upper)
    set(CPACK_RPM_${upper}_PACKAGE_SUMMARY "${summary_${component}}")
endforeach()
# These belong to other packages of a system.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /usr/share/man /usr/share/man/man1 /usr/share/man/man7
    /usr/share/applications /usr/share/metainfo /usr/share/icons /usr/share/icons/hicolor /usr/share/doc
    /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/zsh /usr/share/zsh/vendor-completions
    /usr/share/fish /usr/share/fish/vendor_completions.d /usr/lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu/cmake)

include(CPack)
