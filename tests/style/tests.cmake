# css-parsing-tests judge the tokenizer and parser; the data lies beside the project and isn't part of it.
add_executable(css_json judges/css_json.c)
target_link_libraries(css_json PRIVATE test_support)
add_test(NAME style/css_parsing
    COMMAND sh "${CMAKE_CURRENT_SOURCE_DIR}/style/css_parsing.sh" "$<TARGET_FILE:css_json>"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
set_tests_properties(style/css_parsing PROPERTIES SKIP_RETURN_CODE 77)
