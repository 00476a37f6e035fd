# Hyphenation is held against libhyphen, which the program itself doesn't use.

find_library(HYPHEN hyphen)
if(HYPHEN)
    target_link_libraries(test_typeset_hyphen_patterns PRIVATE "${HYPHEN}")
    set_tests_properties(typeset/hyphen_patterns PROPERTIES LABELS slow) # 900,000 words
    target_compile_definitions(test_typeset_hyphen_patterns PRIVATE PLATEN_HAS_LIBHYPHEN)
endif()
