/* The tables that the story is written in, and words to write them with. */
#ifndef SG_CLI_DEMO_STORY_H
#define SG_CLI_DEMO_STORY_H

#include "cli/demo.h"

extern const struct sg_demo_step sg_demo_story_house[]; /* what the house is */
extern const struct sg_demo_step
	sg_demo_story_guests[]; /* who they are, what they said */
extern const struct sg_demo_step
	sg_demo_story_members[]; /* a programme, and who is Gold in it */
extern const struct sg_demo_step sg_demo_story_bookings[]; /* until the evening before */
extern const struct sg_demo_step
	sg_demo_story_morning[]; /* from the day's close to noon */
extern const struct sg_demo_step sg_demo_story_afternoon[]; /* arrivals */
extern const struct sg_demo_step sg_demo_story_gold[];      /* and what she has of it */
extern const struct sg_demo_step sg_demo_story_offers[]; /* an offer that can wait … */
extern const struct sg_demo_step sg_demo_story_night[];  /* turn-down to day's close */
extern const struct sg_demo_step
	sg_demo_story_offers_later[]; /* … and does, in the next stay */

/* Rows without words for people: what simply is so. */
#define SG_DEMO_DOCUMENT(moment, kind, of, members)                                      \
	{                                                                                \
		.act = SG_DEMO_SEND, .when = (moment), .type = (kind), .subject = (of),  \
		.data = (members)                                                        \
	}
#define SG_DEMO_TITLE(moment, title)                                                     \
	{                                                                                \
		.act = SG_DEMO_CHAPTER, .when = (moment), .text = (title)                \
	}
/* The stay `of` at the front desk. */
#define SG_DEMO_DESK(moment, of, members, words, conditions, outcome)                    \
	{                                                                                \
		.act = SG_DEMO_SEND, .when = (moment), .type = "stay.changed",           \
		.subject = (of), .data = (members), .text = (words),                     \
		.expect = (conditions), .result = (outcome), .by = "front_desk"          \
	}
/* What the endpoint `at` must have in hand. */
#define SG_DEMO_HAS(at, of, conditions, outcome)                                         \
	{                                                                                \
		.act = SG_DEMO_GOT, .type = (at), .subject = (of),                       \
		.expect = (conditions), .result = (outcome)                              \
	}
/* Somebody ticks an item. */
#define SG_DEMO_DONE(moment, who, state, of, item)                                       \
	{                                                                                \
		.act = SG_DEMO_TICK, .when = (moment), .type = (state), .subject = (of), \
		.data = (item), .by = (who)                                              \
	}
#define SG_DEMO_LAST                                                                     \
	{                                                                                \
		.act = SG_DEMO_END                                                       \
	}

#endif
