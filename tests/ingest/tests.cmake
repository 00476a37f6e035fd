# The web reader against its corpus, scored in place. The floors are what it reaches; a change that
# falls below one has made it worse.
add_test(NAME ingest/web_score
    COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/web_score.sh" "$<TARGET_FILE:${PLATEN_TESTED_PROGRAM}>"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
set_tests_properties(ingest/web_score PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 900 LABELS slow)

add_test(NAME ingest/law_corpus
    COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/law_corpus.sh" "$<TARGET_FILE:test_ingest_law>"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
set_tests_properties(ingest/law_corpus PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 900 LABELS slow)

add_test(NAME ingest/standard_input
    COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/standard_input.sh" "$<TARGET_FILE:${PLATEN_TESTED_PROGRAM}>"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
