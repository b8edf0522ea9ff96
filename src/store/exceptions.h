/* Stays, claims and what partners report that wait for a person before they earn, and what he
 * decided of a stay. */
#ifndef SG_STORE_EXCEPTIONS_H
#define SG_STORE_EXCEPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/id.h"
#include "store/dossier.h"
#include "store/postings.h"
#include "store/script.h"

/* Those of a property after this id (nil: from the first), by their ids: one set. */
void sg_exceptions_read(struct sg_script *script, const struct sg_id *property,
	const struct sg_id *after, uint32_t most);

struct sg_exception_row {
	struct sg_id id; /* of the stay, of the claim of one, or of a partner's earning */
	struct sg_id stay; /* nil: nobody knows the stay that is claimed */
	int32_t arrival_day, departure_day;
	const char *reason;
	int64_t since_us;       /* SG_NO_TIME = not known */
	const char *room;       /* NULL = none */
	const char *claim, *by; /* as store/claims.h has them; NULL = nobody claims it */
	struct sg_id guest;     /* who does, or who bought from the partner */
	const char *partner, *earning; /* NULL = it is no partner's */
	int64_t amount;                /* in his units */
};
size_t sg_exceptions_count(const struct sg_script *script);
/* SG_INTERNAL where a sealed value is broken. */
enum sg_status sg_exception_take(const struct sg_script *script, size_t row,
	struct sg_error *error, struct sg_exception_row *ret_row);

/* A stay by its keys, its posting, and whether the document was taken for it. */
struct sg_decision_file {
	struct sg_id stay; /* nil: nobody knows it */
	bool disagree;     /* the keys are those of two stays */
	uint32_t version;  /* of its posting; 0 = it has none */
	enum sg_posting_decision decided;
	int64_t decided_us; /* SG_NO_TIME = never */
	struct sg_taken_row taken;
};
void sg_decision_read(struct sg_script *script, const struct sg_id *keys, size_t count,
	const char *document);
void sg_decision_take(const struct sg_script *script, struct sg_decision_file *ret_file);

/* If nothing of it changed since it was read (SG_STALE_POSTING); it is posted anew. */
struct sg_decision_write {
	enum sg_posting_decision decided;
	int64_t at_us;
	const char *why; /* and who */
	int64_t now_us;  /* hotel time */
};
void sg_decision_put(struct sg_script *script, const struct sg_decision_file *file,
	const struct sg_decision_write *decision);

#endif
