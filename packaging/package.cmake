# `cpack -G DEB`: a package for the Debian that it is made on. scripts/package makes one from nothing.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "Gouji maintainers <maintainers@gouji.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What is read at run time and no library asks for: Tesseract's weights, Poppler's maps of Chinese
# character sets, and a font where a PDF names one without holding it.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tesseract-ocr-chi-sim, poppler-data, fonts-wqy-zenhei")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Gouji reads 政府信息公开工作年度报告, the yearly reports of Chinese
authorities on the disclosure of government information, from PDF files,
born digital or scanned, and writes their tables and text as CSV files.
Figures that cannot be read for certain are marked for review, and reports
whose own sums do not add up are flagged.")
include(CPack)
