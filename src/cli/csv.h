/* Fields of one CSV line (RFC 4180, without line breaks inside quotation marks). */
#ifndef SG_CLI_CSV_H
#define SG_CLI_CSV_H

#include <stddef.h>

/*
 * Cuts `line` in place into at most `max` NUL-terminated fields; quotation marks around a
 * field are taken away, doubled ones inside become one. Returns how many fields there are, or
 * 0 where there are more than `max` or a quotation is not closed or followed by more.
 */
size_t sg_csv_split(char *line, size_t max, const char **ret_fields);

#endif
