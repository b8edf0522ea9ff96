/*
 * What a step can come to, and the one line that says why. The values are those of the
 * ABI (include/pms_plugin.h), so that the boundary hands them on as they are.
 */
#ifndef SG_CORE_STATUS_H
#define SG_CORE_STATUS_H

enum sg_status {
	SG_OK = 0,
	SG_INVALID = -1,     /* the input is wrong: never repeat it as it is */
	SG_REFUSED = -2,     /* the house rules say no */
	SG_UNAVAILABLE = -3, /* repeat later, with the same document id */
	SG_FORKED = -4,      /* the handle belongs to another process */
	SG_UNSUPPORTED = -5, /* unknown type or revision */
	SG_MEMORY = -6,
	SG_INTERNAL = -7, /* a fault of ours */
};

/* Why something failed. `code` is a stable word in snake_case, `message` one impersonal line
 * without a full stop, `path` a JSON pointer into the document, or "" where there is none. */
struct sg_error {
	enum sg_status status;
	char code[40];
	char path[160];
	char message[240];
};

/*
 * Fills `error` (which may be NULL) and returns `status`, so that a failing step reads
 * `return sg_fail(error, SG_INVALID, "date_invalid", path, "31 February is no date")`.
 * Control characters of the formatted text become '?', and it is cut between characters.
 */
enum sg_status sg_fail(struct sg_error *error, enum sg_status status, const char *code,
	const char *path, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The status as the word used in replies: "ok", "invalid", … "internal". [thread-safe] */
const char *sg_status_name(enum sg_status status);

#endif
