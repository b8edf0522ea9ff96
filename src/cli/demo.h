/*
 * The demo: a written day of a hotel, as a list of steps. The story is data (demo_story*.c);
 * demo.c opens a private hotel around it, demo_play.c plays the steps.
 */
#ifndef SG_CLI_DEMO_H
#define SG_CLI_DEMO_H

#include <stdbool.h>
#include <stdint.h>

enum sg_demo_act {
	SG_DEMO_CHAPTER, /* `text` as a heading */
	SG_DEMO_SAY,     /* `text` as a line of the story */
	/* A document: `type` without its revision, at `when`, with `data`. `text` tells people
	 * what happens; NULL: nothing is printed. */
	SG_DEMO_SEND,
	SG_DEMO_AGAIN, /* the document before, once more, byte for byte */
	SG_DEMO_ENDPOINT, /* endpoint.put: `type` is its name, `data` what it has beside name,
			     url, secret and networks */
	SG_DEMO_DOWN,     /* the endpoint `type` answers 503 from now on */
	SG_DEMO_UP,       /* and no longer */
	SG_DEMO_DELIVER, /* waits until nothing is due but for endpoints that are down */
	SG_DEMO_LISTS, /* prints the floor `type` (NULL: all) in the languages `data`, as at
			     the hour in `when` */
	SG_DEMO_TOTALS, /* prints what to take along, in the languages `data` */
	SG_DEMO_WHY,    /* prints why, for the manager: the stay with the id `type` */
	SG_DEMO_END     /* the last row */
};

struct sg_demo_step {
	enum sg_demo_act act;
	const char *when; /* "11-21 15:07", hotel time; NULL: as the step before */
	const char *type;
	const char *data; /* JSON */
	const char *text;
	const char *actor; /* role; NULL: system */
	const char
		*expect; /* outcome ("repeated") or an error's code; NULL: "applied", or
			       "answered" for a question */
	const char *property; /* NULL: SG_DEMO_PROPERTY */
};

#define SG_DEMO_PROPERTY "HAM1"
#define SG_DEMO_YEAR "2026"
#define SG_DEMO_ZONE "+01:00"

extern const struct sg_demo_step sg_demo_story[];

#endif
