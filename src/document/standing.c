/* Two short arrays of numbers. */
#include "document/standing.h"

#include <string.h>

#include "core/time.h"
#include "document/parse.h"
#include "document/tuple.h"

static void put(struct sg_tuple_out *out, const struct sg_standing *standing,
	const struct sg_programme *programme)
{
	const struct sg_programme_version *version =
		sg_programme_on(programme, standing->day);
	struct sg_tuple_out one = sg_tuple_put_tuple(out);
	struct sg_tuple_out reached, names;

	sg_tuple_put_int(&one, standing->day, SG_NO_DAY);
	sg_tuple_put_int(&one, standing->tier, 0);
	sg_tuple_put_int(&one, standing->since_day, SG_NO_DAY);
	sg_tuple_put_int(&one, standing->until_day, SG_NO_DAY);
	sg_tuple_put_int(&one, standing->cause, 0);
	sg_tuple_put_int(&one, standing->floor, 0);
	sg_tuple_put_int(&one, standing->reached, 0);
	sg_tuple_put_int(&one, standing->carried_nights, 0);
	sg_tuple_put_int(&one, standing->past_nights, 0);
	sg_tuple_put_int(&one, standing->carried_day, SG_NO_DAY);
	reached = sg_tuple_put_tuple(&one);
	for (size_t i = 0; i < SG_TIERS_MAX; i++) {
		sg_tuple_put_int(&reached, standing->reached_until[i], SG_NO_DAY);
	}
	sg_tuple_end(&reached);
	names = sg_tuple_put_tuple(&one);
	for (size_t i = 0; version != NULL && i < version->tiers.tier_count; i++) {
		sg_tuple_put_text(&names, version->tiers.tiers[i].name);
	}
	sg_tuple_end(&names);
	sg_tuple_end(&one);
}

void sg_standings_encode(const struct sg_standings *standings,
	const struct sg_programme *programme, struct sg_buffer *buffer)
{
	struct sg_tuple_out out = sg_tuple_begin(buffer);

	put(&out, &standings->now, programme);
	put(&out, &standings->base, programme);
	sg_tuple_end(&out);
}

/* By the names of then, in the version of its day. */
static void rename_tiers(struct sg_tuple_in *names, const struct sg_programme *programme,
	struct sg_standing *standing)
{
	const struct sg_programme_version *version =
		sg_programme_on(programme, standing->day);
	struct sg_tier tiers[SG_TIERS_MAX] = {{.name = NULL}};
	struct sg_tier_rules then = {.tiers = tiers};
	const char *name;

	while (then.tier_count < SG_TIERS_MAX && (name = sg_tuple_text(names)) != NULL) {
		tiers[then.tier_count++].name = name;
	}
	sg_tier_rename(&then, version != NULL ? &version->tiers : NULL, standing);
}

static bool take(const struct sg_json *array, const struct sg_programme *programme,
	struct sg_standing *ret_standing)
{
	struct sg_tuple_in in = sg_tuple_open(array);
	struct sg_standing standing;
	struct sg_tuple_in reached, names;

	standing.day = sg_tuple_int32(&in, SG_NO_DAY);
	standing.tier = sg_tuple_index(&in, SG_TIERS_MAX);
	standing.since_day = sg_tuple_int32(&in, SG_NO_DAY);
	standing.until_day = sg_tuple_int32(&in, SG_NO_DAY);
	standing.cause = (enum sg_tier_cause)sg_tuple_index(&in, SG_TIER_CAUSES);
	standing.floor = sg_tuple_index(&in, SG_TIERS_MAX);
	standing.reached = sg_tuple_index(&in, SG_TIERS_MAX);
	standing.carried_nights = sg_tuple_int(&in, 0);
	standing.past_nights = sg_tuple_int(&in, 0);
	standing.carried_day = sg_tuple_int32(&in, SG_NO_DAY);
	reached = sg_tuple_open(sg_tuple_array(&in));
	for (size_t i = 0; i < SG_TIERS_MAX; i++) {
		standing.reached_until[i] = sg_tuple_int32(&reached, SG_NO_DAY);
	}
	names = sg_tuple_open(sg_tuple_array(&in));
	rename_tiers(&names, programme, &standing);
	*ret_standing = standing;
	return array != NULL && !in.broken && !reached.broken && !names.broken;
}

enum sg_status sg_standings_decode(const char *text, const struct sg_programme *programme,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_standings *ret_standings)
{
	const struct sg_json *root = NULL;
	struct sg_standings standings;
	struct sg_tuple_in in;
	enum sg_status status = sg_json_parse(
		text, strlen(text), &sg_document_limits, arena, error, &root);

	if (status == SG_MEMORY) {
		return status;
	}
	in = sg_tuple_open(root);
	if (status != SG_OK || !take(sg_tuple_array(&in), programme, &standings.now) ||
		!take(sg_tuple_array(&in), programme, &standings.base) || in.broken) {
		return sg_fail(error, SG_INTERNAL, "state_broken", "",
			"a stored standing does not read");
	}
	*ret_standings = standings;
	return SG_OK;
}
