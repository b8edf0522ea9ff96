/* Who the people of a stay are: keys of other systems become guests of ours. */
#ifndef SG_SERVICE_PEOPLE_H
#define SG_SERVICE_PEOPLE_H

#include "service/case.h"

/* A guest whom this document made known. */
struct sg_new_guest {
	struct sg_id id;
	const struct sg_person *person;
	struct sg_id *keys; /* all of them new */
	size_t key_count;
	bool known; /* the guest was there; only these keys are new */
};

struct sg_people {
	struct sg_new_guest *fresh;
	size_t fresh_count;
};

/* The keys of everybody who stays, for the dossier's query. NULL when memory is short. */
struct sg_id *sg_people_keys(struct sg_call *call, const char *chain,
	const struct sg_person *people, size_t count, size_t *ret_count);

/* Gives each person of stays[0] who stays and has a key his guest: the one found, or a new one.
 * Bookers, agents and companies are nobody's identity. SG_MEMORY. */
enum sg_status sg_people_resolve(struct sg_case *work, struct sg_people *ret_people);

/* Appends new guests with their cards and keys. */
enum sg_status sg_people_write(const struct sg_case *work, const struct sg_people *people,
	struct sg_script *script);

/* Appends the links between stays[0] and its guests. SG_MEMORY. */
enum sg_status sg_people_link(const struct sg_case *work, struct sg_script *script);

/* The hash within which guests of this chain are known. */
struct sg_id sg_chain_key(const char *chain);

#endif
