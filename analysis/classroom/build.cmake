# Builds the page: cmake -DFROM=<this folder> -DAT=<where to build> -DWASM=<the module> -DPAGE=<the file> -DNPM=<npm>
set(parts package.json package-lock.json index.html tsconfig.json vite.config.ts)
file(REMOVE_RECURSE ${AT}/source ${AT}/lessons)
file(COPY ${FROM}/source ${FROM}/lessons DESTINATION ${AT})
foreach(part ${parts})
  file(COPY_FILE ${FROM}/${part} ${AT}/${part} ONLY_IF_DIFFERENT)
endforeach()

# The packages are fetched once for each lock file.
file(SHA256 ${AT}/package-lock.json lock)
set(fetched ${AT}/node_modules/.lock-${lock})
if(NOT EXISTS ${fetched})
  execute_process(COMMAND ${NPM} ci --no-audit --no-fund --prefer-offline WORKING_DIRECTORY ${AT}
    RESULT_VARIABLE failed OUTPUT_FILE ${AT}/npm.log ERROR_FILE ${AT}/npm.log)
  if(failed)
    message(NOTICE "classroom.html is not built: npm could not fetch its packages (${AT}/npm.log)")
    file(REMOVE ${PAGE})
    return()
  endif()
  file(TOUCH ${fetched})
endif()

set(ENV{SELFORG_WASM} ${WASM})
execute_process(COMMAND ${NPM} run --silent build WORKING_DIRECTORY ${AT}
  RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(failed)
  message(FATAL_ERROR "${said}")
endif()
file(COPY_FILE ${AT}/dist/index.html ${PAGE})
