/* One statement, read row by row. */
#include "cli/reconcile.h"

#include <mysql.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ledger.h"
#include "document/standing.h"
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

struct pairing {
	const struct sg_receipts *receipts;
	struct sg_reconciliation *result;
};

static enum sg_status read_rows(MYSQL_RES *rows, void *data)
{
	const struct pairing *pairing = data;
	const struct sg_receipts *receipts = pairing->receipts;
	struct sg_reconciliation *result = pairing->result;
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
	enum sg_status (*read)(MYSQL_RES *rows, void *data), void *data,
	struct sg_error *error)
{
	MYSQL_RES *rows;
	enum sg_status status;

	if (mysql_query(link, statement) != 0 ||
		(rows = mysql_use_result(link)) == NULL) {
		return sg_fail(error, SG_UNAVAILABLE, "no_database", NULL,
			"the database cannot be asked: %s", mysql_error(link));
	}
	status = read(rows, data);
	if (status == SG_OK && mysql_errno(link) != 0) {
		status = SG_UNAVAILABLE;
	}
	mysql_free_result(rows);
	return status == SG_OK ? SG_OK
	                       : sg_fail(error, status, "no_database", NULL,
					 "the database's answer was not complete");
}

static enum sg_status open_link(
	const char *config, size_t len, struct sg_error *error, MYSQL **ret_link)
{
	MYSQL *link = mysql_init(NULL);
	enum sg_status status;

	if (link == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	(void)mysql_options(link, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	status = connect_to(link, config, len, error);
	if (status != SG_OK) {
		mysql_close(link);
		return status;
	}
	*ret_link = link;
	return SG_OK;
}

enum sg_status sg_reconcile(const char *config, size_t len, enum sg_reconcile_scope scope,
	const struct sg_receipts *receipts, struct sg_error *error,
	struct sg_reconciliation *ret_result)
{
	struct sg_reconciliation result = {0};
	struct pairing pairing = {.receipts = receipts, .result = &result};
	MYSQL *link = NULL;
	enum sg_status status = open_link(config, len, error, &link);

	if (status == SG_OK) {
		status = ask(link, statements[scope], read_rows, &pairing, error);
		mysql_close(link);
	}
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

/* ---- points ---- */

/* As the columns' comments say: posting.state, entry.kind, stay.status. */
enum { POSTED = 1, WAITS = 2, NOTHING = 3, EXPIRED = SG_ENTRY_EXPIRE };

static const char members_statement[] = "SELECT COUNT(*) FROM member";
static const char postings_statement[] =
	"SELECT COALESCE(o.state, 0), o.reason, COUNT(*) FROM stay s "
	"LEFT JOIN posting o ON o.stay = s.id WHERE s.status = 3 GROUP BY 1, 2";
static const char counts_statement[] =
	"SELECT COALESCE(SUM(nights), 0), COALESCE(SUM(stays), 0), "
	"COALESCE(SUM(spend), 0), COALESCE(SUM(base), 0) FROM qualified";
static const char rules_statement[] =
	"SELECT rule, SUM(original) FROM lot WHERE reversed = 0 GROUP BY rule";
static const char entries_statement[] =
	"SELECT kind, SUM(points) FROM entry GROUP BY kind";
static const char doubled_statement[] =
	"SELECT COUNT(*) FROM (SELECT 1 FROM lot WHERE reversed = 0 "
	"GROUP BY account, source, rule HAVING COUNT(*) > 1) twice";
static const char apart_statement[] =
	"SELECT COUNT(*) FROM account a LEFT JOIN (SELECT account, SUM(remaining) AS "
	"points "
	"FROM lot GROUP BY account) l ON l.account = a.account LEFT JOIN (SELECT "
	"account, "
	"SUM(points) AS points FROM entry GROUP BY account) e ON e.account = a.account "
	"WHERE a.points <> COALESCE(l.points, 0) OR a.points <> COALESCE(e.points, 0)";
static const char standings_statement[] = "SELECT standing FROM account";

struct looking {
	const struct sg_programme *programme;
	int32_t last_day;
	struct sg_arena *arena;
	struct sg_error *error;
	struct sg_points_look *look;
};

static int64_t amount(const char *text)
{
	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

static enum sg_status read_number(MYSQL_RES *rows, void *data)
{
	MYSQL_ROW row = mysql_fetch_row(rows);

	*(int64_t *)data = row != NULL ? amount(row[0]) : 0;
	while (row != NULL) {
		row = mysql_fetch_row(rows);
	}
	return SG_OK;
}

static enum sg_status read_postings(MYSQL_RES *rows, void *data)
{
	struct sg_points_look *look = ((struct looking *)data)->look;
	struct sg_points_totals *totals = &look->totals;
	MYSQL_ROW row;

	while ((row = mysql_fetch_row(rows)) != NULL) {
		int64_t state = amount(row[0]), count = amount(row[2]);

		totals->stays += count;
		totals->posted += state == POSTED ? count : 0;
		totals->waiting += state == WAITS ? count : 0;
		totals->nothing += state == NOTHING ? count : 0;
		if (row[1] != NULL) {
			(void)sg_tally_add(&totals->reasons, row[1], count);
		}
	}
	look->unsettled =
		totals->stays - totals->posted - totals->waiting - totals->nothing;
	return SG_OK;
}

static enum sg_status read_counts(MYSQL_RES *rows, void *data)
{
	struct sg_points_totals *totals = &((struct looking *)data)->look->totals;
	MYSQL_ROW row;

	while ((row = mysql_fetch_row(rows)) != NULL) {
		totals->nights = amount(row[0]);
		totals->counted_stays = amount(row[1]);
		totals->spend_cents = amount(row[2]);
		totals->base_points = amount(row[3]);
	}
	return SG_OK;
}

static enum sg_status read_rules(MYSQL_RES *rows, void *data)
{
	struct sg_points_totals *totals = &((struct looking *)data)->look->totals;
	MYSQL_ROW row;

	while ((row = mysql_fetch_row(rows)) != NULL) {
		totals->points += amount(row[1]);
		(void)sg_tally_add(&totals->rules, row[0], amount(row[1]));
	}
	return SG_OK;
}

static enum sg_status read_entries(MYSQL_RES *rows, void *data)
{
	struct sg_points_totals *totals = &((struct looking *)data)->look->totals;
	MYSQL_ROW row;

	while ((row = mysql_fetch_row(rows)) != NULL) {
		totals->balance += amount(row[1]);
		totals->expired -= amount(row[0]) == EXPIRED ? amount(row[1]) : 0;
	}
	return SG_OK;
}

static void count_tier(
	const struct looking *looking, int32_t day, int32_t tier, int64_t count)
{
	const struct sg_programme_version *version =
		sg_programme_on(looking->programme, day);

	if (version == NULL) {
		version = sg_programme_on(looking->programme, looking->last_day);
	}
	if (version != NULL && count > 0) {
		(void)sg_tally_add(&looking->look->totals.tiers,
			version->tiers.tiers[tier].name, count);
	}
}

/* Who has no account yet has the lowest tier. */
static enum sg_status read_standings(MYSQL_RES *rows, void *data)
{
	struct looking *looking = data;
	int64_t count = 0;
	enum sg_status status = SG_OK;
	MYSQL_ROW row;

	while ((row = mysql_fetch_row(rows)) != NULL && status == SG_OK) {
		struct sg_standings standings;

		sg_arena_reset(looking->arena);
		status = sg_standings_decode(row[0], looking->programme, looking->arena,
			looking->error, &standings);
		if (status == SG_OK) {
			count_tier(looking, standings.now.day, standings.now.tier, 1);
			count++;
		}
	}
	count_tier(looking, looking->last_day, 0, looking->look->totals.members - count);
	return status;
}

static enum sg_status ask_all(MYSQL *link, struct looking *looking)
{
	struct sg_points_look *look = looking->look;
	int64_t apart = 0;
	const struct {
		const char *statement;
		enum sg_status (*read)(MYSQL_RES *rows, void *data);
		void *data;
	} questions[] = {
		{members_statement, read_number, &look->totals.members},
		{postings_statement, read_postings, looking},
		{counts_statement, read_counts, looking},
		{rules_statement, read_rules, looking},
		{entries_statement, read_entries, looking},
		{doubled_statement, read_number, &look->doubled},
		{apart_statement, read_number, &apart},
		{standings_statement, read_standings, looking},
	};
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < sizeof questions / sizeof questions[0] && status == SG_OK;
		i++) {
		status = ask(link, questions[i].statement, questions[i].read,
			questions[i].data, looking->error);
	}
	look->agrees = apart == 0;
	return status;
}

enum sg_status sg_reconcile_points(const char *config, size_t len,
	const struct sg_programme *programme, int32_t last_day, struct sg_error *error,
	struct sg_points_look *ret_look)
{
	struct looking looking = {.programme = programme,
		.last_day = last_day,
		.arena = sg_arena_new(),
		.error = error,
		.look = ret_look};
	MYSQL *link = NULL;
	enum sg_status status =
		looking.arena != NULL
			? open_link(config, len, error, &link)
			: sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");

	memset(ret_look, 0, sizeof *ret_look);
	if (status == SG_OK) {
		status = ask_all(link, &looking);
		mysql_close(link);
	}
	sg_arena_free(looking.arena);
	return status;
}
