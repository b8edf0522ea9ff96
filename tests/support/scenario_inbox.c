/* What endpoints receive, checked as it comes. */
#include "support/scenario_inside.h"

#include <time.h>

/* Topics that say why; no body may name one, whoever it is for. */
static const char *const special_topics[] = {
	"\"allergy.", "\"diet.", "\"access.need\"", "\"faith.", "\"diet.kind\""};
/* Planted in free text by the tests; for the desk's eyes. */
static const char *const planted[] = {"Asthma", "Operation", "PLANTED"};

/* Whether one of the names, by blanks, is this one. */
static bool names(const char *endpoints, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = endpoints; (at = strstr(at, name)) != NULL; at += len) {
		if ((at == endpoints || at[-1] == ' ') &&
			(at[len] == ' ' || at[len] == '\0')) {
			return true;
		}
	}
	return false;
}

static void find_fault(struct scenario_inbox *inbox, const char *what,
	const struct http_peer_request *request)
{
	if (inbox->fault[0] == '\0') {
		(void)snprintf(inbox->fault, sizeof inbox->fault, "%s: %s %.1500s", what,
			request->path, request->body);
	}
}

static void check_signature(
	struct scenario_inbox *inbox, const struct http_peer_request *request)
{
	char id[256] = "";
	char timestamp[64] = "";
	char signature[256] = "";
	struct sg_error error = {0};

	(void)http_peer_header(request, "webhook-id", id, sizeof id);
	(void)http_peer_header(request, "webhook-timestamp", timestamp, sizeof timestamp);
	(void)http_peer_header(request, "webhook-signature", signature, sizeof signature);
	const struct sg_signed_message message = {.id = id,
		.timestamp = timestamp,
		.signature = signature,
		.body = request->body,
		.body_len = request->body_len};
	if (sg_signature_verify(&inbox->secret, 1, &message, (int64_t)time(NULL), 300,
		    &error) != SG_OK) {
		find_fault(inbox, error.message, request);
	}
}

static void check_words(
	struct scenario_inbox *inbox, const struct http_peer_request *request)
{
	bool desk = strncmp(request->path, "/desk", 5) == 0;

	for (size_t i = 0; i < sizeof special_topics / sizeof special_topics[0]; i++) {
		if (strstr(request->body, special_topics[i]) != NULL) {
			find_fault(inbox, "a special-category topic left", request);
		}
	}
	for (size_t i = 0; !desk && i < sizeof planted / sizeof planted[0]; i++) {
		if (strstr(request->body, planted[i]) != NULL) {
			find_fault(inbox, "free text left", request);
		}
	}
}

static json_int_t revision_of(const struct scenario_delivery *delivery)
{
	return json_integer_value(json_object_get(delivery->data, "revision"));
}

static const char *stay_of(const struct scenario_delivery *delivery)
{
	return json_string_value(json_object_get(delivery->data, "stay"));
}

/* Per stay and endpoint in order, and each once. */
static void check_order(struct scenario_inbox *inbox,
	const struct scenario_delivery *delivery, const struct http_peer_request *request)
{
	for (size_t i = 0; i < inbox->count; i++) {
		const struct scenario_delivery *before = &inbox->deliveries[i];

		if (strcmp(before->endpoint, delivery->endpoint) != 0 ||
			strcmp(stay_of(before), stay_of(delivery)) != 0) {
			continue;
		}
		if (strcmp(before->id, delivery->id) == 0 ||
			revision_of(before) >= revision_of(delivery)) {
			find_fault(inbox, "a revision out of order or twice", request);
		}
	}
}

static void keep(struct scenario_inbox *inbox, const struct http_peer_request *request)
{
	struct scenario_delivery *delivery = &inbox->deliveries[inbox->count];
	json_error_t error;

	memset(delivery, 0, sizeof *delivery);
	(void)snprintf(delivery->endpoint, sizeof delivery->endpoint, "%.60s",
		request->path + 1);
	(void)http_peer_header(request, "webhook-id", delivery->id, sizeof delivery->id);
	delivery->body = json_loads(request->body, 0, &error);
	delivery->data = json_object_get(delivery->body, "data");
	if (stay_of(delivery) == NULL) {
		find_fault(inbox, "no checklist", request);
		json_decref(delivery->body);
		return;
	}
	(void)snprintf(delivery->type, sizeof delivery->type, "%s",
		json_string_value(json_object_get(delivery->body, "type")));
	check_order(inbox, delivery, request);
	inbox->count++;
}

static bool take(void *context, const struct http_peer_request *request)
{
	struct scenario_inbox *inbox = context;

	(void)pthread_mutex_lock(&inbox->mutex);
	check_signature(inbox, request);
	check_words(inbox, request);
	if (names(inbox->failing, request->path + 1)) {
		/* It did not arrive. */
	} else if (inbox->count < SCENARIO_DELIVERIES_MAX) {
		keep(inbox, request);
	} else {
		find_fault(inbox, "too many deliveries", request);
	}
	(void)pthread_mutex_unlock(&inbox->mutex);
	return true;
}

void scenario_inbox_open(struct scenario_inbox *inbox)
{
	(void)pthread_mutex_init(&inbox->mutex, NULL);
	assert_int_equal(
		sg_secret_parse(SCENARIO_SECRET, NULL, NULL, &inbox->secret), SG_OK);
	inbox->peer = http_peer_start();
	assert_non_null(inbox->peer);
	http_peer_on_request(inbox->peer, take, inbox);
}

void scenario_inbox_check(struct scenario_inbox *inbox)
{
	char fault[sizeof inbox->fault];

	(void)pthread_mutex_lock(&inbox->mutex);
	memcpy(fault, inbox->fault, sizeof fault);
	inbox->fault[0] = '\0';
	(void)pthread_mutex_unlock(&inbox->mutex);
	if (fault[0] != '\0') {
		fail_msg("%s", fault);
	}
}

void scenario_inbox_close(struct scenario_inbox *inbox)
{
	http_peer_stop(inbox->peer);
	inbox->peer = NULL;
	for (size_t i = 0; i < inbox->count; i++) {
		json_decref(inbox->deliveries[i].body);
	}
	inbox->count = 0;
	(void)pthread_mutex_destroy(&inbox->mutex);
}

static void set_failing(struct scenario_inbox *inbox, const char *endpoint, bool fails)
{
	char *rest = strdup(inbox->failing);
	char *all = rest;
	size_t len = 0;
	char *name;

	(void)pthread_mutex_lock(&inbox->mutex);
	inbox->failing[0] = '\0';
	while ((name = strsep(&rest, " ")) != NULL) {
		if (name[0] != '\0' && strcmp(name, endpoint) != 0) {
			len += (size_t)snprintf(inbox->failing + len,
				sizeof inbox->failing - len, "%s ", name);
		}
	}
	if (fails) {
		(void)snprintf(inbox->failing + len, sizeof inbox->failing - len, "%s",
			endpoint);
	}
	(void)pthread_mutex_unlock(&inbox->mutex);
	free(all);
}

void scenario_answers(struct scenario *scenario, const char *endpoint, int http_status)
{
	static const struct {
		int status;
		const char *head;
	} heads[] = {
		{204, NULL},
		{410, "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"},
		{500, "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"},
		{503, "HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n"},
	};
	char path[80];
	struct http_peer_answer answer = {0};

	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		if (heads[i].status == http_status) {
			answer.head = heads[i].head;
		}
	}
	(void)snprintf(path, sizeof path, "/%s", endpoint);
	set_failing(&scenario->inbox, endpoint, answer.head != NULL);
	http_peer_answer(scenario->inbox.peer, path, &answer);
}

size_t scenario_attempts(struct scenario *scenario, const char *endpoint)
{
	char path[80];

	(void)snprintf(path, sizeof path, "/%s", endpoint);
	return http_peer_requests(scenario->inbox.peer, path);
}

const char *scenario_url(const struct scenario *scenario)
{
	static char url[64];

	http_peer_url(scenario->inbox.peer, "", url, sizeof url);
	return url;
}

const char *scenario_header(struct scenario *scenario, const char *name)
{
	struct http_peer_request request;
	char value[512] = "";
	json_t *text;

	if (http_peer_last(scenario->inbox.peer, &request)) {
		(void)http_peer_header(&request, name, value, sizeof value);
	}
	text = scenario_keep(scenario, json_string(value));
	return json_string_value(text);
}

void scenario_forget(struct scenario *scenario)
{
	struct scenario_inbox *inbox = &scenario->inbox;

	scenario_work(scenario);
	(void)pthread_mutex_lock(&inbox->mutex);
	for (size_t i = 0; i < inbox->count; i++) {
		inbox->deliveries[i].seen = true;
	}
	(void)pthread_mutex_unlock(&inbox->mutex);
}

static bool is_for(const struct scenario_delivery *delivery, const char *endpoint)
{
	return endpoint == NULL || strcmp(delivery->endpoint, endpoint) == 0;
}

size_t scenario_count(struct scenario *scenario, const char *endpoint)
{
	struct scenario_inbox *inbox = &scenario->inbox;
	size_t count = 0;

	(void)pthread_mutex_lock(&inbox->mutex);
	for (size_t i = 0; i < inbox->count; i++) {
		count += !inbox->deliveries[i].seen &&
		         is_for(&inbox->deliveries[i], endpoint);
	}
	(void)pthread_mutex_unlock(&inbox->mutex);
	return count;
}

struct scenario_delivery *scenario_latest(struct scenario *scenario, const char *endpoint)
{
	struct scenario_inbox *inbox = &scenario->inbox;
	struct scenario_delivery *latest = NULL;

	(void)pthread_mutex_lock(&inbox->mutex);
	for (size_t i = 0; i < inbox->count; i++) {
		if (!inbox->deliveries[i].seen &&
			is_for(&inbox->deliveries[i], endpoint)) {
			latest = &inbox->deliveries[i];
		}
	}
	(void)pthread_mutex_unlock(&inbox->mutex);
	if (latest == NULL) {
		fail_msg("nothing was sent to %s", endpoint);
	}
	return latest;
}

/* All that came since, for messages. */
static void tell(struct scenario *scenario)
{
	struct scenario_inbox *inbox = &scenario->inbox;

	int left = 6;

	(void)pthread_mutex_lock(&inbox->mutex);
	for (size_t i = 0; i < inbox->count && left > 0; i++) {
		if (!inbox->deliveries[i].seen) {
			left--;
			print_message("%s: %.900s\n", inbox->deliveries[i].endpoint,
				scenario_dump(scenario, inbox->deliveries[i].body));
		}
	}
	(void)pthread_mutex_unlock(&inbox->mutex);
}

json_t *scenario_sent(struct scenario *scenario, const char *endpoint, const char *type)
{
	struct scenario_delivery *delivery;

	scenario_work(scenario);
	if (scenario_count(scenario, endpoint) != 1) {
		tell(scenario);
		fail_msg("%zu deliveries to %s", scenario_count(scenario, endpoint),
			endpoint);
	}
	delivery = scenario_latest(scenario, endpoint);
	assert_string_equal(delivery->type, type);
	return delivery->data;
}

void scenario_sent_only_to(struct scenario *scenario, const char *endpoints)
{
	struct scenario_inbox *inbox = &scenario->inbox;
	bool right = true;
	char *wanted = strdup(endpoints);
	char *rest = wanted;
	char *name;

	scenario_work(scenario);
	for (size_t i = 0; i < inbox->count; i++) {
		right &= inbox->deliveries[i].seen ||
		         names(endpoints, inbox->deliveries[i].endpoint);
	}
	while ((name = strsep(&rest, " ")) != NULL) {
		right &= name[0] == '\0' || scenario_count(scenario, name) > 0;
	}
	free(wanted);
	if (!right) {
		tell(scenario);
		fail_msg("not just to: %s", endpoints);
	}
}
