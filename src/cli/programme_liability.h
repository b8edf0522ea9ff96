/* `stammgast programme liability`: what a programme owes its members. */
#ifndef SG_CLI_PROGRAMME_LIABILITY_H
#define SG_CLI_PROGRAMME_LIABILITY_H

#include "cli/guest_page.h"
#include "core/status.h"
#include "document/value.h"

int sg_programme_liability(int argc, char **argv);

/* Open points by property and month, added up over answers. Begins zeroed. */
struct sg_liability_sums {
	struct sg_liability_sum *lines;
	size_t count;
	int64_t members;
};

/* Adds an answer to loyalty.liability. SG_MEMORY. */
enum sg_status sg_liability_sums_add(struct sg_liability_sums *sums,
	const struct sg_value *reply, struct sg_error *error);

/* The table: by property, then by month, a total at the end; and the same as JSON. */
void sg_liability_sums_print(
	struct sg_liability_sums *sums, const struct sg_guest_page *page);
void sg_liability_sums_write(struct sg_liability_sums *sums, struct sg_buffer *buffer);

void sg_liability_sums_free(struct sg_liability_sums *sums);

#endif
