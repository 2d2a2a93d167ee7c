# Writes the header OUTPUT with the commit that the sources in SOURCE stand at: SELFORG_COMMIT, 40 hexadecimal digits,
# with "+changed" behind them where files differ from it, or empty outside a git checkout (a tarball). Run at every
# build; the header is touched only when the commit changes, so nothing is compiled anew for nothing.
get_filename_component(parent ${SOURCE} DIRECTORY)
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env GIT_CEILING_DIRECTORIES=${parent}
    git --no-optional-locks -c safe.directory=* -C ${SOURCE} describe --always --abbrev=40 --exclude=* --dirty=+changed
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(commit "")
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "#define SELFORG_COMMIT \"${commit}\"\n")
