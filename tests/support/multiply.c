/*
 * The copies are written by the server: INSERT … SELECT from the pattern's rows and a sequence.
 * Columns that are not named here are copied as they stand, so that a table may get more of them.
 */
#include "multiply.h"

#include <stdio.h>
#include <string.h>

enum { SQL_MAX = 8192, REPLACED_MAX = 5, COPIES_MAX = 14 };

/* In the statements v.n is the copy's number and t the pattern's row. NAME is the number as it
 * stands in names, GUEST and STAY are the new keys, and PACKED is a key as stored texts have it. */
#define NAME "LPAD(v.n, 7, '0')"
#define KEY(old) "UNHEX(CONCAT(LEFT(" old ", 12), '70008', LPAD(HEX(v.n), 15, '0')))"
#define GUEST KEY("@guest")
#define STAY KEY("@stay")
#define PACKED(key) "REPLACE(REPLACE(LEFT(TO_BASE64(" key "), 22), '+', '-'), '/', '_')"
#define HASH(kind, name)                                                                 \
	"UNHEX(LEFT(SHA2(CONCAT('" kind                                                  \
	"', CHAR(0), 'HAM1', CHAR(0), 'pms', CHAR(0), " name ", CHAR(0)), 256), 32))"
#define SWAP(text, old, new) "REPLACE(" text ", " old ", " new ")"
#define ROOM "CONCAT('R', " NAME ")"
#define NAMES(text)                                                                      \
	SWAP(SWAP(SWAP(text, "'G0000000'", "CONCAT('G', " NAME ")"), "'S0000000'",       \
		     "CONCAT('S', " NAME ")"),                                           \
		"'R0000000'", ROOM)
#define TEXT(text)                                                                       \
	SWAP(SWAP(NAMES(text), PACKED("UNHEX(@guest)"), PACKED(GUEST)),                  \
		PACKED("UNHEX(@stay)"), PACKED(STAY))
#define SHARD "v.n * 37 % 64"

struct copy {
	const char *table;
	const char *where; /* the pattern's rows */
	struct {
		const char *column, *value;
	} replaced[REPLACED_MAX];
};

static const struct copy stays[COPIES_MAX] = {
	{"guest", "t.id = UNHEX(@guest)",
		{{"id", GUEST}, {"sealed_state", TEXT("t.sealed_state")}}},
	{"guest_ref", "t.guest = UNHEX(@guest)",
		{{"ref_key", HASH("guest", "'G', " NAME)}, {"guest", GUEST}}},
	{"guest_card", "t.guest = UNHEX(@guest)", {{"guest", GUEST}}},
	{"room", "t.property = @property AND t.number = 'R0000000'",
		{{"number", ROOM}, {"state", NAMES("t.state")}}},
	{"stay", "t.id = UNHEX(@stay)",
		{{"id", STAY}, {"shard", SHARD}, {"room", ROOM},
			{"sealed_state", TEXT("t.sealed_state")}}},
	{"stay_ref", "t.stay = UNHEX(@stay)",
		{{"ref_key", HASH("stay", "'S', " NAME)}, {"stay", STAY}}},
	{"stay_guest", "t.stay = UNHEX(@stay)", {{"stay", STAY}, {"guest", GUEST}}},
	{"checklist", "t.stay = UNHEX(@stay)",
		{{"stay", STAY}, {"sealed_body", TEXT("t.sealed_body")}}},
	{"delivery", "t.stay = UNHEX(@stay)", {{"stay", STAY}, {"shard", SHARD}}},
	{"taken", "t.subject = UNHEX(@stay)", {{"subject", STAY}}},
};

/* Accounts are hashes, which lie anywhere. */
#define ACCOUNT "UNHEX(MD5(CONCAT('account', v.n)))"

static const struct copy members[COPIES_MAX] = {
	{"guest", "t.id = UNHEX(@guest)",
		{{"id", GUEST}, {"sealed_state", TEXT("t.sealed_state")}}},
	{"guest_ref", "t.guest = UNHEX(@guest)",
		{{"ref_key", HASH("guest", "'G', " NAME)}, {"guest", GUEST}}},
	{"guest_card", "t.guest = UNHEX(@guest)", {{"guest", GUEST}}},
	{"stay", "t.id = UNHEX(@stay)",
		{{"id", STAY}, {"shard", SHARD},
			{"sealed_state", TEXT("t.sealed_state")}}},
	{"stay_ref", "t.stay = UNHEX(@stay)",
		{{"ref_key", HASH("stay", "'S', " NAME)}, {"stay", STAY}}},
	{"stay_guest", "t.stay = UNHEX(@stay)", {{"stay", STAY}, {"guest", GUEST}}},
	{"charge", "t.stay = UNHEX(@stay)", {{"stay", STAY}}},
	{"posting", "t.stay = UNHEX(@stay)",
		{{"stay", STAY}, {"shard", SHARD}, {"guest", GUEST}, {"account", ACCOUNT},
			{"seen_guest", GUEST}}},
	{"member", "t.guest = UNHEX(@guest)",
		{{"account", ACCOUNT}, {"guest", GUEST}, {"shard", SHARD}}},
	{"account", "t.account = @account", {{"account", ACCOUNT}, {"shard", SHARD}}},
	{"lot", "t.account = @account", {{"account", ACCOUNT}}},
	{"entry", "t.account = @account",
		{{"account", ACCOUNT}, {"operation", KEY("HEX(t.operation)")}}},
	{"qualified", "t.account = @account", {{"account", ACCOUNT}}},
};

static const char *value_of(const struct copy *copy, const char *column)
{
	for (size_t i = 0; i < REPLACED_MAX && copy->replaced[i].column != NULL; i++) {
		if (strcmp(copy->replaced[i].column, column) == 0) {
			return copy->replaced[i].value;
		}
	}
	return NULL;
}

/* Appends one column to both lists. */
static void add_column(
	const struct copy *copy, const char *column, char *columns, char *values)
{
	const char *value = value_of(copy, column);
	size_t columns_len = strlen(columns), values_len = strlen(values);

	(void)snprintf(columns + columns_len, SQL_MAX - columns_len, "%s%s",
		columns_len > 0 ? ", " : "", column);
	(void)snprintf(values + values_len, SQL_MAX - values_len, "%s%s%s",
		values_len > 0 ? ", " : "", value != NULL ? "" : "t.",
		value != NULL ? value : column);
}

static bool list_columns(
	MYSQL *mysql, const struct copy *copy, char *columns, char *values)
{
	MYSQL_RES *result = NULL;
	MYSQL_ROW row;
	char sql[300];

	(void)snprintf(sql, sizeof sql,
		"SELECT column_name FROM information_schema.columns WHERE table_schema = "
		"DATABASE() AND table_name = '%s' AND is_generated = 'NEVER' "
		"ORDER BY ordinal_position",
		copy->table);
	if (mysql_query(mysql, sql) == 0) {
		result = mysql_store_result(mysql);
	}
	while (result != NULL && (row = mysql_fetch_row(result)) != NULL) {
		add_column(copy, row[0], columns, values);
	}
	mysql_free_result(result);
	return columns[0] != '\0';
}

static bool copy_rows(
	MYSQL *mysql, const struct copy *copy, unsigned first, unsigned last)
{
	char columns[SQL_MAX] = "", values[SQL_MAX] = "", sql[3 * SQL_MAX];

	if (!list_columns(mysql, copy, columns, values)) {
		return false;
	}
	(void)snprintf(sql, sizeof sql,
		"INSERT INTO %s (%s) SELECT %s FROM %s t JOIN (SELECT seq AS n FROM "
		"seq_%u_to_%u) v WHERE %s",
		copy->table, columns, values, copy->table, first, last, copy->where);
	return mysql_query(mysql, sql) == 0;
}

static bool find_pattern(MYSQL *mysql)
{
	static const char sql[] =
		"SELECT HEX(g.guest), HEX(s.id), s.property, m.account INTO @guest, "
		"@stay, @property, @account "
		"FROM stay_ref r JOIN stay s ON s.id = r.stay "
		"JOIN stay_guest g ON g.stay = s.id LEFT JOIN member m ON m.guest = "
		"g.guest WHERE r.ref_key = " HASH("stay", "'S0000000'");

	return mysql_query(mysql, sql) == 0 && mysql_affected_rows(mysql) == 1;
}

static bool multiply(
	MYSQL *mysql, const struct copy copies[COPIES_MAX], unsigned first, unsigned last)
{
	bool done = find_pattern(mysql) && mysql_query(mysql, "START TRANSACTION") == 0;

	for (size_t i = 0; i < COPIES_MAX && copies[i].table != NULL && done; i++) {
		done = copy_rows(mysql, &copies[i], first, last);
	}
	return done && mysql_query(mysql, "COMMIT") == 0;
}

bool sg_test_multiply(MYSQL *mysql, unsigned first, unsigned last)
{
	return multiply(mysql, stays, first, last);
}

bool sg_test_multiply_members(MYSQL *mysql, unsigned first, unsigned last)
{
	return multiply(mysql, members, first, last);
}
