# Benchmarks: every tests/bench/NAME.c is a program bench_NAME that prints what it measured. They are no tests
# and are built when asked for, best in a release build with PLATEN_TESTS on:
#
#   cmake --build build/bench --target bench_cascade && build/bench/tests/bench_cascade
file(GLOB benches CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}/bench" bench/*.c)
foreach(bench IN LISTS benches)
    string(REGEX REPLACE "\\.c$" "" bench "${bench}")
    add_executable(bench_${bench} EXCLUDE_FROM_ALL bench/${bench}.c)
    target_link_libraries(bench_${bench} PRIVATE libplaten)
endforeach()
