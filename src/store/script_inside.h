/*
 * Inside a script, for the sources of this room alone.
 */
#ifndef SG_STORE_SCRIPT_INSIDE_H
#define SG_STORE_SCRIPT_INSIDE_H

#include <mysql.h>

#include "store/script.h"

enum sg_param_type {
	SG_PARAM_NULL,
	SG_PARAM_INT,
	SG_PARAM_REAL,
	SG_PARAM_ID,
	SG_PARAM_TEXT,
	SG_PARAM_BLOB,
};

struct sg_script_param {
	enum sg_param_type type;
	union {
		int64_t number;
		double real;
		struct sg_id id;
		const void *bytes;
	};
	unsigned long len;
};

/* Where a list stands: places in the text and among the values. */
struct sg_script_list {
	size_t head, rows, tail, end;
	size_t expects; /* behind what is expected of it; end = nothing is */
	size_t first_param, param_end;
	int row_count;
	int tag; /* of what is expected */
};

/* Makes `statement` from the collected text; false when memory is short. */
bool sg_script_finish(struct sg_script *script);

/* Appends `count` values of another script, from its `first` on. */
void sg_script_adopt_params(struct sg_script *script, const struct sg_script *other,
	size_t first, size_t count);

enum sg_fetch {
	SG_FETCH_DONE,
	SG_FETCH_FAILED, /* the reason is the statement's */
	SG_FETCH_MEMORY, /* nothing more was stored */
};

/* Reads the present result set of an executed statement into the script's arena. */
enum sg_fetch sg_script_fetch(struct sg_script *script, MYSQL_STMT *handle);

#endif
