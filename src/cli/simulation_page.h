/* What a simulation came to: for a person, and for programs. */
#ifndef SG_CLI_SIMULATION_PAGE_H
#define SG_CLI_SIMULATION_PAGE_H

#include "cli/simulation.h"
#include "core/buffer.h"
#include "core/programme.h"

/* A table: points issued, tiers, what waits and why, and what is owed. */
void sg_simulation_print(const struct sg_programme *programme,
	const struct sg_simulated *simulated, struct sg_buffer *out);

/* A JSON object with `totals` and `liability`, and a line end. */
void sg_simulation_write(const struct sg_programme *programme,
	const struct sg_simulated *simulated, struct sg_buffer *out);

#endif
