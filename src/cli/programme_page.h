/* A loyalty programme's rules in words, for whoever is to answer for them. */
#ifndef SG_CLI_PROGRAMME_PAGE_H
#define SG_CLI_PROGRAMME_PAGE_H

#include "cli/guest_page.h"
#include "core/catalog.h"
#include "core/programme.h"

/* Appends every version: how stays count, what is earned, tiers, milestones, how long points
 * live, and what tiers are entitled to, with what the catalogue knows of it. */
void sg_programme_print(const struct sg_programme *programme,
	const struct sg_catalog *catalog, const struct sg_guest_page *page);

#endif
