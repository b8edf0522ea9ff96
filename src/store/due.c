/* Shards are asked for by IN, never by BETWEEN, and the key is named: over many rows the server
 * reads only the due ones then, whatever it believes about a table that was just filled. */
#include "store/due.h"

#include "store/rows.h"

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
