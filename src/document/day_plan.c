/*
 * The day's lists in walking order. They mostly come in it and are written where they belong; a
 * large house's day is megabytes, which are moved only if a list belongs before another one.
 */
#include "document/day_plan.h"

#include <stdlib.h>
#include <string.h>

#include "core/natural.h"
#include "document/day_totals.h"
#include "document/reply.h"

/* Where a list stands in the buffer. */
struct piece {
	const char *floor, *room;
	struct sg_id stay;
	size_t from, len;
};

struct sg_day_plan {
	struct sg_day_view view;
	struct sg_arena *arena;
	struct sg_buffer *buffer;
	struct sg_day_totals *totals;
	size_t from; /* where the floors begin */
	struct piece *pieces;
	size_t count, space;
	bool disordered;
};

/* ---- order ---- */

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *left = a;
	const struct piece *right = b;
	int order = sg_natural_compare(left->floor, right->floor);

	order = order != 0 ? order : sg_natural_compare(left->room, right->room);
	return order != 0 ? order : sg_id_compare(&left->stay, &right->stay);
}

/* ---- lists ---- */

static bool fits(const char *wanted, const char *found)
{
	return wanted == NULL || (found != NULL && strcmp(wanted, found) == 0);
}

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

/* To the floor of the next list, from that of the last one, which may be NULL. */
static void go_to_floor(
	struct sg_buffer *buffer, const struct piece *last, const char *floor)
{
	if (last != NULL && sg_natural_compare(last->floor, floor) == 0) {
		return;
	}
	if (last != NULL) {
		end_floor(buffer);
	}
	begin_floor(buffer, floor);
}

/* Every list where it belongs, when all are there. */
static void arrange(struct sg_day_plan *plan)
{
	struct sg_buffer *buffer = plan->buffer;
	struct sg_buffer texts = {0};

	sg_buffer_add(&texts, buffer->data + plan->from, buffer->len - plan->from);
	buffer->failed = buffer->failed || texts.failed;
	sg_buffer_cut(buffer, buffer->len - plan->from);
	qsort(plan->pieces, plan->count, sizeof *plan->pieces, compare_pieces);
	for (size_t i = 0; i < plan->count && !buffer->failed; i++) {
		const struct piece *piece = &plan->pieces[i];
		char *text = texts.data + piece->from - plan->from;

		go_to_floor(buffer, i > 0 ? piece - 1 : NULL, piece->floor);
		text[piece->len] = '\0';
		sg_reply_element(buffer, text);
	}
	sg_buffer_free(&texts);
}

static bool add_piece(struct sg_day_plan *plan, const struct sg_checklist *list)
{
	const struct sg_list_head *head = &list->list->head;
	struct sg_buffer *buffer = plan->buffer;
	struct piece *pieces = sg_arena_more(
		plan->arena, plan->pieces, plan->count, &plan->space, sizeof *pieces);
	const struct piece *last;
	struct piece piece = {.stay = list->stay,
		.floor = sg_arena_copy(plan->arena, head->floor),
		.room = sg_arena_copy(plan->arena, head->room)};

	if (pieces == NULL || (head->floor != NULL && piece.floor == NULL) ||
		(head->room != NULL && piece.room == NULL)) {
		return false;
	}
	plan->pieces = pieces;
	last = plan->count > 0 ? &pieces[plan->count - 1] : NULL;
	go_to_floor(buffer, last, piece.floor);
	plan->disordered |= last != NULL && compare_pieces(last, &piece) > 0;
	piece.from = buffer->len;
	sg_checklist_data(list, buffer);
	if (buffer->failed) {
		return false;
	}
	piece.from += buffer->data[piece.from] == ',';
	piece.len = buffer->len - piece.from;
	pieces[plan->count++] = piece;
	return true;
}

struct sg_day_plan *sg_day_plan_begin(
	const struct sg_day_view *view, struct sg_arena *arena, struct sg_buffer *buffer)
{
	struct sg_day_plan *plan = sg_arena_alloc(arena, sizeof *plan);
	struct sg_day_totals *totals = sg_day_totals_new(arena);

	if (plan == NULL || totals == NULL) {
		return NULL;
	}
	sg_reply_day(buffer, "date", view->day);
	sg_reply_array(buffer, "floors");
	plan->view = *view;
	plan->arena = arena;
	plan->buffer = buffer;
	plan->totals = totals;
	plan->from = buffer->len;
	return plan;
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

void sg_day_plan_end(struct sg_day_plan *plan)
{
	const struct sg_day_view *view = &plan->view;
	struct sg_buffer *buffer = plan->buffer;
	bool whole = view->floor == NULL && view->section == NULL;

	if (plan->disordered) {
		arrange(plan);
	}
	if (plan->count > 0) {
		end_floor(buffer);
	}
	sg_reply_array_end(buffer);
	sg_day_totals_departments(plan->totals, view->house, view->cut, whole, buffer);
	sg_day_totals_write(plan->totals, view->catalog, view->cut, buffer);
}
