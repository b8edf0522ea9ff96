/*
 * What the house owes a guest: a need, what he stated that he must have, or what he was promised as
 * a member, that failed. It is proposed where it is still unavailable when he leaves, what was
 * promised also where it was left undone, or where he complains of it; once for
 * each stay and topic, and not of who lets nothing be kept. What is approved comes on his next
 * list here, and what is given is never spoken of again.
 */
#ifndef SG_SERVICE_MAKE_GOODS_H
#define SG_SERVICE_MAKE_GOODS_H

#include "service/case.h"
#include "service/guests.h"
#include "store/make_goods.h"

/* What failed of an item of stays[0], as it would be proposed; false where the item is no need and
 * was not promised, or the house proposes none. */
bool sg_make_good_of(const struct sg_case *work, const struct sg_item *item,
	struct sg_make_good *ret_make_good);

/* Proposes it on the card of the profile that is named and appends the record, unless that was
 * done before or he has as many open as a card holds. *ret_proposed: the card is to be stored.
 * [waits on the database] */
enum sg_status sg_make_good_propose(struct sg_call *call, struct sg_guest_work *guest,
	const struct sg_make_good *make_good, struct sg_script *script,
	bool *ret_proposed);

/* The guests of stays[0] leave: what was unavailable to the last is proposed. Comes after all
 * else that is written of stays and cards. [waits on the database] */
enum sg_status sg_make_goods_leaving(struct sg_case *work, struct sg_script *script);

/* An item of stays[0] that makes good for something changed its state: given, or owed again. Comes
 * after all else that is written of stays. */
enum sg_status sg_make_goods_settle(struct sg_case *work, const struct sg_item *item,
	enum sg_item_state before, enum sg_item_state after, struct sg_script *script);

/* Whether the item makes good for something. */
bool sg_item_is_owed(const struct sg_item *item);

#endif
