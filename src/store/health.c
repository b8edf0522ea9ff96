/* The statements of a look at the whole. */
#include "store/health.h"

#include "store/connection.h"
#include "store/leases.h"

/* Waiting for a minute is no trouble: a failure has a reason. */
static const char troubled[] =
	"SELECT p.code, e.name, e.enabled, t.waiting, t.dead, t.reason FROM "
	"(SELECT u.endpoint, SUM(u.waiting) AS waiting, SUM(u.dead) AS dead, "
	"MAX(u.reason) AS reason FROM "
	"((SELECT endpoint, 1 AS waiting, 0 AS dead, reason FROM delivery "
	"FORCE INDEX (due) WHERE shard IN (";

void sg_health_read(struct sg_script *script)
{
	sg_script_add(script,
		"SELECT VERSION(), " SG_SQL_NOW_US
		", (SELECT COUNT(*) FROM (SELECT 1 FROM endpoint LIMIT 1000) some);");
	sg_script_add(script, troubled);
	sg_script_marks(script, SG_SHARDS);
	for (int shard = 0; shard < SG_SHARDS; shard++) {
		sg_script_int(script, shard);
	}
	sg_script_add(script,
		") AND due_at >= 0 LIMIT 10000) UNION ALL "
		"(SELECT endpoint, 0, 1, reason FROM delivery FORCE INDEX (dead) "
		"WHERE dead_us >= 0 LIMIT 10000)) u "
		"GROUP BY u.endpoint HAVING dead > 0 OR reason IS NOT NULL "
		"ORDER BY dead DESC, waiting DESC LIMIT 100) t "
		"JOIN endpoint e ON e.id = t.endpoint JOIN property p ON p.id = "
		"e.property "
		"ORDER BY t.dead DESC, t.waiting DESC;");
	sg_script_add(script, "SELECT code FROM property ORDER BY code LIMIT ?;");
	sg_script_int(script, SG_HEALTH_PROPERTIES);
}
