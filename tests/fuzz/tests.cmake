# Fuzz targets: every tests/fuzz/NAME.c has LLVMFuzzerTestOneInput. The test
# fuzz/NAME gives it the seeds in tests/fuzz/seeds/NAME once, with any compiler.
# With clang and -DPLATEN_FUZZ=ON there is also a program that looks for more:
#
#   CC=clang cmake -S . -B build/fuzz -G Ninja -DPLATEN_FUZZ=ON -DPLATEN_SANITIZE=ON
#   cmake --build build/fuzz --target fuzz_date
#   build/fuzz/tests/fuzz_date -max_total_time=60 build/fuzz/found tests/fuzz/seeds/date
#
# A finding becomes a seed, and where it shows a rule a test of its room.
option(PLATEN_FUZZ "Fuzz targets with libFuzzer; needs clang" OFF)
if(PLATEN_FUZZ)
    target_compile_options(platen_compile INTERFACE -fsanitize=fuzzer-no-link)
endif()

file(GLOB targets CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}/fuzz" fuzz/*.c)
list(REMOVE_ITEM targets replay.c)
foreach(target IN LISTS targets)
    string(REGEX REPLACE "\\.c$" "" target "${target}")
    add_executable(replay_${target} fuzz/${target}.c fuzz/replay.c)
    target_link_libraries(replay_${target} PRIVATE libplaten)
    add_test(NAME fuzz/${target} COMMAND replay_${target} tests/fuzz/seeds/${target}
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    if(PLATEN_FUZZ)
        add_executable(fuzz_${target} fuzz/${target}.c)
        target_link_libraries(fuzz_${target} PRIVATE libplaten)
        target_link_options(fuzz_${target} PRIVATE -fsanitize=fuzzer)
    endif()
endforeach()
