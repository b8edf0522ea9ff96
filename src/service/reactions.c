/* Reactions between document, log and card. */
#include "service/reactions.h"

#include <string.h>

#include "core/identity.h"
#include "core/time.h"
#include "service/guests.h"

enum { PURGE_EACH = 16 }; /* reactions, on average */

struct sg_reacted sg_reacted_now(const struct sg_call *call, enum sg_reaction_kind kind,
	const char *topic, const char *note)
{
	const struct sg_ref document = {.system = "reaction", .id = call->envelope.id};

	return (struct sg_reacted){
		.reaction = {.id = sg_ref_key(
				     "reaction", call->envelope.property, &document),
			.topic = topic,
			.kind = kind,
			.at_us = call->envelope.time_us},
		.note = note,
		.until_day = SG_NO_DAY};
}

struct sg_id sg_reacted_once(
	const struct sg_call *call, const struct sg_id *stay, const char *what)
{
	char id[SG_ID_TEXT_SIZE];
	struct sg_ref ref = {.system = id, .id = what};

	sg_id_format(stay, id);
	return sg_ref_key("reaction of stay", call->envelope.property, &ref);
}

/* ---- the log ---- */

static enum sg_status read_log(struct sg_call *call, const struct sg_id *guest,
	const struct sg_reaction_entry **ret_entries, size_t *ret_count)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_reactions_read(&script, guest);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_reactions_take(&script, 0, call->arena, call->error,
					 ret_entries, ret_count)
	                       : status;
}

/* What is left out of the log: what was learned, all before a moment or what was learned before
 * it, all of a topic that speaks for it, or all of an id. */
struct omission {
	int64_t until_us; /* 0: whenever it was */
	bool learned;
	const char *asked_topic;
	const struct sg_id *id;
};

static bool is_omitted(
	const struct omission *omission, const struct sg_reaction *reaction)
{
	bool glad = reaction->kind == SG_REACTION_WELCOMED;

	if (omission->id != NULL && sg_id_equal(omission->id, &reaction->id)) {
		return true;
	}
	if (omission->learned || omission->until_us != 0) {
		bool then =
			omission->until_us == 0 || reaction->at_us < omission->until_us;

		return then && (!omission->learned || glad ||
				       reaction->kind == SG_REACTION_IGNORED);
	}
	return omission->asked_topic != NULL &&
	       (glad || reaction->kind == SG_REACTION_ASKED) &&
	       sg_same_text(reaction->topic, omission->asked_topic);
}

/* The logs of several profiles, with one entry more or without some. */
struct logs {
	struct sg_reaction_entry *entries;
	size_t count;
};

static enum sg_status add_log(struct sg_call *call, const struct sg_id *guest,
	const struct omission *omission, struct logs *logs)
{
	const struct sg_reaction_entry *log = NULL;
	struct sg_reaction_entry *entries;
	size_t count = 0;
	enum sg_status status = read_log(call, guest, &log, &count);

	if (status != SG_OK) {
		return status;
	}
	entries = sg_arena_array(call->arena, logs->count + count + 1, sizeof *entries);
	if (entries == NULL) {
		return sg_call_memory(call);
	}
	if (logs->count > 0) {
		memcpy(entries, logs->entries, logs->count * sizeof *entries);
	}
	logs->entries = entries;
	for (size_t i = 0; i < count; i++) {
		if (!is_omitted(omission, &log[i].reaction)) {
			entries[logs->count++] = log[i];
		}
	}
	return SG_OK;
}

static enum sg_status attend(struct sg_call *call, struct sg_card *card,
	const struct sg_card *word, struct logs *logs,
	const struct sg_reaction_entry *more)
{
	if (more != NULL) {
		logs->entries[logs->count++] = *more;
	}
	return sg_card_attend(card, word, logs->entries, logs->count, call->arena) ==
	                       SG_OK
	               ? SG_OK
	               : sg_call_memory(call);
}

/* The profile's own card as its log makes it, as if there were no other profile. */
static enum sg_status attend_own(struct sg_call *call, struct sg_profile *profile,
	const struct sg_reaction_entry *more, const struct omission *omission)
{
	struct logs logs = {.count = 0};
	enum sg_status status = add_log(call, &profile->guest, omission, &logs);

	return status == SG_OK ? attend(call, &profile->own, &profile->own, &logs, more)
	                       : status;
}

/* Where he has several profiles: all of them together. */
static enum sg_status attend_joint(struct sg_call *call,
	const struct sg_profile *profiles, size_t count, const struct sg_card *word,
	const struct sg_reaction_entry *more, const struct omission *omission,
	struct sg_card *joint)
{
	struct logs logs = {.count = 0};
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		status = add_log(call, &profiles[i].guest, omission, &logs);
	}
	return status == SG_OK && count > 1 ? attend(call, joint, word, &logs, more)
	                                    : status;
}

static enum sg_status attend_person(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_reaction_entry *more, const struct omission *omission)
{
	return work->profile_count > 1
	               ? attend_joint(call, work->profiles, work->profile_count,
				 &work->person, more, omission, &work->joint)
	               : SG_OK;
}

/* ---- one reaction ---- */

/* Stays of the past say nothing any more. */
static enum sg_status note_in_stay(
	struct sg_call *call, struct sg_card *card, const struct sg_reacted *reacted)
{
	int32_t today = sg_time_day(sg_call_hotel_us(call)) - 1;

	if (sg_card_forget_stays(card, today, call->arena) != SG_OK ||
		sg_card_react_in_stay(card, &reacted->stay, reacted->until_day,
			&reacted->reaction, call->arena) != SG_OK) {
		return sg_call_memory(call);
	}
	return SG_OK;
}

static enum sg_status note_in_log(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_reacted *reacted, struct sg_script *script)
{
	const struct sg_reaction_entry entry = {call->house->house.id, reacted->reaction};
	const struct omission none = {.id = NULL};
	struct sg_profile *named = work->named;
	enum sg_status status = SG_OK;

	if (!sg_card_may_note(&named->own, entry.reaction.kind, entry.reaction.at_us) ||
		!sg_card_may_keep(&named->own, SG_MEMORY_UNSAID, false)) {
		/* Under these ids he lets nothing be kept; the person does. */
	} else if (!sg_card_is_next(&named->own, &named->own, &entry)) {
		status = attend_own(call, named, &entry, &none);
	} else if (sg_card_react(&named->own, &named->own, &entry, call->arena) !=
		   SG_OK) {
		status = sg_call_memory(call);
	}
	if (status == SG_OK) {
		status = attend_person(call, work, &entry, &none);
	}
	sg_reaction_add(script, &named->guest, &entry, reacted->note);
	if (entry.reaction.id.bytes[0] % PURGE_EACH == 0) {
		sg_reactions_purge(script, &named->guest);
	}
	return status;
}

enum sg_status sg_reaction_note(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_reacted *reacted, struct sg_script *script, bool *ret_kept)
{
	const struct sg_card *word = &work->person;
	bool remembered = sg_card_may_keep(word, call->house->house.memory, false);
	enum sg_status status;

	*ret_kept =
		(remembered || !sg_id_is_nil(&reacted->stay)) &&
		sg_card_may_note(word, reacted->reaction.kind, reacted->reaction.at_us);
	if (!*ret_kept) {
		return SG_OK;
	}
	if (remembered) {
		return note_in_log(call, work, reacted, script);
	}
	status = note_in_stay(call, &work->named->own, reacted);
	return status == SG_OK && work->profile_count > 1
	               ? note_in_stay(call, &work->joint, reacted)
	               : status;
}

/* ---- what is forgotten ---- */

static bool shows_reaction(const struct sg_card *card, const char *topic)
{
	for (size_t i = 0; i < card->attention_count; i++) {
		if (topic == NULL || sg_attention_topic(card->attentions[i].attention,
					     topic) != NULL) {
			return true;
		}
	}
	return false;
}

/* Where nothing is known of his reactions there is no log. Another profile's word may hide it
 * from the person's card, and the profile's own from his. */
static bool has_reacted(const struct sg_guest_work *work, const char *topic)
{
	bool reacted = shows_reaction(&work->person, topic);

	for (size_t i = 0; i < work->profile_count; i++) {
		reacted |= shows_reaction(&work->profiles[i].own, topic);
	}
	return reacted;
}

/* The own card of each profile, and of the person, without some of the log. */
static enum sg_status omit(
	struct sg_call *call, struct sg_guest_work *work, const struct omission *omission)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < work->profile_count && status == SG_OK; i++) {
		status = attend_own(call, &work->profiles[i], NULL, omission);
	}
	return status == SG_OK ? attend_person(call, work, NULL, omission) : status;
}

static enum sg_status forget_all(
	struct sg_call *call, struct sg_profile *profile, struct sg_script *script)
{
	struct logs none = {.count = 0};

	sg_reactions_forget(script, &profile->guest);
	return attend(call, &profile->own, &profile->own, &none, NULL);
}

enum sg_status sg_reactions_review(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_card *word, struct sg_script *script)
{
	const struct omission learned = {
		.learned = !sg_card_may_learn(word, SG_MEMORY_UNSAID)};
	bool keeps = sg_card_may_keep(word, SG_MEMORY_UNSAID, false);
	struct logs none = {.count = 0};
	enum sg_status status = SG_OK;

	if (!has_reacted(work, NULL)) {
		return SG_OK;
	}
	for (size_t i = 0; i < work->profile_count && status == SG_OK; i++) {
		struct sg_profile *profile = &work->profiles[i];

		if (keeps && learned.learned) {
			sg_reactions_forget_learned(script, &profile->guest);
		}
		status = keeps ? attend_own(call, profile, NULL, &learned)
		               : forget_all(call, profile, script);
	}
	if (status != SG_OK || work->profile_count < 2) {
		return status;
	}
	return keeps ? attend_joint(call, work->profiles, work->profile_count, word, NULL,
			       &learned, &work->joint)
	             : attend(call, &work->joint, word, &none, NULL);
}

enum sg_status sg_reactions_forget_until(struct sg_call *call, struct sg_guest_work *work,
	int64_t until_us, bool learned, struct sg_script *script)
{
	const struct omission before = {.until_us = until_us, .learned = learned};

	if (!has_reacted(work, NULL)) {
		return SG_OK;
	}
	for (size_t i = 0; i < work->profile_count; i++) {
		sg_reactions_forget_before(
			script, &work->profiles[i].guest, until_us, learned);
	}
	return omit(call, work, &before);
}

enum sg_status sg_reactions_unask(struct sg_call *call, struct sg_guest_work *work,
	const char *topic, struct sg_script *script, bool *ret_changed)
{
	const struct omission asked = {.asked_topic = topic};

	*ret_changed = has_reacted(work, topic);
	if (!*ret_changed) {
		return SG_OK;
	}
	for (size_t i = 0; i < work->profile_count; i++) {
		sg_reactions_forget_asked(script, &work->profiles[i].guest, topic);
	}
	return omit(call, work, &asked);
}

enum sg_status sg_reactions_take_back(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_id *id, struct sg_script *script, bool *ret_changed)
{
	const struct omission mistake = {.id = id};

	*ret_changed = has_reacted(work, NULL);
	if (!*ret_changed) {
		return SG_OK;
	}
	for (size_t i = 0; i < work->profile_count; i++) {
		sg_reactions_forget_one(script, &work->profiles[i].guest, id);
	}
	return omit(call, work, &mistake);
}

enum sg_status sg_reactions_find(struct sg_call *call, const struct sg_guest_work *work,
	const struct sg_id *id, bool *ret_found)
{
	const struct omission none = {.id = NULL};
	struct logs logs = {.count = 0};
	enum sg_status status = SG_OK;

	*ret_found = false;
	for (size_t i = 0; i < work->profile_count && status == SG_OK; i++) {
		status = add_log(call, &work->profiles[i].guest, &none, &logs);
	}
	for (size_t i = 0; i < logs.count; i++) {
		*ret_found |= sg_id_equal(&logs.entries[i].reaction.id, id);
	}
	return status;
}

/* ---- several profiles ---- */

/* What holds for a stay alone has no log. */
static enum sg_status join_stays(struct sg_call *call, const struct sg_profile *profiles,
	size_t count, struct sg_card *joint)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		status = sg_card_join_stays(joint, &profiles[i].own, call->arena);
	}
	return status == SG_OK ? SG_OK : sg_call_memory(call);
}

enum sg_status sg_reactions_join(struct sg_call *call, const struct sg_profile *profiles,
	size_t count, struct sg_card *joint)
{
	const struct omission none = {.id = NULL};
	const struct sg_card **own =
		sg_arena_array(call->arena, count, sizeof(struct sg_card *));
	struct sg_card word = {.objects = false};
	bool reacted = false;
	enum sg_status status;

	if (own == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count; i++) {
		own[i] = &profiles[i].own;
		reacted |= own[i]->attention_count > 0;
	}
	if (count < 2 || !reacted) {
		return SG_OK;
	}
	sg_identity_word(own, count, &word);
	status = join_stays(call, profiles, count, joint);
	return status == SG_OK
	               ? attend_joint(call, profiles, count, &word, NULL, &none, joint)
	               : status;
}
