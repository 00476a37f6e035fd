# The laws of reading and writing over all the corpora, in place.
add_test(NAME export/round_trip
    COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/round_trip.sh" "$<TARGET_FILE:test_export_markdown>"
        "$<TARGET_FILE:test_ingest_law>" "$<TARGET_FILE:${PLATEN_TESTED_PROGRAM}>"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
set_tests_properties(export/round_trip PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 900 LABELS slow)

# What extract prints is what its schema says.
file(GLOB schema_samples RELATIVE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/tests/samples/*.md"
    "${CMAKE_SOURCE_DIR}/tests/samples/*.txt" "${CMAKE_SOURCE_DIR}/tests/samples/*.html")
add_test(NAME export/schema
    COMMAND python3 "${CMAKE_CURRENT_LIST_DIR}/schema.py" "$<TARGET_FILE:${PLATEN_TESTED_PROGRAM}>"
        "${CMAKE_SOURCE_DIR}/src/export/article.schema.json" ${schema_samples}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
