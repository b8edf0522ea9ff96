/* What of a programme's new text reaches members to whom nothing happens. Both texts are as they
 * are stored: equal content is equal, member by member. */
#include "document/programme_news.h"

#include "core/time.h"
#include "document/merge.h"

/* By these members stand, and their points live. */
static const char *const standing[] = {"tiers", "expiry", "milestones", NULL};
static const char *const entitling[] = {"benefits", NULL};
static const char *const mirrored[] = {"benefits", "levels", NULL};

struct texts {
	const struct sg_json *before, *after;
};

static int32_t from_day(const struct sg_json *version)
{
	const struct sg_json *from = sg_json_member(version, "from");
	int32_t day = SG_NO_DAY;

	if (from != NULL && from->kind == SG_JSON_TEXT) {
		(void)sg_day_parse(from->text, &day);
	}
	return day;
}

static const struct sg_json *versions_of(const struct sg_json *programme)
{
	const struct sg_json *versions = sg_json_member(programme, "versions");

	return versions != NULL && versions->kind == SG_JSON_ARRAY ? versions->first
	                                                           : NULL;
}

/* The last that begins no later. */
static const struct sg_json *version_on(const struct sg_json *programme, int32_t day)
{
	const struct sg_json *found = NULL;

	for (const struct sg_json *version = versions_of(programme); version != NULL;
		version = version->next) {
		if (from_day(version) <= day) {
			found = version;
		}
	}
	return found;
}

static bool are_same(
	const struct sg_json *a, const struct sg_json *b, const char *const *members)
{
	for (; *members != NULL; members++) {
		if (!sg_json_equal(
			    sg_json_member(a, *members), sg_json_member(b, *members))) {
			return false;
		}
	}
	return true;
}

/* The first day on which they differ among those on which a version of `of` begins. */
static int32_t differ_from(
	const struct texts *texts, const struct sg_json *of, const char *const *members)
{
	for (const struct sg_json *version = versions_of(of); version != NULL;
		version = version->next) {
		int32_t day = from_day(version);

		if (!are_same(version_on(texts->before, day),
			    version_on(texts->after, day), members)) {
			return day;
		}
	}
	return SG_NO_DAY;
}

static int32_t first_day(const struct texts *texts, const char *const *members)
{
	int32_t before = differ_from(texts, texts->before, members);
	int32_t after = differ_from(texts, texts->after, members);

	return before == SG_NO_DAY || (after != SG_NO_DAY && after < before) ? after
	                                                                     : before;
}

enum sg_status sg_programme_compare(const struct sg_stored *before,
	const struct sg_stored *after, struct sg_arena *arena, struct sg_error *error,
	struct sg_programme_news *ret_news)
{
	struct texts texts = {NULL, NULL};
	enum sg_status status = sg_stored_parse(before, arena, error, &texts.before);

	if (status == SG_OK) {
		status = sg_stored_parse(after, arena, error, &texts.after);
	}
	if (status == SG_OK) {
		*ret_news = (struct sg_programme_news){
			.stand_day = first_day(&texts, standing),
			.lists = first_day(&texts, entitling) != SG_NO_DAY ||
		                 !are_same(texts.before, texts.after, mirrored)};
	}
	return status;
}
