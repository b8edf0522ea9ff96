/* Two programmes over the same bookings, side by side: what a change would come to. */
#ifndef SG_CLI_SIMULATION_COMPARE_H
#define SG_CLI_SIMULATION_COMPARE_H

#include "cli/simulation.h"
#include "core/arena.h"
#include "core/buffer.h"
#include "core/programme.h"
#include "core/status.h"

/* Both have one currency, and were played over the same days. */
struct sg_comparison {
	const struct sg_programme *programmes[2];
	const struct sg_simulated *simulated[2];
	const char *names[2]; /* of the files */
	/* The second less the first, with everything that either has. */
	struct sg_simulated difference;
};

/* Works the difference out; its lines lie in `arena`. SG_MEMORY. */
enum sg_status sg_simulation_compare(
	struct sg_comparison *comparison, struct sg_arena *arena, struct sg_error *error);

/* A table with a column for each and one for the difference. */
void sg_comparison_print(const struct sg_comparison *comparison, struct sg_buffer *out);

/* A JSON object: `programmes`, each as sg_simulation_write has it, and `difference`. */
void sg_comparison_write(const struct sg_comparison *comparison, struct sg_buffer *out);

#endif
