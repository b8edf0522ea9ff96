/* What the parts of a simulation share among themselves: nobody else includes this. */
#ifndef SG_CLI_SIMULATION_INSIDE_H
#define SG_CLI_SIMULATION_INSIDE_H

#include "cli/simulation.h"
#include "core/arena.h"
#include "core/credit.h"
#include "document/standing.h"

#define SG_NOBODY UINT32_MAX

enum sg_played_state {
	SG_PLAYED_NEW,
	SG_PLAYED_POSTED,
	SG_PLAYED_WAITS,
	SG_PLAYED_NOTHING
};

/* A booking of the same index, as it was posted. */
struct sg_played_stay {
	uint32_t next;      /* of the same member; SG_NOBODY = the last */
	int32_t ended_day;  /* SG_NO_DAY = it is not over */
	bool looked;        /* by its first day */
	bool again;         /* to be looked at again */
	bool counted;       /* it has counted `before` */
	uint8_t state;      /* enum sg_played_state */
	const char *reason; /* of WAITS and NOTHING */
	uint64_t given;     /* bits of benefits that the guest had of it */
	const char *tier;   /* by which it was posted */
	struct sg_qualified before;
};

struct sg_played_member {
	uint32_t first;       /* stay; SG_NOBODY = none yet */
	int32_t enrolled_day; /* SG_NO_DAY = no member yet */
	int32_t active_day;
	int32_t look_day; /* when something comes by itself; SG_NO_DAY = never */
	struct sg_standings standings;
	struct sg_measures lifetime;
	struct sg_lot *lots; /* all there ever were; freed with the simulation */
	size_t lot_count;
};

struct sg_simulation {
	const struct sg_programme *programme;
	const struct sg_bookings *bookings;
	struct sg_played_stay *stays;     /* as many as bookings */
	struct sg_played_member *members; /* by number of the guest */
	uint32_t member_count;
	int64_t *spent[50];       /* of each version's rules with a budget */
	struct sg_arena *kept;    /* names of sources */
	struct sg_arena *scratch; /* of one step */
	struct sg_error *error;
	uint64_t steps;
	int64_t expired;
	const struct sg_catalog *catalog;
	struct sg_simulated_benefit benefits[SG_SIMULATED_BENEFITS_MAX];
	size_t benefit_count;
};

/* One step with a member's account: `lots` of the ledger are his until sg_step_end. */
struct sg_step {
	struct sg_simulation *simulation;
	struct sg_played_member *member;
	const struct sg_played_stay *own; /* whose counts are left out; NULL = none */
	int32_t today_day;
	const char *property;
	struct sg_ledger ledger;
	struct sg_qualified *qualified;
	size_t qualified_count;
};

/* SG_MEMORY, and what the core refuses. */
enum sg_status sg_step_begin(struct sg_simulation *simulation,
	struct sg_played_member *member, const struct sg_played_stay *own,
	int32_t today_day, struct sg_step *ret_step);
enum sg_status sg_step_end(struct sg_step *step);

/* As the functions of core/tier.h want him. */
struct sg_tier_member sg_step_tier(const struct sg_step *step);

/* What is past its last good day expires. */
enum sg_status sg_step_expire(struct sg_step *step);

/* What reaching tiers earns. */
enum sg_status sg_step_upgrades(
	struct sg_step *step, const struct sg_tier_step *steps, size_t count);

/* A lot of his as it would be earned today, and the one that stands. */
struct sg_earning_lot sg_step_lot(const struct sg_step *step);
const struct sg_lot *sg_step_find(
	const struct sg_step *step, const char *source, const char *rule);

/* What the steps of one posting hand on to one another. */
struct sg_played_posting {
	struct sg_simulation *simulation;
	struct sg_played_member *member;
	struct sg_played_stay *stay;
	struct sg_step step;
	struct sg_earning_stay *facts; /* stays of the member that are over */
	uint32_t *whose;               /* the same, as indexes */
	size_t fact_count;
	const struct sg_earning_stay *self;
	int32_t basis_day;
	const struct sg_programme_version *version;
	const char *source, *tier;
	struct sg_earned earned;
	enum sg_played_state state;
	const char *reason;
	struct sg_qualified counts;
	int32_t again_day, later_day;
};

/* simulation_earn.c: the facts of the stay of that index and the member's others; then, with `step`
 * begun, what it earns, or why nothing. */
enum sg_status sg_played_open(struct sg_played_posting *posting, uint32_t index);
enum sg_status sg_played_earn(struct sg_played_posting *posting);

/* What rules of its version have given away so far. */
int64_t *sg_played_spent(const struct sg_played_posting *posting);

/* simulation_benefits.c: the guest arrives, and has what his tier is entitled to. */
enum sg_status sg_simulation_arrive(struct sg_simulation *simulation, uint32_t index);

/* simulation_post.c: looks at a stay that is over, on or after its day, and at others of the
 * member that it changes. `ret_again_day` is when to look once more, or SG_NO_DAY. */
enum sg_status sg_simulation_post(struct sg_simulation *simulation, uint32_t stay,
	int32_t today_day, int32_t *ret_again_day);

/* simulation_step.c: what enrolment earns, on its day; and what comes by itself. */
enum sg_status sg_simulation_open(
	struct sg_simulation *simulation, struct sg_played_member *member);
enum sg_status sg_simulation_look(struct sg_simulation *simulation,
	struct sg_played_member *member, int32_t today_day);

#endif
