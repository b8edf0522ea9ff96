/* What tiers are entitled to, in words. */
#include "cli/programme_words.h"

#include <string.h>

static void say_thing(const struct sg_benefit_thing *thing,
	const struct sg_catalog *catalog, struct sg_buffer *text)
{
	int32_t index = sg_catalog_topic(catalog, thing->topic);
	const struct sg_topic *topic = index >= 0 ? &catalog->topics[index] : NULL;
	int32_t value = topic != NULL && thing->value != NULL
	                        ? sg_catalog_value(topic, thing->value)
	                        : 0;
	int32_t minutes;

	sg_buffer_format(text, " %s%s%s", thing->topic, thing->value != NULL ? " = " : "",
		thing->value != NULL ? thing->value : "");
	if (topic == NULL || value < 0) {
		return;
	}
	minutes = topic->values[value].minutes >= 0 ? topic->values[value].minutes
	                                            : topic->minutes;
	sg_buffer_format(text, " (%s, %d min", sg_department_name(topic->department),
		(int)minutes);
	if (topic->cost_cents > 0) {
		sg_buffer_format(text, ", %d.%02d", (int)(topic->cost_cents / 100),
			(int)(topic->cost_cents % 100));
	}
	sg_buffer_char(text, ')');
}

static void say_levels(
	const struct sg_programme_levels *levels, unsigned tiers, struct sg_buffer *text)
{
	const char *between = "; for ";

	if (tiers == (1u << levels->count) - 1u) {
		sg_buffer_text(text, "; for every member");
		return;
	}
	for (size_t i = 0; i < levels->count; i++) {
		if ((tiers & 1u << i) != 0) {
			sg_buffer_format(text, "%s%s", between, levels->names[i]);
			between = ", ";
		}
	}
}

void sg_programme_say_benefit(const struct sg_programme_levels *levels,
	const struct sg_benefit *benefit, const struct sg_catalog *catalog,
	struct sg_buffer *text)
{
	sg_buffer_text(text, benefit->guaranteed ? "guaranteed" : "if available");
	if (benefit->year_times == 0) {
		sg_buffer_text(text, " in each stay:");
	} else {
		sg_buffer_format(text,
			" in %d stay%s of a year:", (int)benefit->year_times,
			benefit->year_times == 1 ? "" : "s");
	}
	say_thing(&benefit->thing, catalog, text);
	say_levels(levels, benefit->tiers, text);
	if (benefit->properties.count > 0) {
		sg_buffer_char(text, ';');
		sg_programme_say_names(&benefit->properties, "at", text);
	}
	for (size_t i = 0; i < benefit->instead_count; i++) {
		const struct sg_benefit_instead *instead = &benefit->instead[i];
		const struct sg_names names = {
			instead->properties, instead->property_count, false};

		sg_buffer_char(text, ';');
		sg_programme_say_names(&names, "at", text);
		say_thing(&instead->thing, catalog, text);
	}
}
