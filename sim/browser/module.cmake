# The core as a WebAssembly module, selforg.wasm, that imports nothing: target `browser`, there wherever clang, wasm-ld
# and wasi-libc are (sim/packages, section browser). All sources go through one call, for the module is small and the
# compiler sees it whole.
option(SELFORG_BROWSER "Build the core as a WebAssembly module too, where the tools are there" ON)
find_program(WASM_CLANG NAMES clang clang-14)
find_program(WASM_LD NAMES wasm-ld wasm-ld-14)
find_path(WASI_INCLUDE stdlib.h PATHS /usr/include/wasm32-wasi NO_DEFAULT_PATH)
set(WASM_MODULE ${CMAKE_BINARY_DIR}/selforg.wasm)
if(NOT SELFORG_BROWSER OR NOT WASM_CLANG OR NOT WASM_LD OR NOT WASI_INCLUDE)
  message(STATUS "The WebAssembly module is not built: it is switched off, or clang, wasm-ld or wasi-libc is missing")
  return()
endif()

# Of the native headers the core needs this one alone; the others would hide those of wasi-libc.
configure_file(${XXHASH_INCLUDE}/xxhash.h ${CMAKE_BINARY_DIR}/browser/xxhash.h COPYONLY)
list(TRANSFORM SELFORG_DEFINITIONS PREPEND -D OUTPUT_VARIABLE wasm_definitions)
file(GLOB BROWSER_HEADERS CONFIGURE_DEPENDS sim/browser/*.[hd]*)
# The stack is put first, so that overflowing it traps instead of silently overwriting data. The printf that knows long
# double is taken although nobody here prints one: the usual one would complain of it on stderr, and so import files.
add_custom_command(OUTPUT ${WASM_MODULE}
  COMMAND ${WASM_CLANG} --target=wasm32-wasi -mexec-model=reactor -std=c17 -O2 ${SELFORG_OPTIONS} -Werror
    ${wasm_definitions} -DSELFORG_THREADS=0 -I${CMAKE_SOURCE_DIR}/sim -I${CMAKE_BINARY_DIR}/browser
    ${CORE_SOURCES} ${BROWSER_SOURCES} -o ${WASM_MODULE}
    -Wl,--gc-sections -Wl,--strip-all -Wl,-z,stack-size=1048576 -Wl,--stack-first
    -lc-printscan-long-double
  DEPENDS ${CORE_SOURCES} ${CORE_HEADERS} ${BROWSER_SOURCES} ${BROWSER_HEADERS}
  COMMENT "Compiling the core to WebAssembly" VERBATIM)
add_custom_target(browser ALL DEPENDS ${WASM_MODULE})
