/*
 * The server's settings against what durability needs. The rule about the binary log: with it,
 * a transaction that the log lost in a crash is rolled back when the server recovers.
 */
#include "store/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	VERSION_NEEDED = 101100, /* 10.11 */
	PACKET_NEEDED = 4 * 1024 * 1024,
};

/* Those that end with the data on the disk. Not: nosync, littlesync, and O_DIRECT_NO_FSYNC,
 * which trusts that no disk has a cache of its own. */
static const char *const flush_methods[] = {
	"fsync", "O_DSYNC", "O_DIRECT", "normal", "unbuffered", "async_unbuffered"};

int sg_server_version(const char *version)
{
	/* Old clients were made to believe in a MySQL 5.5.5. */
	static const char disguise[] = "5.5.5-";
	long parts[3] = {0};
	char *end;

	if (version == NULL || strcasestr(version, "mariadb") == NULL) {
		return 0;
	}
	if (strncmp(version, disguise, strlen(disguise)) == 0) {
		version += strlen(disguise);
	}
	for (size_t i = 0; i < 3; i++) {
		parts[i] = strtol(version, &end, 10);
		if (end == version || parts[i] < 0 || parts[i] > 99) {
			return 0;
		}
		version = *end == '.' ? end + 1 : end;
	}
	return (int)(parts[0] * 10000 + parts[1] * 100 + parts[2]);
}

enum sg_status sg_server_check_version(const char *version, struct sg_error *error)
{
	int number = sg_server_version(version);

	if (number == 0) {
		return sg_fail(error, SG_REFUSED, "server_unknown", "",
			"the database server is not MariaDB: %s",
			version != NULL ? version : "no version");
	}
	if (number < VERSION_NEEDED) {
		return sg_fail(error, SG_REFUSED, "server_too_old", "",
			"the database server is too old: %s, needed is MariaDB 10.11",
			version);
	}
	return SG_OK;
}

static enum sg_status lax(const char *variable, const char *value, const char *needed,
	struct sg_error *error)
{
	return sg_fail(error, SG_REFUSED, "durability_lax", "",
		"the database may forget what it confirmed: %s is %s, needed is %s "
		"(or \"durability\":\"relaxed\")",
		variable, value != NULL ? value : "unknown", needed);
}

static bool is_on(const char *value)
{
	return value != NULL && strcmp(value, "0") != 0 &&
	       strcasecmp(value, "OFF") != 0 && value[0] != '\0';
}

static bool is_sound(const char *flush_method)
{
	for (size_t i = 0; i < sizeof flush_methods / sizeof flush_methods[0]; i++) {
		if (flush_method != NULL &&
			strcasecmp(flush_method, flush_methods[i]) == 0) {
			return true;
		}
	}
	return false;
}

enum sg_status sg_server_check_durability(
	const struct sg_server_facts *facts, struct sg_error *error)
{
	const char *log = facts->flush_log_at_trx_commit;

	/* 3 is group commit as 1, with one more flush. */
	if (log == NULL || (strcmp(log, "1") != 0 && strcmp(log, "3") != 0)) {
		return lax("innodb_flush_log_at_trx_commit", log, "1", error);
	}
	if (!is_on(facts->doublewrite)) {
		return lax("innodb_doublewrite", facts->doublewrite, "ON", error);
	}
	if (!is_sound(facts->flush_method)) {
		return lax("innodb_flush_method", facts->flush_method, "O_DIRECT", error);
	}
	if (is_on(facts->log_bin) &&
		(facts->sync_binlog == NULL || strcmp(facts->sync_binlog, "1") != 0)) {
		return lax(
			"sync_binlog", facts->sync_binlog, "1 as log_bin is on", error);
	}
	return SG_OK;
}

enum sg_status sg_server_check_packet(
	const char *max_allowed_packet, struct sg_error *error)
{
	const char *text = max_allowed_packet != NULL ? max_allowed_packet : "";

	if (strtoll(text, NULL, 10) < PACKET_NEEDED) {
		return sg_fail(error, SG_REFUSED, "packet_too_small", "",
			"the database's max_allowed_packet is %s, needed is 4M", text);
	}
	return SG_OK;
}
