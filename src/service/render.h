/* A due delivery becomes what is sent: the body cut for its endpoint, its type and digest; or the
 * insight that there is nothing to send. */
#ifndef SG_SERVICE_RENDER_H
#define SG_SERVICE_RENDER_H

#include "service/houses.h"
#include "store/deliveries.h"

struct sg_rendered {
	bool silent; /* the endpoint knows all of it already */
	bool noted;  /* settled, the digest is that of the list it was told last */
	unsigned char digest[SG_DIGEST_KEPT];
	const char *type; /* "checklist.issued" … */
	const char *body;
	size_t body_len;
	char id[48]; /* webhook-id: the same at every attempt */
	int64_t ready_by_us;
};

/* SG_INTERNAL for a stored body that is none of ours; SG_MEMORY. */
enum sg_status sg_render(struct sg_call *call, const struct sg_house_entry *house,
	const struct sg_target *target, const struct sg_delivery_row *row,
	struct sg_rendered *ret_rendered);

#endif
