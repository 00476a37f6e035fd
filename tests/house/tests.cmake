# What the house promises about itself.

set(house "${CMAKE_CURRENT_LIST_DIR}")

# A script of this folder, run in the source root.
function(house_test name)
    add_test(NAME house/${name} COMMAND sh ${ARGN} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
endfunction()

house_test(includes "${house}/includes.sh" .)
house_test(includes_goes_red "${house}/golden.sh" "${house}/broken/expected"
    sh "${house}/includes.sh" "${house}/broken")
house_test(toplevel "${house}/toplevel.sh" .)
house_test(first_lines "${house}/first_lines.sh" .)
house_test(commands "${house}/commands.sh" .)
house_test(faces "${house}/golden.sh" "${house}/faces.expected"
    sh "${house}/faces.sh" "${PLATEN_PROGRAM_DIR}/fonts")
house_test(patterns "${house}/patterns.sh" .)
house_test(readme "${house}/readme.sh" "$<TARGET_FILE:${PLATEN_TESTED_PROGRAM}>")
if(PLATEN_TWIN AND CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    house_test(starts_light "${house}/starts_light.sh" "$<TARGET_FILE:${PLATEN_TESTED_PROGRAM}>")
endif()
