/* What to make of a belief: serve it, ask, or say nothing; and which belief holds at a property. */
#ifndef SG_CORE_BELIEF_H
#define SG_CORE_BELIEF_H

#include "core/catalog.h"
#include "core/facts.h"
#include "core/stay.h"
#include "core/usual.h"

enum { SG_MILLION = 1000000 };

/* Whether there can be a usual: of what the hotel lets be learned, whatever can be chosen. Where
 * several values go together, it is the one that he nearly always asks for; of a flag, that he
 * does, or that he does not (SG_VALUE_NOT). */
bool sg_topic_has_usual(const struct sg_topic *topic);

/* How sure the usual is at `now_us`, in millionths: an absence moves it towards what is popular,
 * and never changes the answer. `option` 0 or 1; 0 where there is none. */
int32_t sg_belief_confidence(const struct sg_belief *belief, int option, int64_t now_us);

/* Whether it is a usual at all: seen three times at least, and more likely than not today. */
bool sg_belief_holds(const struct sg_belief *belief, int64_t now_us);

/* By confidence and the topic's costs; a topic that may only be asked about is never assumed (a
 * number is not asked about either), one without a usual is silent, and so is what was seen less
 * than three times. Where several values go together nobody is asked which of them it is, only,
 * where he is sure to want one, whether he does. */
enum sg_usual_advice sg_belief_advice(
	const struct sg_belief *belief, const struct sg_topic *topic, int64_t now_us);

/* Whether a belief of a company or a season says something else than the `general` one of the same
 * topic and property, and surely: seen five times at least, more likely than not there, and more
 * than in general; a season from a second year on. `span_us`: from its first observation to its
 * last. */
bool sg_belief_tells(const struct sg_belief *special, const struct sg_belief *general,
	int64_t span_us);

/* What holds for a stay where `general` holds otherwise: what its company makes of it, else its
 * season, else the general one. */
const struct sg_belief *sg_belief_for(const struct sg_card *card,
	const struct sg_belief *general, const struct sg_stay *stay);

/* What holds in general for a topic at a property: what was seen there, else, with his leave, what
 * was seen alike at two others at least (`ret_chain`); NULL where there is neither. */
const struct sg_belief *sg_belief_at(const struct sg_card *card, const char *topic,
	const struct sg_id *property, bool *ret_chain);

#endif
