/*
 * Tonight's lists ready for paper: everything that text and HTML print of a day's plan
 * (the reply to plan.day), worked out once. All texts lie in the arena or in the reply.
 */
#ifndef SG_CLI_SHEET_H
#define SG_CLI_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/catalog.h"
#include "core/status.h"
#include "document/value.h"

enum { SG_SHEET_LANGUAGES = 2 };

/* One line to be ticked. Texts are in the house's language and in the attendant's; the second
 * is NULL where they are the same. */
struct sg_sheet_item {
	const char
		*mark; /* "x" done, "E" replaced, "F" missing, "A" declined, " " open */
	bool need;
	const char *place;
	const char *texts[SG_SHEET_LANGUAGES];
	const char *parts[SG_SHEET_LANGUAGES]; /* "2 × Decke, 4 × Kissen"; or NULL */
	const char *store;                     /* where to fetch it, or NULL */
	bool verify;                           /* somebody checks it … */
	bool verified;                         /* … and did */
	const char *pictogram;                 /* path data of a 24 × 24 box, or NULL */
};

/* Items of one moment; `title` NULL: before the arrival, without a heading. */
struct sg_sheet_group {
	const char *title;
	struct sg_sheet_item *items;
	size_t count;
};

struct sg_sheet_room {
	const char *number; /* or words for "no room" */
	const char *type;   /* "SDZ (gebucht DZ) · Doppelbett" */
	const char *kind;   /* "ABREISE → ANREISE" */
	const char *times;  /* "frei ab 11:00 · fertig bis 14:30" */
	const char *
		guests; /* "2 Erw. + 1 Baby · bis Di 24.11. · VIP2 · Ruhezeit 13:00-15:00" */
	const char *in_house; /* "IM HAUS 15:07", or NULL */
	const char *revision; /* "Rev. 4" */
	const char *open;     /* "Offen: 2 · 9 Min.", or NULL */
	const char *note;     /* instead of items: shared, or nothing to do; or NULL */
	struct sg_sheet_item *avoid;
	size_t avoid_count;
	struct sg_sheet_group *groups;
	size_t group_count;
};

/* What is to be done in several rooms, in one line ("Wasser: 7 × still"). */
struct sg_sheet_total {
	int64_t rooms;
	const char *texts[SG_SHEET_LANGUAGES];
};

struct sg_sheet_floor {
	const char *title; /* "Etage 4" */
	struct sg_sheet_room *rooms;
	size_t count;
};

struct sg_sheet {
	const char *property;
	const char
		*languages[SG_SHEET_LANGUAGES]; /* the second NULL where there is one */
	const char *date;                       /* "Sa 21.11." */
	const char *printed;                    /* "gedruckt 15:08" */
	struct sg_sheet_floor *floors;
	size_t floor_count;
	struct sg_sheet_total *totals;
	size_t total_count;
	const char
		*things; /* all that must be fetched, "7 × Flasche Wasser, …", or NULL */
};

/* What the paper shows that a reply does not carry: pictograms and the names of things. */
struct sg_sheet_look {
	const struct sg_catalog *catalog;  /* with the hotel's own laid over it */
	const struct sg_value *pictograms; /* catalog/pictograms.json */
};

/*
 * `reply` is that of plan.day. `languages` as wanted, "de,ro"; NULL takes those of the lists.
 * `clock` is the time of the print, "15:08". `floor` keeps only that floor, or NULL.
 * SG_INVALID when the reply is none of a day's plan. SG_MEMORY.
 */
enum sg_status sg_sheet_make(const struct sg_value *reply,
	const struct sg_sheet_look *look, const char *property, const char *languages,
	const char *clock, const char *floor, struct sg_arena *arena,
	struct sg_error *error, struct sg_sheet *ret_sheet);

#endif
