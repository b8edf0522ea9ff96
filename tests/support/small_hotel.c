/* The small hotel's documents, its peer and what it counts. */
#include "support/small_hotel.h"

#include <time.h>

#include "deliver/signature.h"

static const char plain_config[] =
	"{\"database\":{\"socket\":\"%s\",\"user\":\"root\",\"name\":\"%s\"},"
	"\"migrate\":true,\"poll_ms\":%d%s}";
enum { POLL_MS = 250, SLOW_POLL_MS = 60000, DRAIN_S = 60 };
bool hotel_slow_poll;
static const char patient[] = ",\"deadline_ms\":20000";

int64_t hotel_now_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void hotel_sleep(int milliseconds)
{
	struct timespec pause = {.tv_sec = milliseconds / 1000,
		.tv_nsec = (long)(milliseconds % 1000) * 1000000};

	(void)nanosleep(&pause, NULL);
}

/* ---- what comes ---- */

static bool names_path(const char *paths, const char *path)
{
	size_t len = strlen(path);

	for (const char *at = paths; (at = strstr(at, path)) != NULL; at += len) {
		if ((at == paths || at[-1] == ' ') &&
			(at[len] == ' ' || at[len] == '\0')) {
			return true;
		}
	}
	return false;
}

static uint64_t hash(const char *bytes, size_t len)
{
	uint64_t value = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < len; i++) {
		value = (value ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
	}
	return value;
}

/* The text after `name` in the body, up to a quote or comma. */
static void member(const char *body, const char *name, char *ret_text, size_t size)
{
	const char *at = strstr(body, name);
	size_t len = 0;

	ret_text[0] = '\0';
	if (at != NULL) {
		at += strlen(name);
		len = strcspn(at, "\",}");
		(void)snprintf(ret_text, size, "%.*s", (int)len, at);
	}
}

static bool is_signed(const struct http_peer_request *request)
{
	static const char *const texts[] = {HOTEL_SECRET, HOTEL_SECRET_NEXT};
	struct sg_secret secrets[2];
	char id[128] = "", timestamp[32] = "", signature[256] = "";
	struct sg_signed_message message = {.id = id,
		.timestamp = timestamp,
		.signature = signature,
		.body = request->body,
		.body_len = request->body_len};

	for (size_t i = 0; i < 2; i++) {
		if (sg_secret_parse(texts[i], "", NULL, &secrets[i]) != SG_OK) {
			return false;
		}
	}
	(void)http_peer_header(request, "webhook-id", id, sizeof id);
	(void)http_peer_header(request, "webhook-timestamp", timestamp, sizeof timestamp);
	(void)http_peer_header(request, "webhook-signature", signature, sizeof signature);
	return sg_signature_verify(
		       secrets, 2, &message, (int64_t)time(NULL), 300, NULL) == SG_OK;
}

static struct letter read_letter(const struct http_peer_request *request)
{
	struct letter letter = {.at_us = hotel_now_us(),
		.body_hash = hash(request->body, request->body_len),
		.verified = is_signed(request)};
	char text[64];

	(void)snprintf(letter.path, sizeof letter.path, "%.60s", request->path);
	(void)http_peer_header(request, "webhook-id", letter.id, sizeof letter.id);
	member(request->body, "\"type\":\"", letter.type, sizeof letter.type);
	member(request->body, "\"stay\":\"", letter.stay, sizeof letter.stay);
	member(request->body, "\"revision\":", text, sizeof text);
	letter.revision = (uint32_t)strtoul(text, NULL, 10);
	if (http_peer_header(request, "stammgast-attempt", text, sizeof text)) {
		letter.attempt = (int)strtol(text, NULL, 10);
	}
	if (http_peer_header(request, "stammgast-epoch", text, sizeof text)) {
		letter.epoch = strtoull(text, NULL, 10);
	}
	return letter;
}

static bool take(void *context, const struct http_peer_request *request)
{
	struct small_hotel *hotel = context;
	struct letter letter = read_letter(request);

	(void)pthread_mutex_lock(&hotel->lock);
	letter.refused = names_path(hotel->shut, letter.path);
	if (hotel->letter_count < HOTEL_LETTERS_MAX) {
		hotel->letters[hotel->letter_count++] = letter;
	}
	memcpy(hotel->last_body, request->body, sizeof hotel->last_body);
	memcpy(hotel->last_head, request->head, sizeof hotel->last_head);
	(void)pthread_mutex_unlock(&hotel->lock);
	return !letter.refused;
}

void hotel_shut(struct small_hotel *hotel, const char *paths)
{
	(void)pthread_mutex_lock(&hotel->lock);
	(void)snprintf(hotel->shut, sizeof hotel->shut, "%s", paths);
	(void)pthread_mutex_unlock(&hotel->lock);
}

void hotel_forget(struct small_hotel *hotel)
{
	(void)pthread_mutex_lock(&hotel->lock);
	hotel->letter_count = 0;
	(void)pthread_mutex_unlock(&hotel->lock);
}

static size_t count(
	struct small_hotel *hotel, const char *path, const char *type, bool refused_too)
{
	size_t found = 0;

	(void)pthread_mutex_lock(&hotel->lock);
	for (size_t i = 0; i < hotel->letter_count; i++) {
		const struct letter *letter = &hotel->letters[i];

		found += (refused_too || !letter->refused) &&
		         (path == NULL || strcmp(path, letter->path) == 0) &&
		         (type == NULL || strcmp(type, letter->type) == 0);
	}
	(void)pthread_mutex_unlock(&hotel->lock);
	return found;
}

size_t hotel_received(struct small_hotel *hotel, const char *path, const char *type)
{
	return count(hotel, path, type, false);
}

size_t hotel_attempted(struct small_hotel *hotel, const char *path)
{
	return count(hotel, path, NULL, true);
}

struct letter hotel_latest(struct small_hotel *hotel, const char *path)
{
	struct letter letter = {.at_us = 0};

	(void)pthread_mutex_lock(&hotel->lock);
	for (size_t i = 0; i < hotel->letter_count; i++) {
		if (strcmp(path, hotel->letters[i].path) == 0) {
			letter = hotel->letters[i];
		}
	}
	(void)pthread_mutex_unlock(&hotel->lock);
	if (letter.at_us == 0) {
		fail_msg("nothing came to %s", path);
	}
	return letter;
}

const char *hotel_body(struct small_hotel *hotel)
{
	return hotel->last_body;
}

void hotel_header(struct small_hotel *hotel, const char *name, char *value, size_t size)
{
	struct http_peer_request request;

	(void)pthread_mutex_lock(&hotel->lock);
	memcpy(request.head, hotel->last_head, sizeof request.head);
	(void)pthread_mutex_unlock(&hotel->lock);
	value[0] = '\0';
	(void)http_peer_header(&request, name, value, size);
}

/* By path, stay, revision; what came first stands first. */
static int compare(const void *left, const void *right)
{
	const struct letter *a = left;
	const struct letter *b = right;
	int order = strcmp(a->path, b->path);

	order = order != 0 ? order : strcmp(a->stay, b->stay);
	if (order == 0 && a->revision != b->revision) {
		return a->revision < b->revision ? -1 : 1;
	}
	if (order == 0 && a->at_us != b->at_us) {
		return a->at_us < b->at_us ? -1 : 1;
	}
	return order;
}

/* The letters so far, sorted; the caller frees them. */
static struct letter *sorted(struct small_hotel *hotel, size_t *ret_count)
{
	struct letter *letters;

	(void)pthread_mutex_lock(&hotel->lock);
	*ret_count = hotel->letter_count;
	letters = calloc(*ret_count + 1, sizeof *letters);
	assert_non_null(letters);
	memcpy(letters, hotel->letters, *ret_count * sizeof *letters);
	(void)pthread_mutex_unlock(&hotel->lock);
	qsort(letters, *ret_count, sizeof *letters, compare);
	return letters;
}

static bool is_same(const struct letter *a, const struct letter *b)
{
	return strcmp(a->path, b->path) == 0 && strcmp(a->stay, b->stay) == 0;
}

size_t hotel_doubled(struct small_hotel *hotel)
{
	size_t letter_count;
	struct letter *letters = sorted(hotel, &letter_count);
	const struct letter *before = NULL;
	size_t doubled = 0;

	for (size_t i = 0; i < letter_count; i++) {
		if (letters[i].refused) {
			continue;
		}
		doubled += before != NULL && is_same(before, &letters[i]) &&
		           before->revision == letters[i].revision;
		before = &letters[i];
	}
	free(letters);
	return doubled;
}

void hotel_check_letters(struct small_hotel *hotel)
{
	size_t letter_count;
	struct letter *letters = sorted(hotel, &letter_count);
	const char *fault = NULL;

	for (size_t i = 0; i < letter_count && fault == NULL; i++) {
		const struct letter *one = &letters[i];
		const struct letter *next = &letters[i + 1];

		if (!one->verified) {
			fault = "not signed";
		} else if (i + 1 < letter_count && is_same(one, next) &&
			   one->revision == next->revision &&
			   strcmp(one->id, next->id) == 0 &&
			   (one->body_hash != next->body_hash ||
				   strcmp(one->type, next->type) != 0)) {
			fault = "the same id with another body";
		} else if (i + 1 < letter_count && is_same(one, next) &&
			   one->revision < next->revision && one->at_us > next->at_us) {
			fault = "an older revision came after a newer one";
		}
		if (fault != NULL) {
			print_message("%s %s %s %u: %s\n", one->path, one->id, one->stay,
				one->revision, fault);
		}
	}
	free(letters);
	if (fault != NULL) {
		fail_msg("%s", fault);
	}
}

/* ---- opening and closing ---- */

void hotel_prepare(struct small_hotel *hotel, const char *socket)
{
	memset(hotel, 0, sizeof *hotel);
	if (socket != NULL) {
		sg_test_database_create_at(&hotel->database, socket);
	} else {
		sg_test_database_create(&hotel->database);
	}
	(void)pthread_mutex_init(&hotel->lock, NULL);
	hotel->letters = calloc(HOTEL_LETTERS_MAX, sizeof *hotel->letters);
	assert_non_null(hotel->letters);
	hotel->peer = http_peer_start();
	assert_non_null(hotel->peer);
	http_peer_on_request(hotel->peer, take, hotel);
}

void hotel_config(const struct small_hotel *hotel, const char *members, char *ret_config)
{
	(void)snprintf(ret_config, HOTEL_TEXT_MAX, plain_config, hotel->database.socket,
		hotel->database.name, hotel_slow_poll ? SLOW_POLL_MS : POLL_MS,
		members != NULL ? members : "");
}

struct sg_service *hotel_open(struct small_hotel *hotel, const char *members)
{
	struct sg_service *service = NULL;
	struct sg_error error = {0};
	char config[HOTEL_TEXT_MAX];

	hotel_config(hotel, members, config);
	if (sg_service_open(config, strlen(config), &hotel->host, &service, &error) !=
		SG_OK) {
		fail_msg("open: %s", error.message);
	}
	return service;
}

void hotel_start(struct small_hotel *hotel)
{
	hotel_prepare(hotel, NULL);
	hotel->service = hotel_open(hotel, patient);
	hotel_build(hotel, 5, 9);
}

void hotel_stop(struct small_hotel *hotel)
{
	sg_service_close(&hotel->service);
	http_peer_stop(hotel->peer);
	sg_test_database_drop(&hotel->database);
	(void)pthread_mutex_destroy(&hotel->lock);
	free(hotel->letters);
	hotel->letters = NULL;
}

int hotel_setup(void **state)
{
	*state = calloc(1, sizeof(struct small_hotel));
	assert_non_null(*state);
	hotel_start(*state);
	return 0;
}

int hotel_teardown(void **state)
{
	hotel_stop(*state);
	free(*state);
	return 0;
}

/* ---- documents ---- */

static void day(int days, char ret_text[16])
{
	time_t then = time(NULL) + days * 86400;
	struct tm parts;

	(void)strftime(ret_text, 16, "%Y-%m-%d", gmtime_r(&then, &parts));
}

void hotel_compose(const char *type, const char *id, const char *data, char *ret_text)
{
	char now[40];
	time_t wall = time(NULL);
	struct tm parts;

	(void)strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&wall, &parts));
	(void)snprintf(ret_text, HOTEL_TEXT_MAX,
		"{'type':'%s/1','id':'%s','time':'%s','property':'HAM1',"
		"'actor':{'role':'manager','name':'anna'},'data':{%s}}",
		type, id, now, data);
	for (char *c = ret_text; *c != '\0'; c++) {
		*c = *c == '\'' ? '"' : *c;
	}
}

enum sg_status hotel_hand_in(
	struct sg_service *service, const char *document, struct sg_buffer *reply)
{
	struct sg_buffer own = {0};
	struct sg_buffer *buffer = reply != NULL ? reply : &own;
	enum sg_status status;

	sg_buffer_reset(buffer);
	status = sg_service_call(service, document, strlen(document), buffer);
	sg_buffer_free(&own);
	return status;
}

static void new_id(char ret_id[32])
{
	static _Atomic unsigned documents;

	(void)snprintf(ret_id, 32, "doc-%u", ++documents);
}

static const char *try_list(struct small_hotel *hotel, enum sg_status expected,
	const char *id, const char *type, const char *format, va_list arguments)
{
	static struct sg_buffer reply;
	static char data[HOTEL_TEXT_MAX / 2];
	static char text[HOTEL_TEXT_MAX];
	enum sg_status status;

	(void)vsnprintf(data, sizeof data, format, arguments);
	hotel_compose(type, id, data, text);
	status = hotel_hand_in(hotel->service, text, &reply);
	if (status != expected) {
		fail_msg("%s\n%d: %s", text, status, reply.data);
	}
	return reply.data;
}

void hotel_say(struct small_hotel *hotel, const char *type, const char *format, ...)
{
	char id[32];
	va_list arguments;

	new_id(id);
	va_start(arguments, format);
	(void)try_list(hotel, SG_OK, id, type, format, arguments);
	va_end(arguments);
}

const char *hotel_try(struct small_hotel *hotel, enum sg_status expected, const char *id,
	const char *type, const char *format, ...)
{
	char fresh[32];
	va_list arguments;
	const char *reply;

	new_id(fresh);
	va_start(arguments, format);
	reply = try_list(
		hotel, expected, id != NULL ? id : fresh, type, format, arguments);
	va_end(arguments);
	return reply;
}

void hotel_build(struct small_hotel *hotel, unsigned floors, unsigned rooms)
{
	hotel_say(hotel, "property.changed",
		"'zone':'Etc/UTC','languages':['de'],'live':true");
	hotel_say(hotel, "room_type.changed",
		"'code':'DZ','standard':{'things':[{'what':'pillow','count':4}],"
		"'values':[{'topic':'bed.filling','value':'feather'}]}");
	for (unsigned floor = 0; floor < floors; floor++) {
		for (unsigned room = 1; room <= rooms; room++) {
			hotel_say(hotel, "room.changed",
				"'number':'%u','type':'DZ','floor':'%u'",
				floor * 100 + room, floor);
		}
	}
}

void hotel_endpoint(struct small_hotel *hotel, const char *name, const char *members)
{
	char url[128];
	char path[64];

	(void)snprintf(path, sizeof path, "/%s", name);
	http_peer_url(hotel->peer, path, url, sizeof url);
	hotel_say(hotel, "endpoint.put",
		"'name':'%s','url':'%s','languages':['de'],"
		"'allowed_networks':['127.0.0.0/8'],%s%s",
		name, url,
		members != NULL && strstr(members, "secrets") != NULL
			? ""
			: "'secret':'" HOTEL_SECRET "',",
		members != NULL ? members : "'departments':['housekeeping']");
}

void hotel_stay_text(unsigned number, const char *status, const char *id, char *ret_text)
{
	char data[1024], arrival[16], departure[16];

	day(0, arrival);
	day(3, departure);
	(void)snprintf(data, sizeof data,
		"'ids':[{'system':'pms','id':'S%u'}],'status':'%s','arrival':'%s',"
		"'departure':'%s','room':'%u','booked_type':'DZ','party':{'adults':2},"
		"'people':[{'role':'guest','primary':true,"
		"'ids':[{'system':'pms','id':'G%u'}]}],'codes':[]",
		number, status, arrival, departure, number % 1000, number);
	hotel_compose("stay.changed", id, data, ret_text);
}

static void say_stay(struct small_hotel *hotel, unsigned number, const char *status)
{
	struct sg_buffer reply = {0};
	char text[HOTEL_TEXT_MAX];
	char id[32];

	new_id(id);
	hotel_stay_text(number, status, id, text);
	if (hotel_hand_in(hotel->service, text, &reply) != SG_OK) {
		fail_msg("%s\n%s", text, reply.data);
	}
	sg_buffer_free(&reply);
}

void hotel_book(struct small_hotel *hotel, unsigned number)
{
	say_stay(hotel, number, "booked");
}

void hotel_check_in(struct small_hotel *hotel, unsigned number)
{
	say_stay(hotel, number, "checked_in");
}

/* ---- work ---- */

int32_t hotel_work(struct sg_service *service, uint32_t wait_ms)
{
	struct sg_buffer reply = {0};
	int32_t settled = sg_service_work(service, wait_ms, &reply);

	if (settled < 0) {
		print_message("work: %d %s\n", settled, reply.data);
	}
	sg_buffer_free(&reply);
	assert_true(settled >= 0);
	return settled;
}

int64_t hotel_waiting(struct small_hotel *hotel)
{
	return sg_test_number(&hotel->database,
		"SELECT COUNT(*) FROM delivery WHERE due_at IS NOT NULL");
}

static bool is_done(struct small_hotel *hotel)
{
	return hotel_waiting(hotel) == 0 &&
	       sg_test_number(&hotel->database,
		       "SELECT COUNT(*) FROM stay WHERE plan_at <= "
		       "UNIX_TIMESTAMP(NOW(6)) * 1000000") == 0;
}

bool hotel_drain(struct small_hotel *hotel, int seconds)
{
	int64_t until_us = hotel_now_us() +
	                   (seconds > DRAIN_S ? seconds : DRAIN_S) * INT64_C(1000000);

	while (!is_done(hotel)) {
		if (hotel_now_us() > until_us) {
			char text[512];

			sg_test_text(&hotel->database, text, sizeof text,
				"SELECT CONCAT_WS(' ', wanted, must, delivered, "
				"attempts, "
				"due_at - UNIX_TIMESTAMP() * 1000000, dead_us, reason) "
				"FROM delivery WHERE due_at IS NOT NULL LIMIT 1");
			print_message("%lld deliveries wait: %s\n",
				(long long)hotel_waiting(hotel), text);
			sg_test_text(&hotel->database, text, sizeof text,
				"SELECT CONCAT_WS(' ', HEX(id), version, status, room, "
				"plan_at - UNIX_TIMESTAMP() * 1000000, revision, "
				"planned_version) FROM stay WHERE plan_at <= "
				"UNIX_TIMESTAMP() * 1000000 LIMIT 1");
			print_message("plans: %s\n", text);
			return false;
		}
		(void)hotel_work(hotel->service, 50);
	}
	return true;
}

void hotel_work_for(struct small_hotel *hotel, int milliseconds)
{
	int64_t until_us = hotel_now_us() + (int64_t)milliseconds * 1000;

	while (hotel_now_us() < until_us) {
		(void)hotel_work(hotel->service, 20);
	}
}

void hotel_work_until(struct small_hotel *hotel, const char *sql)
{
	int64_t until_us = hotel_now_us() + DRAIN_S * INT64_C(1000000);

	while (sg_test_number(&hotel->database, "%s", sql) == 0) {
		if (hotel_now_us() > until_us) {
			fail_msg("never: %s", sql);
		}
		(void)hotel_work(hotel->service, 20);
	}
}

void hotel_work_until_failed(struct small_hotel *hotel, int attempts)
{
	char sql[80];

	(void)snprintf(sql, sizeof sql,
		"SELECT COALESCE(MAX(attempts), 0) >= %d FROM delivery", attempts);
	hotel_work_until(hotel, sql);
}

void hotel_hurry(struct small_hotel *hotel)
{
	sg_test_sql(&hotel->database,
		"UPDATE delivery SET due_at = 0 WHERE due_at IS NOT NULL");
}
