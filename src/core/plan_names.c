/* The words of a plan's enumerations, and what an item's state means for the room. */
#include "core/names.h"
#include "core/plan.h"

static const char *const states[SG_PLAN_STATES] = {
	"planned", "issued", "departed", "cancelled"};
static const char *const actions[SG_ACTIONS] = {
	"place", "swap", "do", "remove", "reset", "avoid"};
static const char *const item_states[SG_ITEM_STATES] = {"open", "seen", "started", "done",
	"checked", "substituted", "unavailable", "refused", "removed", "not_needed"};
static const char *const sources[SG_SOURCES] = {"stated", "code", "occasion",
	"house_rule", "previous", "standard", "taken_back", "usual", "make_good",
	"reaction", "guaranteed", "benefit"};
static const char *const reasons[SG_LEFT_REASONS] = {"never", "hazard", "property",
	"stay", "season", "validity", "party", "conflict", "outranked", "standard",
	"budget", "unknown_topic", "unsure", "refused_before", "ignored_twice", "stopped",
	"nothing_wanted", "consent", "limit"};
static const char *const benefit_states[SG_BENEFIT_STATES] = {
	"given", "declined", "unavailable", "undone"};
static const char *const warnings[SG_WARNINGS] = {"need_unavailable", "hazard_unremedied",
	"room_not_ready", "room_out_of_order", "needs_oppose", "room_unknown"};
static const char *const attentions[] = {"none", "normal", "urgent"};
static const char *const kinds[SG_LIST_KINDS] = {"arrival", "arrival_after_departure",
	"stayover", "move", "departure", "cancellation"};

bool sg_item_is_in_room(enum sg_item_state state)
{
	return state == SG_ITEM_DONE || state == SG_ITEM_CHECKED ||
	       state == SG_ITEM_SUBSTITUTED;
}

bool sg_item_is_answered(enum sg_item_state state)
{
	return state == SG_ITEM_REFUSED || state == SG_ITEM_REMOVED;
}

bool sg_item_is_settled(enum sg_item_state state)
{
	return sg_item_is_in_room(state) || sg_item_is_answered(state) ||
	       state == SG_ITEM_NOT_NEEDED;
}

const char *sg_benefit_state_name(enum sg_benefit_state state)
{
	return benefit_states[state];
}

bool sg_item_is_promised(const struct sg_item *item)
{
	for (size_t i = 0; i < item->because_count; i++) {
		if (item->because[i].source == SG_SOURCE_GUARANTEED) {
			return true;
		}
	}
	return false;
}

bool sg_item_is_open_need(const struct sg_item *item, enum sg_item_state state)
{
	return item->class == SG_CLASS_NEED &&
	       (item->when == SG_WHEN_BEFORE_ARRIVAL ||
		       item->when == SG_WHEN_ON_ARRIVAL) &&
	       (!sg_item_is_settled(state) || state == SG_ITEM_UNAVAILABLE);
}

SG_NAMES(enum sg_plan_state, states, sg_plan_state_name, sg_plan_state_find)
SG_NAMES(enum sg_item_action, actions, sg_action_name, sg_action_find)
SG_NAMES(enum sg_item_state, item_states, sg_item_state_name, sg_item_state_find)
SG_NAMES(enum sg_source, sources, sg_source_name, sg_source_find)
SG_NAMES(enum sg_reason, reasons, sg_reason_name, sg_reason_find)
SG_NAMES(enum sg_warning_kind, warnings, sg_warning_name, sg_warning_find)
SG_NAMES(enum sg_attention, attentions, sg_attention_name, sg_attention_find)
SG_NAMES(enum sg_list_kind, kinds, sg_list_kind_name, sg_list_kind_find)
