/*
 * The demo: a written day of a hotel, as a list of steps. The story is data (demo_story*.c);
 * demo.c opens a private hotel around it, demo_play.c plays the steps. A step says what
 * happens and what must come of it, so that a day that goes otherwise fails.
 */
#ifndef SG_CLI_DEMO_H
#define SG_CLI_DEMO_H

enum sg_demo_act {
	SG_DEMO_END,     /* the last row of a table */
	SG_DEMO_CHAPTER, /* `text` as a heading */
	SG_DEMO_EVENT,   /* `text` as an event of its own */
	SG_DEMO_SEND,    /* the document `type`, without its revision, with `data` */
	SG_DEMO_AGAIN,   /* the document before, once more, byte for byte */
	SG_DEMO_OTHER,   /* the id of the document before, with other data */
	SG_DEMO_GATHER,  /* from here on documents are kept … */
	SG_DEMO_BATCH,   /* … and go as one batch */
	SG_DEMO_TICK, /* task.changed for the item that `data` names ("bed.cot place"; the
			     topic is enough) on the list of stay `subject` as it was received:
			     now it is `type` ("done"), by `by` */
	SG_DEMO_ENDPOINT, /* endpoint.put: `subject` is its name, `data` the members beside
			     name, url, secret and networks */
	SG_DEMO_DOWN,     /* nobody listens at the endpoint `subject` from now on */
	SG_DEMO_UP,       /* and somebody does again; what waits is sent at once */
	SG_DEMO_DRAIN,    /* waits until all that is due was delivered */
	SG_DEMO_QUIET,    /* the same, and nothing may have come since the last one */
	SG_DEMO_GOT, /* the endpoint `type` must receive, for the stay `subject`, what
			     `expect` says */
	SG_DEMO_ASK, /* stay.checklist of `subject` by the role `type`, judged by `expect` */
	SG_DEMO_COUNT,  /* a line on the documents sent since the last one */
	SG_DEMO_PAPER,  /* keeps the sheet of floor `subject` (NULL: all) in the languages
			     `data`, as printed now; shown in the end */
	SG_DEMO_TOTALS, /* keeps what to take along, likewise */
	SG_DEMO_WHY, /* why, for the manager: of the stay `subject`, the items and what was
			     left out whose topics `data` names */
	SG_DEMO_NOWHERE, /* `data` must not be in any body but the desk's */
};

/*
 * In `data`, ' stands for " and @S01 for the ids of what the PMS calls S01, so that a row
 * reads like a sentence. `data` is without the outer braces and without the ids of `subject`,
 * which are added where the type has them.
 */
struct sg_demo_step {
	enum sg_demo_act act;
	const char
		*when; /* "11-21 15:07", with a year before it where it is another; hotel
			     time; NULL: as the step before */
	const char *type;
	const char *subject;
	const char *data;
	const char *text;   /* what happens, for people; NULL: nothing is printed */
	const char *expect; /* conditions, see demo_expect.h; a document is expected to be
			       applied where they speak neither of outcome nor error */
	const char *result; /* what came of it, said when the conditions hold */
	const char
		*by; /* a document's actor: role, and after a blank the department; NULL:
			   system. Whoever ticks. */
	const char *property; /* NULL: SG_DEMO_PROPERTY */
};

#define SG_DEMO_PROPERTY "HAM1"
#define SG_DEMO_YEAR "2026"
#define SG_DEMO_ZONE "+01:00"
#define SG_DEMO_SYSTEM "pms"

/* The tables in their order; the last is NULL. */
extern const struct sg_demo_step *const sg_demo_story[];

#endif
