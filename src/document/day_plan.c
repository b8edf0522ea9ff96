/*
 * The day's lists in walking order. Rooms and floors sort as people count: 9 before 10, 412 before
 * 412A.
 */
#include "document/day_plan.h"

#include <stdlib.h>
#include <string.h>

#include "document/day_totals.h"
#include "document/reply.h"

/* A list's place in the text of all. */
struct piece {
	const char *floor, *room;
	struct sg_id stay;
	size_t from, len;
};

struct sg_day_plan {
	struct sg_day_view view;
	struct sg_arena *arena;
	struct sg_day_totals *totals;
	struct sg_buffer texts; /* of all lists, in the order in which they were added */
	struct piece *pieces;
	size_t count, space;
};

enum { FIRST_PIECES = 64 };

/* ---- order ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many digits a number has, without leading zeros. */
static size_t number_length(const char **text)
{
	size_t len = 0;

	while (**text == '0' && is_digit((*text)[1])) {
		(*text)++;
	}
	while (is_digit((*text)[len])) {
		len++;
	}
	return len;
}

/* Runs of digits by their value, all else by bytes; NULL first. */
static int compare_natural(const char *a, const char *b)
{
	if (a == NULL || b == NULL) {
		return (a != NULL) - (b != NULL);
	}
	while (*a != '\0' && *b != '\0') {
		size_t left = is_digit(*a) && is_digit(*b) ? number_length(&a) : 1;
		size_t right = is_digit(*a) && is_digit(*b) ? number_length(&b) : 1;
		int order = left != right ? (left < right ? -1 : 1) : memcmp(a, b, left);

		if (order != 0) {
			return order;
		}
		a += left;
		b += left;
	}
	return (*a != '\0') - (*b != '\0');
}

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *left = a;
	const struct piece *right = b;
	int order = compare_natural(left->floor, right->floor);

	order = order != 0 ? order : compare_natural(left->room, right->room);
	return order != 0 ? order : sg_id_compare(&left->stay, &right->stay);
}

/* ---- lists ---- */

struct sg_day_plan *sg_day_plan_new(
	const struct sg_day_view *view, struct sg_arena *arena)
{
	struct sg_day_plan *plan = sg_arena_alloc(arena, sizeof *plan);
	struct sg_day_totals *totals = sg_day_totals_new(arena);

	if (plan == NULL || totals == NULL) {
		return NULL;
	}
	plan->view = *view;
	plan->arena = arena;
	plan->totals = totals;
	return plan;
}

void sg_day_plan_free(struct sg_day_plan *plan)
{
	if (plan != NULL) {
		sg_buffer_free(&plan->texts);
	}
}

static bool fits(const char *wanted, const char *found)
{
	return wanted == NULL || (found != NULL && strcmp(wanted, found) == 0);
}

static bool make_space(struct sg_day_plan *plan)
{
	size_t wanted = plan->space > 0 ? 2 * plan->space : FIRST_PIECES;
	struct piece *larger;

	if (plan->count < plan->space) {
		return true;
	}
	larger = sg_arena_array(plan->arena, wanted, sizeof *larger);
	if (larger == NULL) {
		return false;
	}
	if (plan->count > 0) {
		memcpy(larger, plan->pieces, plan->count * sizeof *larger);
	}
	plan->pieces = larger;
	plan->space = wanted;
	return true;
}

static bool add_piece(struct sg_day_plan *plan, const struct sg_checklist *list)
{
	const struct sg_list_head *head = &list->list->head;
	struct piece piece = {.stay = list->stay,
		.floor = sg_arena_copy(plan->arena, head->floor),
		.room = sg_arena_copy(plan->arena, head->room)};

	if (!make_space(plan) || (head->floor != NULL && piece.floor == NULL) ||
		(head->room != NULL && piece.room == NULL)) {
		return false;
	}
	sg_buffer_char(&plan->texts, '['); /* an element needs no comma behind it */
	piece.from = plan->texts.len;
	sg_checklist_data(list, &plan->texts);
	piece.len = plan->texts.len - piece.from;
	plan->pieces[plan->count++] = piece;
	return !plan->texts.failed;
}

bool sg_day_plan_add(struct sg_day_plan *plan, const struct sg_checklist *list)
{
	const struct sg_list_head *head = &list->list->head;

	if (!sg_cut_sees_stay(list->cut, head->room, head->floor) ||
		!fits(plan->view.floor, head->floor) ||
		!fits(plan->view.section, head->section)) {
		return true;
	}
	return add_piece(plan, list) && sg_day_totals_add(plan->totals, list);
}

/* ---- the whole ---- */

static void begin_floor(struct sg_buffer *buffer, const char *floor)
{
	sg_reply_object(buffer, NULL);
	if (floor == NULL) {
		sg_reply_null(buffer, "floor");
	}
	sg_reply_text(buffer, "floor", floor);
	sg_reply_array(buffer, "lists");
}

static void end_floor(struct sg_buffer *buffer)
{
	sg_reply_array_end(buffer);
	sg_reply_object_end(buffer);
}

static void write_floors(struct sg_buffer *buffer, const struct sg_day_plan *plan)
{
	sg_reply_array(buffer, "floors");
	for (size_t i = 0; i < plan->count; i++) {
		const struct piece *piece = &plan->pieces[i];
		bool other =
			i == 0 || compare_natural(piece[-1].floor, piece->floor) != 0;

		if (other && i > 0) {
			end_floor(buffer);
		}
		if (other) {
			begin_floor(buffer, piece->floor);
		} else {
			sg_buffer_char(buffer, ',');
		}
		sg_buffer_add(buffer, plan->texts.data + piece->from, piece->len);
	}
	if (plan->count > 0) {
		end_floor(buffer);
	}
	sg_reply_array_end(buffer);
}

void sg_day_plan_members(struct sg_day_plan *plan, struct sg_buffer *buffer)
{
	const struct sg_day_view *view = &plan->view;
	bool whole = view->floor == NULL && view->section == NULL;

	if (plan->count > 0) {
		qsort(plan->pieces, plan->count, sizeof *plan->pieces, compare_pieces);
	}
	sg_reply_day(buffer, "date", view->day);
	write_floors(buffer, plan);
	sg_day_totals_departments(plan->totals, view->house, view->cut, whole, buffer);
	sg_day_totals_write(plan->totals, view->catalog, view->cut, buffer);
}
