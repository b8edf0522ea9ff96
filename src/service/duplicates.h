/* Who may be the same person, for somebody at the desk to decide; nothing follows by itself. */
#ifndef SG_SERVICE_DUPLICATES_H
#define SG_SERVICE_DUPLICATES_H

#include "document/guest.h"
#include "service/guests.h"

/* Appends what the guest is alike in from now on, named by `ref`. Nothing where he lets nothing be
 * kept. `before`: something was appended for him before. */
enum sg_status sg_duplicates_write(struct sg_call *call, const struct sg_guest *guest,
	const struct sg_guest_work *work, const struct sg_ref *ref, bool before,
	struct sg_script *script);

/* Adds "duplicates" to the reply: five at most, with the reasons. One trip. */
enum sg_status sg_duplicates_reply(
	struct sg_call *call, const struct sg_guest_work *work);

#endif
