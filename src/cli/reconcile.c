/* One statement, read row by row. */
#include "cli/reconcile.h"

#include <mysql.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/value.h"

enum column { STAY, ENDPOINT, MUST, WANTED, DELIVERED, DEAD, REVISION, STATE, COLUMNS };

/* A stay without a delivery row, or without a checklist, comes with NULLs: it is lost. */
#define BEGINNING                                                                        \
	"SELECT LOWER(HEX(s.id)), e.name, d.must, d.wanted, d.delivered, d.dead_us,"     \
	" c.revision, c.state FROM stay s"                                               \
	" JOIN endpoint e ON e.property = s.property AND e.enabled"
#define DELIVERY                                                                         \
	" JOIN delivery d ON d.shard = s.shard AND d.stay = s.id AND d.endpoint = e.id"
#define ENDING                                                                           \
	" LEFT JOIN checklist c ON c.stay = s.id"                                        \
	" WHERE s.checked_in_us IS NOT NULL"                                             \
	" ORDER BY s.id, e.id, c.revision"

static const char *const statements[] = {
	[SG_RECONCILE_EVERY] = BEGINNING " LEFT" DELIVERY ENDING,
	[SG_RECONCILE_DUE] = BEGINNING DELIVERY " AND d.must > 0" ENDING,
};

/* A (stay, endpoint) as its rows go by. */
struct pair {
	char stay[64];
	char endpoint[80];
	uint32_t must;
	uint32_t wanted;
	uint32_t delivered;
	bool exists; /* has a delivery row */
	bool dead;
	uint32_t due; /* the first revision of the last state */
	int state;
};

static uint32_t number(const char *text)
{
	return text != NULL ? (uint32_t)strtoul(text, NULL, 10) : 0;
}

static enum sg_status note_lost(struct sg_reconciliation *result, uint64_t key,
	const struct pair *pair, const struct sg_receipt *entry)
{
	uint64_t *larger =
		realloc(result->lost, (result->lost_count + 1) * sizeof *larger);

	if (larger == NULL) {
		return SG_MEMORY;
	}
	if (result->lost_count == 0) {
		(void)snprintf(result->first_lost, sizeof result->first_lost,
			"stay %s at %s: due %u, check-in's %u, wanted %u, delivered %u; "
			"received %u%s%s",
			pair->stay, pair->endpoint, pair->due, pair->must, pair->wanted,
			pair->delivered, entry->revision,
			entry->verified ? "" : " unverified",
			pair->dead ? ", a dead letter" : "");
	}
	result->lost = larger;
	result->lost[result->lost_count++] = key;
	return SG_OK;
}

static enum sg_status end_pair(struct sg_reconciliation *result, const struct pair *pair,
	const struct sg_receipts *receipts)
{
	uint64_t key;
	struct sg_receipt entry;
	uint32_t due = pair->must > pair->due ? pair->must : pair->due;

	if (pair->stay[0] == '\0') {
		return SG_OK;
	}
	key = sg_receipts_key(pair->stay, pair->endpoint);
	entry = sg_receipts_find(receipts, key);
	result->pairs++;
	result->dead += pair->dead ? 1 : 0;
	result->unsettled += pair->wanted > pair->delivered ? 1 : 0;
	if (!pair->exists || pair->dead || pair->wanted > pair->delivered || due == 0 ||
		entry.key == 0 || entry.revision < due || !entry.verified) {
		return note_lost(result, key, pair, &entry);
	}
	return SG_OK;
}

static void begin_pair(struct pair *pair, MYSQL_ROW row)
{
	*pair = (struct pair){.state = -1};
	(void)snprintf(pair->stay, sizeof pair->stay, "%s", row[STAY]);
	(void)snprintf(pair->endpoint, sizeof pair->endpoint, "%s", row[ENDPOINT]);
	pair->exists = row[WANTED] != NULL;
	pair->must = number(row[MUST]);
	pair->wanted = number(row[WANTED]);
	pair->delivered = number(row[DELIVERED]);
	pair->dead = row[DEAD] != NULL;
}

static enum sg_status read_rows(MYSQL_RES *rows, const struct sg_receipts *receipts,
	struct sg_reconciliation *result)
{
	struct pair pair = {.state = -1};
	enum sg_status status = SG_OK;
	MYSQL_ROW row;

	while (status == SG_OK && (row = mysql_fetch_row(rows)) != NULL) {
		if (strcmp(pair.stay, row[STAY]) != 0 ||
			strcmp(pair.endpoint, row[ENDPOINT]) != 0) {
			status = end_pair(result, &pair, receipts);
			begin_pair(&pair, row);
		}
		if (row[STATE] != NULL && (int)number(row[STATE]) != pair.state) {
			pair.state = (int)number(row[STATE]);
			pair.due = number(row[REVISION]);
		}
	}
	return status == SG_OK ? end_pair(result, &pair, receipts) : status;
}

static enum sg_status connect_to(
	MYSQL *link, const char *config, size_t len, struct sg_error *error)
{
	struct sg_value *value = NULL;
	const struct sg_value *database;
	enum sg_status status = sg_value_parse(config, len, error, &value);

	if (status != SG_OK) {
		return status;
	}
	database = sg_value_member(value, "database");
	if (mysql_real_connect(link,
		    sg_value_text(sg_value_member(database, "host"), NULL),
		    sg_value_text(sg_value_member(database, "user"), NULL),
		    sg_value_text(sg_value_member(database, "password"), NULL),
		    sg_value_text(sg_value_member(database, "name"), NULL),
		    (unsigned)sg_value_integer(sg_value_member(database, "port"), 0),
		    sg_value_text(sg_value_member(database, "socket"), NULL),
		    0) == NULL) {
		status = sg_fail(error, SG_UNAVAILABLE, "no_database", NULL,
			"the database cannot be asked: %s", mysql_error(link));
	}
	sg_value_free(value);
	return status;
}

static enum sg_status ask(MYSQL *link, const char *statement,
	const struct sg_receipts *receipts, struct sg_error *error,
	struct sg_reconciliation *result)
{
	MYSQL_RES *rows;
	enum sg_status status;

	if (mysql_query(link, statement) != 0 ||
		(rows = mysql_use_result(link)) == NULL) {
		return sg_fail(error, SG_UNAVAILABLE, "no_database", NULL,
			"the database cannot be asked: %s", mysql_error(link));
	}
	status = read_rows(rows, receipts, result);
	if (status == SG_OK && mysql_errno(link) != 0) {
		status = SG_UNAVAILABLE;
	}
	mysql_free_result(rows);
	return status == SG_OK ? SG_OK
	                       : sg_fail(error, status, "no_database", NULL,
					 "the database's answer was not complete");
}

enum sg_status sg_reconcile(const char *config, size_t len, enum sg_reconcile_scope scope,
	const struct sg_receipts *receipts, struct sg_error *error,
	struct sg_reconciliation *ret_result)
{
	struct sg_reconciliation result = {0};
	MYSQL *link = mysql_init(NULL);
	enum sg_status status;

	if (link == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	(void)mysql_options(link, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	status = connect_to(link, config, len, error);
	if (status == SG_OK) {
		status = ask(link, statements[scope], receipts, error, &result);
	}
	mysql_close(link);
	if (status != SG_OK) {
		sg_reconciliation_free(&result);
		return status;
	}
	*ret_result = result;
	return SG_OK;
}

void sg_reconciliation_free(struct sg_reconciliation *result)
{
	free(result->lost);
	*result = (struct sg_reconciliation){0};
}
