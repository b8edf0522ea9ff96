/* The story of the demo, chapter by chapter. */
#include "cli/demo_story.h"

#include <stddef.h>

const struct sg_demo_step *const sg_demo_story[] = {
	sg_demo_story_house,
	sg_demo_story_guests,
	sg_demo_story_members,
	sg_demo_story_bookings,
	sg_demo_story_morning,
	sg_demo_story_afternoon,
	sg_demo_story_gold,
	sg_demo_story_offers,
	sg_demo_story_night,
	sg_demo_story_offers_later,
	NULL,
};
