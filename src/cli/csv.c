/* CSV, one line at a time. */
#include "cli/csv.h"

#include <string.h>

/* Cuts the quotation that begins at `text`; the byte after it, or NULL when it is open. */
static char *cut_quoted(char *text)
{
	char *to = text;
	char *from = text + 1;

	for (;;) {
		if (*from == '\0') {
			return NULL;
		}
		if (*from == '"' && from[1] != '"') {
			*to = '\0';
			return from + 1;
		}
		from += *from == '"' ? 1 : 0;
		*to++ = *from++;
	}
}

size_t sg_csv_split(char *line, size_t max, const char **ret_fields)
{
	size_t count = 0;
	char *at = line;

	for (;;) {
		char *end;

		if (count == max) {
			return 0;
		}
		ret_fields[count++] = at;
		end = *at == '"' ? cut_quoted(at) : at + strcspn(at, ",");
		if (end == NULL || (*end != ',' && *end != '\0')) {
			return 0;
		}
		if (*end == '\0') {
			return count;
		}
		*end = '\0';
		at = end + 1;
	}
}
