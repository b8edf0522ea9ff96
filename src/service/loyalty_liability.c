/* loyalty.liability: what a programme owes its members, some of them in each answer. */
#include "service/handlers.h"

#include "document/liability.h"
#include "document/standing.h"
#include "service/answer.h"
#include "service/member_work.h"
#include "service/people.h"
#include "service/subject.h"
#include "store/liabilities.h"

struct owing {
	struct sg_liability_query query;
	struct sg_programme programme;
	const struct sg_programme_version *version; /* of today; NULL = not begun */
	struct sg_liability_range range;
	bool any, full;
	struct sg_script script; /* of what was read */
	struct sg_liability sums;
};

static enum sg_status read_range(struct sg_call *call, struct owing *owing)
{
	const struct sg_id chain = sg_chain_key(call->house->house.chain);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_programme_row row;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_programme_row_read(&script, &chain, owing->query.programme);
	owing->range = (struct sg_liability_range){.chain = chain,
		.programme = owing->query.programme,
		.after = owing->query.after};
	sg_liability_range_read(&script, &owing->range, owing->query.limit);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	owing->any = sg_liability_range_take(
		&script, 1, owing->query.limit, &owing->range.last, &owing->full);
	sg_programme_row_take(sg_script_rows(&script, 0), &row);
	status = sg_programme_open(call, &row, "/data/programme", &owing->programme);
	owing->version = sg_programme_on(&owing->programme, sg_member_today(call));
	return status;
}

/* Their tier is that of the last look: work looks on the day on which one ends. */
static enum sg_status add_member(
	struct sg_call *call, struct owing *owing, size_t row, size_t *part_row)
{
	struct sg_standings standings = {.now = {.tier = 0}};
	struct sg_liability_member member;
	enum sg_status status;

	sg_liability_member_take(&owing->script, 0, row, &member);
	status = sg_standings_decode(
		member.standing, &owing->programme, call->arena, call->error, &standings);
	while (status == SG_OK && *part_row < sg_liability_parts(&owing->script, 0)) {
		struct sg_liability_part part;
		const char *property;
		struct sg_id account;

		sg_liability_part_take(
			&owing->script, 0, *part_row, &account, &property, &part);
		if (!sg_id_equal(&account, &member.account)) {
			break;
		}
		part.tier = standings.now.tier;
		part.active_day = member.active_day;
		status = sg_liability_add(
			&owing->sums, owing->version, &part, call->error);
		(*part_row)++;
	}
	return status;
}

static enum sg_status add_up(struct sg_call *call, struct owing *owing)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	size_t part_row = 0;
	enum sg_status status;

	sg_script_begin(&owing->script, call->arena, SG_SCRIPT_READ);
	sg_liability_read(&owing->script, &owing->range);
	status = sg_call_run(call, &owing->script, &outcome);
	owing->sums.arena = call->arena;
	for (size_t i = 0; status == SG_OK && i < sg_liability_members(&owing->script, 0);
		i++) {
		status = add_member(call, owing, i, &part_row);
	}
	return status;
}

static const char *code_of(const struct owing *owing, const struct sg_id *property)
{
	for (size_t i = 0; i < sg_liability_parts(&owing->script, 0); i++) {
		struct sg_liability_part part;
		struct sg_id account;
		const char *code;

		sg_liability_part_take(&owing->script, 0, i, &account, &code, &part);
		if (sg_id_equal(&part.property, property)) {
			return code;
		}
	}
	return NULL;
}

static enum sg_status say(struct sg_call *call, const struct owing *owing)
{
	const struct sg_liability *sums = &owing->sums;

	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	sg_reply_text(call->reply, "programme", owing->programme.code);
	sg_reply_day(call->reply, "date", sg_member_today(call));
	sg_reply_array(call->reply, "lines");
	for (size_t i = 0; i < sums->count; i++) {
		const struct sg_liability_line *line = &sums->lines[i];

		sg_liability_line_write(
			line, code_of(owing, &line->property), call->reply);
	}
	sg_reply_array_end(call->reply);
	sg_liability_total_write(&sums->total,
		owing->any ? (int64_t)sg_liability_members(&owing->script, 0) : 0,
		call->reply);
	if (owing->full) {
		sg_reply_id(call->reply, "next", &owing->range.last);
	}
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_loyalty_liability(struct sg_call *call)
{
	struct owing owing = {.any = false};
	enum sg_status status = sg_liability_query_decode(
		call->envelope.data, call->arena, call->error, &owing.query);

	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_MANAGING,
			"a manager or the system asks what a programme owes");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = read_range(call, &owing);
	}
	if (status == SG_OK && owing.any) {
		status = add_up(call, &owing);
	}
	return status == SG_OK ? say(call, &owing) : status;
}
