# What `cmake --install` puts where: the program, what it reads, and what people read.
set(documents ${CMAKE_INSTALL_DOCDIR})

install(TARGETS gouji)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/gouji
  PATTERN samples EXCLUDE)
# Laid out as in the repository, so that they find each other.
install(FILES README.md README.zh-CN.md CHANGELOG.md LICENSE packaging/copyright DESTINATION ${documents})
install(DIRECTORY docs examples data/samples DESTINATION ${documents} PATTERN "*.in" EXCLUDE)
install(DIRECTORY scripts/slurm DESTINATION ${documents}/scripts USE_SOURCE_PERMISSIONS)

# Manual pages, completions: checked against the program's options by tests/installed.
find_program(GZIP gzip REQUIRED)
foreach(page gouji.1 gouji.zh_CN.1)
  configure_file(${PROJECT_SOURCE_DIR}/docs/${page}.in ${PROJECT_BINARY_DIR}/docs/${page} @ONLY)
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/docs/${page}.gz
    COMMAND ${GZIP} -9 -n -k -f ${PROJECT_BINARY_DIR}/docs/${page}
    DEPENDS ${PROJECT_BINARY_DIR}/docs/${page} VERBATIM)
  list(APPEND pages ${PROJECT_BINARY_DIR}/docs/${page}.gz)
endforeach()
add_custom_target(manual ALL DEPENDS ${pages})
add_dependencies(gouji manual)
install(FILES ${PROJECT_BINARY_DIR}/docs/gouji.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_BINARY_DIR}/docs/gouji.zh_CN.1.gz RENAME gouji.1.gz
  DESTINATION ${CMAKE_INSTALL_MANDIR}/zh_CN/man1)

install(FILES completions/gouji.bash RENAME gouji
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
# Debian's zsh looks for those of its packages in a place of their own.
install(CODE [[
  if(CMAKE_INSTALL_PREFIX MATCHES "/usr$")
    set(zsh_completions vendor-completions)
  else()
    set(zsh_completions site-functions)
  endif()]])
install(FILES completions/_gouji DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/\${zsh_completions})
