/* programme.put: the rules of a chain's programme, whole. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "document/programme.h"
#include "document/programme_news.h"
#include "service/answer.h"
#include "service/member_work.h"
#include "service/people.h"
#include "service/programmes.h"
#include "service/subject.h"
#include "store/walks.h"

struct putting {
	struct sg_programme_put said;
	struct sg_id chain;
	struct sg_programme_row row;
	struct sg_programme_news news; /* for those who are members already */
	enum sg_outcome outcome;
};

static enum sg_status read(struct sg_call *call, struct putting *putting, bool *ret_taken)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_taken_row taken;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_taken_read(&script, &call->house->house.id, call->envelope.id);
	sg_programme_row_read(&script, &putting->chain, putting->said.programme.code);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_taken_take(&script, 0, &taken);
	sg_programme_row_take(sg_script_rows(&script, 1), &putting->row);
	*ret_taken = taken.found;
	return sg_call_check_taken(call, &taken);
}

/* What members have is counted in points of it, or mirrored: that is not turned round. */
static enum sg_status check_before(struct sg_call *call, const struct putting *putting)
{
	const struct sg_programme *after = &putting->said.programme;
	struct sg_programme before;
	enum sg_status status;

	if (putting->row.version == 0) {
		return SG_OK;
	}
	status = sg_programme_open(call, &putting->row, "", &before);
	if (status == SG_OK && before.external != after->external) {
		return sg_fail(call->error, SG_REFUSED, "programme_fixed",
			"/data/programme/external",
			"the programme is %s already: another needs another code",
			before.external ? "mirrored" : "run here");
	}
	if (status == SG_OK && (strcmp(before.currency, after->currency) != 0 ||
				       before.decimals != after->decimals)) {
		return sg_fail(call->error, SG_REFUSED, "programme_fixed",
			strcmp(before.currency, after->currency) != 0
				? "/data/programme/currency"
				: "/data/programme/decimals",
			"the programme counts in %s with %d decimals already",
			before.currency, (int)before.decimals);
	}
	return status;
}

/* What members see of it by themselves. */
static enum sg_status compare(struct sg_call *call, struct putting *putting)
{
	const struct sg_stored before = {putting->row.body, putting->row.len};
	const struct sg_stored after = {putting->said.text, putting->said.len};

	putting->news = (struct sg_programme_news){.stand_day = SG_NO_DAY};
	return putting->row.version == 0
	               ? SG_OK
	               : sg_programme_compare(&before, &after, call->arena, call->error,
				 &putting->news);
}

/* Work goes through them: there may be a million. */
static void begin_walk(
	struct sg_call *call, const struct putting *putting, struct sg_script *script)
{
	const struct sg_house *house = &call->house->house;
	int32_t day = putting->news.stand_day;
	struct sg_walk_row walk = {.chain = putting->chain,
		.programme = putting->said.programme.code,
		.version = putting->row.version,
		.property = house->id,
		.look_us = SG_NO_TIME,
		.lists = putting->news.lists};

	if (day != SG_NO_DAY) {
		walk.look_us =
			day <= sg_member_today(call)
				? sg_call_hotel_us(call)
				: sg_house_instant(house, day, house->day_close_minutes);
	}
	if (day != SG_NO_DAY || walk.lists) {
		sg_walk_begin(script, &walk, sg_call_hotel_us(call));
		call->caused_delivery = true;
	}
}

static enum sg_status put(struct sg_call *call, void *data, bool *ret_again)
{
	struct putting *putting = data;
	uint32_t read_version;
	struct sg_script script;
	bool taken = false;
	enum sg_status status = read(call, putting, &taken);

	putting->outcome = taken ? SG_OUTCOME_REPEATED : SG_OUTCOME_APPLIED;
	if (status == SG_OK && !taken) {
		status = check_before(call, putting);
	}
	if (status == SG_OK && !taken) {
		status = compare(call, putting);
	}
	if (status != SG_OK || taken) {
		return status;
	}
	read_version = putting->row.version;
	sg_subject_begin(call, &script, &call->house->house.id);
	if (read_version == 0 || putting->row.len != putting->said.len ||
		memcmp(putting->row.body, putting->said.text, putting->said.len) != 0) {
		putting->row = (struct sg_programme_row){
			read_version + 1, putting->said.text, putting->said.len};
		sg_programme_row_write(&script, &putting->chain,
			putting->said.programme.code, &putting->row, read_version);
		begin_walk(call, putting, &script);
	}
	return sg_subject_run(call, &script, ret_again);
}

enum sg_status sg_handle_programme_put(struct sg_call *call)
{
	struct putting putting = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_programme_put_decode(
		call->envelope.data, call->arena, call->error, &putting.said);

	if (status == SG_OK) {
		status = sg_programme_check_things(&putting.said.programme,
			&call->service->catalog, "/data/programme", call->error);
	}
	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_MANAGING,
			"a manager or the system says what a programme is");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		putting.chain = sg_chain_key(call->house->house.chain);
		status = sg_subject_try(call, put, &putting);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, putting.outcome);
	sg_reply_text(call->reply, "programme", putting.said.programme.code);
	sg_reply_int(call->reply, "version", putting.row.version);
	return sg_call_reply_end(call);
}
