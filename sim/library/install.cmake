# What `cmake --install` puts where. The pkg-config file finds everything from its own place, so an installed tree may
# be moved, or installed under another prefix than it was configured for.
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/selforg)

if(TARGET selforg)
  install(TARGETS selforg RUNTIME)
  install(FILES ${CMAKE_SOURCE_DIR}/sim/program/commands/selforg.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
  install(FILES ${CMAKE_SOURCE_DIR}/sim/program/commands/completion.bash OPTIONAL
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME selforg)
  install(FILES ${CMAKE_SOURCE_DIR}/sim/program/commands/completion.zsh OPTIONAL
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _selforg)
endif()

if(TARGET selforg_library)
  install(TARGETS selforg_library LIBRARY)
  install(FILES ${CMAKE_SOURCE_DIR}/include/selforg.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  file(RELATIVE_PATH PREFIX_FROM_PKGCONFIG ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
  string(REGEX REPLACE "/$" "" PREFIX_FROM_PKGCONFIG ${PREFIX_FROM_PKGCONFIG})
  configure_file(${CMAKE_SOURCE_DIR}/sim/library/selforg.pc.in ${CMAKE_BINARY_DIR}/generated/selforg.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/generated/selforg.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()
