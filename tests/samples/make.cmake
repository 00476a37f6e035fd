# Makes each publication of demo.list with PROGRAM in the folder OUT.
#
#   cmake -DPROGRAM=build/platen -DOUT=build/demo -P tests/samples/make.cmake

set(samples "${CMAKE_CURRENT_LIST_DIR}")
file(MAKE_DIRECTORY "${OUT}")
file(STRINGS "${samples}/demo.list" lines REGEX "^[^#]")
if(NOT lines)
    message("demo.list names no publication yet")
endif()
foreach(line IN LISTS lines)
    separate_arguments(words UNIX_COMMAND "${line}")
    list(POP_FRONT words name style)
    execute_process(
        COMMAND "${PROGRAM}" build ${words} --style "${style}"
            -o "${OUT}/${name}.pdf" -o "${OUT}/${name}.epub"
        WORKING_DIRECTORY "${samples}"
        RESULT_VARIABLE result)
    # 1: made, with warnings that were printed.
    if(NOT result MATCHES "^[01]$")
        message(FATAL_ERROR "${name} wasn't made (exit ${result}): platen build ${words}")
    endif()
    message("${OUT}/${name}.pdf")
    message("${OUT}/${name}.epub")
endforeach()
