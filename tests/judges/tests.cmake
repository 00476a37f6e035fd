# The outside judges, each asked once about all publications.

foreach(judge epubcheck qpdf verapdf)
    add_test(NAME judges/${judge}
        COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/judge.sh" ${judge} "${CMAKE_BINARY_DIR}/publications"
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(judges/${judge} PROPERTIES
        FIXTURES_REQUIRED publications SKIP_RETURN_CODE 77 TIMEOUT 300 LABELS slow)
endforeach()
