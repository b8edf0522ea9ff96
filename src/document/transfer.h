/* points.transferred: points that a member gives to another, and what comes back. */
#ifndef SG_DOCUMENT_TRANSFER_H
#define SG_DOCUMENT_TRANSFER_H

#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/programme.h"
#include "core/status.h"
#include "document/bounds.h"
#include "document/json.h"

/* As it is stored. */
enum sg_transfer_state { SG_TRANSFER_GIVEN, SG_TRANSFER_RETURNED, SG_TRANSFER_STATES };

/* The words of the document. [thread-safe] */
const char *sg_transfer_state_name(enum sg_transfer_state state);
const char *sg_transfer_kind_name(enum sg_transfer_kind kind);

struct sg_transfer_document {
	struct sg_refs from, to; /* to: none of one that is returned */
	const char *programme;   /* its code */
	const char *transfer;    /* the PMS's id of it, unique for who gives */
	enum sg_transfer_state state;
	enum sg_transfer_kind kind;
	int64_t points;              /* 0 = not said; always said of one that is given */
	const char *reason, *second; /* NULL = not said */
};

/* [thread-safe] */
enum sg_status sg_transfer_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_transfer_document *ret_transfer);

/* A JSON object for the ledger's lines. */
void sg_transfer_about(const char *transfer, enum sg_transfer_kind kind,
	enum sg_transfer_state state, struct sg_buffer *buffer);

#endif
