/*
 * What 32 callers say about the points of 100 members: the document that a caller hands in as its
 * n-th is a function of the two alone, so that whoever is started anew goes on where the last one
 * was killed, and whoever looks at the end knows what must have come of it.
 *
 * Six documents make a deal: a member stays, is charged, somebody holds points, the stay is
 * charged once more, the points are spent or let go, and a charge is taken back or points are
 * given or taken by hand. Stays of one member lie days apart; the rest meets on few members.
 */
#ifndef SG_TESTS_POINTS_SCRIPT_H
#define SG_TESTS_POINTS_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum {
	SCRIPT_CALLERS = 32,
	SCRIPT_MEMBERS = 100,
	SCRIPT_HOT = 12, /* members that half of all redemptions meet on */
	SCRIPT_TEXT = 1024,
	SCRIPT_WELCOME = 5000, /* points that each member has first */
};

/* In the order of a deal. */
enum script_step { STAYS, CHARGED, HOLDS, CHARGED_AGAIN, ENDS, CORRECTS, SCRIPT_STEPS };

/* What was answered, one byte each in the caller's file. */
enum { TAKEN = 'o', REPEATED = 'r', REFUSED = 'x', NOT_SAID = '-', WRONG = '!' };

struct script_document {
	enum script_step step;
	unsigned deal;     /* of all callers together */
	unsigned member;   /* whom it is about */
	const char *type;  /* NULL: nothing is said here */
	const char *state; /* of ENDS */
	int cents, points;
	bool reverses; /* of CORRECTS: the second charge, else points by hand */
};

static inline unsigned script_mix(unsigned value, unsigned salt)
{
	uint64_t mixed = (value + UINT64_C(0x9E3779B97F4A7C15) * (salt + 1)) *
	                 UINT64_C(0xBF58476D1CE4E5B9);

	return (unsigned)((mixed ^ mixed >> 29) >> 8);
}

static inline unsigned script_somebody(unsigned deal, unsigned salt)
{
	unsigned mixed = script_mix(deal, salt);

	return mixed / 2 % (mixed % 2 == 0 ? SCRIPT_HOT : SCRIPT_MEMBERS);
}

static inline void script_corrects(struct script_document *document)
{
	unsigned deal = document->deal;

	document->reverses = deal % 4 == 3;
	if (document->reverses) {
		document->type = "charge.reversed";
		return;
	}
	document->type = "points.adjusted";
	document->member = script_somebody(deal, 7);
	document->points = 1 + (int)(script_mix(deal, 8) % 700);
	document->points = deal % 2 == 0 ? document->points : -document->points;
}

/* Of a caller, from 0 on. A redemption of every fifth deal is left as it is held. */
static inline struct script_document script_at(unsigned caller, unsigned number)
{
	static const char *const types[SCRIPT_STEPS] = {"stay.changed", "charge.posted",
		"points.redeemed", "charge.posted", "points.redeemed", NULL};
	unsigned deal = number / SCRIPT_STEPS * SCRIPT_CALLERS + caller;
	struct script_document document = {.step = number % SCRIPT_STEPS,
		.deal = deal,
		.member = deal % SCRIPT_MEMBERS,
		.type = types[number % SCRIPT_STEPS]};

	switch (document.step) {
	case CHARGED:
	case CHARGED_AGAIN:
		document.cents = 100 * (1 + (int)(script_mix(deal, document.step) % 40));
		break;
	case HOLDS:
	case ENDS:
		document.member = script_somebody(deal, HOLDS);
		document.points = 1 + (int)(script_mix(deal, 9) % 900);
		document.state = document.step == HOLDS ? "held"
		                 : deal % 3 == 2        ? "released"
		                                        : "confirmed";
		document.type =
			document.step == ENDS && deal % 5 == 4 ? NULL : document.type;
		break;
	case CORRECTS:
		script_corrects(&document);
		break;
	case STAYS:
	case SCRIPT_STEPS:
		break;
	}
	return document;
}

/* Whether its answer depends on that of an earlier one, how many documents back; 0 = not. */
static inline unsigned script_after(const struct script_document *document)
{
	return document->step == ENDS ? ENDS - HOLDS : 0;
}

static inline void script_day(int64_t begun_s, int days, char ret_text[16])
{
	time_t then = (time_t)(begun_s + (int64_t)days * 86400);
	struct tm parts;

	(void)strftime(ret_text, 16, "%Y-%m-%d", gmtime_r(&then, &parts));
}

/* Its members. `begun_s`: when the first process was started, which all go by. */
static inline void script_data(const struct script_document *document, int64_t begun_s,
	char ret_data[SCRIPT_TEXT / 2])
{
	char arrival[16], departure[16];
	int days = -10 - 4 * (int)(document->deal / SCRIPT_MEMBERS);

	switch (document->step) {
	case STAYS:
		script_day(begun_s, days - 1, arrival);
		script_day(begun_s, days, departure);
		(void)snprintf(ret_data, SCRIPT_TEXT / 2,
			"'ids':[{'system':'pms','id':'S%u'}],'status':'checked_out',"
			"'arrival':'%s','departure':'%s','people':[{'role':'guest',"
			"'primary':true,'ids':[{'system':'pms','id':'G%u'}]}]",
			document->deal, arrival, departure, document->member);
		return;
	case CHARGED:
	case CHARGED_AGAIN:
		(void)snprintf(ret_data, SCRIPT_TEXT / 2,
			"'stay':{'ids':[{'system':'pms','id':'S%u'}]},'charge':'%d',"
			"'category':'room','gross_cents':%d,'currency':'EUR'",
			document->deal, document->step, document->cents);
		return;
	case HOLDS:
	case ENDS:
		(void)snprintf(ret_data, SCRIPT_TEXT / 2,
			"'guest':{'ids':[{'system':'pms','id':'G%u'}]},'programme':"
			"'club','redemption':'R%u','state':'%s','points':%d",
			document->member, document->deal, document->state,
			document->points);
		return;
	case CORRECTS:
	case SCRIPT_STEPS:
		break;
	}
	if (document->reverses) {
		(void)snprintf(ret_data, SCRIPT_TEXT / 2,
			"'stay':{'ids':[{'system':'pms','id':'S%u'}]},'charge':'%d'",
			document->deal, CHARGED_AGAIN);
	} else {
		(void)snprintf(ret_data, SCRIPT_TEXT / 2,
			"'guest':{'ids':[{'system':'pms','id':'G%u'}]},'programme':"
			"'club','points':%d,'reason':'By hand','second':'ben'",
			document->member, document->points);
	}
}

/* The same bytes whoever says it, and however often. */
static inline void script_text(
	unsigned caller, unsigned number, int64_t begun_s, char ret_text[SCRIPT_TEXT])
{
	const struct script_document document = script_at(caller, number);
	time_t at = (time_t)(begun_s - 7200 + number);
	char data[SCRIPT_TEXT / 2], time_text[40];
	struct tm parts;

	script_data(&document, begun_s, data);
	(void)strftime(
		time_text, sizeof time_text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&at, &parts));
	(void)snprintf(ret_text, SCRIPT_TEXT,
		"{'type':'%s/1','id':'%u-%u','time':'%s','property':'HAM1','actor':"
		"{'role':'manager','name':'anna'},'data':{%s}}",
		document.type, caller, number, time_text, data);
	for (char *c = ret_text; *c != '\0'; c++) {
		*c = *c == '\'' ? '"' : *c;
	}
}

#endif
