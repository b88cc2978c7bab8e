# What `cmake --install` puts where: the program, what it reads, and what people read.
set(documents ${CMAKE_INSTALL_DOCDIR})

install(TARGETS gouji)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/gouji
  PATTERN samples EXCLUDE)
# Laid out as in the repository, so that they find each other.
install(FILES README.md CHANGELOG.md LICENSE packaging/copyright DESTINATION ${documents})
install(DIRECTORY docs data/samples DESTINATION ${documents})
install(DIRECTORY scripts/slurm DESTINATION ${documents}/scripts USE_SOURCE_PERMISSIONS)
