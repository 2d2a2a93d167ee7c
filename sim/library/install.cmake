# What `cmake --install` puts where. An installed tree finds everything from its own place, so it may be moved, or
# installed under another prefix than it was configured for.
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/selforg)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/analysis DESTINATION ${CMAKE_INSTALL_DATADIR}/selforg
  USE_SOURCE_PERMISSIONS FILES_MATCHING PATTERN *.py)

if(TARGET selforg)
  install(TARGETS selforg RUNTIME)
  install(FILES ${CMAKE_SOURCE_DIR}/sim/program/commands/selforg.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
  install(FILES ${CMAKE_SOURCE_DIR}/sim/program/commands/completion.bash OPTIONAL
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME selforg)
  install(FILES ${CMAKE_SOURCE_DIR}/sim/program/commands/completion.zsh OPTIONAL
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _selforg)
endif()

if(TARGET selforg_library)
  include(CMakePackageConfigHelpers)
  set(package ${CMAKE_INSTALL_LIBDIR}/cmake/selforg)
  set_target_properties(selforg_library PROPERTIES EXPORT_NAME selforg)
  install(TARGETS selforg_library EXPORT selforg LIBRARY INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(FILES ${CMAKE_SOURCE_DIR}/include/selforg.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT selforg FILE selforgConfig.cmake NAMESPACE selforg:: DESTINATION ${package})
  write_basic_package_version_file(${CMAKE_BINARY_DIR}/generated/selforgConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
  install(FILES ${CMAKE_BINARY_DIR}/generated/selforgConfigVersion.cmake DESTINATION ${package})

  file(RELATIVE_PATH PREFIX_FROM_PKGCONFIG ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
  string(REGEX REPLACE "/$" "" PREFIX_FROM_PKGCONFIG ${PREFIX_FROM_PKGCONFIG})
  configure_file(${CMAKE_SOURCE_DIR}/sim/library/selforg.pc.in ${CMAKE_BINARY_DIR}/generated/selforg.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/generated/selforg.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

  # Where the system looks for libraries it has to be told of a new one.
  install(CODE [[
    if(CMAKE_INSTALL_PREFIX MATCHES "^/usr(/local)?$" AND NOT DEFINED ENV{DESTDIR})
      execute_process(COMMAND ldconfig RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
      if(failed)
        message(STATUS "ldconfig could not be run: programs may not find libselforg.so until it is, as root")
      endif()
    endif()
  ]])
endif()
