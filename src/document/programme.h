/*
 * A loyalty programme's file: JSON, closed, with versions by date. What each member means stands
 * in schema/documents/programme.json; what the file is read to, in core/programme.h.
 */
#ifndef SG_DOCUMENT_PROGRAMME_H
#define SG_DOCUMENT_PROGRAMME_H

#include "core/arena.h"
#include "core/catalog.h"
#include "core/programme.h"
#include "core/status.h"
#include "document/catalog.h"
#include "document/json.h"

/*
 * Reads and checks one. SG_INVALID with the file's name in the message and a path such as
 * /versions/0/earn/2/when/tiers/1: what fields.h refuses, and "element_repeated" (a rule, tier or
 * date twice), "tier_unknown", "rule_useless" (it can never earn), "order_wrong",
 * "requirement_wrong", "member_missing", "member_unfit" (a member that says nothing here).
 * SG_MEMORY. Everything lies in the arena. [thread-safe]
 */
enum sg_status sg_programme_decode(const struct sg_source_file *file,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_programme *ret_programme);

/* The same of a value that stands at `path` of a document: paths begin with it, and no file is
 * named. */
enum sg_status sg_programme_read(const struct sg_json *value, const char *path,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_programme *ret_programme);

/*
 * Whether the house has what the benefits become: SG_INVALID with "topic_unknown",
 * "topic_no_benefit" (a need, a number, a text), "value_missing", "value_unknown" or "member_unfit"
 * (a value of a flag) and a path that begins with `path`. [thread-safe]
 */
enum sg_status sg_programme_check_things(const struct sg_programme *programme,
	const struct sg_catalog *catalog, const char *path, struct sg_error *error);

/*
 * programme.put: the programme, and the text under which it is stored, which is the same for the
 * same content. SG_INVALID as above, with paths from /data/programme on. [thread-safe]
 */
struct sg_programme_put {
	struct sg_programme programme;
	const char *text;
	size_t len;
};

enum sg_status sg_programme_put_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_programme_put *ret_put);

/* A stored text, which lies in nobody's arena. SG_INTERNAL "state_broken" where it does not read:
 * we wrote it. [thread-safe] */
enum sg_status sg_programme_recall(const char *text, size_t len, struct sg_arena *arena,
	struct sg_error *error, struct sg_programme *ret_programme);

#endif
