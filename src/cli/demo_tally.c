/* The account: a question for each stay and cut, a look into the receiver's pile. */
#include "cli/demo_tally.h"

#include <string.h>

#include "cli/demo_document.h"
#include "cli/demo_expect.h"

/* An endpoint as the story made it. */
struct desk {
	const char *name;
	char actor[48]; /* who sees the same as the endpoint */
	struct sg_value *settings;
	bool everybody; /* told of every check-in, also when there is nothing to do */
};

struct counting {
	struct sg_demo *demo;
	struct desk desks[SG_DEMO_POSTS_MAX];
	size_t desk_count;
	struct sg_demo_tally tally;
};

static void complain(struct counting *counting, const struct sg_demo_stay *stay,
	const struct desk *desk, const char *what)
{
	if (counting->tally.first[0] == '\0') {
		(void)snprintf(counting->tally.first, sizeof counting->tally.first,
			"%s at %s: %s", stay->name, desk->name, what);
	}
}

/* ---- endpoints ---- */

static bool has(const struct sg_value *list, const char *text)
{
	for (size_t i = 0; i < sg_value_count(list); i++) {
		if (strcmp(sg_value_text(sg_value_at(list, i), ""), text) == 0) {
			return true;
		}
	}
	return false;
}

static enum sg_status open_desk(
	const struct sg_demo_step *step, struct sg_error *error, struct desk *desk)
{
	const struct sg_value *departments;
	struct sg_buffer text = {0};
	enum sg_status status = SG_MEMORY;

	sg_buffer_char(&text, '{');
	sg_demo_expand(step->data, &text);
	sg_buffer_char(&text, '}');
	if (!text.failed) {
		status = sg_value_parse(text.data, text.len, error, &desk->settings);
	}
	sg_buffer_free(&text);
	departments = sg_value_member(desk->settings, "departments");
	desk->name = step->subject;
	desk->everybody =
		has(departments, "housekeeping") || has(departments, "front_desk");
	if (has(departments, "front_desk")) {
		(void)snprintf(desk->actor, sizeof desk->actor, "front_desk front_desk");
	} else {
		(void)snprintf(desk->actor, sizeof desk->actor, "attendant %s",
			sg_value_text(sg_value_at(departments, 0), ""));
	}
	return status;
}

static bool sees(const struct desk *desk, const struct sg_value *list)
{
	const struct sg_value *floors = sg_value_member(desk->settings, "floors");

	return floors == NULL ||
	       has(floors, sg_value_text(sg_value_find(list, "room.floor"), ""));
}

/* ---- lists ---- */

static bool has_line(const struct sg_value *lines, const char *id)
{
	for (size_t i = 0; i < sg_value_count(lines); i++) {
		if (strcmp(sg_value_text(
				   sg_value_member(sg_value_at(lines, i), "id"), ""),
			    id) == 0) {
			return true;
		}
	}
	return false;
}

static bool same_lines(
	const struct sg_value *a, const struct sg_value *b, const char *member)
{
	const struct sg_value *left = sg_value_member(a, member);
	const struct sg_value *right = sg_value_member(b, member);

	if (sg_value_count(left) != sg_value_count(right)) {
		return false;
	}
	for (size_t i = 0; i < sg_value_count(left); i++) {
		if (!has_line(right,
			    sg_value_text(
				    sg_value_member(sg_value_at(left, i), "id"), "?"))) {
			return false;
		}
	}
	return true;
}

static bool same_text(
	const struct sg_value *a, const struct sg_value *b, const char *path)
{
	return strcmp(sg_value_text(sg_value_find(a, path), ""),
		       sg_value_text(sg_value_find(b, path), "")) == 0;
}

static bool same_list(const struct sg_value *a, const struct sg_value *b)
{
	return same_text(a, b, "state") && same_text(a, b, "room.number") &&
	       same_text(a, b, "led_by") && same_lines(a, b, "items") &&
	       same_lines(a, b, "avoid");
}

static bool shows_something(const struct sg_value *list)
{
	return sg_value_count(sg_value_member(list, "items")) > 0 ||
	       sg_value_count(sg_value_member(list, "avoid")) > 0;
}

static bool is_due(const struct desk *desk, const struct sg_value *list, bool came)
{
	const char *state = sg_value_text(sg_value_member(list, "state"), "");

	if (!sees(desk, list)) {
		return false;
	}
	return came || shows_something(list) ||
	       (desk->everybody && strcmp(state, "issued") == 0);
}

static void count_pair(struct counting *counting, const struct sg_demo_stay *stay,
	const struct desk *desk, const struct sg_value *list)
{
	struct sg_demo_letter letter = {0};
	bool came = sg_demo_inbox_last(
		counting->demo->inbox, desk->name, stay->id, "checklist.", &letter);

	if (list == NULL || !is_due(desk, list, came)) {
		return;
	}
	counting->tally.issued++;
	if (!came) {
		counting->tally.lost++;
		complain(counting, stay, desk, "nothing came");
	} else if (!same_list(list, sg_value_member(letter.body, "data"))) {
		counting->tally.lost++;
		complain(counting, stay, desk, "what came last is not what holds now");
	} else {
		counting->tally.delivered++;
		counting->tally.verified += letter.verified;
	}
}

static enum sg_status count_stay(struct counting *counting,
	const struct sg_demo_stay *stay, struct sg_error *error)
{
	struct sg_demo *demo = counting->demo;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < counting->desk_count && status == SG_OK; i++) {
		const struct desk *desk = &counting->desks[i];
		struct sg_demo_step question = {
			.by = desk->actor, .property = stay->property};
		struct sg_value *reply = NULL;

		if (strcmp(stay->property, SG_DEMO_PROPERTY) != 0) {
			continue;
		}
		sg_demo_document(&question, demo->when, ++demo->number, "stay.checklist",
			stay->name, NULL, &demo->document);
		status = sg_demo_call(demo, &demo->document, error, &reply);
		if (status == SG_OK) {
			count_pair(counting, stay, desk,
				sg_value_member(reply, "checklist"));
		}
		sg_value_free(reply);
	}
	return status;
}

/* ---- the pile ---- */

static void count_type(struct sg_demo_tally *tally, const char *type)
{
	tally->planned += strcmp(type, "checklist.planned") == 0;
	tally->confirmed += strcmp(type, "checklist.issued") == 0;
	tally->revised += strcmp(type, "checklist.revised") == 0;
	tally->cancelled += strcmp(type, "checklist.cancelled") == 0;
	tally->alerts += strcmp(type, "room.alert") == 0;
}

static bool is_for_desk(const struct counting *counting, const char *post)
{
	for (size_t i = 0; i < counting->desk_count; i++) {
		if (strcmp(counting->desks[i].name, post) == 0) {
			return strncmp(counting->desks[i].actor, "front_desk", 10) == 0;
		}
	}
	return false;
}

static void count_letters(struct counting *counting)
{
	struct sg_demo *demo = counting->demo;
	struct sg_demo_tally *tally = &counting->tally;

	tally->received = (int)sg_demo_inbox_count(demo->inbox);
	for (int i = 0; i < tally->received; i++) {
		struct sg_demo_letter letter =
			sg_demo_inbox_letter(demo->inbox, (size_t)i);

		count_type(tally, letter.type);
		tally->repeated += letter.repeated;
		tally->forged += !letter.verified;
		for (size_t k = 0; k < demo->secret_count; k++) {
			if (!is_for_desk(counting, letter.post) &&
				strstr(letter.text, demo->secrets[k]) != NULL) {
				tally->leaks++;
				(void)snprintf(tally->first, sizeof tally->first,
					"\"%s\" went to %s", demo->secrets[k],
					letter.post);
			}
		}
	}
}

enum sg_status sg_demo_count(
	struct sg_demo *demo, struct sg_error *error, struct sg_demo_tally *ret_tally)
{
	struct counting counting = {.demo = demo};
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < demo->endpoint_count && status == SG_OK; i++) {
		status = open_desk(demo->endpoints[i], error,
			&counting.desks[counting.desk_count++]);
	}
	for (size_t i = 0; i < demo->stay_count && status == SG_OK; i++) {
		status = count_stay(&counting, &demo->stays[i], error);
	}
	count_letters(&counting);
	for (size_t i = 0; i < counting.desk_count; i++) {
		sg_value_free(counting.desks[i].settings);
	}
	if (status == SG_OK) {
		*ret_tally = counting.tally;
	}
	return status;
}
