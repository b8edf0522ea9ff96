/* Looking at replies and bodies. */
#include "support/scenario_inside.h"

#include <ctype.h>

json_t *scenario_get(json_t *json, const char *path)
{
	char *copy = strdup(path);
	char *rest = copy;
	char *name;

	while (json != NULL && (name = strsep(&rest, ".")) != NULL) {
		json = json_is_array(json) ? json_array_get(json, (size_t)atoi(name))
		                           : json_object_get(json, name);
	}
	free(copy);
	return json;
}

/* A text as it is, everything else as JSON; the caller frees it. */
static char *as_text(const json_t *json)
{
	if (json == NULL) {
		return strdup("absent");
	}
	return json_is_string(json) ? strdup(json_string_value(json))
	                            : json_dumps(json, JSON_ENCODE_ANY | JSON_COMPACT);
}

void scenario_is(json_t *json, const char *path, const char *expected)
{
	char *found = as_text(scenario_get(json, path));
	bool same = strcmp(found, expected) == 0;
	char *whole = same ? NULL : json_dumps(json, JSON_ENCODE_ANY);

	if (!same) {
		print_message("%s\n", whole);
	}
	free(whole);
	if (!same) {
		print_message("%s is %s\n", path, found);
	}
	free(found);
	if (!same) {
		fail_msg("%s is not %s", path, expected);
	}
}

const char *scenario_text(json_t *json, const char *path)
{
	json_t *found = scenario_get(json, path);

	if (!json_is_string(found)) {
		fail_msg("no text at %s", path);
	}
	return json_string_value(found);
}

const char *scenario_dump(struct scenario *scenario, const json_t *json)
{
	char *text = json_dumps(json, JSON_ENCODE_ANY | JSON_COMPACT);
	json_t *kept = scenario_keep(scenario, json_string(text != NULL ? text : "none"));

	free(text);
	return json_string_value(kept);
}
