# Stages the faces of fonts/manifest: OUT becomes a folder with
#
#   faces/      links to the files of Debian's packages, or copies (MODE copy)
#   fonts.conf  our configuration, saying that the folder is at AT
#   cache/      fontconfig's cache of it, so that starting takes milliseconds
#
#   cmake -DOUT=build/fonts -P fonts/stage.cmake
#   cmake -DOUT=/stage/usr/share/platen/fonts -DAT=/usr/share/platen/fonts
#         -DSYSROOT=/stage -DMODE=copy -P fonts/stage.cmake
#
# A file that differs from the one seen is a warning (Debian makes point
# releases), a missing one an error that names its package.

cmake_minimum_required(VERSION 3.25)
set(source "${CMAKE_CURRENT_LIST_DIR}")
if(NOT AT)
    set(AT "${OUT}")
endif()

file(STRINGS "${source}/manifest" rows REGEX "^[^#]")
set(files)
set(missing)
foreach(row IN LISTS rows)
    string(REPLACE "|" ";" row "${row}")
    list(GET row 1 file)
    list(GET row 2 package)
    list(GET row 3 version)
    list(GET row 5 wanted)
    if(NOT EXISTS "${file}")
        list(APPEND missing "${package}")
        message("face missing: ${file} (Debian package ${package})")
        continue()
    endif()
    file(SHA256 "${file}" found)
    if(NOT found STREQUAL wanted)
        message(WARNING "${file} isn't the one of ${package} ${version}: pages may differ")
    endif()
    list(APPEND files "${file}")
endforeach()
if(missing)
    list(REMOVE_DUPLICATES missing)
    list(JOIN missing " " missing)
    message(FATAL_ERROR "faces are missing; `sh .ci/setup` installs: ${missing}")
endif()

file(REMOVE_RECURSE "${OUT}/faces" "${OUT}/cache")
file(MAKE_DIRECTORY "${OUT}/faces" "${OUT}/cache")
foreach(file IN LISTS files)
    if(MODE STREQUAL "copy")
        file(REAL_PATH "${file}" file)
        file(COPY "${file}" DESTINATION "${OUT}/faces"
            FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    else()
        get_filename_component(name "${file}" NAME)
        file(CREATE_LINK "${file}" "${OUT}/faces/${name}" SYMBOLIC)
    endif()
endforeach()

file(READ "${source}/fonts.conf" conf)
string(REPLACE "@FONTS@" "${AT}" conf "${conf}")
file(WRITE "${OUT}/fonts.conf" "${conf}")

# fontconfig trusts a cache whose folder has the time 0 without looking further;
# any other time would be compared with SOURCE_DATE_EPOCH and with what a copy
# or an archive made of the fraction of its second.
execute_process(COMMAND touch -d "1970-01-01T00:00:00Z" "${OUT}/faces" COMMAND_ERROR_IS_FATAL ANY)
set(cache_command fc-cache -f)
if(SYSROOT)
    list(APPEND cache_command "--sysroot=${SYSROOT}")
endif()
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env --unset=SOURCE_DATE_EPOCH "FONTCONFIG_FILE=${OUT}/fonts.conf"
        ${cache_command} "${AT}/faces"
    RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(WARNING "fc-cache failed (${result}): each start will read all faces again")
endif()
