# The libraries that only the io layers know, each as a target: selforg_gsl, selforg_yaml, selforg_hdf5,
# selforg_deflate, selforg_expat, selforg_utf8proc.
# A library is taken as pkg-config knows it, under the first of its names that is there, and else as CMake finds it
# itself, so that it may come from a distribution, from Spack or conda (PKG_CONFIG_PATH, CMAKE_PREFIX_PATH), or by hand.
find_package(PkgConfig)

# selforg_pkg(TARGET NAME...): TARGET links the first of the packages, or is left undefined.
function(selforg_pkg target)
  if(PkgConfig_FOUND)
    pkg_search_module(${target} QUIET IMPORTED_TARGET ${ARGN})
  endif()
  if(${target}_FOUND)
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE PkgConfig::${target})
  endif()
endfunction()

selforg_pkg(selforg_gsl gsl)
if(NOT TARGET selforg_gsl)
  find_package(GSL REQUIRED)
  add_library(selforg_gsl INTERFACE)
  target_link_libraries(selforg_gsl INTERFACE GSL::gsl)
endif()

selforg_pkg(selforg_yaml yaml-0.1)
if(NOT TARGET selforg_yaml)
  find_path(YAML_INCLUDE yaml.h REQUIRED)
  find_library(YAML_LIBRARY yaml REQUIRED)
  add_library(selforg_yaml INTERFACE)
  target_include_directories(selforg_yaml INTERFACE ${YAML_INCLUDE})
  target_link_libraries(selforg_yaml INTERFACE ${YAML_LIBRARY})
endif()

selforg_pkg(selforg_expat expat)
if(NOT TARGET selforg_expat)
  find_package(EXPAT REQUIRED)
  add_library(selforg_expat INTERFACE)
  target_link_libraries(selforg_expat INTERFACE EXPAT::EXPAT)
endif()

selforg_pkg(selforg_utf8proc libutf8proc)
if(NOT TARGET selforg_utf8proc)
  find_package(utf8proc REQUIRED CONFIG)
  add_library(selforg_utf8proc INTERFACE)
  target_link_libraries(selforg_utf8proc INTERFACE utf8proc::utf8proc)
endif()

# HDF5 with its high-level part, for which few distributions have a pkg-config file. Who names a place for CMake's own
# module gets what is there.
if(NOT DEFINED HDF5_ROOT AND NOT DEFINED ENV{HDF5_ROOT} AND NOT DEFINED HDF5_DIR)
  selforg_pkg(selforg_hdf5 hdf5-serial hdf5 hdf5-openmpi hdf5-mpich)
endif()
if(TARGET selforg_hdf5)
  pkg_get_variable(hdf5_folder ${selforg_hdf5_MODULE_NAME} libdir)
  find_library(HDF5_HL hdf5_hl PATHS ${hdf5_folder} ${selforg_hdf5_LIBRARY_DIRS} REQUIRED NO_DEFAULT_PATH)
  target_link_libraries(selforg_hdf5 INTERFACE ${HDF5_HL})
else()
  find_package(HDF5 REQUIRED COMPONENTS C HL)
  add_library(selforg_hdf5 INTERFACE)
  target_link_libraries(selforg_hdf5 INTERFACE hdf5::hdf5_hl hdf5::hdf5)
endif()

# What deflates the rows of a result, and the file in sim/io/hdf5 that has it do so: libdeflate where it is, and else
# zlib, which HDF5 has with it.
option(SELFORG_LIBDEFLATE "Deflate by libdeflate, where it is there" ON)
if(SELFORG_LIBDEFLATE)
  selforg_pkg(selforg_deflate libdeflate)
endif()
set(deflate deflate_fast.c)
if(NOT TARGET selforg_deflate)
  set(deflate deflate_zlib.c)
  find_package(ZLIB REQUIRED)
  add_library(selforg_deflate INTERFACE)
  target_link_libraries(selforg_deflate INTERFACE ZLIB::ZLIB)
endif()
