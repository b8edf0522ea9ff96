/*
 * A loyalty programme's file: JSON, closed, with versions by date. What each member means stands
 * in schema/documents/programme.json; what the file is read to, in core/programme.h.
 */
#ifndef SG_DOCUMENT_PROGRAMME_H
#define SG_DOCUMENT_PROGRAMME_H

#include "core/arena.h"
#include "core/programme.h"
#include "core/status.h"
#include "document/catalog.h"

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

#endif
