/*
 * What is refused is refused whole: with one line that says what is wrong and where, and nothing
 * in any table is other than before.
 */
#include "support/small_hotel.h"

#include <time.h>

enum { BIG = 300 * 1024, DEEP = 40 };

struct case_of {
	const char *what;
	const char *document; /* with ' for "; NULL: made by `make` */
	const char *code;     /* expected, NULL: any */
	const char *path;     /* a beginning of it, NULL: any */
};

#define FRAME(type, data)                                                                \
	"{'type':'" type "/1','id':'x','time':'2026-11-21T15:00:00Z','property':'HAM1'," \
	"'actor':{'role':'manager'},'data':{" data "}}"
#define STAY(members) FRAME("stay.changed", "'ids':[{'system':'pms','id':'S1'}]," members)
#define BOOKED "'status':'booked','arrival':'2026-11-21','departure':'2026-11-23'"
#define ENDPOINT(url, rest)                                                              \
	FRAME("endpoint.put", "'name':'e','url':'" url "','departments':['spa'],"        \
			      "'languages':['de']," rest)
#define GOOD "'secret':'" HOTEL_SECRET "'"

static const struct case_of cases[] = {
	{"nothing", "", NULL, NULL},
	{"blanks", "   ", NULL, NULL},
	{"truncated", "{'type':'stay.changed/1','id':'x','ti", NULL, NULL},
	{"two documents", FRAME("health", "") FRAME("health", ""), NULL, NULL},
	{"an array", "[]", NULL, NULL},
	{"a number", "42", NULL, NULL},
	{"not JSON", "<xml/>", NULL, NULL},
	{"a duplicate key", "{'type':'health/1','type':'health/1','id':'x','data':{}}",
		NULL, NULL},
	{"a duplicate key inside", STAY(BOOKED ",'room':'101','room':'102'"), NULL, NULL},
	{"a NUL", STAY(BOOKED ",'rate':'a\\u0000b'"), NULL, NULL},
	{"a lone surrogate", STAY(BOOKED ",'rate':'\\ud800'"), NULL, NULL},
	{"an unknown type", FRAME("stay.exploded", ""), NULL, "/type"},
	{"an unknown revision",
		"{'type':'stay.changed/9','id':'x','time':"
		"'2026-11-21T15:00:00Z','property':'HAM1','data':{}}",
		NULL, "/type"},
	{"no type", "{'id':'x','data':{}}", NULL, NULL},
	{"an unknown property",
		"{'type':'room.changed/1','id':'x','time':'2026-11-21T15:00:00Z',"
		"'property':'NOWHERE','data':{'number':'1'}}",
		"property_unknown", "/property"},
	{"a property that is a path",
		"{'type':'room.changed/1','id':'x','time':'2026-11-21T15:00:00Z',"
		"'property':'../etc','data':{'number':'1'}}",
		NULL, "/property"},
	{"an id too long",
		"{'type':'room.changed/"
		"1','id':'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		"xxxxxxxxxxxxxxxxxxxxxxxxxx','time':'2026-11-21T15:00:00Z','property':"
		"'HAM1','data':{'number':'1'}}",
		NULL, "/id"},
	{"an id with a line break",
		"{'type':'room.changed/1','id':'a\\nb','time':'2026-11-21T15:00:00Z',"
		"'property':'HAM1','data':{'number':'1'}}",
		NULL, "/id"},
	{"31 February",
		STAY("'status':'booked','arrival':'2026-02-31','departure':"
		     "'2026-03-02'"),
		NULL, "/data/arrival"},
	{"the year 10000",
		STAY("'status':'booked','arrival':'10000-01-01','departure':"
		     "'10000-01-02'"),
		NULL, "/data/arrival"},
	{"a departure before the arrival",
		STAY("'status':'booked','arrival':'2026-11-23','departure':'2026-11-21'"),
		NULL, "/data/departure"},
	{"a time without a zone",
		"{'type':'room.changed/1','id':'x','time':'2026-11-21T15:00:00',"
		"'property':'HAM1','data':{'number':'1'}}",
		NULL, "/time"},
	{"a time a week ahead",
		"{'type':'stay.changed/1','id':'x','time':'2099-11-21T15:00:00Z',"
		"'property':'HAM1','data':{'ids':[{'system':'pms','id':'S1'}]," BOOKED
		"}}",
		"time_in_future", "/time"},
	{"a status of no kind", STAY("'status':'sleeping'"), NULL, "/data/status"},
	{"a status that is a number", STAY("'status':7"), NULL, "/data/status"},
	{"no ids", FRAME("stay.changed", BOOKED), NULL, "/data/ids"},
	{"empty ids", FRAME("stay.changed", "'ids':[]," BOOKED), NULL, "/data/ids"},
	{"an unknown stay that says too little", STAY("'status':'checked_in'"), NULL,
		"/data"},
	{"a party of minus one", STAY(BOOKED ",'party':{'adults':-1}"), NULL,
		"/data/party/adults"},
	{"a party of half a guest", STAY(BOOKED ",'party':{'adults':1.5}"), NULL,
		"/data/party/adults"},
	{"a party of 1e99", STAY(BOOKED ",'party':{'adults':1e99}"), NULL,
		"/data/party/adults"},
	{"a control character in a room number",
		FRAME("room.changed", "'number':'10\\u00071'"), NULL, "/data/number"},
	{"an escape in a room number", FRAME("room.changed", "'number':'\\u001b[2J'"),
		NULL, "/data/number"},
	{"a line break in a room of a stay", STAY(BOOKED ",'room':'10\\n1'"), NULL,
		"/data/room"},
	{"an empty room number", FRAME("room.changed", "'number':''"), NULL,
		"/data/number"},
	{"an unknown topic",
		FRAME("preference.stated", "'guest':{'ids':[{'system':'pms','id':'G1'}]},"
					   "'topic':'no.such','strength':'like'"),
		NULL, "/data/topic"},
	{"a value that the topic does not know",
		FRAME("preference.stated", "'guest':{'ids':[{'system':'pms','id':'G1'}]},"
					   "'topic':'bed.filling','value':'gold',"
					   "'strength':'like'"),
		NULL, "/data/value"},
	{"a task of a stay unknown",
		FRAME("task.changed", "'stay':{'ids':[{'system':'pms','id':'S1'}]},"
				      "'item':'aaaaaaaaaaaa','state':'done'"),
		NULL, NULL},
	{"a zone that is a path", FRAME("property.changed", "'zone':'../../etc/passwd'"),
		NULL, "/data/zone"},
	{"a zone of no place", FRAME("property.changed", "'zone':'Europe/Atlantis'"),
		NULL, "/data/zone"},
	{"another chain", FRAME("property.changed", "'chain':'OTHER'"), NULL,
		"/data/chain"},
	{"an endpoint that is a file", ENDPOINT("file:///etc/passwd", GOOD), NULL,
		"/data/url"},
	{"an endpoint by gopher", ENDPOINT("gopher://example.com/x", GOOD), NULL,
		"/data/url"},
	{"an endpoint with a password in it",
		ENDPOINT("https://user:word@example.com/", GOOD), NULL, "/data/url"},
	{"an endpoint with a line break",
		ENDPOINT("https://example.com/\\r\\nX: y", GOOD), NULL, "/data/url"},
	{"an endpoint without a host", ENDPOINT("https:///x", GOOD), NULL, "/data/url"},
	{"an endpoint that is http and public", ENDPOINT("http://example.com/x", GOOD),
		NULL, "/data/url"},
	{"an endpoint on this machine", ENDPOINT("https://127.0.0.1/x", GOOD),
		"network_closed", "/data/url"},
	{"an endpoint on this machine in other words", ENDPOINT("https://0x7f.1/x", GOOD),
		"network_closed", "/data/url"},
	{"an endpoint behind the firewall",
		ENDPOINT("https://[::ffff:10.0.0.1]/x",
			GOOD ",'allowed_networks':['192.168.0.0/16']"),
		"network_closed", "/data/url"},
	{"a secret too short", ENDPOINT("https://example.com/", "'secret':'whsec_AAAA'"),
		"secret_invalid", "/data/secret\""},
	{"a second secret too short",
		ENDPOINT("https://example.com/",
			"'secrets':['" HOTEL_SECRET "','whsec_AAAA']"),
		"secret_invalid", "/data/secrets/1\""},
	{"a secret of another kind",
		ENDPOINT("https://example.com/", "'secret':'password123'"), NULL,
		"/data/secret\""},
	{"no secret", ENDPOINT("https://example.com/", "'names':false"), NULL, "/data"},
	{"three secrets",
		ENDPOINT("https://example.com/",
			"'secrets':['" HOTEL_SECRET "','" HOTEL_SECRET_NEXT
			"','whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'"
			"]"),
		NULL, "/data/secrets"},
	{"a header with a line break in its value",
		ENDPOINT("https://example.com/",
			GOOD ",'headers':{'X-A':'b\\r\\nX-C: d'}"),
		NULL, "/data/headers"},
	{"a header with a line break in its name",
		ENDPOINT("https://example.com/", GOOD ",'headers':{'X-A\\r\\nB':'b'}"),
		NULL, "/data/headers"},
	{"a header of ours",
		ENDPOINT("https://example.com/", GOOD ",'headers':{'webhook-id':'b'}"),
		NULL, "/data/headers"},
	{"a header that moves the host",
		ENDPOINT("https://example.com/", GOOD ",'headers':{'Host':'b'}"), NULL,
		"/data/headers"},
	{"a header that changes the length",
		ENDPOINT(
			"https://example.com/", GOOD ",'headers':{'Content-Length':'1'}"),
		NULL, "/data/headers"},
	{"a network that is none",
		ENDPOINT("https://example.com/",
			GOOD ",'allowed_networks':['10.0.0.0/99']"),
		NULL, "/data/allowed_networks"},
	{"no department",
		FRAME("endpoint.put", "'name':'e','url':'https://example.com/',"
				      "'departments':[],'languages':['de']," GOOD),
		NULL, "/data/departments"},
	{"an endpoint unknown", FRAME("endpoint.test", "'name':'nobody'"), NULL,
		"/data/name"},
};

/* With " for ', and now for the time that stands there. */
static void write_document(const char *document, char ret_text[HOTEL_TEXT_MAX])
{
	static const char then[] = "2026-11-21T15:00:00Z";
	time_t wall = time(NULL);
	struct tm parts;
	char now[sizeof then];
	char *at;

	(void)snprintf(ret_text, HOTEL_TEXT_MAX, "%s", document);
	for (char *c = ret_text; *c != '\0'; c++) {
		*c = *c == '\'' ? '"' : *c;
	}
	at = strstr(ret_text, then);
	if (at != NULL) {
		(void)strftime(
			now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&wall, &parts));
		memcpy(at, now, sizeof now - 1);
	}
}

static int set_up(void **state)
{
	struct small_hotel *hotel;

	(void)hotel_setup(state);
	hotel = *state;
	hotel_endpoint(hotel, "floor", NULL);
	hotel_check_in(hotel, 101);
	assert_true(hotel_drain(hotel, 10));
	return 0;
}

/* One number for all that is stored: every row's own, whatever their order. */
static int64_t sum_of_tables(struct small_hotel *hotel)
{
	static const char *const tables[] = {"property", "room_type", "stay_group",
		"room", "occupancy", "guest", "guest_ref", "guest_card", "statement",
		"stay", "stay_ref", "stay_guest", "checklist", "item", "endpoint",
		"delivery", "taken", "unmapped_code"};
	int64_t sum = 0;

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		char columns[2048];

		sg_test_text(&hotel->database, columns, sizeof columns,
			"SELECT GROUP_CONCAT('COALESCE(', column_name, ', 0x0a)') FROM "
			"information_schema.columns WHERE table_schema = DATABASE() AND "
			"table_name = '%s'",
			tables[i]);
		sum += (int64_t)(i + 1) *
		       sg_test_number(&hotel->database,
			       "SELECT COUNT(*) * 7 + COALESCE(SUM(CRC32("
			       "CONCAT_WS(0x1f, %s))), 0) FROM %s",
			       columns, tables[i]);
	}
	return sum;
}

static int faults;

#define complain(...) (print_message(__VA_ARGS__), print_message("\n"), faults++)

/* Says what is wrong with a refusal, and goes on: the rest is of interest as well. */
static void check_reply(
	const struct case_of *wrong, enum sg_status status, const struct sg_buffer *reply)
{
	const char *at = strstr(reply->data, "\"path\":\"");

	if ((status != SG_INVALID && status != SG_REFUSED && status != SG_UNSUPPORTED) ||
		strstr(reply->data, "\"message\":\"") == NULL ||
		strchr(reply->data, '\n') != NULL) {
		complain("%s: %d %s", wrong->what, status, reply->data);
	}
	if (strstr(reply->data, "MfKQ9r8G") != NULL) {
		complain("%s: a secret in %s", wrong->what, reply->data);
	}
	if (wrong->code != NULL && strstr(reply->data, wrong->code) == NULL) {
		complain("%s: not %s: %s", wrong->what, wrong->code, reply->data);
	}
	if (wrong->path != NULL &&
		(at == NULL || strncmp(at + 8, wrong->path, strlen(wrong->path)) != 0)) {
		complain("%s: not at %s: %s", wrong->what, wrong->path, reply->data);
	}
}

static void each_is_refused_and_nothing_is_changed(void **state)
{
	struct small_hotel *hotel = *state;
	int64_t before = sum_of_tables(hotel);
	struct sg_buffer reply = {0};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char text[HOTEL_TEXT_MAX];
		enum sg_status status;

		write_document(cases[i].document, text);
		status = hotel_hand_in(hotel->service, text, &reply);
		check_reply(&cases[i], status, &reply);
	}
	assert_int_equal(faults, 0);
	assert_int_equal(sum_of_tables(hotel), before);
	/* The sum can tell. */
	hotel_say(hotel, "room.changed", "'number':'101','section':'Z'");
	assert_int_not_equal(sum_of_tables(hotel), before);
	sg_buffer_free(&reply);
}

static void refuse(struct small_hotel *hotel, const char *what, const char *document,
	size_t len, struct sg_buffer *reply)
{
	enum sg_status status;

	sg_buffer_reset(reply);
	status = sg_service_call(hotel->service, document, len, reply);
	if (status != SG_INVALID) {
		fail_msg("%s: %d %.300s", what, status, reply->data);
	}
	assert_true(reply->len < 1000);
}

/* A whole document whose text member is so long. */
static char *padded(size_t size)
{
	static const char head[] =
		"{\"type\":\"stay.changed/1\",\"id\":\"x\",\"time\":\"2026-11-21T15:00:"
		"00Z\",\"property\":\"HAM1\",\"data\":{\"ids\":[{\"system\":\"pms\","
		"\"id\":\"S9\"}],\"unknown\":\"";
	char *text = malloc(size + sizeof head + 16);

	assert_non_null(text);
	memcpy(text, head, sizeof head);
	memset(text + sizeof head - 1, 'x', size);
	memcpy(text + sizeof head - 1 + size, "\"}}", 4);
	return text;
}

static void what_is_too_large_too_deep_or_no_text_is_refused(void **state)
{
	struct small_hotel *hotel = *state;
	int64_t before = sum_of_tables(hotel);
	struct sg_buffer reply = {0};
	char *text = padded(BIG);
	char deep[2 * DEEP + 1];
	static const char *const bytes[] = {"\xff\xfe{}", "{\"type\":\"\xc3\x28\"}",
		"{\"a\":\"\xed\xa0\x80\"}", "{\"a\":\"\xf4\x90\x80\x80\"}",
		"{\"a\":\"\xc0\xaf\"}", "\xef\xbb\xbf{}"};

	refuse(hotel, "too large", text, strlen(text), &reply);
	memset(deep, '[', DEEP);
	memset(deep + DEEP, ']', DEEP);
	deep[2 * (size_t)DEEP] = '\0';
	refuse(hotel, "too deep", deep, strlen(deep), &reply);
	for (size_t i = 0; i < sizeof bytes / sizeof bytes[0]; i++) {
		refuse(hotel, "not UTF-8", bytes[i], strlen(bytes[i]), &reply);
	}
	refuse(hotel, "a raw NUL", "{\"type\":\0\"x\"}", 14, &reply);
	memset(text, '[', BIG);
	refuse(hotel, "nothing but brackets", text, BIG, &reply);
	free(text);
	assert_int_equal(sum_of_tables(hotel), before);
	sg_buffer_free(&reply);
}

/* Every beginning of a good document is refused. */
static void whatever_is_cut_off_is_refused(void **state)
{
	struct small_hotel *hotel = *state;
	int64_t before = sum_of_tables(hotel);
	struct sg_buffer reply = {0};
	char text[HOTEL_TEXT_MAX];

	hotel_stay_text(105, "booked", "cut-off", text);
	for (size_t len = 0; len < strlen(text); len++) {
		refuse(hotel, "cut off", text, len, &reply);
	}
	assert_int_equal(sum_of_tables(hotel), before);
	sg_buffer_free(&reply);
}

static void ten_thousand_people_do_not_fit_into_a_stay(void **state)
{
	struct small_hotel *hotel = *state;
	int64_t before = sum_of_tables(hotel);
	struct sg_buffer text = {0};
	struct sg_buffer reply = {0};

	sg_buffer_text(&text,
		"{\"type\":\"stay.changed/1\",\"id\":\"x\",\"time\":\"2026-11-21T15:00:"
		"00Z\",\"property\":\"HAM1\",\"data\":{\"ids\":[{\"system\":\"pms\","
		"\"id\":\"S9\"}],\"status\":\"booked\",\"arrival\":\"2026-11-21\","
		"\"departure\":\"2026-11-22\",\"people\":[");
	for (int i = 0; i < 10000; i++) {
		sg_buffer_text(&text, i > 0 ? "," : "");
		sg_buffer_text(&text, "{\"role\":\"guest\"}");
	}
	sg_buffer_text(&text, "]}}");
	refuse(hotel, "people", text.data, text.len, &reply);
	assert_non_null(strstr(reply.data, "\"path\":\"/data/people\""));
	assert_int_equal(sum_of_tables(hotel), before);
	sg_buffer_free(&text);
	sg_buffer_free(&reply);
}

/* A wrong one does not spoil the others of a batch, each is all or nothing. */
static void a_batch_refuses_only_what_is_wrong(void **state)
{
	struct small_hotel *hotel = *state;
	struct sg_buffer reply = {0};
	char good[HOTEL_TEXT_MAX], text[HOTEL_TEXT_MAX];

	hotel_stay_text(107, "booked", "in-batch", good);
	(void)snprintf(text, sizeof text,
		"{\"type\":\"batch/1\",\"id\":\"b\",\"time\":\"2026-11-21T15:00:00Z\","
		"\"data\":{\"documents\":[{\"type\":\"nonsense/1\"},%.8000s,{}]}}",
		good);
	assert_int_equal(hotel_hand_in(hotel->service, text, &reply), SG_OK);
	assert_non_null(strstr(reply.data, "\"outcome\":\"applied\""));
	assert_int_equal(
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM taken WHERE document = 'in-batch'"),
		1);
	sg_buffer_free(&reply);
}

static void a_config_that_is_wrong_opens_nothing(void **state)
{
	struct small_hotel *hotel = *state;
	static const struct {
		const char *members, *path;
	} wrong[] = {
		{",\"colour\":\"red\"", "/colour"},
		{",\"deadline_ms\":0", "/deadline_ms"},
		{",\"deadline_ms\":\"300\"", "/deadline_ms"},
		{",\"connections\":0", "/connections"},
		{",\"clock\":\"sun\"", "/clock"},
		{",\"catalog\":\"/nonexistent.json\"", "/catalog"},
		{",\"mapping\":\"/dev/null/x\"", "/mapping"},
		{",\"socket_dir\":\"/nonexistent\"", "/socket_dir"},
		{",\"lanes\":1000", "/lanes"},
	};

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct sg_service *service = NULL;
		struct sg_error error = {0};
		char config[HOTEL_TEXT_MAX];

		hotel_config(hotel, wrong[i].members, config);
		if (sg_service_open(config, strlen(config), NULL, &service, &error) !=
				SG_INVALID ||
			strncmp(error.path, wrong[i].path, strlen(wrong[i].path)) != 0 ||
			strchr(error.message, '\n') != NULL) {
			fail_msg(
				"%s: %s %s", wrong[i].members, error.path, error.message);
		}
		assert_null(service);
	}
}

static void a_catalogue_whose_hazards_go_in_a_circle_is_refused(void **state)
{
	struct small_hotel *hotel = *state;
	char path[] = "/tmp/sg-catalog-XXXXXX";
	int file = mkstemp(path);
	FILE *stream = fdopen(file, "w");
	struct sg_service *service = NULL;
	struct sg_error error = {0};
	char config[HOTEL_TEXT_MAX], members[128];

	assert_non_null(stream);
	(void)fprintf(stream,
		"{\"catalog\":1,\"hazards\":[{\"name\":\"circle\",\"remedy\":{\"topic\":"
		"\"clean.deep\",\"value\":\"yes\"}}],\"topics\":[{\"topic\":\"clean."
		"deep\",\"values\":[{\"value\":\"yes\",\"brings\":[\"circle\"]}]}]}");
	assert_int_equal(fclose(stream), 0);
	(void)snprintf(members, sizeof members, ",\"catalog\":\"%s\"", path);
	hotel_config(hotel, members, config);
	assert_int_equal(sg_service_open(config, strlen(config), NULL, &service, &error),
		SG_INVALID);
	(void)remove(path);
	/* The file, the topic, the member. */
	if (strstr(error.message, path) == NULL && strstr(error.path, path) == NULL) {
		fail_msg("%s: %s", error.path, error.message);
	}
}

#define HOSTILE(test) cmocka_unit_test_setup_teardown(test, set_up, hotel_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOSTILE(each_is_refused_and_nothing_is_changed),
		HOSTILE(what_is_too_large_too_deep_or_no_text_is_refused),
		HOSTILE(whatever_is_cut_off_is_refused),
		HOSTILE(ten_thousand_people_do_not_fit_into_a_stay),
		HOSTILE(a_batch_refuses_only_what_is_wrong),
		HOSTILE(a_config_that_is_wrong_opens_nothing),
		HOSTILE(a_catalogue_whose_hazards_go_in_a_circle_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
