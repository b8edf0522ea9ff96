# Writes the files named in LIST, one path a line, as one C table (core/embedded.h). Names
# are the paths below ROOT. Every text gets a NUL behind it that its size does not count.
file(STRINGS ${LIST} paths)
set(arrays "")
set(rows "")
set(number 0)
foreach(path IN LISTS paths)
  string(REPLACE "${ROOT}" "" name "${path}")
  file(SIZE "${path}" size)
  file(READ "${path}" bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "static const unsigned char file_${number}[] = {${bytes}0};\n")
  string(APPEND rows "\t{\"${name}\", (const char *)file_${number}, ${size}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT}.new "#include \"core/embedded.h\"\n\n${arrays}
const struct sg_embedded sg_embedded_files[] = {
${rows}\t{NULL, NULL, 0},
};
")
file(RENAME ${OUTPUT}.new ${OUTPUT})
