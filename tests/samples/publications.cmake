# The publications that tests/samples/demo.list names.
#
# Target `demo` makes them in build/demo/. As tests they are made by the program
# as it is shipped (fixture `publications`, for the judges and whoever else reads
# finished files), once more elsewhere in another place of the world, and by the
# program with sanitisers: the bytes are the same each time.

set(make_publications "${CMAKE_CURRENT_LIST_DIR}/make.cmake")

add_custom_target(demo
    COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:platen>"
        "-DOUT=${CMAKE_SOURCE_DIR}/build/demo" -P "${make_publications}"
    DEPENDS platen fonts
    USES_TERMINAL VERBATIM)

# A picture of every design, in print and on a phone, in build/gallery/.
add_custom_target(gallery
    COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/gallery.sh" "$<TARGET_FILE:platen>"
        "${CMAKE_SOURCE_DIR}/build/gallery"
    DEPENDS platen fonts
    USES_TERMINAL VERBATIM)

if(NOT PLATEN_TESTS)
    return()
endif()

set(publications "${CMAKE_BINARY_DIR}/publications")
set(shipped "$<TARGET_FILE:${PLATEN_TESTED_PROGRAM}>")

add_test(NAME samples/publications
    COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=${shipped}" "-DOUT=${publications}"
        -P "${make_publications}")
set_tests_properties(samples/publications PROPERTIES FIXTURES_SETUP publications TIMEOUT 300)

add_test(NAME samples/same_bytes_elsewhere
    COMMAND "${CMAKE_COMMAND}" -E env TZ=Asia/Kathmandu LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8
        HOME=/nowhere sh -c "umask 077 && exec \"$0\" \"$@\""
        "${CMAKE_COMMAND}" "-DPROGRAM=${shipped}" "-DOUT=${publications}-elsewhere"
        "-DSAME_AS=${publications}" -P "${make_publications}")
add_test(NAME samples/same_bytes_sanitised
    COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:platen>"
        "-DOUT=${publications}-sanitised" "-DSAME_AS=${publications}" -P "${make_publications}")
set_tests_properties(samples/same_bytes_elsewhere samples/same_bytes_sanitised PROPERTIES
    FIXTURES_REQUIRED publications TIMEOUT 300 LABELS slow)
