/* Line by line: a statement ends with the line that ends with ';'. */
#include "store/migrate_text.h"

#include <stdbool.h>
#include <string.h>

static size_t without_trailing_blanks(const char *line, size_t len)
{
	while (len > 0 && strchr(" \t\r", line[len - 1]) != NULL) {
		len--;
	}
	return len;
}

static bool is_nothing(const char *line, size_t len)
{
	size_t blanks = strspn(line, " \t");

	return len == 0 || blanks >= len || strncmp(line + blanks, "--", 2) == 0;
}

const char *sg_migrate_next(const char *text, struct sg_buffer *statement)
{
	sg_buffer_reset(statement);
	while (*text != '\0') {
		size_t whole = strcspn(text, "\n");
		size_t len = without_trailing_blanks(text, whole);
		const char *line = text;

		text += whole + (text[whole] == '\n' ? 1 : 0);
		if (is_nothing(line, len)) {
			continue;
		}
		if (statement->len > 0) {
			sg_buffer_char(statement, '\n');
		}
		if (line[len - 1] == ';') {
			sg_buffer_add(statement, line, len - 1);
			return text;
		}
		sg_buffer_add(statement, line, len);
	}
	return statement->len > 0 ? text : NULL;
}
