# The publications that tests/samples/demo.list names: target `demo` makes them
# in build/demo/.

add_custom_target(demo
    COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:platen>"
        "-DOUT=${CMAKE_SOURCE_DIR}/build/demo" -P "${CMAKE_CURRENT_LIST_DIR}/make.cmake"
    DEPENDS platen
    USES_TERMINAL VERBATIM)
