# What `cmake --install` puts where. An installed tree finds everything from its own place, so it may be moved, or
# installed under another prefix than it was configured for.
include(CMakePackageConfigHelpers)
set(data ${CMAKE_INSTALL_DATADIR})
set(usage ${PROJECT_SOURCE_DIR}/sim/program/usage)

install(TARGETS selforg RUNTIME)
install(FILES ${usage}/selforg.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${usage}/completion.bash DESTINATION ${data}/bash-completion/completions RENAME selforg)
install(FILES ${usage}/completion.zsh DESTINATION ${data}/zsh/site-functions RENAME _selforg)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios DESTINATION ${data}/selforg)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/analysis DESTINATION ${data}/selforg
  USE_SOURCE_PERMISSIONS FILES_MATCHING PATTERN *.py PATTERN pyproject.toml PATTERN py.typed)

# The library, for programs that know CMake and for those that know pkg-config.
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/selforg)
set(generated ${PROJECT_BINARY_DIR}/generated)
# A release may take the place of another of the same major version; before 1.0, of the same minor one.
set(interface ${PROJECT_VERSION_MAJOR})
set(compatibility SameMajorVersion)
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(interface ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  set(compatibility SameMinorVersion)
endif()
set_target_properties(selforg_library PROPERTIES EXPORT_NAME selforg SOVERSION ${interface})
install(TARGETS selforg_library EXPORT selforg LIBRARY INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_SOURCE_DIR}/include/selforg.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT selforg FILE selforgConfig.cmake NAMESPACE selforg:: DESTINATION ${package})
write_basic_package_version_file(${generated}/selforgConfigVersion.cmake COMPATIBILITY ${compatibility})
install(FILES ${generated}/selforgConfigVersion.cmake DESTINATION ${package})
# A folder that is given whole stays where it is. pkg-config itself masks the blanks of its own place, and of no other.
if(IS_ABSOLUTE ${CMAKE_INSTALL_LIBDIR})
  string(REPLACE " " "\\ " PKGCONFIG_PREFIX ${CMAKE_INSTALL_PREFIX})
else()
  file(RELATIVE_PATH PKGCONFIG_PREFIX ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
  string(REGEX REPLACE "/$" "" PKGCONFIG_PREFIX "\${pcfiledir}/${PKGCONFIG_PREFIX}")
endif()
foreach(folder LIBDIR INCLUDEDIR)
  string(REPLACE " " "\\ " PKGCONFIG_${folder} ${CMAKE_INSTALL_${folder}})
  if(NOT IS_ABSOLUTE ${CMAKE_INSTALL_${folder}})
    string(PREPEND PKGCONFIG_${folder} "\${prefix}/")
  endif()
endforeach()
configure_file(${PROJECT_SOURCE_DIR}/sim/library/selforg.pc.in ${generated}/selforg.pc @ONLY)
install(FILES ${generated}/selforg.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# Where the system looks for libraries it has to be told of a new one.
install(CODE [[
  if(CMAKE_INSTALL_PREFIX MATCHES "^/usr(/local)?$" AND NOT DEFINED ENV{DESTDIR})
    execute_process(COMMAND ldconfig RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
    if(failed)
      message(STATUS "ldconfig could not be run: programs may not find libselforg.so until it is, as root")
    endif()
  endif()
]])
