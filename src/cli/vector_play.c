/* A vector through the module: what goes in, the work that it makes, and what comes out. */
#include <stdio.h>
#include <string.h>

#include "cli/stop.h"
#include "cli/vector.h"

enum { PATIENCE_MS = 30000, WORK_MS = 5, ROUNDS_MAX = 5000, IDLE_ROUNDS = 2 };

static enum sg_status hand_in(
	void *data, const struct sg_buffer *document, struct sg_error *error)
{
	struct sg_value *reply = NULL;
	enum sg_status status = sg_host_ask(data, document, PATIENCE_MS, error, &reply);

	sg_value_free(reply);
	return status;
}

/* Until nothing is due. */
static enum sg_status work(struct sg_host *host, struct sg_error *error)
{
	int idle = 0;

	for (int i = 0; i < ROUNDS_MAX && idle < IDLE_ROUNDS; i++) {
		struct pms_reply *reply = NULL;
		int32_t settled;

		if (sg_stop_requested()) {
			return sg_fail(error, SG_REFUSED, "stopped", NULL, "stopped");
		}
		(void)host->module.wake(host->module.plugin);
		settled = host->module.work(host->module.plugin, WORK_MS, &reply);
		if (settled < 0) {
			(void)sg_module_error(&host->module, settled, reply, error);
		}
		host->module.reply_free(reply);
		if (settled < 0) {
			return error->status;
		}
		idle = settled == 0 ? idle + 1 : 0;
	}
	return SG_OK;
}

/* The step stands before what is wrong in it. */
static enum sg_status at_step(struct sg_error *error, size_t step)
{
	struct sg_error why = *error;

	return sg_fail(error, why.status, why.code, why.path, "documents/%zu: %s", step,
		why.message);
}

static enum sg_status play_steps(
	struct sg_vector_writing *writing, struct sg_host *host, struct sg_error *error)
{
	const struct sg_value *steps =
		sg_value_member(writing->vector->file, "documents");

	for (size_t i = 0; i < sg_value_count(steps); i++) {
		const struct sg_value *step = sg_value_at(steps, i);
		enum sg_status status = sg_vector_write_step(writing, step, error);

		if (status == SG_OK && sg_vector_is_day(step)) {
			status = work(host, error);
		}
		if (status != SG_OK) {
			return at_step(error, i);
		}
	}
	return work(host, error);
}

struct asking {
	struct sg_vector_writing *writing;
	struct sg_host *host;
	struct sg_error *error;
	struct sg_buffer *differs;
	size_t count;
	enum sg_status status;
};

static bool ask(void *data, const char *guest, const struct sg_value *expected)
{
	struct asking *asking = data;
	struct sg_value *reply = NULL;

	sg_vector_write_question(asking->writing, guest);
	asking->status = sg_host_ask(asking->host, &asking->writing->document,
		PATIENCE_MS, asking->error, &reply);
	if (asking->status == SG_OK) {
		asking->count += sg_vector_judge(guest, expected,
			sg_value_at(sg_value_member(reply, "memberships"), 0),
			asking->differs);
	}
	sg_value_free(reply);
	return asking->status == SG_OK;
}

enum sg_status sg_vector_play(struct sg_host *host, const struct sg_vector *vector,
	const char *programme, size_t len, struct sg_error *error,
	struct sg_buffer *differs, size_t *ret_count)
{
	struct sg_value *rules = NULL;
	struct sg_vector_writing writing = {
		.vector = vector, .hand_in = hand_in, .data = host};
	struct asking asking = {
		.writing = &writing, .host = host, .error = error, .differs = differs};
	enum sg_status status = sg_value_parse(programme, len, error, &rules);

	if (status == SG_OK) {
		writing.code = sg_value_text(sg_value_member(rules, "code"), "");
		writing.currency = sg_value_text(sg_value_member(rules, "currency"), "");
		status = sg_vector_write_house(&writing, programme, len, error);
	}
	if (status == SG_OK) {
		status = play_steps(&writing, host, error);
	}
	if (status == SG_OK) {
		sg_value_each(sg_value_member(vector->file, "expect"), ask, &asking);
		status = asking.status;
	}
	sg_buffer_free(&writing.document);
	sg_value_free(rules);
	if (status == SG_OK) {
		*ret_count = asking.count;
	}
	return status;
}
