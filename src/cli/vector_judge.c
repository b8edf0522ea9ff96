/* What a vector expects beside what there is. */
#include "cli/vector.h"

#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 200 };

struct judging {
	const char *path;
	const struct sg_value *found;
	struct sg_buffer *differs;
	size_t count;
};

static void write(const struct sg_value *value, struct sg_buffer *buffer)
{
	if (value == NULL) {
		sg_buffer_text(buffer, "null");
	} else {
		sg_value_write(value, false, buffer);
	}
}

static size_t differ(const char *path, const struct sg_value *expected,
	const struct sg_value *found, struct sg_buffer *differs)
{
	sg_buffer_text(differs, differs->len > 0 ? ",{\"path\":" : "{\"path\":");
	sg_value_write_text(path, differs);
	sg_buffer_text(differs, ",\"expected\":");
	write(expected, differs);
	sg_buffer_text(differs, ",\"found\":");
	write(found, differs);
	sg_buffer_char(differs, '}');
	return 1;
}

static bool is_same(const struct sg_value *expected, const struct sg_value *found,
	struct sg_buffer *differs)
{
	struct sg_buffer a = {0}, b = {0};
	bool same;

	write(expected, &a);
	write(found, &b);
	differs->failed |= a.failed || b.failed;
	same = a.len == b.len && !a.failed && !b.failed &&
	       memcmp(a.data, b.data, a.len) == 0;
	sg_buffer_free(&a);
	sg_buffer_free(&b);
	return same;
}

static bool judge_member(void *data, const char *name, const struct sg_value *expected)
{
	struct judging *judging = data;
	char path[PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s/%s", judging->path, name);
	judging->count += sg_vector_judge(
		path, expected, sg_value_member(judging->found, name), judging->differs);
	return true;
}

static size_t judge_elements(const char *path, const struct sg_value *expected,
	const struct sg_value *found, struct sg_buffer *differs)
{
	size_t count = 0;

	for (size_t i = 0; i < sg_value_count(expected); i++) {
		char place[PATH_SIZE];

		(void)snprintf(place, sizeof place, "%s/%zu", path, i);
		count += sg_vector_judge(
			place, sg_value_at(expected, i), sg_value_at(found, i), differs);
	}
	return count;
}

size_t sg_vector_judge(const char *path, const struct sg_value *expected,
	const struct sg_value *found, struct sg_buffer *differs)
{
	struct judging judging = {.path = path, .found = found, .differs = differs};

	if (sg_value_is_object(expected) && sg_value_is_object(found)) {
		sg_value_each(expected, judge_member, &judging);
		return judging.count;
	}
	if (sg_value_is_array(expected) && sg_value_is_array(found) &&
		sg_value_count(expected) == sg_value_count(found)) {
		return judge_elements(path, expected, found, differs);
	}
	return is_same(expected, found, differs) ? 0
	                                         : differ(path, expected, found, differs);
}
