# The page for classrooms, classroom.html: the core as WebAssembly with all around it in one file; and viewer.html, which
# opens the result of a run and plays it in that page. Target `classroom`, there where the modules are
# (-DSELFORG_BROWSER=ON) and npm. They are built in a copy of their folder, so that the packages they are built with
# (package-lock.json) lie in the build tree. Where these cannot be fetched, the build says so and goes on without the pages.
find_program(NPM npm)
set(CLASSROOM_PAGE ${PROJECT_BINARY_DIR}/classroom.html)
set(VIEWER_PAGE ${PROJECT_BINARY_DIR}/viewer.html)
if(NOT SELFORG_BROWSER)
  return()
endif()
if(NOT TARGET browser OR NOT NPM)
  message(STATUS "classroom.html and viewer.html are not built: the WebAssembly module or npm is missing")
  return()
endif()
file(GLOB_RECURSE classroom_sources CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/source/* ${CMAKE_CURRENT_LIST_DIR}/lessons/*
  ${CMAKE_CURRENT_LIST_DIR}/*.json ${CMAKE_CURRENT_LIST_DIR}/*.html
  ${CMAKE_CURRENT_LIST_DIR}/*.ts)
list(FILTER classroom_sources EXCLUDE REGEX "/(node_modules|dist)/")
add_custom_command(OUTPUT ${CLASSROOM_PAGE} ${VIEWER_PAGE}
  COMMAND ${CMAKE_COMMAND} -DFROM=${CMAKE_CURRENT_LIST_DIR} -DAT=${PROJECT_BINARY_DIR}/classroom -DWASM=${WASM_MODULE}
    -DRECORDER=${WASM_RECORDER} -DPAGE=${CLASSROOM_PAGE} -DVIEWER=${VIEWER_PAGE} -DNPM=${NPM} -P ${CMAKE_CURRENT_LIST_DIR}/build.cmake
  DEPENDS ${classroom_sources} ${WASM_MODULE} ${WASM_RECORDER} ${CMAKE_CURRENT_LIST_DIR}/build.cmake
  COMMENT "Building the page for classrooms, and the one that opens results" VERBATIM)
add_custom_target(classroom ALL DEPENDS ${CLASSROOM_PAGE} ${VIEWER_PAGE})
install(FILES ${CLASSROOM_PAGE} ${VIEWER_PAGE} DESTINATION ${CMAKE_INSTALL_DATADIR}/selforg OPTIONAL)
