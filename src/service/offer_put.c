/* offer.put: what one property or several of its chain offer. */
#include "service/handlers.h"

#include <stdlib.h>
#include <string.h>

#include "document/offer.h"
#include "service/answer.h"
#include "service/subject.h"
#include "store/offers.h"
#include "store/stays.h"

struct putting {
	struct sg_offer_put said;
	struct sg_id properties[SG_OFFER_PROPERTIES_MAX]; /* ascending */
	size_t count;
	enum sg_outcome outcome;
};

static bool has_offer(const struct sg_house_entry *house, const char *code)
{
	for (size_t i = 0; i < house->offer_count; i++) {
		if (strcmp(house->offers[i].code, code) == 0) {
			return true;
		}
	}
	return false;
}

static enum sg_status check_house(struct sg_call *call, const struct putting *putting,
	const struct sg_house_entry *house, const char *path)
{
	if (strcmp(house->house.chain, call->house->house.chain) != 0) {
		return sg_fail(call->error, SG_INVALID, "chain_other", path,
			"the property %s is of another chain", house->house.code);
	}
	if (house->offer_count >= SG_OFFERS_MAX &&
		!has_offer(house, putting->said.offer.code)) {
		return sg_fail(call->error, SG_REFUSED, "too_many", path,
			"the property %s has %d offers: put another one in the place of "
			"one of them",
			house->house.code, (int)SG_OFFERS_MAX);
	}
	return SG_OK;
}

static enum sg_status find_property(
	struct sg_call *call, struct putting *putting, size_t index)
{
	const char *code = putting->said.properties[index];
	struct sg_house_entry *house = NULL;
	char *path = sg_arena_format(call->arena, "/data/properties/%zu", index);
	enum sg_status status;

	if (path == NULL) {
		return sg_call_memory(call);
	}
	status = sg_houses_borrow(call, code, NULL, 0, &house);
	if (status == SG_INVALID) {
		return sg_fail(call->error, SG_INVALID, "property_unknown", path,
			"no property \"%s\": send its property.changed first", code);
	}
	if (status == SG_OK) {
		status = check_house(call, putting, house, path);
		putting->properties[putting->count++] = house->house.id;
		sg_houses_return(call->service, house);
	}
	return status;
}

static int compare_ids(const void *left, const void *right)
{
	return sg_id_compare(left, right);
}

/* In one order for everybody, so that two who put do not wait for each other. */
static enum sg_status find_properties(struct sg_call *call, struct putting *putting)
{
	enum sg_status status = SG_OK;

	putting->count = 0;
	if (putting->said.property_count == 0) {
		putting->properties[putting->count++] = call->house->house.id;
		return check_house(call, putting, call->house, "/property");
	}
	for (size_t i = 0; i < putting->said.property_count && status == SG_OK; i++) {
		status = find_property(call, putting, i);
	}
	qsort(putting->properties, putting->count, sizeof putting->properties[0],
		compare_ids);
	return status;
}

static enum sg_status put(struct sg_call *call, void *data, bool *ret_again)
{
	struct putting *putting = data;
	struct sg_script script;
	bool taken = false;
	enum sg_status status = sg_call_house_newest(call);

	if (status == SG_OK) {
		status = sg_subject_taken(call, &call->house->house.id, &taken);
	}
	putting->outcome = taken ? SG_OUTCOME_REPEATED : SG_OUTCOME_APPLIED;
	if (status == SG_OK && !taken) {
		status = find_properties(call, putting);
	}
	if (status != SG_OK || taken) {
		return status;
	}
	sg_subject_begin(call, &script, &call->house->house.id);
	for (size_t i = 0; i < putting->count; i++) {
		sg_offer_put(&script, &putting->properties[i], putting->said.offer.code,
			putting->said.text);
		sg_house_replan(&script, &putting->properties[i], sg_subject_now(call));
	}
	call->caused_delivery = true;
	return sg_subject_run(call, &script, ret_again);
}

enum sg_status sg_handle_offer_put(struct sg_call *call)
{
	struct putting putting = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_offer_put_decode(call->envelope.data,
		&call->service->catalog, call->arena, call->error, &putting.said);

	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_MANAGING,
			"a manager or the system says what is offered");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, put, &putting);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, putting.outcome);
	sg_reply_text(call->reply, "offer", putting.said.offer.code);
	if (!call->house->house.offers.on) {
		sg_reply_bool(call->reply, "on", false);
	}
	return sg_call_reply_end(call);
}
