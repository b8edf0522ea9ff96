/* Loading the module, handing in documents, working. */
#include "support/scenario_inside.h"

#include <dlfcn.h>
#include <time.h>

#include "support/house.h"

enum { CONFIG_SIZE = 1024, WORK_MS = 20, ROUNDS_MAX = 2000, BATCH_MAX = 500 };

/* ---- the module ---- */

static void *symbol(void *library, const char *name)
{
	void *address = dlsym(library, name);

	assert_non_null(address);
	return address;
}

static void load(struct scenario_module *module)
{
	const char *path = getenv("STAMMGAST_MODULE");
	uint32_t (*abi)(void);
	void *library;

	if (path == NULL) {
		print_message("skipped: STAMMGAST_MODULE names no module\n");
		skip();
	}
	library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL) {
		fail_msg("%s", dlerror());
	}
	*(void **)&abi = symbol(library, "pms_plugin_abi");
	assert_int_equal(abi() >> 16, PMS_ABI_MAJOR);
	module->library = library;
	*(void **)&module->open = symbol(library, "pms_plugin_open");
	*(void **)&module->call = symbol(library, "pms_plugin_call");
	*(void **)&module->work = symbol(library, "pms_plugin_work");
	*(void **)&module->wake = symbol(library, "pms_plugin_wake");
	*(void **)&module->close = symbol(library, "pms_plugin_close");
	*(void **)&module->text = symbol(library, "pms_reply_text");
	*(void **)&module->free = symbol(library, "pms_reply_free");
}

static json_t *take_reply(struct scenario *scenario, struct pms_reply *reply)
{
	json_error_t error;
	json_t *json;

	assert_non_null(reply);
	json = json_loads(scenario->module.text(reply, NULL), 0, &error);
	if (json == NULL) {
		fail_msg("not JSON: %s", scenario->module.text(reply, NULL));
	}
	scenario->module.free(reply);
	return scenario_keep(scenario, json);
}

static void open_plugin(struct scenario *scenario, const char *members)
{
	char config[CONFIG_SIZE];
	struct pms_reply *reply = NULL;
	int32_t status;

	(void)snprintf(config, sizeof config,
		"{\"database\":{\"socket\":\"%s\",\"user\":\"root\",\"name\":\"%s\"},"
		"\"migrate\":true,\"clock\":\"documents\",\"deadline_ms\":30000,"
		"\"poll_ms\":250,\"mapping\":\"%s/schema/catalog/"
		"mapping-example.json\"%s}",
		scenario->database.socket, scenario->database.name,
		getenv("STAMMGAST_SOURCE_DIR"), members != NULL ? members : "");
	status = scenario->module.open(
		config, strlen(config), NULL, &scenario->plugin, &reply);
	if (status != PMS_OK) {
		fail_msg("open: %s", scenario->module.text(reply, NULL));
	}
	scenario->module.free(reply);
}

void scenario_reopen(struct scenario *scenario, const char *members)
{
	scenario->module.close(scenario->plugin);
	scenario->plugin = NULL;
	open_plugin(scenario, members);
}

int scenario_setup(void **state)
{
	struct scenario *scenario = calloc(1, sizeof *scenario);

	assert_non_null(scenario);
	*state = scenario;
	scenario->kept = json_array();
	sg_test_database_create(&scenario->database);
	load(&scenario->module);
	scenario_inbox_open(&scenario->inbox);
	open_plugin(scenario, NULL);
	scenario_zone(scenario, 1);
	scenario_at(scenario, "2026-11-02 09:00");
	scenario_property(scenario, "HAM1");
	scenario_actor(scenario, "'role':'manager'");
	scenario_origin(scenario, "live");
	house_build(scenario);
	return 0;
}

int scenario_teardown(void **state)
{
	struct scenario *scenario = *state;

	scenario->module.close(scenario->plugin);
	(void)dlclose(scenario->module.library);
	sg_test_database_drop(&scenario->database);
	free(scenario->last_text);
	json_decref(scenario->batch);
	json_decref(scenario->kept);
	scenario_inbox_close(&scenario->inbox);
	free(scenario);
	return 0;
}

struct sg_test_database *scenario_database(struct scenario *scenario)
{
	return &scenario->database;
}

json_t *scenario_keep(struct scenario *scenario, json_t *json)
{
	assert_int_equal(json_array_append_new(scenario->kept, json), 0);
	return json;
}

/* ---- time and manner ---- */

static int64_t seconds_of(const struct scenario *scenario, const char *local)
{
	struct tm parts = {0};
	const char *rest = strptime(local, "%Y-%m-%d %H:%M", &parts);

	if (rest != NULL && *rest == ':') {
		rest = strptime(rest, ":%S", &parts);
	}
	if (rest == NULL || *rest != '\0') {
		fail_msg("no time: %s", local);
	}
	return (int64_t)timegm(&parts) - scenario->zone_hours * 3600;
}

void scenario_at(struct scenario *scenario, const char *local)
{
	scenario->time_s = seconds_of(scenario, local);
}

void scenario_zone(struct scenario *scenario, int hours)
{
	scenario->zone_hours = hours;
}

static void set(char *member, size_t size, const char *text)
{
	assert_true(strlen(text) < size);
	(void)snprintf(member, size, "%s", text);
}

void scenario_property(struct scenario *scenario, const char *code)
{
	set(scenario->property, sizeof scenario->property, code);
}

void scenario_actor(struct scenario *scenario, const char *members)
{
	set(scenario->actor, sizeof scenario->actor, members);
}

void scenario_with_id(struct scenario *scenario, const char *id)
{
	set(scenario->next_id, sizeof scenario->next_id, id);
}

void scenario_with_time(struct scenario *scenario, const char *local)
{
	scenario->next_time_s = seconds_of(scenario, local);
}

void scenario_origin(struct scenario *scenario, const char *origin)
{
	set(scenario->origin, sizeof scenario->origin, origin);
}

const char *scenario_last_id(const struct scenario *scenario)
{
	return scenario->last_id;
}

/* ---- documents ---- */

static void time_text(struct scenario *scenario, char *ret_text, size_t size)
{
	time_t at;
	struct tm parts;

	if (scenario->next_time_s != 0) {
		at = (time_t)scenario->next_time_s;
		scenario->next_time_s = 0;
	} else {
		at = (time_t)scenario->time_s++;
	}
	(void)strftime(ret_text, size, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&at, &parts));
}

/* The whole document; the caller frees it. */
static char *compose(struct scenario *scenario, const char *type, const char *data)
{
	char when[SCENARIO_TEXT];
	char *text = NULL;

	if (scenario->next_id[0] == '\0') {
		(void)snprintf(scenario->next_id, sizeof scenario->next_id, "doc-%u",
			++scenario->documents);
	}
	memcpy(scenario->last_id, scenario->next_id, sizeof scenario->last_id);
	scenario->next_id[0] = '\0';
	time_text(scenario, when, sizeof when);
	if (asprintf(&text,
		    "{'type':'%s/1','id':'%s','time':'%s','property':'%s','origin':'%s',"
		    "'actor':{%s},'data':{%s}}",
		    type, scenario->last_id, when, scenario->property, scenario->origin,
		    scenario->actor, data) < 0) {
		fail_msg("out of memory");
	}
	return text;
}

/* With " for '; the caller frees it. */
static char *quoted(const char *document)
{
	char *text = strdup(document);

	assert_non_null(text);
	for (char *c = text; *c != '\0'; c++) {
		*c = *c == '\'' ? '"' : *c;
	}
	return text;
}

json_t *scenario_hand_in(struct scenario *scenario, const char *document, int *ret_status)
{
	struct pms_reply *reply = NULL;
	char *text = quoted(document);

	*ret_status = scenario->module.call(scenario->plugin, text, strlen(text), &reply);
	free(text);
	return take_reply(scenario, reply);
}

static json_t *gather(struct scenario *scenario, const char *document)
{
	json_error_t error;
	char *text = quoted(document);
	json_t *json = json_loads(text, 0, &error);

	if (json == NULL) {
		fail_msg("%s: %s", error.text, text);
	}
	free(text);
	assert_int_equal(json_array_append_new(scenario->batch, json), 0);
	return NULL;
}

static json_t *try_list(struct scenario *scenario, int *ret_status, const char *type,
	const char *format, va_list arguments)
{
	char *data = NULL;
	char *text;
	json_t *reply;

	if (vasprintf(&data, format, arguments) < 0) {
		fail_msg("out of memory");
	}
	text = compose(scenario, type, data);
	free(data);
	*ret_status = PMS_OK;
	reply = scenario->batch != NULL ? gather(scenario, text)
	                                : scenario_hand_in(scenario, text, ret_status);
	free(scenario->last_text);
	scenario->last_text = text;
	return reply;
}

json_t *scenario_say(struct scenario *scenario, const char *type, const char *format, ...)
{
	va_list arguments;
	json_t *reply;
	int status;

	va_start(arguments, format);
	reply = try_list(scenario, &status, type, format, arguments);
	va_end(arguments);
	if (status != PMS_OK) {
		fail_msg("%s\n%s", scenario->last_text, scenario_dump(scenario, reply));
	}
	return reply;
}

json_t *scenario_refused(struct scenario *scenario, int status, const char *code,
	const char *type, const char *format, ...)
{
	va_list arguments;
	json_t *reply;
	int got;

	va_start(arguments, format);
	reply = try_list(scenario, &got, type, format, arguments);
	va_end(arguments);
	if (got != status) {
		fail_msg("%s\n%d: %s", scenario->last_text, got,
			scenario_dump(scenario, reply));
	}
	scenario_is(reply, "error.code", code);
	return reply;
}

json_t *scenario_try(struct scenario *scenario, int *ret_status, const char *type,
	const char *format, ...)
{
	va_list arguments;
	json_t *reply;

	va_start(arguments, format);
	reply = try_list(scenario, ret_status, type, format, arguments);
	va_end(arguments);
	return reply;
}

void scenario_batch_begin(struct scenario *scenario)
{
	assert_null(scenario->batch);
	scenario->batch = json_array();
}

static void hand_in_batch(struct scenario *scenario, json_t *documents, json_t *answers)
{
	json_t *batch = json_pack("{s:s,s:s,s:s,s:{s:O}}", "type", "batch/1", "id",
		"batch", "time", "2026-01-01T00:00:00Z", "data", "documents", documents);
	char *text = json_dumps(batch, JSON_COMPACT);
	int status = PMS_OK;
	json_t *reply = scenario_hand_in(scenario, text, &status);

	if (status != PMS_OK) {
		fail_msg("batch: %s", scenario_dump(scenario, reply));
	}
	assert_int_equal(json_array_size(json_object_get(reply, "answers")),
		json_array_size(documents));
	assert_int_equal(
		json_array_extend(answers, json_object_get(reply, "answers")), 0);
	free(text);
	json_decref(batch);
}

json_t *scenario_batch_end(struct scenario *scenario)
{
	json_t *documents = scenario->batch;
	json_t *answers = scenario_keep(scenario, json_array());
	size_t count = json_array_size(documents);

	scenario->batch = NULL;
	for (size_t first = 0; first < count; first += BATCH_MAX) {
		json_t *some = json_array();

		for (size_t i = first; i < count && i < first + BATCH_MAX; i++) {
			json_array_append(some, json_array_get(documents, i));
		}
		hand_in_batch(scenario, some, answers);
		json_decref(some);
	}
	for (size_t i = 0; i < count; i++) {
		if (json_object_get(json_array_get(answers, i), "error") != NULL) {
			fail_msg("%s\n%s",
				scenario_dump(scenario, json_array_get(documents, i)),
				scenario_dump(scenario, json_array_get(answers, i)));
		}
	}
	json_decref(documents);
	return answers;
}

/* ---- work ---- */

static json_t *work(struct scenario *scenario, int32_t *ret_settled)
{
	struct pms_reply *reply = NULL;

	assert_int_equal(scenario->module.wake(scenario->plugin), PMS_OK);
	*ret_settled = scenario->module.work(scenario->plugin, WORK_MS, &reply);
	return take_reply(scenario, reply);
}

json_t *scenario_work_once(struct scenario *scenario)
{
	int32_t settled;

	return work(scenario, &settled);
}

void scenario_work(struct scenario *scenario)
{
	int idle = 0;

	for (int i = 0; i < ROUNDS_MAX && idle < 2; i++) {
		int32_t settled;
		json_t *reply = work(scenario, &settled);
		json_t *flying = json_object_get(reply, "in_flight");

		if (settled < 0) {
			fail_msg("work: %s", scenario_dump(scenario, reply));
		}
		idle = settled == 0 && json_integer_value(flying) == 0 ? idle + 1 : 0;
	}
	assert_true(idle >= 2);
	scenario_inbox_check(&scenario->inbox);
}

void scenario_skip_back_off(struct scenario *scenario)
{
	sg_test_sql(&scenario->database,
		"UPDATE delivery SET due_at = 0 WHERE due_at IS NOT NULL");
}
