# Books of pages that keep no rule of HTML, and the judge who says whether the books do.

file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/hostile")
target_compile_definitions(test_epub_hostile PRIVATE PLATEN_HOSTILE="${CMAKE_BINARY_DIR}/hostile")
set_tests_properties(epub/hostile PROPERTIES FIXTURES_SETUP hostile TIMEOUT 300 LABELS slow)

add_test(NAME judges/epubcheck_hostile
    COMMAND sh "${CMAKE_SOURCE_DIR}/tests/judges/judge.sh" epubcheck "${CMAKE_BINARY_DIR}/hostile"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
set_tests_properties(judges/epubcheck_hostile PROPERTIES
    FIXTURES_REQUIRED hostile SKIP_RETURN_CODE 77 TIMEOUT 300 LABELS slow)
