# What every target of Gom shares, and one function for each kind of target, so that a folder's CMakeLists.txt lists
# only names, sources and what they need.

option(GOM_TESTS "Build the tests" ON)
set(GOM_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Debian's packages.
set(THREADS_PREFER_PTHREAD_FLAG ON)  # as re2's and gRPC's pkg-config have it: precompiled headers must agree
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(SQLiteCpp CONFIG REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET GLOBAL re2)
# Debian's gRPCConfig.cmake names this target and does not find it.
if(NOT TARGET re2::re2)
  add_library(re2::re2 ALIAS PkgConfig::re2)
endif()

# One set of warnings; all are errors. -Wthread-safety reads the lock annotations.
set(gom_warnings -Wall -Wextra -Werror -Wno-unused-parameter -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  list(APPEND gom_warnings -Wthread-safety)
else()
  # g++ 12 sees ghosts inside optimised library templates.
  list(APPEND gom_warnings -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-restrict)
endif()

add_library(gom_flags INTERFACE)
target_include_directories(gom_flags INTERFACE ${CMAKE_SOURCE_DIR})
if(GOM_SANITIZE)
  target_compile_options(gom_flags INTERFACE -fsanitize=${GOM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(gom_flags INTERFACE -fsanitize=${GOM_SANITIZE})
endif()

# ccache has to look through precompiled headers, and clang's must not carry the time they were made.
find_program(GOM_CCACHE ccache)
if(GOM_CCACHE)
  set(gom_launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${GOM_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${gom_launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${gom_launcher})
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
endif()
find_program(GOM_MOLD mold)
if(GOM_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
add_link_options(-Wl,--as-needed)

# gom_library(NAME SOURCES … DEPS …): a static library of one folder. With GRPC its files share a precompiled header of
# gRPC, the heaviest thing that is ever included; folders that must not see gRPC do not get it.
function(gom_library name)
  cmake_parse_arguments(arg "GRPC" "" "SOURCES;DEPS" ${ARGN})
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES})
    target_compile_options(${name} PRIVATE ${gom_warnings})
    target_link_libraries(${name} PUBLIC gom_flags ${arg_DEPS})
    if(arg_GRPC)
      target_precompile_headers(${name} REUSE_FROM gom_grpc_pch)
      target_link_libraries(${name} PUBLIC gom_grpc_pch)
    endif()
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE gom_flags ${arg_DEPS})
  endif()
endfunction()

# gom_program(NAME SOURCES … DEPS …): an executable.
function(gom_program name)
  cmake_parse_arguments(arg "GRPC" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_compile_options(${name} PRIVATE ${gom_warnings})
  target_link_libraries(${name} PRIVATE gom_flags ${arg_DEPS})
  if(arg_GRPC)
    target_precompile_headers(${name} REUSE_FROM gom_grpc_pch)
    target_link_libraries(${name} PRIVATE gom_grpc_pch)
  endif()
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()

# gom_test(NAME SOURCES … DEPS … [GRPC] [LABELS …]): a GoogleTest program. Its tests find the source tree in GOM_SOURCE_DIR.
# Those that are free of gRPC run under ThreadSanitizer too: label "tsan", target tsan_tests.
add_custom_target(tsan_tests)
function(gom_test name)
  cmake_parse_arguments(arg "GRPC" "" "SOURCES;DEPS;LABELS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_compile_options(${name} PRIVATE ${gom_warnings})
  target_link_libraries(${name} PRIVATE gom_flags ${arg_DEPS} GTest::gmock GTest::gtest_main Threads::Threads)
  target_compile_definitions(${name} PRIVATE GOM_SOURCE_DIR="${CMAKE_SOURCE_DIR}" GOM_BINARY_DIR="${CMAKE_BINARY_DIR}")
  if(arg_GRPC)
    target_precompile_headers(${name} REUSE_FROM gom_grpc_pch)
    target_link_libraries(${name} PRIVATE gom_grpc_pch)
  else()
    target_precompile_headers(${name} REUSE_FROM gom_test_pch)
    target_link_libraries(${name} PRIVATE gom_test_pch)
    list(APPEND arg_LABELS tsan)
    add_dependencies(tsan_tests ${name})
  endif()
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600 LABELS "${arg_LABELS}")
endfunction()
