/*
 * What must have come of the script's documents for each member, and what his statement and the
 * tables say.
 */
#ifndef SG_TESTS_POINTS_OUTCOME_H
#define SG_TESTS_POINTS_OUTCOME_H

#include <jansson.h>
#include <string.h>

#include "points_script.h"
#include "support/member.h"
#include "support/small_hotel.h"

struct outcome {
	int64_t points, held;
	int64_t squares; /* of what each stay has earned */
	int64_t stays;
	int64_t holds, ends, adjustments; /* operations */
};

static inline bool has_happened(char answer)
{
	return answer == TAKEN || answer == REPEATED;
}

static inline void expect_deal(unsigned caller, unsigned number, const char *answers,
	unsigned count, struct outcome outcomes[SCRIPT_MEMBERS])
{
	struct script_document steps[SCRIPT_STEPS];
	bool done[SCRIPT_STEPS];
	struct outcome *guest, *spender, *other;
	int64_t earned = 0;

	for (unsigned i = 0; i < SCRIPT_STEPS; i++) {
		steps[i] = script_at(caller, number + i);
		done[i] = number + i < count && has_happened(answers[number + i]);
	}
	guest = &outcomes[steps[STAYS].member];
	spender = &outcomes[steps[HOLDS].member];
	other = &outcomes[steps[CORRECTS].member];
	earned += done[CHARGED] ? steps[CHARGED].cents / 10 : 0;
	earned += done[CHARGED_AGAIN] && !(steps[CORRECTS].reverses && done[CORRECTS])
	                  ? steps[CHARGED_AGAIN].cents / 10
	                  : 0;
	guest->points += earned;
	guest->squares += earned * earned;
	guest->stays += earned > 0;
	spender->holds += done[HOLDS];
	spender->held += done[HOLDS] && !done[ENDS] ? steps[HOLDS].points : 0;
	spender->ends += done[ENDS];
	if (done[ENDS] && strcmp(steps[ENDS].state, "confirmed") == 0) {
		spender->points -= steps[ENDS].points;
	}
	other->points += done[CORRECTS] ? steps[CORRECTS].points : 0;
	other->adjustments += done[CORRECTS] && !steps[CORRECTS].reverses;
}

/* ---- a member's statement ---- */

struct lines {
	int64_t points, held, welcomes;
	int64_t next;       /* the number that the next line must have */
	json_t *earned;     /* by stay */
	json_t *operations; /* by kind, a set each */
};

static inline void add_line(struct lines *lines, json_t *line)
{
	const char *kind = json_string_value(json_object_get(line, "kind"));
	const char *stay = json_string_value(json_object_get(line, "stay"));
	int64_t points = json_integer_value(json_object_get(line, "points"));
	json_t *set = json_object_get(lines->operations, kind);

	assert_int_equal(
		json_integer_value(json_object_get(line, "number")), lines->next--);
	lines->points += points;
	lines->held += json_integer_value(json_object_get(line, "held"));
	if (stay == NULL && strcmp(kind, "earned") == 0) {
		lines->welcomes++;
	} else if (strcmp(kind, "earned") == 0 || strcmp(kind, "reversed") == 0) {
		assert_non_null(stay);
		points += json_integer_value(json_object_get(lines->earned, stay));
		assert_int_equal(
			json_object_set_new(lines->earned, stay, json_integer(points)),
			0);
	}
	if (set == NULL) {
		set = json_object();
		assert_int_equal(json_object_set_new(lines->operations, kind, set), 0);
	}
	assert_int_equal(json_object_set_new(set,
				 json_string_value(json_object_get(line, "operation")),
				 json_true()),
		0);
}

/* A page of it; the membership, which the caller frees with *ret_reply. */
static inline json_t *ask(
	struct small_hotel *hotel, unsigned member, int64_t before, json_t **ret_reply)
{
	static unsigned asked;
	struct sg_buffer reply = {0};
	char text[HOTEL_TEXT_MAX], id[32], data[128], page[40] = "";

	(void)snprintf(id, sizeof id, "ask-%u", asked++);
	if (before > 0) {
		(void)snprintf(page, sizeof page, ",'before':%lld", (long long)before);
	}
	(void)snprintf(
		data, sizeof data, "'ids':[{'system':'pms','id':'G%u'}]%s", member, page);
	hotel_compose("loyalty.statement", id, data, text);
	assert_int_equal(hotel_hand_in(hotel->service, text, &reply), SG_OK);
	*ret_reply = json_loads(reply.data, 0, NULL);
	sg_buffer_free(&reply);
	assert_non_null(*ret_reply);
	return json_array_get(json_object_get(*ret_reply, "memberships"), 0);
}

static inline int64_t operations(const struct lines *lines, const char *kind)
{
	return (int64_t)json_object_size(json_object_get(lines->operations, kind));
}

static inline void compare(
	unsigned member, const struct lines *lines, const struct outcome *expected)
{
	struct outcome is = {.points = lines->points,
		.held = lines->held,
		.holds = operations(lines, "held"),
		.ends = operations(lines, "redeemed") + operations(lines, "released"),
		.adjustments = operations(lines, "adjusted")};
	const char *stay;
	json_t *earned;

	json_object_foreach(lines->earned, stay, earned)
	{
		int64_t points = json_integer_value(earned);

		is.squares += points * points;
		is.stays += points != 0;
	}
	if (memcmp(&is, expected, sizeof is) != 0) {
		fail_msg("member %u: points %lld (%lld), held %lld (%lld), stays %lld "
			 "(%lld), holds %lld (%lld), ended %lld (%lld), by hand %lld "
			 "(%lld)%s",
			member, (long long)is.points, (long long)expected->points,
			(long long)is.held, (long long)expected->held,
			(long long)is.stays, (long long)expected->stays,
			(long long)is.holds, (long long)expected->holds,
			(long long)is.ends, (long long)expected->ends,
			(long long)is.adjustments, (long long)expected->adjustments,
			is.squares != expected->squares ? "; a stay earned otherwise"
							: "");
	}
}

/* Line by line, from the latest to number 1. */
static inline void check_statement(
	struct small_hotel *hotel, unsigned member, const struct outcome *expected)
{
	struct lines lines = {
		.next = -1, .earned = json_object(), .operations = json_object()};
	int64_t points = 0, held = 0;

	while (lines.next != 0) {
		json_t *reply;
		json_t *is = ask(hotel, member, lines.next + 1, &reply);
		json_t *page = json_object_get(is, "lines");

		if (lines.next < 0) {
			points = json_integer_value(json_object_get(is, "points"));
			held = json_integer_value(json_object_get(is, "held"));
			lines.next = json_integer_value(
				json_object_get(json_array_get(page, 0), "number"));
		}
		assert_true(json_array_size(page) > 0);
		for (size_t i = 0; i < json_array_size(page); i++) {
			add_line(&lines, json_array_get(page, i));
		}
		json_decref(reply);
	}
	assert_int_equal(lines.welcomes, 1);
	assert_int_equal(lines.points, points);
	assert_int_equal(lines.held, held);
	compare(member, &lines, expected);
	json_decref(lines.earned);
	json_decref(lines.operations);
}

static inline void is_none(struct small_hotel *hotel, const char *what, const char *sql)
{
	int64_t count = sg_test_number(&hotel->database, "%s", sql);

	if (count != 0) {
		fail_msg("%s: %lld", what, (long long)count);
	}
}

static inline void check_tables(struct small_hotel *hotel)
{
	static const char *const checks[][2] = {
		{"lots that are not the sum of their entries",
			"SELECT COUNT(*) FROM lot l JOIN (SELECT account, lot, "
			"SUM(points) points, SUM(held) held FROM entry GROUP BY account, "
			"lot) e ON e.account = l.account AND e.lot = l.id WHERE "
			"l.remaining <> e.points OR l.held <> e.held"},
		{"lots without entries",
			"SELECT COUNT(*) FROM lot l WHERE NOT EXISTS (SELECT 1 FROM "
			"entry e WHERE e.account = l.account AND e.lot = l.id)"},
		{"accounts that hold something else than their lots",
			"SELECT COUNT(*) FROM account a WHERE a.held <> (SELECT "
			"SUM(held) FROM lot l WHERE l.account = a.account)"},
		{"entries twice", "SELECT COUNT(*) - COUNT(DISTINCT id) FROM entry"},
		{"earned twice by one rule",
			"SELECT COUNT(*) FROM (SELECT 1 FROM lot WHERE reversed = 0 "
			"GROUP BY account, source, rule HAVING COUNT(*) > 1) x"},
		{"debts but of what was taken back",
			"SELECT COUNT(*) FROM lot l WHERE remaining < 0 AND NOT EXISTS "
			"(SELECT 1 FROM entry e WHERE e.account = l.account AND e.lot = "
			"l.id AND e.kind = 1)"},
		{"lots that hold more than they have",
			"SELECT COUNT(*) FROM lot WHERE reversed = 0 AND held > "
			"remaining"},
		{"lots that were taken back and have points",
			"SELECT COUNT(*) FROM lot WHERE reversed <> 0 AND remaining > 0"},
		{"stays that were not posted",
			"SELECT COUNT(*) FROM posting WHERE state <> 1"},
	};

	for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
		is_none(hotel, checks[i][0], checks[i][1]);
	}
	member_adds_up(&hotel->database);
}

#endif
