/* Lines of plain and packed files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "cli/source.h"

static char path[] = "/tmp/stammgast-source-XXXXXX";

static int make_file(void **state)
{
	int fd;

	(void)state;
	memcpy(path + sizeof path - 7, "XXXXXX", 6);
	fd = mkstemp(path);
	(void)close(fd);
	return fd < 0;
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static void write_bytes(const void *bytes, size_t len)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static void expect_lines(const char *const *lines, size_t count)
{
	struct sg_source *source = NULL;
	struct sg_error error;
	char *line;
	size_t len;

	assert_int_equal(sg_source_open(path, &error, &source), SG_OK);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(sg_source_line(source, &error, &line, &len), SG_OK);
		assert_non_null(line);
		assert_string_equal(line, lines[i]);
		assert_int_equal(len, strlen(lines[i]));
		assert_int_equal(sg_source_line_number(source), i + 1);
	}
	assert_int_equal(sg_source_line(source, &error, &line, &len), SG_OK);
	assert_null(line);
	sg_source_close(source);
}

/* Reads to the end or to the first failure, whose status it gives. */
static enum sg_status read_all(struct sg_error *error, int64_t *ret_lines)
{
	struct sg_source *source = NULL;
	char *line = NULL;
	size_t len;
	enum sg_status status = sg_source_open(path, error, &source);

	if (status != SG_OK) {
		return status;
	}
	do {
		status = sg_source_line(source, error, &line, &len);
	} while (status == SG_OK && line != NULL);
	*ret_lines = sg_source_line_number(source);
	sg_source_close(source);
	return status;
}

static void lines_end_with_lf_or_crlf_and_the_last_with_nothing(void **state)
{
	static const char text[] = "one\r\ntwo\n\nlast";
	static const char *const lines[] = {"one", "two", "", "last"};

	(void)state;
	write_bytes(text, sizeof text - 1);
	expect_lines(lines, 4);
}

static void an_empty_file_has_no_line(void **state)
{
	(void)state;
	write_bytes("", 0);
	expect_lines(NULL, 0);
}

static char *many_lines(size_t count, size_t *ret_len)
{
	char *text = malloc(count * 40);
	size_t len = 0;

	assert_non_null(text);
	for (size_t i = 0; i < count; i++) {
		len += (size_t)snprintf(text + len, 40, "line number %zu of many\n", i);
	}
	*ret_len = len;
	return text;
}

static void an_xz_file_is_unpacked_as_it_is_read(void **state)
{
	size_t len;
	char *text = many_lines(50000, &len);
	size_t size = lzma_stream_buffer_bound(len);
	uint8_t *packed = malloc(size);
	size_t packed_len = 0;
	struct sg_error error;
	int64_t lines;

	(void)state;
	assert_int_equal(lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, NULL,
				 (uint8_t *)text, len, packed, &packed_len, size),
		LZMA_OK);
	write_bytes(packed, packed_len);
	assert_int_equal(read_all(&error, &lines), SG_OK);
	assert_int_equal(lines, 50000);
	write_bytes(packed, packed_len / 2);
	assert_int_equal(read_all(&error, &lines), SG_INVALID);
	packed[packed_len / 2] ^= 0xFF;
	write_bytes(packed, packed_len);
	assert_int_equal(read_all(&error, &lines), SG_INVALID);
	free(packed);
	free(text);
}

static void a_gz_file_is_unpacked_as_it_is_read(void **state)
{
	size_t len;
	char *text = many_lines(50000, &len);
	gzFile file = gzopen(path, "wb");
	struct sg_error error;
	int64_t lines;

	(void)state;
	assert_int_equal(gzwrite(file, text, (unsigned)len), (int)len);
	assert_int_equal(gzclose(file), Z_OK);
	assert_int_equal(read_all(&error, &lines), SG_OK);
	assert_int_equal(lines, 50000);
	assert_int_equal(truncate(path, 5000), 0);
	assert_int_equal(read_all(&error, &lines), SG_INVALID);
	free(text);
}

static void a_line_without_end_is_refused(void **state)
{
	char *text = calloc(1, SG_LINE_MAX + 3);
	struct sg_error error;
	int64_t lines;

	(void)state;
	memset(text, 'a', SG_LINE_MAX);
	text[SG_LINE_MAX] = '\n';
	write_bytes(text, SG_LINE_MAX + 1);
	assert_int_equal(read_all(&error, &lines), SG_OK);
	text[SG_LINE_MAX] = 'a';
	text[SG_LINE_MAX + 1] = '\n';
	write_bytes(text, SG_LINE_MAX + 2);
	assert_int_equal(read_all(&error, &lines), SG_INVALID);
	free(text);
}

static void a_nul_in_a_line_is_refused(void **state)
{
	struct sg_error error;
	int64_t lines;

	(void)state;
	write_bytes("fine\nno\0t fine\n", 15);
	assert_int_equal(read_all(&error, &lines), SG_INVALID);
	assert_int_equal(lines, 2);
}

static void a_file_that_is_not_there_is_absent(void **state)
{
	struct sg_source *source;
	struct sg_error error;

	(void)state;
	assert_int_equal(sg_source_open("/nonexistent/bookings.csv", &error, &source),
		SG_UNAVAILABLE);
	assert_string_equal(error.code, "absent");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			lines_end_with_lf_or_crlf_and_the_last_with_nothing, make_file,
			remove_file),
		cmocka_unit_test_setup_teardown(
			an_empty_file_has_no_line, make_file, remove_file),
		cmocka_unit_test_setup_teardown(
			an_xz_file_is_unpacked_as_it_is_read, make_file, remove_file),
		cmocka_unit_test_setup_teardown(
			a_gz_file_is_unpacked_as_it_is_read, make_file, remove_file),
		cmocka_unit_test_setup_teardown(
			a_line_without_end_is_refused, make_file, remove_file),
		cmocka_unit_test_setup_teardown(
			a_nul_in_a_line_is_refused, make_file, remove_file),
		cmocka_unit_test(a_file_that_is_not_there_is_absent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
