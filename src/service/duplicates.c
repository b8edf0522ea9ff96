/* Suggesting who is the same. */
#include "service/duplicates.h"

#include <stdlib.h>

#include "core/likeness.h"
#include "document/reply.h"
#include "store/matches.h"

enum { SHOWN_MAX = 5 }; /* as in the schema */

static char *ref_text(struct sg_call *call, const struct sg_ref *ref)
{
	struct sg_buffer text = {0};

	sg_reply_object(&text, NULL);
	sg_reply_text(&text, "system", ref->system);
	sg_reply_text(&text, "id", ref->id);
	sg_reply_object_end(&text);
	return sg_buffer_settle(&text, call->arena);
}

static struct sg_id match_key(struct sg_call *call, uint32_t pair, const char *text)
{
	const struct sg_ref both = {
		.system = sg_arena_format(call->arena, "%u", (unsigned)pair), .id = text};

	return sg_ref_key("match", call->house->house.chain, &both);
}

enum sg_status sg_duplicates_write(struct sg_call *call, const struct sg_guest *guest,
	const struct sg_guest_work *work, const struct sg_ref *ref, bool before,
	struct sg_script *script)
{
	const struct sg_features features = {.given = guest->given,
		.family = guest->family,
		.email = guest->email,
		.phone = guest->phone,
		.birth_day = guest->birth_day};
	const char *named = ref_text(call, ref);
	enum sg_memory unasked = call->house->house.memory;
	bool may = sg_card_may_keep(&work->person, unasked, false) &&
	           sg_card_may_keep(&work->named->own, unasked, false);

	if (before) {
		sg_matches_forget(script, &work->named->guest);
	}
	for (size_t i = 0; i < SG_LIKE_PAIRS && named != NULL && may; i++) {
		struct sg_match_row row = {.guest = work->named->guest,
			.kinds = sg_like_pairs[i],
			.ref = named};
		struct sg_buffer text = {0};

		if (sg_likeness_text(&features, sg_like_pairs[i], &text) &&
			!text.failed) {
			row.key = match_key(call, sg_like_pairs[i], text.data);
			sg_match_add(script, &row);
		}
		sg_buffer_free(&text);
	}
	return named != NULL ? SG_OK : sg_call_memory(call);
}

static int compare_rows(const void *left, const void *right)
{
	return sg_id_compare(&((const struct sg_match_row *)left)->guest,
		&((const struct sg_match_row *)right)->guest);
}

/* A guest's pairs together; how many guests. */
static size_t gather(struct sg_match_row *rows, size_t count)
{
	size_t kept = 0;

	if (count > 1) {
		qsort(rows, count, sizeof *rows, compare_rows);
	}
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && sg_id_equal(&rows[kept - 1].guest, &rows[i].guest)) {
			rows[kept - 1].kinds |= rows[i].kinds;
		} else {
			rows[kept++] = rows[i];
		}
	}
	return kept;
}

static void reply_one(struct sg_call *call, const struct sg_match_row *row)
{
	sg_reply_object(call->reply, NULL);
	sg_reply_array(call->reply, "ids");
	sg_reply_json(call->reply, NULL, row->ref);
	sg_reply_array_end(call->reply);
	sg_reply_array(call->reply, "reasons");
	for (int bit = 0; bit < SG_LIKENESSES; bit++) {
		if ((row->kinds >> bit & 1u) != 0) {
			sg_reply_text(call->reply, NULL,
				sg_likeness_name((enum sg_likeness)(1 << bit)));
		}
	}
	sg_reply_array_end(call->reply);
	sg_reply_object_end(call->reply);
}

enum sg_status sg_duplicates_reply(struct sg_call *call, const struct sg_guest_work *work)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_match_row *rows = NULL;
	struct sg_id guests[SG_PROFILES_MAX];
	struct sg_script script;
	size_t count = 0;
	enum sg_status status;

	for (size_t i = 0; i < work->profile_count && i < SG_PROFILES_MAX; i++) {
		guests[i] = work->profiles[i].guest;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_matches_read(&script, guests, work->profile_count);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status =
			sg_matches_take(&script, call->arena, call->error, &rows, &count);
	}
	count = status == SG_OK ? gather(rows, count) : 0;
	if (count > 0) {
		sg_reply_array(call->reply, "duplicates");
		for (size_t i = 0; i < count && i < SHOWN_MAX; i++) {
			reply_one(call, &rows[i]);
		}
		sg_reply_array_end(call->reply);
	}
	return status;
}
