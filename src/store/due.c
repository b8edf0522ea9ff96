/* The key is named, so that over many rows the server reads only the due ones, whatever it believes
 * about a table that was just filled. */
#include "store/due.h"

#include "store/rows.h"

/* What the shards have said, and from there on. */
static void add_time(struct sg_script *script, const struct sg_due_query *due,
	const char *at, const char *then)
{
	sg_script_add(script, at);
	sg_script_add(script, "<= ?");
	sg_script_int(script, due->hotel_us);
	if (due->by_clock) {
		sg_script_add(script, "AND");
		sg_script_add(script, at);
		sg_script_add(script, "<= p.clock_us");
	}
	sg_script_add(script, "ORDER BY");
	sg_script_add(script, at);
	sg_script_add(script, ",");
	sg_script_add(script, then);
	sg_script_add(script, "LIMIT ?;");
	sg_script_int(script, due->most);
}

/* By IN, never by BETWEEN: that is read as one range, with what is not due. */
void sg_due_where(struct sg_script *script, const struct sg_due_query *due,
	const char *shard, const char *at, const char *then)
{
	size_t padded = sg_rows_padded(due->shard_count);

	sg_script_add(script, "WHERE");
	sg_script_add(script, shard);
	sg_script_add(script, "IN (");
	sg_script_marks(script, padded);
	for (size_t i = 0; i < padded; i++) {
		size_t at_most = due->shard_count - 1;

		sg_script_int(script, due->shards[i < at_most ? i : at_most]);
	}
	sg_script_add(script, ") AND");
	add_time(script, due, at, then);
}

/* The shards are a set of bits: 64 ranges would cost more than the rows. */
void sg_due_soonest_where(struct sg_script *script, const struct sg_due_query *due,
	const char *shard, const char *at, const char *then)
{
	uint64_t set = 0;

	for (size_t i = 0; i < due->shard_count; i++) {
		set |= UINT64_C(1) << due->shards[i];
	}
	sg_script_add(script, "WHERE ? >>");
	sg_script_int(script, (int64_t)set);
	sg_script_add(script, shard);
	sg_script_add(script, "& 1 AND");
	add_time(script, due, at, then);
}
