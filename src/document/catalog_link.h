/* From the form of a catalogue to core's values: texts by language, names by index. */
#ifndef SG_DOCUMENT_CATALOG_LINK_H
#define SG_DOCUMENT_CATALOG_LINK_H

#include "core/arena.h"
#include "core/catalog.h"
#include "core/status.h"
#include "document/catalog_form.h"

/* Fills all but version and codes. Paths of errors name the elements. */
enum sg_status sg_catalog_link(const struct sg_form_catalog *form, struct sg_arena *arena,
	struct sg_error *error, struct sg_catalog *ret_catalog);

#endif
