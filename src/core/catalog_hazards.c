/*
 * Whether a catalogue's hazards are complete: what somebody must not meet can be kept from him.
 * What is left behind can be removed before the next guest, what a need brings has another
 * value without it, and what is forbidden comes from somewhere or can be removed.
 */
#include "core/catalog_check.h"

#include <stdio.h>

/* All that any value brings, leaves or forbids. */
struct relations {
	uint64_t comes, forbidden;
};

static struct relations relations_of(const struct sg_catalog *catalog)
{
	struct relations all = {.comes = 0};

	for (size_t t = 0; t < catalog->topic_count; t++) {
		const struct sg_topic *topic = &catalog->topics[t];

		for (size_t v = 0; v < topic->value_count; v++) {
			all.comes |= topic->values[v].brings | topic->values[v].leaves;
			all.forbidden |= topic->values[v].forbids;
		}
	}
	return all;
}

static size_t first_of(uint64_t hazards)
{
	size_t i = 0;

	while ((hazards >> i & 1) == 0) {
		i++;
	}
	return i;
}

static uint64_t removable(const struct sg_catalog *catalog)
{
	uint64_t hazards = 0;

	for (size_t i = 0; i < catalog->hazard_count; i++) {
		if (catalog->hazards[i].remedy_topic >= 0) {
			hazards |= UINT64_C(1) << i;
		}
	}
	return hazards;
}

/* The hazards that every value of the topic brings. */
static uint64_t unavoidable(const struct sg_topic *topic)
{
	uint64_t hazards = topic->value_count > 0 ? UINT64_MAX : 0;

	for (size_t i = 0; i < topic->value_count; i++) {
		hazards &= topic->values[i].brings;
	}
	return topic->class == SG_CLASS_NEED ? hazards : 0;
}

/* The first value that forbids the hazard, "allergy.room=animal_hair". */
static void put_forbidder(
	const struct sg_catalog *catalog, size_t hazard, char *text, size_t size)
{
	for (size_t t = 0; t < catalog->topic_count; t++) {
		const struct sg_topic *topic = &catalog->topics[t];

		for (size_t v = 0; v < topic->value_count; v++) {
			if ((topic->values[v].forbids >> hazard & 1) != 0) {
				(void)snprintf(text, size, "%s=%s", topic->name,
					topic->values[v].name);
				return;
			}
		}
	}
}

static enum sg_status refuse(struct sg_catalog_checker *check, const char *code,
	const char *member, uint64_t hazards, const char *what)
{
	size_t hazard = first_of(hazards);
	char forbidder[SG_CHECK_PATH_SIZE] = "";
	char message[sizeof check->error->message];

	put_forbidder(check->catalog, hazard, forbidder, sizeof forbidder);
	(void)snprintf(message, sizeof message, what,
		check->catalog->hazards[hazard].name, forbidder);
	return sg_catalog_refuse(check, code, member, message);
}

static enum sg_status check_value(struct sg_catalog_checker *check,
	const struct sg_topic *topic, const struct sg_topic_value *value,
	const struct relations *all)
{
	uint64_t stuck = ~removable(check->catalog);
	uint64_t left = value->leaves & all->forbidden & stuck;
	uint64_t brought = unavoidable(topic) & all->forbidden & stuck;
	uint64_t nowhere = value->forbids & ~all->comes & stuck;

	(void)snprintf(check->at, sizeof check->at, "/topics/%s/values/%s", topic->name,
		value->name);
	if (left != 0) {
		return refuse(check, "hazard_unremedied", "leaves", left,
			"leaves %s, which %s forbids and no remedy removes");
	}
	if (brought != 0) {
		return refuse(check, "hazard_unavoidable", "brings", brought,
			"brings %s, which %s forbids, and so does every value");
	}
	return nowhere != 0 ? refuse(check, "hazard_sourceless", "forbids", nowhere,
				      "forbids %s, which no value brings and no remedy "
				      "removes")
	                    : SG_OK;
}

enum sg_status sg_catalog_check_complete(struct sg_catalog_checker *check)
{
	const struct relations all = relations_of(check->catalog);
	enum sg_status status = SG_OK;

	for (size_t t = 0; t < check->catalog->topic_count; t++) {
		const struct sg_topic *topic = &check->catalog->topics[t];

		for (size_t v = 0; v < topic->value_count && status == SG_OK; v++) {
			status = check_value(check, topic, &topic->values[v], &all);
		}
	}
	return status;
}
