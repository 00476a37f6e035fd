# Hyphenation is held against libhyphen, which the program itself doesn't use.

find_library(HYPHEN hyphen)
if(HYPHEN)
    target_link_libraries(test_typeset_hyphen_patterns PRIVATE "${HYPHEN}")
    target_compile_definitions(test_typeset_hyphen_patterns PRIVATE PLATEN_HAS_LIBHYPHEN)
endif()
