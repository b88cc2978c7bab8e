# Debian ships OpenCV's CMake files only with libopencv-dev, which pulls in every module and VTK.
# This finds the few modules asked for by their -dev packages: find_package(OpenCVModules COMPONENTS core imgproc).
find_path(OpenCVModules_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4)
set(OpenCVModules_LIBRARIES "")
foreach(module IN LISTS OpenCVModules_FIND_COMPONENTS)
  find_library(OpenCVModules_${module}_LIBRARY opencv_${module})
  if(OpenCVModules_${module}_LIBRARY)
    set(OpenCVModules_${module}_FOUND TRUE)
    list(APPEND OpenCVModules_LIBRARIES ${OpenCVModules_${module}_LIBRARY})
    if(NOT TARGET OpenCV::${module})
      add_library(OpenCV::${module} UNKNOWN IMPORTED)
      set_target_properties(OpenCV::${module} PROPERTIES
        IMPORTED_LOCATION ${OpenCVModules_${module}_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${OpenCVModules_INCLUDE_DIR})
    endif()
  endif()
endforeach()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVModules REQUIRED_VARS OpenCVModules_INCLUDE_DIR
  OpenCVModules_LIBRARIES HANDLE_COMPONENTS)
