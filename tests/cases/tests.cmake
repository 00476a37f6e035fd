# Cases that read finished publications need them made first.

target_compile_definitions(test_cases_text_laws PRIVATE
    PLATEN_PUBLICATIONS="${CMAKE_BINARY_DIR}/publications")
set_tests_properties(cases/text_laws PROPERTIES FIXTURES_REQUIRED publications)
