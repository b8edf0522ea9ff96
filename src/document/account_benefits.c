/* What a member is entitled to, and what became of it this year. */
#include "document/account.h"
#include "document/reply.h"

static void write_benefit(
	const struct sg_account_benefit *entitled, struct sg_buffer *buffer)
{
	const struct sg_benefit *benefit = entitled->benefit;

	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "benefit", benefit->code);
	sg_reply_text(
		buffer, "promise", benefit->guaranteed ? "guaranteed" : "if_available");
	sg_reply_text(buffer, "topic", entitled->thing->topic);
	sg_reply_text(buffer, "value", entitled->thing->value);
	if (benefit->year_times > 0) {
		sg_reply_int(buffer, "times", benefit->year_times);
	}
	sg_reply_int(buffer, "given", entitled->given);
	sg_reply_object_end(buffer);
}

static void write_outcome(
	const struct sg_account_outcome *outcome, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "benefit", outcome->benefit);
	sg_reply_text(buffer, "state", sg_benefit_state_name(outcome->state));
	sg_reply_day(buffer, "arrival", outcome->day);
	sg_reply_id(buffer, "stay", &outcome->stay);
	sg_reply_text(buffer, "reason", outcome->reason);
	sg_reply_object_end(buffer);
}

void sg_account_benefits_write(
	const struct sg_account_statement *statement, struct sg_buffer *buffer)
{
	sg_reply_text(buffer, "level", statement->level);
	sg_reply_array(buffer, "benefits");
	for (size_t i = 0; i < statement->benefit_count; i++) {
		write_benefit(&statement->benefits[i], buffer);
	}
	sg_reply_array_end(buffer);
	sg_reply_array(buffer, "outcomes");
	for (size_t i = 0; i < statement->outcome_count; i++) {
		write_outcome(&statement->outcomes[i], buffer);
	}
	sg_reply_array_end(buffer);
}
