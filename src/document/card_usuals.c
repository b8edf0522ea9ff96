/* What guest.card says of a guest's usuals: the answer, how sure, since when, and what to do. */
#include <string.h>

#include "core/belief.h"
#include "core/context.h"
#include "core/time.h"
#include "core/zone.h"
#include "document/reply.h"

enum { PER_CENT = SG_MILLION / 100 };

static void put_day(struct sg_buffer *buffer, const char *name,
	const struct sg_card_view *view, int64_t us)
{
	if (us != SG_NO_TIME) {
		int32_t offset_s = sg_zone_offset(view->zone, us);

		sg_reply_day(buffer, name, sg_time_day(us + offset_s * SG_SECOND_US));
	}
}

static void put_counts(struct sg_buffer *buffer, int32_t hits, int32_t of)
{
	sg_reply_int(buffer, "times", hits);
	sg_reply_int(buffer, "of", of);
}

static void put_answer(struct sg_buffer *buffer, const struct sg_card_view *view,
	const struct sg_belief *belief, const struct sg_topic *topic)
{
	static const char *const advice[] = {[SG_USUAL_SILENT] = "silent",
		[SG_USUAL_ASK] = "ask",
		[SG_USUAL_ASSUME] = "serve"};

	sg_reply_text(buffer, "value", belief->options[0].value);
	sg_reply_int(buffer, "confidence",
		sg_belief_confidence(belief, 0, view->now_us) / PER_CENT);
	sg_reply_text(
		buffer, "advice", advice[sg_belief_advice(belief, topic, view->now_us)]);
	put_day(buffer, "since", view, belief->since_us);
	if (view->evidence) {
		put_counts(buffer, belief->hits, belief->of);
	}
}

static void put_month_day(struct sg_buffer *buffer, const char *name, int32_t month_day)
{
	char text[SG_MONTH_DAY_SIZE];

	sg_month_day_format(month_day, text);
	sg_reply_text(buffer, name, text);
}

static void put_context(struct sg_buffer *buffer, enum sg_context context)
{
	int32_t from, until;

	if (!sg_context_is_season(context)) {
		sg_reply_text(buffer, "party", sg_context_name(context));
		return;
	}
	sg_context_season(context, &from, &until);
	sg_reply_object(buffer, "season");
	put_month_day(buffer, "from", from);
	put_month_day(buffer, "until", until);
	sg_reply_object_end(buffer);
}

/* Where he chooses otherwise: the company or the season first. */
static void write_contexts(struct sg_buffer *buffer, const struct sg_card_view *view,
	const struct sg_card *card, const struct sg_belief *general,
	const struct sg_topic *topic)
{
	bool open = false;

	for (size_t i = 0; i < card->belief_count; i++) {
		const struct sg_belief *belief = &card->beliefs[i];

		if (belief->context == SG_CONTEXT_ALL ||
			strcmp(belief->topic, general->topic) != 0 ||
			!sg_id_equal(&belief->property, &general->property)) {
			continue;
		}
		if (!open) {
			sg_reply_array(buffer, "contexts");
			open = true;
		}
		sg_reply_object(buffer, NULL);
		put_context(buffer, (enum sg_context)belief->context);
		put_answer(buffer, view, belief, topic);
		sg_reply_object_end(buffer);
	}
	if (open) {
		sg_reply_array_end(buffer);
	}
}

static void write_usual(struct sg_buffer *buffer, const struct sg_card_view *view,
	const struct sg_card *card, const struct sg_belief *belief,
	const struct sg_topic *topic, bool chain)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "topic", belief->topic);
	put_answer(buffer, view, belief, topic);
	if (view->evidence) {
		put_day(buffer, "seen", view, belief->seen_us);
	}
	sg_reply_text(buffer, "or", belief->options[1].value);
	if (belief->before != NULL && view->evidence) {
		sg_reply_object(buffer, "before");
		sg_reply_text(buffer, "value", belief->before);
		put_counts(buffer, belief->before_hits, belief->before_of);
		sg_reply_object_end(buffer);
	}
	if (chain) {
		sg_reply_bool(buffer, "elsewhere", true);
	} else {
		write_contexts(buffer, view, card, belief, topic);
	}
	sg_reply_object_end(buffer);
}

void sg_card_usuals(const struct sg_card *card, const struct sg_catalog *catalog,
	const struct sg_card_view *view, struct sg_buffer *buffer)
{
	sg_reply_array(buffer, "usuals");
	for (size_t i = 0; i < catalog->topic_count; i++) {
		const struct sg_topic *topic = &catalog->topics[i];
		bool chain;
		const struct sg_belief *belief =
			sg_belief_at(card, topic->name, &view->property, &chain);

		if (belief != NULL && sg_topic_has_usual(topic)) {
			write_usual(buffer, view, card, belief, topic, chain);
		}
	}
	sg_reply_array_end(buffer);
}
