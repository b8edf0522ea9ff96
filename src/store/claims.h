/*
 * Claims of stays that members miss, and what a decision about one does to postings: a stay that
 * is known is given to who claims it; one that nobody knows gets a posting of its own, under the
 * claim's id, with the charges of the decision.
 */
#ifndef SG_STORE_CLAIMS_H
#define SG_STORE_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/charges.h"
#include "store/dossier.h"
#include "store/postings.h"
#include "store/script.h"

enum sg_claim_state {
	SG_CLAIM_WAITS,
	SG_CLAIM_BOUND, /* the stay is known and his own */
	SG_CLAIM_APPROVED,
	SG_CLAIM_REJECTED,
	SG_CLAIM_STATES
};

struct sg_claim_row {
	struct sg_id id; /* hash of property and the PMS's id of it */
	struct sg_id property, guest, account;
	struct sg_id stay; /* nil: nobody knows it */
	uint32_t version;  /* 0 = not stored */
	int32_t arrival_day, departure_day;
	enum sg_claim_state state;
	int64_t since_us;    /* hotel time */
	int64_t decided_us;  /* SG_NO_TIME = never */
	const char *said;    /* members of a JSON object, likewise `decided` */
	const char *by;      /* who handed it in; NULL = unnamed */
	const char *decided; /* NULL = nothing yet */
};

/* What is posted of a stay that is claimed. */
struct sg_claim_posting {
	struct sg_id stay, guest, account;
	uint32_t version; /* 0 = there is none */
	enum sg_posting_state state;
	const char *reason;
	int64_t points;
	int32_t posted_day; /* SG_NO_DAY = it has earned nothing */
};

/* Everything that a claim's document needs, in one trip. */
struct sg_claim_query {
	const struct sg_id *claim, *property;
	const struct sg_id *guests; /* everybody who is the person */
	size_t guest_count;
	int32_t arrival_day, departure_day;
	const struct sg_id *keys; /* of the stay; none: it is looked for by its days */
	size_t key_count;
};
struct sg_claim_file {
	struct sg_claim_row row;
	struct sg_id stay; /* by the keys; nil = nobody knows it */
	bool disagree;     /* they are those of two stays */
	bool again;        /* another claim of his, not rejected, has a night of these */
	struct sg_claim_posting posting;
};
void sg_claim_read(struct sg_script *script, const struct sg_claim_query *query);
/* SG_INTERNAL where a sealed value is broken. */
enum sg_status sg_claim_take(const struct sg_script *script,
	const struct sg_claim_query *query, struct sg_error *error,
	struct sg_claim_file *ret_file);

/* The same for a decision: the claim, the posting of its stay or of its own, and whether the
 * document was taken for it. */
struct sg_claim_decision_file {
	struct sg_claim_row row;
	struct sg_claim_posting posting;
	struct sg_taken_row taken;
};
void sg_claim_decision_read(
	struct sg_script *script, const struct sg_id *claim, const char *document);
enum sg_status sg_claim_decision_take(const struct sg_script *script,
	struct sg_error *error, struct sg_claim_decision_file *ret_file);

/* One set: whether another claim of the same person that stands is of days which this one's are
 * of, too. */
void sg_claim_others_read(struct sg_script *script, const struct sg_claim_row *row);
bool sg_claim_others_taken(const struct sg_script *script, size_t set);

/* That there is none which is in state `least` or a later one, but rejected, and that none comes
 * before the commit; SG_STALE_CLAIM. */
void sg_claim_expect_alone(struct sg_script *script, const struct sg_claim_row *row,
	enum sg_claim_state least);

/* New where `read_version` is 0 (DUPLICATE on "PRIMARY" when somebody made it meanwhile), else if
 * it is still at that version (SG_STALE_CLAIM). */
void sg_claim_write(
	struct sg_script *script, const struct sg_claim_row *row, uint32_t read_version);

/* The stay is his who claims it, if nothing of its posting changed since it was read
 * (SG_STALE_POSTING); or that of whom it names again, where it is the claimant's: as a person had
 * decided about it, or has since. */
void sg_claim_give(struct sg_script *script, const struct sg_claim_posting *posting,
	const struct sg_id *guest, int64_t now_us);
void sg_claim_give_back(struct sg_script *script, const struct sg_claim_posting *posting,
	const struct sg_id *guest, int64_t now_us);

/* The claim is posted as a stay of its days with these charges, whatever stood there; or is not
 * any more. */
void sg_claim_post(struct sg_script *script, const struct sg_claim_row *row,
	const struct sg_charge_row *charges, size_t count, int64_t now_us);
void sg_claim_unpost(
	struct sg_script *script, const struct sg_claim_row *row, int64_t now_us);

#endif
