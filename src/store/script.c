/* Collecting a script. A failure sticks: later additions do nothing and the run reports it. */
#include "store/script.h"

#include <stdio.h>
#include <string.h>

#include "core/time.h"
#include "store/failure.h"
#include "store/script_inside.h"

enum {
	FIRST_TEXT = 1024,
	FIRST_PARAMS = 16,
	MOST_PARAMS = 65535,
	HIGHEST_TAG = 9999,
};

static const char write_head[] =
	"DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END; "
	"START TRANSACTION; ";
static const char write_tail[] = "COMMIT; ";

void sg_script_begin(
	struct sg_script *script, struct sg_arena *arena, enum sg_script_kind kind)
{
	*script = (struct sg_script){.arena = arena, .kind = kind};
}

static void fail(struct sg_script *script, enum sg_db_outcome outcome, const char *reason)
{
	if (script->broken == SG_DB_DONE) {
		script->broken = outcome;
		script->broken_reason = reason;
	}
}

/* The arena takes nothing back, so the old text stays behind until its end. */
static bool reserve_text(struct sg_script *script, size_t more)
{
	size_t size = script->text_size > 0 ? script->text_size : FIRST_TEXT;
	char *text;

	while (size < script->text_len + more + 1) {
		size *= 2;
	}
	if (size == script->text_size) {
		return true;
	}
	text = sg_arena_alloc(script->arena, size);
	if (text == NULL) {
		sg_script_short(script);
		return false;
	}
	if (script->text_len > 0) {
		memcpy(text, script->text, script->text_len);
	}
	script->text = text;
	script->text_size = size;
	return true;
}

static void append(struct sg_script *script, const char *text)
{
	size_t len = strlen(text);

	if (script->broken != SG_DB_DONE || !reserve_text(script, len)) {
		return;
	}
	memcpy(script->text + script->text_len, text, len + 1);
	script->text_len += len;
	script->statement = NULL;
}

void sg_script_short(struct sg_script *script)
{
	fail(script, SG_DB_MEMORY, "out of memory");
}

void sg_script_declare(struct sg_script *script, const char *name_and_type)
{
	if (script->text_len != script->body_start) {
		fail(script, SG_DB_FAILED, "a declaration after a statement");
		return;
	}
	append(script, "DECLARE ");
	append(script, name_and_type);
	append(script, "; ");
	script->body_start = script->text_len;
	script->compound = true;
}

void sg_script_add(struct sg_script *script, const char *sql)
{
	append(script, sql);
	append(script, " ");
}

void sg_script_marks(struct sg_script *script, size_t count)
{
	if (count == 0) {
		fail(script, SG_DB_FAILED, "an empty list");
	}
	for (size_t i = 0; i < count; i++) {
		append(script, i + 1 < count ? "?, " : "? ");
	}
}

static bool reserve_params(struct sg_script *script, size_t more)
{
	size_t size = script->param_size > 0 ? script->param_size : FIRST_PARAMS;
	struct sg_script_param *params;

	if (script->param_count + more > MOST_PARAMS) {
		fail(script, SG_DB_FAILED, "too many parameters");
		return false;
	}
	if (script->param_count + more <= script->param_size) {
		return true;
	}
	while (size < script->param_count + more) {
		size *= 2;
	}
	params = sg_arena_array(script->arena, size, sizeof *params);
	if (params == NULL) {
		sg_script_short(script);
		return false;
	}
	if (script->param_count > 0) {
		memcpy(params, script->params, script->param_count * sizeof *params);
	}
	script->params = params;
	script->param_size = size;
	return true;
}

static void bind(struct sg_script *script, const struct sg_script_param *param)
{
	if (script->broken != SG_DB_DONE || !reserve_params(script, 1)) {
		return;
	}
	script->params[script->param_count++] = *param;
	script->param_bytes += param->len + 16;
}

void sg_script_adopt_params(struct sg_script *script, const struct sg_script *other,
	size_t first, size_t count)
{
	if (script->broken != SG_DB_DONE || !reserve_params(script, count)) {
		return;
	}
	for (size_t i = first; i < first + count; i++) {
		bind(script, &other->params[i]);
	}
}

void sg_script_null(struct sg_script *script)
{
	bind(script, &(struct sg_script_param){.type = SG_PARAM_NULL});
}

void sg_script_int(struct sg_script *script, int64_t value)
{
	bind(script, &(struct sg_script_param){.type = SG_PARAM_INT, .number = value});
}

void sg_script_real(struct sg_script *script, double value)
{
	bind(script, &(struct sg_script_param){.type = SG_PARAM_REAL, .real = value});
}

void sg_script_id(struct sg_script *script, const struct sg_id *id)
{
	if (id == NULL) {
		sg_script_null(script);
		return;
	}
	bind(script, &(struct sg_script_param){.type = SG_PARAM_ID, .id = *id});
}

static void bind_bytes(
	struct sg_script *script, enum sg_param_type type, const void *bytes, size_t len)
{
	if (bytes == NULL) {
		sg_script_null(script);
		return;
	}
	bind(script, &(struct sg_script_param){
			     .type = type, .bytes = bytes, .len = (unsigned long)len});
}

void sg_script_text(struct sg_script *script, const char *text)
{
	bind_bytes(script, SG_PARAM_TEXT, text, text != NULL ? strlen(text) : 0);
}

void sg_script_blob(struct sg_script *script, const void *bytes, size_t len)
{
	bind_bytes(script, SG_PARAM_BLOB, bytes, len);
}

void sg_script_time(struct sg_script *script, int64_t time_us)
{
	if (time_us == SG_NO_TIME) {
		sg_script_null(script);
	} else {
		sg_script_int(script, time_us);
	}
}

void sg_script_day(struct sg_script *script, int32_t day)
{
	if (day == SG_NO_DAY) {
		sg_script_null(script);
	} else {
		sg_script_int(script, day);
	}
}

static void append_number(struct sg_script *script, int number)
{
	char text[16];

	(void)snprintf(text, sizeof text, "%d", number);
	append(script, text);
}

void sg_script_expect(struct sg_script *script, const char *condition, int tag)
{
	if (script->kind != SG_SCRIPT_WRITE || tag < 0 || tag > HIGHEST_TAG) {
		fail(script, SG_DB_FAILED, "an expectation that cannot be told");
		return;
	}
	script->compound = true;
	append(script, "IF NOT COALESCE((");
	append(script, condition);
	append(script, "), FALSE) THEN SIGNAL SQLSTATE '" SG_STALE_STATE
		       "' SET MESSAGE_TEXT = '" SG_STALE_TEXT);
	append_number(script, tag);
	append(script, "'; END IF; ");
}

void sg_script_expect_rows(struct sg_script *script, int rows, int tag)
{
	char condition[40];

	(void)snprintf(condition, sizeof condition, "ROW_COUNT() = %d", rows);
	sg_script_expect(script, condition, tag);
}

/* One ';' and nothing but spaces behind it. One within a literal counts as well, which only
 * makes a compound of what need not be one. */
static bool is_lone(const struct sg_script *script)
{
	const char *first = strchr(script->text + script->body_start, ';');

	return !script->compound && first != NULL &&
	       first[1 + strspn(first + 1, " \t\n")] == '\0';
}

static char *put(char *at, const char *text, size_t len)
{
	memcpy(at, text, len);
	return at + len;
}

/* Put together by hand: printf takes longer for this than everything else that we do. */
static char *compound_of(const struct sg_script *script)
{
	static const char begin[] = "BEGIN NOT ATOMIC ", end[] = "END";
	bool writes = script->kind == SG_SCRIPT_WRITE;
	size_t body_len = script->text_len - script->body_start;
	char *text = sg_arena_alloc(script->arena, sizeof begin + sizeof write_head +
							   sizeof write_tail +
							   sizeof end + script->text_len);
	char *at = text;

	if (text == NULL) {
		return NULL;
	}
	at = put(at, begin, sizeof begin - 1);
	at = put(at, script->text, script->body_start);
	at = put(at, write_head, writes ? sizeof write_head - 1 : 0);
	at = put(at, script->text + script->body_start, body_len);
	at = put(at, write_tail, writes ? sizeof write_tail - 1 : 0);
	(void)put(at, end, sizeof end);
	return text;
}

bool sg_script_finish(struct sg_script *script)
{
	const char *body = script->text + script->body_start;

	if (script->statement != NULL) {
		return true;
	}
	if (is_lone(script)) {
		script->statement = sg_arena_copy_len(
			script->arena, body, (size_t)(strchr(body, ';') - body));
	} else {
		script->compound = true;
		script->statement = compound_of(script);
	}
	return script->statement != NULL;
}

int sg_script_stale_tag(const struct sg_script *script)
{
	return script->stale_tag;
}

const char *sg_script_duplicate_key(const struct sg_script *script)
{
	return script->duplicate_key;
}
