# Makes each publication of demo.list with PROGRAM in the folder OUT. With SAME_AS,
# a folder that has them already, each must be the same as there, byte by byte.
#
#   cmake -DPROGRAM=build/platen -DOUT=build/demo -P tests/samples/make.cmake

cmake_minimum_required(VERSION 3.25)
set(samples "${CMAKE_CURRENT_LIST_DIR}")
file(REMOVE_RECURSE "${OUT}")
file(MAKE_DIRECTORY "${OUT}")
file(STRINGS "${samples}/demo.list" lines REGEX "^[^#]")
if(NOT lines)
    message("demo.list names no publication yet")
endif()

set(made)
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
        list(JOIN words " " words)
        message(FATAL_ERROR "${name} wasn't made (exit ${result}): platen build ${words}")
    endif()
    list(APPEND made ${name}.pdf ${name}.epub)
endforeach()

foreach(file IN LISTS made)
    if(NOT EXISTS "${OUT}/${file}")
        message(FATAL_ERROR "${file} wasn't made, and platen said nothing")
    endif()
    message("${OUT}/${file}")
    if(SAME_AS)
        file(SHA256 "${OUT}/${file}" here)
        file(SHA256 "${SAME_AS}/${file}" there)
        if(NOT here STREQUAL there)
            message(SEND_ERROR "${file} differs from ${SAME_AS}/${file}")
        endif()
    endif()
endforeach()
