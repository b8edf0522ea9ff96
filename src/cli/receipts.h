/*
 * The receiver's own record of what came, kept so small that years of deliveries fit in a few
 * megabytes: per (stay, endpoint) the last revision, and a set of all (stay, revision,
 * endpoint) that were seen. Stays are known by a hash of 64 bits of their name; with a
 * million of them two are taken for one with a probability of 3 in 10^8.
 */
#ifndef SG_CLI_RECEIPTS_H
#define SG_CLI_RECEIPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sg_receipts;

/* What the record says of a (stay, endpoint). */
struct sg_receipt {
	uint64_t key;      /* 0: nothing came */
	uint32_t revision; /* the highest that came */
	bool verified;     /* that one's signature was right */
	bool issued;       /* a checklist.issued was among them, verified */
};

struct sg_receipts_counts {
	int64_t delivered; /* distinct checklists (stay, revision, endpoint) */
	int64_t verified;  /* of them, with a right signature when they first came */
	int64_t doubled;   /* received again, counted once each */
	int64_t fallen; /* came after a higher revision of the same stay and endpoint */
};

/* Room for about `stays` (stay, endpoint) and `checklists` revisions; both grow when needed.
 * All memory is taken and touched here, so that the size of the process shows it at once.
 * NULL when memory is short. [one thread at a time for all functions] */
struct sg_receipts *sg_receipts_new(size_t stays, size_t checklists);
void sg_receipts_free(struct sg_receipts *receipts);

/* The key of a (stay, endpoint); never 0. */
uint64_t sg_receipts_key(const char *stay, const char *endpoint);

/* Takes one delivery down. False when memory is short. */
bool sg_receipts_add(struct sg_receipts *receipts, uint64_t key, uint32_t revision,
	bool verified, bool issued);

struct sg_receipt sg_receipts_find(const struct sg_receipts *receipts, uint64_t key);

struct sg_receipts_counts sg_receipts_counts(const struct sg_receipts *receipts);

#endif
