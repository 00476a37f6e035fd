# Layout cases of the specifications: HTML and CSS in, facts about the PDF out. They lie beside the source tree.

set(cases "${CMAKE_SOURCE_DIR}/../shared/css")
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND AND EXISTS "${cases}/run_cases.py")
    add_test(NAME layout/cases
        COMMAND "${Python3_EXECUTABLE}" "${cases}/run_cases.py" --cmd
            "$<TARGET_FILE:${PLATEN_TESTED_PROGRAM}> build --from html {bare} --style none --style {css} -o {pdf}")
    set_tests_properties(layout/cases PROPERTIES LABELS slow)
elseif(DEFINED ENV{CI})
    message(FATAL_ERROR "the layout cases (../shared/css) are absent")
endif()

# Random pages, measured by a browser too; skipped with a word where there is none.
if(Python3_FOUND)
    add_test(NAME layout/against_chromium
        COMMAND "${Python3_EXECUTABLE}" "${CMAKE_CURRENT_SOURCE_DIR}/layout/against_chromium.py"
            --platen "$<TARGET_FILE:${PLATEN_TESTED_PROGRAM}>" --seed 3 --cases 100 --allow 6)
    set_tests_properties(layout/against_chromium PROPERTIES LABELS slow SKIP_RETURN_CODE 77)
endif()
