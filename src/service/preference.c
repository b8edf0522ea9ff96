/* preference.stated: the card changes, the history grows. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "document/guest.h"
#include "document/memory.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/reactions.h"
#include "service/subject.h"

struct preference {
	struct sg_statement said;
	struct sg_guest_work work;
	struct sg_guest_row guest;
	struct sg_id
		superseded_by; /* a newer statement that stands already; nil = none */
	enum sg_outcome outcome;
};

static enum sg_status find_stay(struct sg_call *call, struct preference *preference)
{
	const struct sg_statement *said = &preference->said;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	struct sg_id *keys;
	enum sg_status status;

	if (said->fact.scope != SG_SCOPE_STAY) {
		return SG_OK;
	}
	keys = sg_ref_keys(call, "stay", call->envelope.property, said->stay_refs,
		said->stay_ref_count);
	if (keys == NULL) {
		return sg_call_memory(call);
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_stay_find(&script, keys, said->stay_ref_count);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	preference->said.fact.stay = sg_rows_id(sg_script_rows(&script, 0), 0, 0);
	if (sg_id_is_nil(&preference->said.fact.stay)) {
		return sg_fail(call->error, SG_INVALID, "stay_unknown", "/data/stay/ids",
			"no stay is known by these ids");
	}
	return SG_OK;
}

struct replacing {
	struct sg_fact *kept;
	size_t kept_count;
	struct sg_id *ended;
	size_t ended_count;
};

static enum sg_status replace_facts(
	struct sg_call *call, struct preference *preference, struct replacing *replacing)
{
	const struct sg_catalog *catalog = &call->service->catalog;
	const struct sg_fact *fact = &preference->said.fact;
	int32_t index = sg_catalog_topic(catalog, fact->topic);
	const struct sg_topic *topic = index >= 0 ? &catalog->topics[index] : NULL;
	const struct sg_card *card = &preference->work.named->own;
	char id[SG_ID_TEXT_SIZE];

	replacing->kept = sg_arena_array(
		call->arena, card->fact_count + 1, sizeof *replacing->kept);
	replacing->ended =
		sg_arena_array(call->arena, card->fact_count, sizeof *replacing->ended);
	if (replacing->kept == NULL || replacing->ended == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < card->fact_count; i++) {
		const struct sg_fact *old = &card->facts[i];

		sg_id_format(&old->id, id);
		if (!sg_fact_same_matter(topic, old, fact) &&
			!sg_same_text(preference->said.supersedes, id)) {
			replacing->kept[replacing->kept_count++] = *old;
		} else if (old->said_us > fact->said_us) {
			replacing->kept[replacing->kept_count++] = *old;
			preference->superseded_by = old->id;
		} else {
			replacing->ended[replacing->ended_count++] = old->id;
		}
	}
	if (sg_id_is_nil(&preference->superseded_by)) {
		replacing->kept[replacing->kept_count++] = *fact;
	}
	return SG_OK;
}

static enum sg_status statement_text(
	struct sg_call *call, const struct sg_fact *fact, const char **ret_text)
{
	struct sg_buffer text = {0};

	sg_fact_encode(fact, &text);
	*ret_text =
		text.failed ? NULL : sg_arena_copy_len(call->arena, text.data, text.len);
	sg_buffer_free(&text);
	return *ret_text != NULL ? SG_OK : sg_call_memory(call);
}

static enum sg_status write_statement(struct sg_call *call, struct preference *preference,
	const struct replacing *replacing, struct sg_script *script)
{
	const struct sg_fact *fact = &preference->said.fact;
	const char *body;
	enum sg_status status = statement_text(call, fact, &body);

	if (status != SG_OK) {
		return status;
	}
	sg_statement_insert(
		script, &fact->id, &preference->guest.id, fact->said_us, body);
	if (!sg_id_is_nil(&preference->superseded_by)) {
		sg_statement_supersede(script, &fact->id, &preference->superseded_by,
			call->envelope.time_us);
	}
	for (size_t i = 0; i < replacing->ended_count; i++) {
		sg_statement_supersede(
			script, &replacing->ended[i], &fact->id, call->envelope.time_us);
	}
	return SG_OK;
}

/* Who says himself that he wants something asks for it. What is for one stay is an exception, of
 * which no more is made. */
static enum sg_status note_asked(
	struct sg_call *call, struct preference *preference, struct sg_script *script)
{
	const struct sg_catalog *catalog = &call->service->catalog;
	const struct sg_fact *fact = &preference->said.fact;
	const struct sg_topic *topic =
		&catalog->topics[sg_catalog_topic(catalog, fact->topic)];
	const struct sg_reacted asked =
		sg_reacted_now(call, SG_REACTION_ASKED, topic->name, NULL);
	bool kept;

	if (!sg_fact_is_wish(fact) || fact->scope == SG_SCOPE_STAY ||
		!sg_fact_is_own(fact) || !sg_topic_is_attention(topic)) {
		return SG_OK;
	}
	return sg_reaction_note(call, &preference->work, &asked, script, &kept);
}

static enum sg_status state_preference(struct sg_call *call, void *data, bool *ret_again)
{
	struct preference *preference = data;
	struct replacing replacing = {0};
	struct sg_script script;
	enum sg_status status = sg_guest_file_read(call, preference->said.refs,
		preference->said.ref_count, &preference->work);

	preference->guest = preference->work.file.guest;
	if (status != SG_OK || preference->work.file.taken.found) {
		preference->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	preference->outcome = SG_OUTCOME_APPLIED;
	preference->superseded_by = (struct sg_id){{0}};
	if (preference->guest.version == 0) {
		sg_guest_new(call, &preference->work, &preference->guest);
	}
	if (!sg_card_may_keep(&preference->work.person, preference->said.fact.scope)) {
		return sg_fail(call->error, SG_REFUSED, "memory_withdrawn", "/data/scope",
			"the guest lets nothing be kept beyond a stay: state it for the "
			"stay");
	}
	preference->said.fact.scope =
		sg_card_scope(&preference->work.person, preference->said.fact.scope);
	status = replace_facts(call, preference, &replacing);
	if (status != SG_OK) {
		return status;
	}
	preference->work.named->own.facts = replacing.kept;
	preference->work.named->own.fact_count = replacing.kept_count;
	sg_subject_begin(call, &script, &preference->guest.id);
	sg_guest_keys_write(&script, &preference->work, &preference->guest.id);
	status = note_asked(call, preference, &script);
	if (status == SG_OK) {
		status = sg_guest_cards_store(
			call, &preference->work, &preference->guest, &script);
	}
	if (status == SG_OK) {
		status = write_statement(call, preference, &replacing, &script);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

/* The id of a statement follows from guest and document, so that a repeated document is answered
 * with the same one. */
static enum sg_status name_statement(struct sg_call *call, struct preference *preference)
{
	const struct sg_ref *guest = &preference->said.refs[0];
	struct sg_ref ref = {.system = call->envelope.id,
		.id = sg_arena_format(call->arena, "%s\n%s", guest->system, guest->id)};

	if (ref.id == NULL) {
		return sg_call_memory(call);
	}
	preference->said.fact.id = sg_ref_key("statement", call->envelope.property, &ref);
	return SG_OK;
}

static enum sg_status answer(struct sg_call *call, const struct preference *preference)
{
	sg_reply_begin(call->reply, preference->outcome);
	sg_reply_id(call->reply, "guest", &preference->guest.id);
	sg_reply_id(call->reply, "statement", &preference->said.fact.id);
	if (!sg_id_is_nil(&preference->superseded_by)) {
		sg_reply_id(call->reply, "superseded_by", &preference->superseded_by);
	}
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_preference_stated(struct sg_call *call)
{
	struct preference preference = {0};
	enum sg_status status = sg_preference_stated_decode(call->envelope.data,
		&call->service->catalog, call->arena, call->error, &preference.said);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = find_stay(call, &preference);
	}
	if (status == SG_OK) {
		status = name_statement(call, &preference);
	}
	if (status != SG_OK) {
		return status;
	}
	preference.said.fact.property = call->house->house.id;
	preference.said.fact.said_us = call->envelope.time_us;
	status = sg_subject_try(call, state_preference, &preference);
	return status == SG_OK ? answer(call, &preference) : status;
}
