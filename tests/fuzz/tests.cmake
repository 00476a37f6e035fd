# Fuzz targets: every tests/fuzz/NAME.c has LLVMFuzzerTestOneInput. The test
# fuzz/NAME gives it the seeds in tests/fuzz/seeds/NAME once, with any compiler.
# With clang and -DPLATEN_FUZZ=ON there is also a program that looks for more:
#
#   CC=clang cmake -S . -B build/fuzz -G Ninja -DPLATEN_FUZZ=ON -DPLATEN_SANITIZE=ON
#   cmake --build build/fuzz --target fuzz_date
#   build/fuzz/tests/fuzz_date -max_total_time=60 build/fuzz/found tests/fuzz/seeds/date
#
# Words of a format are in tests/fuzz/dictionaries/NAME.dict, for -dict=.
#
# Without clang the seeds are also changed blindly for PLATEN_FUZZ_SECONDS a target, those of the style
# engine for PLATEN_FUZZ_CSS_SECONDS (60 in the preset `test`, which CI runs):
#
#   cmake -DPLATEN_FUZZ_CSS_SECONDS=600 build/dev && ctest --test-dir build/dev -R fuzz/css
#
# A finding becomes a seed, and where it shows a rule a test of its room.
option(PLATEN_FUZZ "Fuzz targets with libFuzzer; needs clang" OFF)
if(PLATEN_FUZZ)
    target_compile_options(platen_compile INTERFACE -fsanitize=fuzzer-no-link)
endif()

set(PLATEN_FUZZ_SECONDS "" CACHE STRING "Seconds that each fuzz target's seeds are changed for")
set(PLATEN_FUZZ_CSS_SECONDS "" CACHE STRING "The same for css_parse and css_value")

file(GLOB targets CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}/fuzz" fuzz/*.c)
list(REMOVE_ITEM targets replay.c)
foreach(target IN LISTS targets)
    string(REGEX REPLACE "\\.c$" "" target "${target}")
    add_executable(replay_${target} fuzz/${target}.c fuzz/replay.c)
    target_link_libraries(replay_${target} PRIVATE libplaten)
    add_test(NAME fuzz/${target} COMMAND replay_${target} tests/fuzz/seeds/${target}
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set(seconds "${PLATEN_FUZZ_SECONDS}")
    if(target MATCHES "^css_" AND PLATEN_FUZZ_CSS_SECONDS)
        set(seconds "${PLATEN_FUZZ_CSS_SECONDS}")
    endif()
    if(seconds)
        math(EXPR timeout "${seconds} + 120")
        set_tests_properties(fuzz/${target} PROPERTIES
            ENVIRONMENT "PLATEN_FUZZ_SECONDS=${seconds}" TIMEOUT "${timeout}" LABELS slow)
    endif()
    if(PLATEN_FUZZ)
        add_executable(fuzz_${target} fuzz/${target}.c)
        target_link_libraries(fuzz_${target} PRIVATE libplaten)
        target_link_options(fuzz_${target} PRIVATE -fsanitize=fuzzer)
    endif()
endforeach()
