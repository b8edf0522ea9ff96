/* Judges of what is offered and what is said to it. */
#include "document/verdict.h"

#include "document/offer.h"

enum sg_status judge_offer_put(struct judge *judge)
{
	struct sg_offer_put put;
	struct sg_offer offer;
	enum sg_status status = sg_offer_put_decode(
		judge->envelope.data, &judge->catalog, judge->arena, &judge->error, &put);

	if (status == SG_OK) {
		status = sg_offer_recall(put.text, judge->arena, &judge->error, &offer);
	}
	if (status != SG_OK) {
		return status;
	}
	keep_json(judge, put.text);
	for (size_t i = 0; i < put.property_count; i++) {
		keep_text(judge, put.properties[i]);
	}
	return SG_OK;
}

enum sg_status judge_offer_answered(struct judge *judge)
{
	struct sg_offer_answered answered;
	enum sg_status status = sg_offer_answered_decode(
		judge->envelope.data, judge->arena, &judge->error, &answered);

	if (status == SG_OK) {
		keep_refs(judge, answered.guest_refs, answered.guest_ref_count);
		keep_refs(judge, answered.stay_refs, answered.stay_ref_count);
		keep_text(judge, answered.offer);
	}
	return status;
}

enum sg_status judge_offer_list(struct judge *judge)
{
	struct sg_offer_query query;
	enum sg_status status = sg_offer_list_decode(
		judge->envelope.data, judge->arena, &judge->error, &query);

	if (status == SG_OK) {
		keep_refs(judge, query.stay_refs, query.stay_ref_count);
	}
	return status;
}
