/* One function for each type of document. Each reads what it needs, writes one transaction and
 * one answer. On failure nothing was changed and call->error is filled. */
#ifndef SG_SERVICE_HANDLERS_H
#define SG_SERVICE_HANDLERS_H

#include "service/context.h"

enum sg_status sg_handle_property_changed(struct sg_call *call);
enum sg_status sg_handle_room_type_changed(struct sg_call *call);
enum sg_status sg_handle_room_changed(struct sg_call *call);
enum sg_status sg_handle_group_changed(struct sg_call *call);
enum sg_status sg_handle_day_closed(struct sg_call *call);
enum sg_status sg_handle_guest_changed(struct sg_call *call);
enum sg_status sg_handle_guest_card(struct sg_call *call);
enum sg_status sg_handle_guest_merged(struct sg_call *call);
enum sg_status sg_handle_guest_unmerged(struct sg_call *call);
enum sg_status sg_handle_stay_changed(struct sg_call *call);
enum sg_status sg_handle_stay_checklist(struct sg_call *call);
enum sg_status sg_handle_preference_stated(struct sg_call *call);
enum sg_status sg_handle_preference_withdrawn(struct sg_call *call);
enum sg_status sg_handle_consent_given(struct sg_call *call);
enum sg_status sg_handle_consent_withdrawn(struct sg_call *call);
enum sg_status sg_handle_observation_recorded(struct sg_call *call);
enum sg_status sg_handle_feedback_given(struct sg_call *call);
enum sg_status sg_handle_make_good_decided(struct sg_call *call);
enum sg_status sg_handle_member_changed(struct sg_call *call);
enum sg_status sg_handle_charge_posted(struct sg_call *call);
enum sg_status sg_handle_charge_reversed(struct sg_call *call);
enum sg_status sg_handle_offer_put(struct sg_call *call);
enum sg_status sg_handle_offer_answered(struct sg_call *call);
enum sg_status sg_handle_offer_list(struct sg_call *call);
enum sg_status sg_handle_points_adjusted(struct sg_call *call);
enum sg_status sg_handle_points_earned(struct sg_call *call);
enum sg_status sg_handle_points_redeemed(struct sg_call *call);
enum sg_status sg_handle_points_transferred(struct sg_call *call);
enum sg_status sg_handle_programme_put(struct sg_call *call);
enum sg_status sg_handle_task_changed(struct sg_call *call);
enum sg_status sg_handle_tier_granted(struct sg_call *call);
enum sg_status sg_handle_loyalty_exceptions(struct sg_call *call);
enum sg_status sg_handle_pool_changed(struct sg_call *call);
enum sg_status sg_handle_posting_decided(struct sg_call *call);
enum sg_status sg_handle_stay_claimed(struct sg_call *call);
enum sg_status sg_handle_claim_decided(struct sg_call *call);
enum sg_status sg_handle_loyalty_liability(struct sg_call *call);
enum sg_status sg_handle_loyalty_statement(struct sg_call *call);
enum sg_status sg_handle_plan_day(struct sg_call *call);
enum sg_status sg_handle_room_readiness(struct sg_call *call);
enum sg_status sg_handle_batch(struct sg_call *call);
enum sg_status sg_handle_snapshot_begun(struct sg_call *call);
enum sg_status sg_handle_snapshot_ended(struct sg_call *call);
enum sg_status sg_handle_endpoint_put(struct sg_call *call);
enum sg_status sg_handle_endpoint_get(struct sg_call *call);
enum sg_status sg_handle_endpoint_test(struct sg_call *call);
enum sg_status sg_handle_delivery_list(struct sg_call *call);
enum sg_status sg_handle_delivery_retry(struct sg_call *call);
enum sg_status sg_handle_health(struct sg_call *call);

/* By which a document is known again. SG_MEMORY. [thread-safe] */
enum sg_status sg_digest_content(
	const struct sg_envelope *envelope, unsigned char ret_digest[16]);

/* Answers one decoded document into call->reply, an error's answer included; SG_MEMORY writes
 * none. Used for a batch's documents too. */
enum sg_status sg_dispatch(struct sg_call *call);

#endif
