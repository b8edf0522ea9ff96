/* A programme's other rules on their way to its members, some at a time: whose account is to be
 * looked at is put down to be looked at, and what is planned for them to be planned again. */
#include "core/time.h"
#include "service/lane_due.h"
#include "service/subject.h"
#include "store/stays.h"
#include "store/walks.h"

enum { MEMBERS_AT_ONCE = 256 };

/* Those of one pass. */
struct members {
	struct sg_id *accounts, *guests;
	size_t account_count, guest_count;
};

static enum sg_status take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, void **ret_rows, size_t *ret_count)
{
	struct sg_walk_row *rows = NULL;
	enum sg_status status = sg_walks_take(script, arena, error, &rows, ret_count);

	*ret_rows = rows;
	return status;
}

static struct sg_due_head head(const void *row)
{
	const struct sg_walk_row *walk = row;

	return (struct sg_due_head){
		walk->chain, walk->property, walk->property_version, walk->clock_us};
}

static enum sg_status read_members(
	struct sg_call *call, const struct sg_walk_row *walk, struct members *ret_members)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct members members = {.guest_count = 0};
	const struct sg_rows *rows;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_walk_members_read(&script, walk, MEMBERS_AT_ONCE);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	rows = sg_script_rows(&script, 0);
	members.accounts = sg_arena_array(call->arena, rows->count, sizeof(struct sg_id));
	members.guests = sg_arena_array(call->arena, rows->count, sizeof(struct sg_id));
	if (members.accounts == NULL || members.guests == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < rows->count; i++) {
		struct sg_id account = sg_rows_id(rows, i, 0);
		size_t count = members.account_count;

		if (count == 0 || !sg_id_equal(&account, &members.accounts[count - 1])) {
			members.accounts[members.account_count++] = account;
		}
		members.guests[members.guest_count++] = sg_rows_id(rows, i, 1);
	}
	*ret_members = members;
	return SG_OK;
}

static void reach(struct sg_call *call, const struct sg_walk_row *walk,
	const struct members *members, struct sg_script *script)
{
	if (walk->lists) {
		sg_guests_replan(script, members->guests, members->guest_count,
			sg_time_day(sg_call_hotel_us(call)) - 1, sg_subject_now(call));
		call->caused_delivery = true;
	}
	if (walk->look_us != SG_NO_TIME) {
		sg_accounts_wake(script, members->accounts, members->account_count,
			&walk->property, walk->look_us);
	}
}

/* What one pass did is written with how far it came: a process that is killed repeats or loses
 * nothing. Where the programme was put again meanwhile, that one begins at the beginning. */
static enum sg_status settle(struct sg_call *call, const void *row)
{
	const struct sg_walk_row *walk = row;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_walk_row now = *walk;
	struct members members = {.account_count = 0};
	struct sg_script script;
	bool over;
	enum sg_status status = read_members(call, walk, &members);

	if (status != SG_OK) {
		return status;
	}
	over = members.account_count < MEMBERS_AT_ONCE;
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	if (members.account_count > 0) {
		now.account = members.accounts[members.account_count - 1];
		now.members += (int64_t)members.account_count;
		reach(call, walk, &members, &script);
	}
	sg_walk_settle(&script, walk, &now, over ? SG_NO_TIME : sg_call_hotel_us(call));
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK && outcome == SG_DB_DONE && over) {
		sg_service_log(call->service, SG_LOG_INFO,
			"version %u of programme %s has been put before its members, "
			"%lld of them",
			(unsigned)walk->version, walk->programme, (long long)now.members);
	}
	return status;
}

static void put_off(struct sg_script *script, const void *row, int64_t until_us)
{
	sg_walk_settle(script, row, row, until_us);
}

const struct sg_due_kind sg_due_walks = {.what = "programme",
	.done = "put before its members",
	.size = sizeof(struct sg_walk_row),
	.read = sg_walks_due,
	.take = take,
	.head = head,
	.settle = settle,
	.put_off = put_off};
