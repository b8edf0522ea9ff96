/*
 * Reading a file of choices. Which column is which is told by the names in the first line; where
 * it holds none, they are stream, choice and, where there is a third, time. Choices count the
 * same however they are written large or small and whatever spaces stand around them. Rows
 * without a stream are nobody's. Where there are times, they give the order.
 */
#include "streams.h"

#include <ctype.h>
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/csv.h"
#include "core/hash.h"
#include "core/time.h"

enum { FIELDS_MAX = 64, TUNE_OF_TEN = 3 };

/* Purchases of one card within this of the one before are one visit's. */
#define VISIT_US (30 * SG_MINUTE_US)

enum column { STREAM, CHOICE, TIME, COLUMNS };

static const struct {
	const char *name;
	enum column column;
	bool visits;
} known_names[] = {
	{"card", STREAM, true},
	{"stream", STREAM, false},
	{"household", STREAM, false},
	{"guest", STREAM, false},
	{"guest_id", STREAM, false},
	{"customer", STREAM, false},
	{"customer_id", STREAM, false},
	{"user", STREAM, false},
	{"user_id", STREAM, false},
	{"choice", CHOICE, false},
	{"coffee_name", CHOICE, false},
	{"option", CHOICE, false},
	{"item", CHOICE, false},
	{"product", CHOICE, false},
	{"brand", CHOICE, false},
	{"value", CHOICE, false},
	{"datetime", TIME, false},
	{"time", TIME, false},
	{"timestamp", TIME, false},
	{"time_us", TIME, false},
};

struct reading {
	const char *path;
	struct streams *streams;
	size_t columns[COLUMNS]; /* FIELDS_MAX where there is none */
	size_t line;
	size_t *table; /* of streams by their hash, one more than the index; 0 is free */
	size_t table_size;
};

static bool complain(const struct reading *reading, const char *what)
{
	fprintf(stderr, "usual: %s:%zu: %s\n", reading->path, reading->line, what);
	return false;
}

static char *trim(char *text)
{
	size_t len;

	text += strspn(text, " \t\r");
	len = strlen(text);
	while (len > 0 && strchr(" \t\r", text[len - 1]) != NULL) {
		text[--len] = '\0';
	}
	return text;
}

/* ---- columns ----------------------------------------------------------------------------- */

static bool name_columns(struct reading *reading, const char **fields, size_t count)
{
	bool named = false;

	for (size_t i = 0; i < COLUMNS; i++) {
		reading->columns[i] = FIELDS_MAX;
	}
	for (size_t n = 0; n < sizeof known_names / sizeof known_names[0]; n++) {
		for (size_t i = 0; i < count; i++) {
			enum column column = known_names[n].column;

			if (strcasecmp(fields[i], known_names[n].name) == 0 &&
				reading->columns[column] == FIELDS_MAX) {
				reading->columns[column] = i;
				reading->streams->visits |= known_names[n].visits;
				named = true;
			}
		}
	}
	return named;
}

/* Without names the first three columns are ours; the third only if it holds times. */
static void count_columns(struct reading *reading, const char **fields, size_t count)
{
	int64_t time_us;

	reading->columns[STREAM] = 0;
	reading->columns[CHOICE] = 1;
	reading->columns[TIME] =
		count > 2 && streams_time(fields[2], &time_us) ? 2 : FIELDS_MAX;
}

/* ---- rows -------------------------------------------------------------------------------- */

/* The guest's name as a number, by MD5 as text and modulo ten, says which half he is in. */
static bool is_tune(const char *name)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned size = 0, rest = 0;

	if (EVP_Digest(name, strlen(name), digest, &size, EVP_md5(), NULL) != 1) {
		fprintf(stderr, "usual: this libcrypto has no MD5\n");
		exit(2);
	}
	for (unsigned i = 0; i < size; i++) {
		rest = (rest * 256 + digest[i]) % 10;
	}
	return rest < TUNE_OF_TEN;
}

static size_t find_stream(struct reading *reading, const char *name)
{
	struct streams *streams = reading->streams;
	uint64_t hash = sg_hash64(name, strlen(name), 0);
	size_t at = (size_t)hash % reading->table_size;

	for (; reading->table[at] != 0; at = (at + 1) % reading->table_size) {
		const struct stream *stream = &streams->streams[reading->table[at] - 1];

		if (stream->hash == hash && strcmp(stream->name, name) == 0) {
			return reading->table[at] - 1;
		}
	}
	streams->streams[streams->stream_count] =
		(struct stream){.name = name, .hash = hash, .tune = is_tune(name)};
	reading->table[at] = ++streams->stream_count;
	return streams->stream_count - 1;
}

static uint64_t key_of(char *choice)
{
	for (char *at = choice; *at != '\0'; at++) {
		*at = (char)tolower((unsigned char)*at);
	}
	return sg_hash64(choice, strlen(choice), 0);
}

static bool take_row(struct reading *reading, char *fields[], size_t count)
{
	struct streams *streams = reading->streams;
	struct choice *choice = &streams->choices[streams->count];
	const size_t *columns = reading->columns;
	const char *name;

	if (count <= columns[STREAM] || count <= columns[CHOICE]) {
		return complain(reading, "a row needs a stream and a choice");
	}
	name = trim(fields[columns[STREAM]]);
	if (*name == '\0') {
		return true;
	}
	choice->time_us = SG_NO_TIME;
	if (columns[TIME] < FIELDS_MAX &&
		(count <= columns[TIME] ||
			!streams_time(trim(fields[columns[TIME]]), &choice->time_us))) {
		return complain(reading, "no time that can be understood");
	}
	choice->key = key_of(trim(fields[columns[CHOICE]]));
	choice->stream = find_stream(reading, name);
	streams->count++;
	return true;
}

static bool take_line(struct reading *reading, char *line)
{
	const char *fields[FIELDS_MAX];
	char *own[FIELDS_MAX];
	size_t count;

	reading->line++;
	if (reading->line == 1 && strncmp(line, "\xEF\xBB\xBF", 3) == 0) {
		line += 3;
	}
	line = trim(line);
	if (*line == '\0') {
		return true;
	}
	count = sg_csv_split(line, FIELDS_MAX, fields);
	if (count < 2) {
		return complain(reading, "no row of two to 64 fields");
	}
	for (size_t i = 0; i < count; i++) {
		own[i] = line + (fields[i] - line);
	}
	if (reading->line == 1) {
		bool named = name_columns(reading, fields, count);

		if (!named) {
			count_columns(reading, fields, count);
		} else if (reading->columns[STREAM] == FIELDS_MAX ||
			   reading->columns[CHOICE] == FIELDS_MAX) {
			return complain(reading, "no columns named stream and choice");
		}
		if (named) {
			return true;
		}
	}
	return take_row(reading, own, count);
}

static bool take_lines(struct reading *reading)
{
	char *line = reading->streams->text;

	while (line != NULL) {
		char *end = strchr(line, '\n');

		if (end != NULL) {
			*end++ = '\0';
		}
		if (!take_line(reading, line)) {
			return false;
		}
		line = end;
	}
	return true;
}

/* ---- order ------------------------------------------------------------------------------- */

struct row {
	struct choice choice;
	size_t row;
};

static int compare_rows(const void *a, const void *b)
{
	const struct row *left = a, *right = b;

	if (left->choice.time_us != right->choice.time_us) {
		return left->choice.time_us < right->choice.time_us ? -1 : 1;
	}
	return left->row < right->row ? -1 : left->row > right->row;
}

static bool put_in_order(struct streams *streams)
{
	struct row *rows = calloc(streams->count + 1, sizeof *rows);

	if (rows == NULL) {
		return false;
	}
	for (size_t i = 0; i < streams->count; i++) {
		rows[i] = (struct row){streams->choices[i], i};
	}
	qsort(rows, streams->count, sizeof *rows, compare_rows);
	for (size_t i = 0; i < streams->count; i++) {
		streams->choices[i] = rows[i].choice;
	}
	free(rows);
	return true;
}

/* Of each visit only the first choice; what a visit is counts from the choice before. */
static bool join_visits(struct streams *streams)
{
	int64_t *last = calloc(streams->stream_count + 1, sizeof *last);
	size_t kept = 0;

	if (last == NULL) {
		return false;
	}
	for (size_t i = 0; i < streams->stream_count; i++) {
		last[i] = SG_NO_TIME;
	}
	for (size_t i = 0; i < streams->count; i++) {
		struct choice choice = streams->choices[i];
		int64_t before_us = last[choice.stream];

		last[choice.stream] = choice.time_us;
		if (before_us == SG_NO_TIME || choice.time_us - before_us >= VISIT_US) {
			streams->choices[kept++] = choice;
		}
	}
	streams->count = kept;
	free(last);
	return true;
}

static bool deal_out(struct streams *streams)
{
	size_t begin = 0;

	streams->order = calloc(streams->count + 1, sizeof *streams->order);
	if (streams->order == NULL) {
		return false;
	}
	for (size_t i = 0; i < streams->count; i++) {
		streams->streams[streams->choices[i].stream].count++;
	}
	for (size_t i = 0; i < streams->stream_count; i++) {
		streams->streams[i].at = streams->order + begin;
		begin += streams->streams[i].count;
		streams->streams[i].count = 0;
	}
	for (size_t i = 0; i < streams->count; i++) {
		struct stream *stream = &streams->streams[streams->choices[i].stream];

		stream->at[stream->count++] = i;
	}
	return true;
}

/* ---- files ------------------------------------------------------------------------------- */

static char *read_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	size_t size = 0, len = 0;

	if (file == NULL) {
		fprintf(stderr, "usual: %s: %s\n", path, strerror(errno));
		return NULL;
	}
	do {
		char *longer;

		size = size * 2 + 65536;
		longer = realloc(text, size);
		if (longer == NULL) {
			break;
		}
		text = longer;
		len += fread(text + len, 1, size - len - 1, file);
	} while (len == size - 1);
	if (ferror(file) || text == NULL || len == size - 1) {
		fprintf(stderr, "usual: %s: cannot be read\n", path);
		free(text);
		text = NULL;
	} else {
		text[len] = '\0';
	}
	(void)fclose(file);
	return text;
}

static void name_file(struct streams *streams, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	size_t len;

	name += strncmp(name, "usual-", 6) == 0 ? 6 : 0;
	len = strcspn(name, ".");
	(void)snprintf(streams->name, sizeof streams->name, "%.*s", (int)len, name);
}

static size_t count_lines(const char *text)
{
	size_t lines = 1;

	for (; (text = strchr(text, '\n')) != NULL; text++) {
		lines++;
	}
	return lines;
}

bool streams_read(const char *path, struct streams *ret_streams)
{
	struct reading reading = {.path = path, .streams = ret_streams};
	bool read = false;
	size_t lines;

	memset(ret_streams, 0, sizeof *ret_streams);
	name_file(ret_streams, path);
	ret_streams->text = read_text(path);
	if (ret_streams->text == NULL) {
		return false;
	}
	lines = count_lines(ret_streams->text);
	reading.table_size = 2 * lines + 1;
	reading.table = calloc(reading.table_size, sizeof *reading.table);
	ret_streams->choices = calloc(lines, sizeof *ret_streams->choices);
	ret_streams->streams = calloc(lines, sizeof *ret_streams->streams);
	if (reading.table == NULL || ret_streams->choices == NULL ||
		ret_streams->streams == NULL) {
		(void)complain(&reading, "out of memory");
	} else {
		read = take_lines(&reading) && put_in_order(ret_streams) &&
		       (!ret_streams->visits || join_visits(ret_streams)) &&
		       deal_out(ret_streams);
	}
	free(reading.table);
	return read;
}

void streams_free(struct streams *streams)
{
	free(streams->text);
	free(streams->choices);
	free(streams->streams);
	free(streams->order);
	memset(streams, 0, sizeof *streams);
}
