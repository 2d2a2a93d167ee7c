# The core as a WebAssembly module, selforg.wasm, that imports nothing, and recorder.wasm, the same with what the page that
# opens result files needs besides: target `browser`, there where it is asked for and clang, wasm-ld and wasi-libc are
# (sim/packages, section browser). They are not built unasked: the pages that go with them (analysis/classroom) fetch what
# they are built with from the network.
option(SELFORG_BROWSER "Build the core as a WebAssembly module too, and the page for classrooms, where the tools are there" OFF)
find_program(WASM_CLANG NAMES clang clang-14)
find_program(WASM_LD NAMES wasm-ld wasm-ld-14)
find_path(WASI_INCLUDE stdlib.h PATHS /usr/include/wasm32-wasi NO_DEFAULT_PATH)
set(WASM_MODULE ${PROJECT_BINARY_DIR}/selforg.wasm)
set(WASM_RECORDER ${PROJECT_BINARY_DIR}/recorder.wasm)
if(NOT SELFORG_BROWSER)
  return()
endif()
if(NOT WASM_CLANG OR NOT WASM_LD OR NOT WASI_INCLUDE)
  message(STATUS "The WebAssembly module is not built: clang, wasm-ld or wasi-libc is missing")
  return()
endif()

# Of the native headers the core needs this one alone; the others would hide those of wasi-libc.
configure_file(${XXHASH_INCLUDE}/xxhash.h ${PROJECT_BINARY_DIR}/browser/xxhash.h COPYONLY)
list(TRANSFORM SELFORG_DEFINITIONS PREPEND -D OUTPUT_VARIABLE wasm_definitions)
set(wasm_options --target=wasm32-wasi -std=c17 -O2 ${SELFORG_OPTIONS} ${wasm_definitions} -DSELFORG_THREADS=0
  -I${PROJECT_SOURCE_DIR}/sim -I${PROJECT_BINARY_DIR}/browser)
if(CMAKE_COMPILE_WARNING_AS_ERROR)
  list(APPEND wasm_options -Werror)
endif()

# An object for each source, so that what did not change is not compiled anew.
foreach(source ${CORE_SOURCES} ${BROWSER_SOURCES})
  file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR}/sim ${source})
  set(object ${PROJECT_BINARY_DIR}/browser/${name}.o)
  get_filename_component(folder ${object} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${object}
    COMMAND ${WASM_CLANG} ${wasm_options} -MD -MF ${object}.d -c ${source} -o ${object}
    DEPENDS ${source} DEPFILE ${object}.d
    COMMENT "Compiling ${name} to WebAssembly" VERBATIM)
  list(APPEND wasm_objects ${object})
endforeach()

# The stack is put first, so that overflowing it traps instead of silently overwriting data. The printf that knows long
# double is taken although nobody here prints one: the usual one would complain of it on stderr, and so import files.
function(selforg_link_module module)
  get_filename_component(name ${module} NAME)
  add_custom_command(OUTPUT ${module}
    COMMAND ${WASM_CLANG} --target=wasm32-wasi -mexec-model=reactor ${ARGN} -o ${module}
      -Wl,--gc-sections -Wl,--strip-all -Wl,-z,stack-size=1048576 -Wl,--stack-first
      -lc-printscan-long-double
    DEPENDS ${ARGN}
    COMMENT "Linking ${name}" VERBATIM)
endfunction()
selforg_link_module(${WASM_RECORDER} ${wasm_objects})
list(FILTER wasm_objects EXCLUDE REGEX "/recorder\\.c\\.o$")
selforg_link_module(${WASM_MODULE} ${wasm_objects})
add_custom_target(browser ALL DEPENDS ${WASM_MODULE} ${WASM_RECORDER})
