/* Error numbers in tables. A number that is not listed is a fault of ours. */
#include "store/failure.h"

#include <errmsg.h>
#include <mysqld_error.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Newer than some headers: MariaDB's numbers, which never change. */
enum {
	ACCOUNT_LOCKED = 4151,
	CONNECTION_KILLED = 1927,
	STATEMENT_TIMEOUT = 1969,
	CHECK_READ = 1020,
	READ_ONLY_MODE = 1836,
};

struct meaning {
	unsigned number;
	enum sg_db_outcome outcome;
	bool breaks;
};

/* After UNKNOWN ones the server may have stopped anywhere, its own rollback handler included,
 * so that the connection is not used again. */
static const struct meaning server_errors[] = {
	{ER_DUP_ENTRY, SG_DB_DUPLICATE, false},
	{ER_DUP_KEY, SG_DB_DUPLICATE, false},
	{ER_DUP_ENTRY_WITH_KEY_NAME, SG_DB_DUPLICATE, false},

	{ER_LOCK_DEADLOCK, SG_DB_CONFLICT, false},
	{ER_LOCK_WAIT_TIMEOUT, SG_DB_CONFLICT, false},
	{CHECK_READ, SG_DB_CONFLICT, false},
	{ER_UNKNOWN_COM_ERROR, SG_DB_CONFLICT,
		false}, /* Galera: not in the primary part */

	{ER_SERVER_SHUTDOWN, SG_DB_UNKNOWN, true},
	{ER_QUERY_INTERRUPTED, SG_DB_UNKNOWN, true},
	{CONNECTION_KILLED, SG_DB_UNKNOWN, true},
	{STATEMENT_TIMEOUT, SG_DB_UNKNOWN, true},
	{ER_ERROR_DURING_COMMIT, SG_DB_UNKNOWN, true},
	{ER_ABORTING_CONNECTION, SG_DB_UNKNOWN, true},
	{ER_NEW_ABORTING_CONNECTION, SG_DB_UNKNOWN, true},
	{ER_NET_READ_ERROR, SG_DB_UNKNOWN, true},
	{ER_NET_READ_INTERRUPTED, SG_DB_UNKNOWN, true},
	{ER_NET_ERROR_ON_WRITE, SG_DB_UNKNOWN, true},
	{ER_NET_WRITE_INTERRUPTED, SG_DB_UNKNOWN, true},
	{ER_OUT_OF_RESOURCES, SG_DB_UNKNOWN, true},
	{ER_OUTOFMEMORY, SG_DB_UNKNOWN, true},

	{ER_DISK_FULL, SG_DB_UNAVAILABLE, false},
	{ER_RECORD_FILE_FULL, SG_DB_UNAVAILABLE, false},
	{ER_ERROR_ON_WRITE, SG_DB_UNAVAILABLE, false},
	{ER_GET_ERRNO, SG_DB_UNAVAILABLE, false},
	{ER_OUT_OF_SORTMEMORY, SG_DB_UNAVAILABLE, false},
	{ER_OPTION_PREVENTS_STATEMENT, SG_DB_UNAVAILABLE, false}, /* read only */
	{READ_ONLY_MODE, SG_DB_UNAVAILABLE, false},
	{ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION, SG_DB_UNAVAILABLE, false},
	{ER_CON_COUNT_ERROR, SG_DB_UNAVAILABLE, true},
	{ER_TOO_MANY_USER_CONNECTIONS, SG_DB_UNAVAILABLE, false},
	{ER_USER_LIMIT_REACHED, SG_DB_UNAVAILABLE, false},
	{ER_MAX_PREPARED_STMT_COUNT_REACHED, SG_DB_UNAVAILABLE, false},

	{ER_DBACCESS_DENIED_ERROR, SG_DB_REFUSED, false},
	{ER_ACCESS_DENIED_ERROR, SG_DB_REFUSED, false},
	{ER_TABLEACCESS_DENIED_ERROR, SG_DB_REFUSED, false},
	{ER_COLUMNACCESS_DENIED_ERROR, SG_DB_REFUSED, false},
	{ER_SPECIFIC_ACCESS_DENIED_ERROR, SG_DB_REFUSED, false},
	{ER_PROCACCESS_DENIED_ERROR, SG_DB_REFUSED, false},
	{ER_NO_DB_ERROR, SG_DB_REFUSED, false},
	{ER_BAD_DB_ERROR, SG_DB_REFUSED, false},
	{ER_NO_SUCH_TABLE, SG_DB_REFUSED, false},
	{ER_BAD_FIELD_ERROR, SG_DB_REFUSED, false},
	{ER_NET_PACKET_TOO_LARGE, SG_DB_REFUSED, true},
};

static const struct meaning library_errors[] = {
	{CR_SERVER_GONE_ERROR, SG_DB_UNKNOWN, true},
	{CR_SERVER_LOST, SG_DB_UNKNOWN, true},
	{CR_SERVER_LOST_EXTENDED, SG_DB_UNKNOWN, true},
	{CR_SERVER_HANDSHAKE_ERR, SG_DB_UNKNOWN, true},
	{CR_MALFORMED_PACKET, SG_DB_UNKNOWN, true},
	{CR_SSL_CONNECTION_ERROR, SG_DB_UNKNOWN, true},
	{CR_UNKNOWN_ERROR, SG_DB_UNKNOWN, true},
	{CR_ERR_NET_READ, SG_DB_UNKNOWN, true},
	{CR_ERR_NET_WRITE, SG_DB_UNKNOWN, true},
	{CR_ERR_NET_UNCOMPRESS, SG_DB_UNKNOWN, true},
	{CR_OUT_OF_MEMORY, SG_DB_UNKNOWN, true},
	{CR_NET_PACKET_TOO_LARGE, SG_DB_REFUSED, true},
	{CR_COMMANDS_OUT_OF_SYNC, SG_DB_FAILED, true},
};

/* Their messages repeat values. */
static const unsigned telling[] = {
	ER_DUP_ENTRY,
	ER_DUP_ENTRY_WITH_KEY_NAME,
	ER_TRUNCATED_WRONG_VALUE,
	ER_TRUNCATED_WRONG_VALUE_FOR_FIELD,
	ER_WRONG_VALUE,
	ER_WRONG_VALUE_FOR_TYPE,
	ER_ILLEGAL_VALUE_FOR_TYPE,
	ER_DATA_OUT_OF_RANGE,
	ER_PARSE_ERROR,
};

/* The rest of what may go wrong when connecting is worth another knock. */
static const unsigned turned_away[] = {
	ER_DBACCESS_DENIED_ERROR,
	ER_ACCESS_DENIED_ERROR,
	ER_ACCESS_DENIED_NO_PASSWORD_ERROR,
	ER_BAD_DB_ERROR,
	ER_HOST_NOT_PRIVILEGED,
	ER_HOST_IS_BLOCKED,
	ER_NOT_SUPPORTED_AUTH_MODE,
	ER_PLUGIN_IS_NOT_LOADED,
	ER_MUST_CHANGE_PASSWORD_LOGIN,
	ER_MUST_CHANGE_PASSWORD,
	ACCOUNT_LOCKED,
	CR_AUTH_PLUGIN_CANNOT_LOAD,
	CR_SSL_CONNECTION_ERROR,
	CR_VERSION_ERROR,
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static bool is_among(unsigned number, const unsigned *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i] == number) {
			return true;
		}
	}
	return false;
}

static struct sg_failure meaning_of(
	unsigned number, const struct meaning *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i].number == number) {
			return (struct sg_failure){list[i].outcome, list[i].breaks, 0};
		}
	}
	return (struct sg_failure){SG_DB_FAILED, false, 0};
}

static bool is_stale(const struct sg_fault *fault)
{
	return strcmp(fault->state, SG_STALE_STATE) == 0 &&
	       strncmp(fault->message, SG_STALE_TEXT, strlen(SG_STALE_TEXT)) == 0;
}

static bool is_library(unsigned number)
{
	return (number >= CR_MIN_ERROR && number <= CR_MAX_ERROR) ||
	       (number >= CR_EVENT_CREATE_FAILED && number <= CR_MARIADB_LAST_ERROR);
}

struct sg_failure sg_failure_of(const struct sg_fault *fault, bool writing)
{
	struct sg_failure failure;

	if (fault->number == ER_SIGNAL_EXCEPTION && is_stale(fault)) {
		long tag = strtol(fault->message + strlen(SG_STALE_TEXT), NULL, 10);

		return (struct sg_failure){SG_DB_STALE, false, (int)tag};
	}
	if (is_library(fault->number)) {
		failure =
			meaning_of(fault->number, library_errors, COUNT(library_errors));
	} else {
		failure = meaning_of(fault->number, server_errors, COUNT(server_errors));
	}
	if (failure.outcome == SG_DB_UNKNOWN && !writing) {
		failure.outcome = SG_DB_LOST;
	}
	return failure;
}

static const char *code_of(enum sg_db_outcome outcome, unsigned number)
{
	switch (number) {
	case ER_NO_SUCH_TABLE:
	case ER_BAD_FIELD_ERROR:
		return "schema_missing";
	case ER_NET_PACKET_TOO_LARGE:
	case CR_NET_PACKET_TOO_LARGE:
		return "packet_too_large";
	default:
		break;
	}
	switch (outcome) {
	case SG_DB_CONFLICT:
		return "database_conflict";
	case SG_DB_LOST:
	case SG_DB_UNKNOWN:
		return "database_lost";
	case SG_DB_UNAVAILABLE:
		return "database_unavailable";
	case SG_DB_REFUSED:
		return "database_denied";
	default:
		return "database_fault";
	}
}

static enum sg_status tell_value(
	enum sg_status status, const struct sg_fault *fault, struct sg_error *error)
{
	char key[80];

	sg_failure_key(fault->message, key, sizeof key);
	return sg_fail(error, status, "database_value", "",
		"the database did not take a value (%u%s%s)", fault->number,
		key[0] != '\0' ? ", key " : "", key);
}

enum sg_status sg_failure_tell(const struct sg_failure *failure,
	const struct sg_fault *fault, struct sg_error *error)
{
	enum sg_status status = sg_db_status(failure->outcome);
	const char *code = code_of(failure->outcome, fault->number);

	if (failure->outcome == SG_DB_STALE) {
		return sg_fail(error, status, "stale", "",
			"what was read has changed since (%d)", failure->tag);
	}
	if (is_among(fault->number, telling, COUNT(telling))) {
		return tell_value(status, fault, error);
	}
	return sg_fail(error, status, code, "", "%s%s (%u)",
		failure->outcome == SG_DB_UNKNOWN
			? "whether the database wrote it is not known: "
			: "",
		fault->message, fault->number);
}

enum sg_status sg_failure_connecting(const struct sg_fault *fault, struct sg_error *error)
{
	if (fault->number == CR_OUT_OF_MEMORY) {
		return sg_fail(error, SG_MEMORY, "memory", "", "out of memory");
	}
	if (is_among(fault->number, turned_away, COUNT(turned_away))) {
		return sg_fail(error, SG_REFUSED, "database_denied", "",
			"the database refuses us: %s (%u)", fault->message,
			fault->number);
	}
	return sg_fail(error, SG_UNAVAILABLE, "database_away", "",
		"the database cannot be reached: %s (%u)", fault->message, fault->number);
}

static const char *last_of(const char *text, const char *part)
{
	const char *found = NULL;

	for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
		found = at;
	}
	return found;
}

void sg_failure_key(const char *message, char *ret_key, size_t size)
{
	static const char mark[] = "for key '";
	const char *start = last_of(message, mark);
	size_t len;

	ret_key[0] = '\0';
	if (start == NULL) {
		return;
	}
	start += strlen(mark);
	len = strcspn(start, "'");
	len = len < size - 1 ? len : size - 1;
	memcpy(ret_key, start, len);
	ret_key[len] = '\0';
}
