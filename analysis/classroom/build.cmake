# Builds the pages: cmake -DFROM=<this folder> -DAT=<where to build> -DWASM=<the module> -DRECORDER=<the one that records>
# -DPAGE=<the page for classrooms> -DVIEWER=<the page that opens result files> -DNPM=<npm>
file(GLOB parts RELATIVE ${FROM} ${FROM}/*.json ${FROM}/*.html ${FROM}/*.ts)
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
    message(NOTICE "classroom.html and viewer.html are not built: npm could not fetch their packages (${AT}/npm.log)")
    file(REMOVE ${PAGE} ${VIEWER})
    return()
  endif()
  file(TOUCH ${fetched})
endif()

set(ENV{SELFORG_WASM} ${WASM})
set(ENV{SELFORG_RECORDER} ${RECORDER})
execute_process(COMMAND ${NPM} run --silent build WORKING_DIRECTORY ${AT}
  RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(failed)
  message(FATAL_ERROR "${said}")
endif()
file(COPY_FILE ${AT}/dist/index.html ${PAGE})
file(COPY_FILE ${AT}/dist/viewer.html ${VIEWER})
