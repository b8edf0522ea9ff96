/* The program from outside: exit statuses, one-line complaints, a small replay from end to
 * end, and a worker that ends when told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/folder.h"
#include "core/time.h"
#include "document/value.h"

static char folder[128];

static int make_folder(void **state)
{
	struct sg_error error;

	(void)state;
	return sg_folder_make_temporary(sizeof folder, &error, folder) != SG_OK;
}

static int remove_folder(void **state)
{
	(void)state;
	sg_folder_remove(folder);
	return 0;
}

struct run {
	int status;
	char out[32768];
	char err[8192];
};

static void read_file(const char *path, size_t size, char *ret_text)
{
	FILE *file = fopen(path, "re");

	assert_non_null(file);
	ret_text[fread(ret_text, 1, size - 1, file)] = '\0';
	(void)fclose(file);
}

static pid_t start(const char *const *words, const char *out, const char *err)
{
	const char *program = getenv("STAMMGAST_PROGRAM");
	const char *argv[24] = {program};
	pid_t pid;

	if (program == NULL || access(program, X_OK) != 0) {
		skip();
	}
	for (int i = 0; words[i] != NULL; i++) {
		argv[i + 1] = words[i];
	}
	pid = fork();
	if (pid == 0) {
		int out_fd = open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		int err_fd = open(err, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

		(void)dup2(out_fd, STDOUT_FILENO);
		(void)dup2(err_fd, STDERR_FILENO);
		(void)execv(program, (char *const *)(uintptr_t)argv);
		_exit(126);
	}
	return pid;
}

static const struct run *run(const char *const *words)
{
	static struct run done;
	char out[192], err[192];
	int status;
	pid_t pid;

	(void)snprintf(out, sizeof out, "%s/out", folder);
	(void)snprintf(err, sizeof err, "%s/err", folder);
	pid = start(words, out, err);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	done.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
	read_file(out, sizeof done.out, done.out);
	read_file(err, sizeof done.err, done.err);
	return &done;
}

#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL})

/* The same with a terminal for standard output; the page is cut to `size`. */
static int run_on_terminal(const char *const *words, size_t size, char *ret_page)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	int slave;
	char err[192];
	size_t len = 0;
	ssize_t got;
	int status;
	pid_t pid;

	assert_int_equal(grantpt(master), 0);
	assert_int_equal(unlockpt(master), 0);
	/* Held, so that what is written before the first read is not lost with its writer. */
	slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	(void)snprintf(err, sizeof err, "%s/err", folder);
	pid = start(words, ptsname(master), err);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	(void)close(slave);
	while (len < size - 1 &&
		(got = read(master, ret_page + len, size - 1 - len)) > 0) {
		len += (size_t)got;
	}
	ret_page[len] = '\0';
	(void)close(master);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static size_t lines(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++) {
		count += *text == '\n';
	}
	return count;
}

static void every_command_explains_itself(void **state)
{
	static const char *const commands[] = {"demo", "replay", "worker", "migrate",
		"call", "print", "guest", "member", "programme", "receive", "doctor",
		"version"};

	(void)state;
	assert_int_equal(RUN("help")->status, 0);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		const struct run *done = RUN(commands[i], "--help");

		assert_int_equal(done->status, 0);
		assert_non_null(strstr(done->out, commands[i]));
		assert_non_null(strstr(done->out, "--json"));
		assert_string_equal(done->err, "");
	}
}

static void wrong_usage_is_status_2_and_one_line(void **state)
{
	(void)state;
	assert_int_equal(RUN("frobnicate")->status, 2);
	assert_int_equal(lines(RUN("call", "--frob")->err), 1);
	assert_int_equal(RUN("call", "--frob")->status, 2);
	assert_int_equal(RUN("replay")->status, 2);
	assert_non_null(strstr(RUN("receive", "--port", "70000")->err, " --port;"));
	assert_int_equal(RUN("guest")->status, 2);
	assert_int_equal(lines(RUN("guest", "frob")->err), 1);
	assert_int_equal(RUN("guest", "card", "--property", "HAM1")->status, 2);
	assert_int_equal(RUN("guest", "card", "--role", "x", "pms:G1")->status, 2);
	assert_int_equal(lines(RUN("guest", "why", "--stay", "S1")->err), 1);
	assert_int_equal(RUN("member")->status, 2);
	assert_int_equal(lines(RUN("member", "frob")->err), 1);
	assert_int_equal(RUN("member", "show", "--role", "x", "pms:G1")->status, 2);
	assert_int_equal(lines(RUN("member", "adjust", "pms:G1")->err), 1);
	assert_int_equal(RUN("member", "claim", "--claim", "C1", "pms:G1")->status, 2);
	assert_string_equal(RUN("member", "decide", "--claim", "C1")->err,
		"stammgast: member decide: --reason is missing; see `stammgast member "
		"decide --help`\n");
	assert_int_equal(RUN("programme")->status, 2);
	assert_int_equal(lines(RUN("programme", "frob")->err), 1);
	assert_int_equal(RUN("programme", "check")->status, 2);
	assert_int_equal(RUN("programme", "run", "x.json")->status, 2);
	assert_int_equal(RUN("receive")->status, 2);
	assert_int_equal(RUN("receive", "--port", "70000")->status, 2);
}

static void an_absent_file_is_status_77_and_one_line(void **state)
{
	const struct run *done = RUN("replay", "/nonexistent/hotel-bookings.csv.xz");

	(void)state;
	assert_int_equal(done->status, 77);
	assert_int_equal(lines(done->err), 1);
	assert_string_equal(done->out, "");
}

static void a_folder_that_cannot_be_written_is_one_line(void **state)
{
	const struct run *done = RUN("migrate", "--data", "/proc/stammgast");

	(void)state;
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
	assert_non_null(strstr(done->err, "/proc/stammgast"));
}

static void a_module_that_is_none_is_one_line(void **state)
{
	const struct run *done = RUN("version", "--module", "/etc/hostname");

	(void)state;
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
}

static void a_programme_is_checked_and_a_bad_one_is_one_line(void **state)
{
	static const char good[] = SG_TEST_SOURCE_DIR "/tests/programmes/ihg.json";
	static const char none[] =
		SG_TEST_SOURCE_DIR "/tests/document/valid/mapping.json";
	const struct run *done = RUN("programme", "check", "--json", good);

	(void)state;
	assert_int_equal(done->status, 0);
	assert_string_equal(done->out,
		"{\"code\":\"ihg\",\"name\":\"Rules as published 2025 (fixture)\","
		"\"external\":false,\"versions\":[{\"from\":\"2025-01-01\",\"rules\":5,"
		"\"milestones\":0,\"tiers\":5,\"benefits\":0}]}\n");
	done = RUN("programme", "check", none);
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
	assert_non_null(strstr(done->err, "mapping.json: there is no such member (at "));
	done = RUN("programme", "check", "/nonexistent");
	assert_int_equal(lines(done->err), 1);
	assert_int_not_equal(done->status, 0);
}

static void a_port_that_is_taken_is_one_line(void **state)
{
	struct sockaddr_in where = {.sin_family = AF_INET};
	socklen_t len = sizeof where;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char port[8];
	const struct run *done;

	(void)state;
	(void)inet_pton(AF_INET, "127.0.0.1", &where.sin_addr);
	assert_int_equal(bind(fd, (struct sockaddr *)&where, sizeof where), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&where, &len), 0);
	(void)snprintf(port, sizeof port, "%u", (unsigned)ntohs(where.sin_port));
	done = RUN("receive", "--secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		"--port", port);
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
	assert_non_null(strstr(done->err, "is taken by another program"));
	(void)close(fd);
}

static void a_config_with_an_unknown_member_is_one_line(void **state)
{
	char path[192];
	FILE *file;
	const struct run *done;

	(void)state;
	(void)snprintf(path, sizeof path, "%s/config.json", folder);
	file = fopen(path, "we");
	assert_non_null(file);
	(void)fputs(
		"{\"database\":{\"socket\":\"/nonexistent\",\"name\":\"x\"},\"frob\":1}",
		file);
	assert_int_equal(fclose(file), 0);
	done = RUN("migrate", "--config", path);
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
	assert_non_null(strstr(done->err, "frob"));
}

static bool has_mariadb(void)
{
	return access("/usr/sbin/mariadbd", X_OK) == 0;
}

/* `count` bookings of both hotels over twenty days, all kinds of endings among them. */
static void write_bookings(const char *path, unsigned count)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	(void)fputs(
		"hotel,lead_time,arrival_date_year,arrival_date_month,"
		"arrival_date_day_of_month,stays_in_weekend_nights,stays_in_week_nights,"
		"adults,children,babies,meal,country,market_segment,"
		"distribution_channel,is_repeated_guest,"
		"reserved_room_type,assigned_room_type,booking_changes,adr,"
		"required_car_parking_spaces,total_of_special_requests,"
		"reservation_status,reservation_status_date\n",
		file);
	for (unsigned i = 0; i < count; i++) {
		unsigned day = 1 + i % 20;
		unsigned nights = i % 5;
		unsigned lead = i % 9;
		const char *end = i % 7 == 3    ? "Canceled"
		                  : i % 31 == 5 ? "No-Show"
		                                : "Check-Out";
		unsigned last = strcmp(end, "Check-Out") == 0 ? day + nights : day;

		(void)fprintf(file,
			"%s "
			"Hotel,%u,2015,July,%u,0,%u,%u,%u,%u,BB,PRT,Direct,Direct,%u,A,%"
			"c,%u,80,"
			"%u,%u,"
			"%s,7/%u/2015\n",
			i % 3 == 0 ? "Resort" : "City", lead, day, nights, i % 4, i % 2,
			i % 11 == 0, i % 13 == 12, i % 6 == 0 ? 'D' : 'A',
			i % 4 == 1 ? 2 : 0, i % 8 == 0, i % 3, end, last);
	}
	assert_int_equal(fclose(file), 0);
}

static void a_programme_is_simulated_and_what_cannot_be_is_one_line(void **state)
{
	static const char house[] = SG_TEST_SOURCE_DIR "/tests/replay/house.json";
	static const char later[] = SG_TEST_SOURCE_DIR "/tests/programmes/ihg.json";
	static const char others[] =
		SG_TEST_SOURCE_DIR "/tests/document/valid/programme.external.json";
	char path[192];
	const struct run *done;

	(void)state;
	(void)snprintf(path, sizeof path, "%s/simulated.csv", folder);
	write_bookings(path, 150);
	done = RUN("programme", "simulate", house, path);
	assert_int_equal(done->status, 0);
	assert_string_equal(done->err, "");
	assert_non_null(strstr(done->out, "\nMembers by tier\n"));
	done = RUN("programme", "simulate", later, path);
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
	assert_non_null(
		strstr(done->err, "begins on 2025-01-01, after the last booking"));
	assert_int_equal(RUN("programme", "simulate", later, path, "--begun")->status, 0);
	done = RUN("programme", "simulate", others, path);
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
	assert_int_equal(RUN("programme", "simulate", house, "/nonexistent")->status, 77);
}

static void two_programmes_are_simulated_side_by_side(void **state)
{
	static const char house[] = SG_TEST_SOURCE_DIR "/tests/replay/house.json";
	static const char rooms[] = SG_TEST_SOURCE_DIR "/tests/replay/rooms.json";
	static const char dollars[] = SG_TEST_SOURCE_DIR "/tests/programmes/ihg.json";
	char path[192];
	const struct run *done;

	(void)state;
	(void)snprintf(path, sizeof path, "%s/compared.csv", folder);
	write_bookings(path, 150);
	done = RUN("programme", "simulate", house, rooms, path);
	assert_string_equal(done->err, "");
	assert_int_equal(done->status, 0);
	assert_non_null(strstr(done->out,
		"\n                                           1                 2        "
		"difference\n  members                                "));
	assert_non_null(
		strstr(done->out, "\n    first_stays                            0 "));
	done = RUN("programme", "simulate", house, dollars, path, "--begun");
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
	assert_non_null(strstr(done->err, "ihg.json in USD: they do not compare\n"));
	done = RUN("programme", "simulate", house, path, path);
	assert_int_equal(done->status, 2);
	assert_int_equal(lines(done->err), 1);
}

static void a_small_replay_loses_nothing(void **state)
{
	char path[192], kept[192];
	const struct run *done;
	struct sg_value *result = NULL;
	struct sg_error error;
	char line[4096];

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	(void)snprintf(path, sizeof path, "%s/bookings.csv", folder);
	(void)snprintf(kept, sizeof kept, "%s/deliveries", folder);
	write_bookings(path, 150);
	done = RUN(
		"replay", path, "--json", "--deliveries", kept, "--deliveries-max", "20");
	assert_string_equal(done->err, "");
	assert_int_equal(done->status, 0);
	assert_int_equal(
		sg_value_parse(done->out, strlen(done->out), &error, &result), SG_OK);
	assert_true(sg_value_is_true(sg_value_member(result, "well")));
	assert_int_equal(sg_value_integer(sg_value_member(result, "bookings"), -1), 150);
	assert_int_equal(sg_value_integer(sg_value_member(result, "stays"), -1),
		sg_value_integer(sg_value_member(result, "checked_in"), -2));
	assert_int_equal(sg_value_integer(sg_value_member(result, "lost"), -1), 0);
	assert_int_equal(sg_value_integer(sg_value_member(result, "doubled"), -1), 0);
	assert_int_equal(sg_value_integer(sg_value_member(result, "refused"), -1), 0);
	sg_value_free(result);
	read_file(kept, sizeof line, line);
	line[strcspn(line, "\n")] = '\0';
	assert_int_equal(sg_value_parse(line, strlen(line), &error, &result), SG_OK);
	assert_true(sg_value_is_true(sg_value_member(result, "verified")));
	sg_value_free(result);
}

static void the_last_line_of_a_replay_is_as_it_is_read_by_programs(void **state)
{
	char path[192];
	const struct run *done;
	const char *last;
	long long figures[8];

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	(void)snprintf(path, sizeof path, "%s/bookings.csv", folder);
	write_bookings(path, 40);
	done = RUN("replay", path, "--days", "1..5");
	assert_int_equal(done->status, 0);
	last = strstr(done->out, "replay: ");
	assert_non_null(last);
	assert_int_equal(
		sscanf(last,
			"replay: %lld bookings, %lld stays, %lld checked in, %lld "
			"checklists "
			"delivered, %lld verified, %lld lost, %lld doubled, %lld s",
			&figures[0], &figures[1], &figures[2], &figures[3], &figures[4],
			&figures[5], &figures[6], &figures[7]),
		8);
	assert_int_equal(figures[0], 10);
	assert_int_equal(strcspn(last, "\n") + 1, strlen(last));
}

static void write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	for (; *text != '\0'; text++) {
		(void)fputc(*text == '\'' ? '"' : *text, file);
	}
	assert_int_equal(fclose(file), 0);
}

/* Nothing listens at port 9. */
static void try_an_endpoint_that_fails(const char *data)
{
	static const char documents[] =
		"{'type':'batch/1','data':{'documents':[{'type':'property.changed/1',"
		"'id':'1','time':'2026-11-21T10:00:00Z','property':'HAM1','data':{"
		"'zone':'UTC','languages':['en'],'live':true}},{'type':'endpoint.put/"
		"1','id':'2','time':"
		"'2026-11-21T10:00:01Z','property':'HAM1','data':{'name':'hk','url':"
		"'http://127.0.0.1:9/','secret':"
		"'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw','departments':["
		"'housekeeping'],'languages':['en'],'allowed_networks':["
		"'127.0.0.1/32']}},{'type':'endpoint.test/1','id':'3','time':"
		"'2026-11-21T10:00:02Z','property':'HAM1','data':{'name':'hk'}}]}}";
	char path[192];

	(void)snprintf(path, sizeof path, "%s/endpoint.json", folder);
	write_text(path, documents);
	assert_int_equal(RUN("call", path, "--data", data)->status, 0);
	assert_int_equal(RUN("worker", "--data", data, "--once")->status, 0);
}

static void the_doctor_says_what_is_wrong_and_what_to_do(void **state)
{
	char data[192];
	const struct run *done;

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	(void)snprintf(data, sizeof data, "%s/examined", folder);
	done = RUN("doctor", "--data", data);
	assert_int_equal(done->status, 1);
	assert_non_null(strstr(done->out, "fail  database"));
	assert_non_null(strstr(done->out, "run `stammgast migrate`"));
	assert_int_equal(RUN("migrate", "--data", data)->status, 0);
	done = RUN("doctor", "--data", data);
	assert_int_equal(done->status, 0);
	assert_non_null(strstr(done->out, "ok    database"));
	assert_non_null(strstr(done->out, "ok    clock"));
	assert_non_null(strstr(done->out, "warn  endpoints"));
	assert_int_equal(RUN("doctor", "--data", data, "--json")->status, 0);
	try_an_endpoint_that_fails(data);
	done = RUN("doctor", "--data", data);
	assert_non_null(strstr(done->out, "warn  endpoint"));
	assert_non_null(strstr(done->out, "HAM1/hk"));
	assert_non_null(strstr(done->out, "send endpoint.test, let `work` run"));
	assert_non_null(strstr(done->out, "delivery.list"));
}

static void a_print_says_when_by_the_clock_of_the_house(void **state)
{
	static const char documents[] =
		"{'type':'batch/1','data':{'documents':[{'type':'property.changed/1',"
		"'id':'1','time':'2026-11-21T08:00:00Z','property':'NYC1','data':{"
		"'zone':'America/New_York','languages':['en'],'live':true}},"
		"{'type':'stay.changed/1','id':'2','time':'2026-11-21T20:04:05Z',"
		"'property':'NYC1','data':{'ids':[{'system':'pms','id':'S1'}],"
		"'status':'checked_in','arrival':'2026-11-21','departure':"
		"'2026-11-22'}}]}}";
	char data[192], path[192], config[192];
	const struct run *done;

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	(void)snprintf(data, sizeof data, "%s/printed", folder);
	(void)snprintf(path, sizeof path, "%s/print.json", folder);
	(void)snprintf(config, sizeof config, "%s/documents.json", folder);
	write_text(path, documents);
	write_text(config, "{'clock':'documents'}");
	assert_int_equal(
		RUN("call", path, "--data", data, "--config", config)->status, 0);
	done = RUN("print", "NYC1", "--data", data, "--config", config);
	assert_int_equal(done->status, 0);
	assert_non_null(strstr(done->out, "printed 15:04"));
}

/* One document of a batch; `day` counts from 2026-08-01. */
static void add_document(struct sg_buffer *batch, const char *type, int day,
	const char *clock, const char *data)
{
	char date[SG_DAY_TEXT_SIZE];

	sg_day_format(sg_day_from_civil(2026, 8, 1) + day, date);
	sg_buffer_format(batch,
		"%s{'type':'%s/1','id':'%zu','time':'%sT%s:00Z','property':'HAM1',"
		"'data':{%s}}",
		batch->len > 0 ? "," : "", type, batch->len, date, clock, data);
}

/* Thirty-one breakfasts and then five others until 21 September, a wish that wants to draw on the
 * terminal, and a check-in sixty days later. */
static void live_through(const char *data, const char *config)
{
#define G1 "'guest':{'ids':[{'system':'pms','id':'G1'}]}"
	static const char *const plates[] = {G1
		",'topic':'breakfast.plate','value':'tomato_cheese'",
		G1 ",'topic':'breakfast.plate','value':'scrambled_egg'"};
	struct sg_buffer batch = {0}, whole = {0};
	char path[192];

	add_document(&batch, "property.changed", 0, "08:00",
		"'zone':'Europe/Berlin','languages':['de'],'live':true");
	add_document(&batch, "guest.changed", 0, "09:00",
		"'ids':[{'system':'pms','id':'G1'}],'salutation':'Frau Keller'");
	for (int i = 0; i < 36; i++) {
		add_document(
			&batch, "observation.recorded", 16 + i, "06:10", plates[i >= 31]);
	}
	add_document(
		&batch, "consent.given", 52, "07:59", G1 ",'purpose':'special_category'");
	add_document(&batch, "preference.stated", 52, "08:00",
		G1 ",'topic':'diet.allergen','value':'nuts','strength':'require'");
	add_document(&batch, "preference.stated", 52, "08:01",
		G1 ",'topic':'bar.usual','value':'Negroni \\u001b]0;x\\u0007','strength':"
		   "'like'");
	add_document(&batch, "stay.changed", 111, "15:00",
		"'ids':[{'system':'pms','id':'S1'}],'status':'checked_in','arrival':"
		"'2026-11-20','departure':'2026-11-22','people':[{'role':'guest',"
		"'ids':[{'system':'pms','id':'G1'}],'primary':true}]");
	sg_buffer_format(
		&whole, "{'type':'batch/1','data':{'documents':[%s]}}", batch.data);
	(void)snprintf(path, sizeof path, "%s/lived.json", folder);
	write_text(path, whole.data);
	sg_buffer_free(&batch);
	sg_buffer_free(&whole);
	assert_int_equal(
		RUN("call", path, "--data", data, "--config", config)->status, 0);
#undef G1
}

static const char *write_vector(size_t size, char *path, const char *points)
{
	FILE *file;

	(void)snprintf(path, size, "%s/vector-%s.json", folder, points);
	file = fopen(path, "we");
	assert_non_null(file);
	(void)fprintf(file,
		"{\"vector\":\"says\",\"source\":\"s\",\"documents\":["
		"{\"member\":{\"guest\":\"G1\",\"enrolled\":\"2025-01-01\"}},"
		"{\"stay\":{\"guest\":\"G1\",\"id\":\"S1\",\"arrival\":\"2025-01-02\","
		"\"departure\":\"2025-01-03\",\"charges\":[{\"category\":\"room\","
		"\"gross\":10000}]}},{\"day\":\"2025-01-09\"}],"
		"\"expect\":{\"G1\":{\"points\":%s}}}\n",
		points);
	(void)fclose(file);
	return path;
}

static void a_vector_with_a_wrong_expectation_differs(void **state)
{
	static const char ihg[] = SG_TEST_SOURCE_DIR "/tests/programmes/ihg.json";
	char right[192], wrong[192], expected[512];
	const struct run *done;

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	write_vector(sizeof right, right, "1000");
	write_vector(sizeof wrong, wrong, "999");
	done = RUN("programme", "run", ihg, right, wrong, right);
	(void)snprintf(expected, sizeof expected,
		"ok       %s: says\n"
		"differs  %s: says: G1/points: expected 999, found 1000\n"
		"ok       %s: says\n",
		right, wrong, right);
	assert_string_equal(done->out, expected);
	assert_string_equal(done->err, "");
	assert_int_equal(done->status, 1);
	done = RUN("programme", "run", "--json", ihg, right);
	assert_int_equal(done->status, 0);
	assert_non_null(strstr(done->out, ",\"ok\":true,\"differs\":[]}\n"));
	done = RUN("programme", "run", ihg, ihg);
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
	assert_non_null(strstr(done->err, "ihg.json: is not known here (at /programme)"));
}

static void assert_usual(const char *json)
{
	struct sg_value *reply = NULL;
	struct sg_error error;
	const struct sg_value *usual;

	assert_int_equal(sg_value_parse(json, strlen(json), &error, &reply), SG_OK);
	usual = sg_value_at(sg_value_member(reply, "usuals"), 0);
	assert_string_equal(
		sg_value_text(sg_value_member(usual, "value"), ""), "scrambled_egg");
	assert_string_equal(
		sg_value_text(sg_value_member(usual, "since"), ""), "2026-09-17");
	assert_int_equal(sg_value_integer(sg_value_member(usual, "times"), 0), 5);
	assert_int_equal(sg_value_integer(sg_value_find(usual, "before.times"), 0), 31);
	sg_value_free(reply);
}

static void a_guests_card_says_the_usual_and_its_change(void **state)
{
	char data[192], config[192];
	const struct run *done;

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	(void)snprintf(data, sizeof data, "%s/known", folder);
	(void)snprintf(config, sizeof config, "%s/known.json", folder);
	write_text(config, "{'clock':'documents'}");
	live_through(data, config);
	done = RUN("guest", "card", "--property", "HAM1", "--id", "pms:G1", "--width",
		"160", "--data", data, "--config", config);
	assert_string_equal(done->err, "");
	assert_int_equal(done->status, 0);
	assert_ptr_equal(done->out, strstr(done->out, "Frau Keller\n"));
	assert_non_null(strstr(done->out, "must        Food: no nuts"));
	assert_non_null(strstr(done->out, "  Breakfast plate   scrambled egg   serve"));
	assert_non_null(strstr(done->out,
		"since 17 Sep 2026: 5 of 5 · before: 31 of 31 tomato and cheese · last "
		"seen 60 days ago\n    -------------------------------#####\n"));
	assert_non_null(strstr(done->out, "Negroni ?]0;x?"));
	assert_null(strchr(done->out, '\033'));
	done = RUN("guest", "card", "pms:G1", "--role", "front_desk", "--width", "160",
		"--data", data, "--config", config);
	assert_non_null(strstr(done->out, "68 %   since 17 Sep 2026\n"));
	assert_null(strstr(done->out, " of "));
	done = RUN(
		"guest", "card", "pms:G1", "--json", "--data", data, "--config", config);
	assert_int_equal(done->status, 0);
	assert_usual(done->out);
	done = RUN("guest", "why", "--property", "HAM1", "--stay", "pms:S1", "--data",
		data, "--config", config);
	assert_int_equal(done->status, 0);
	assert_non_null(strstr(done->out, "because the guest said on 22 Sep 2026: Food"));
	assert_non_null(strstr(done->out, "the guest's usual, 5/5"));
	done = RUN("member", "show", "pms:G1", "--data", data, "--config", config);
	assert_int_equal(done->status, 0);
	assert_string_equal(done->out, "The guest is a member of no programme.\n");
	done = RUN("guest", "card", "--property", "HAM1", "pms:G2", "--data", data,
		"--config", config);
	assert_int_equal(done->status, 1);
	assert_string_equal(done->err, "stammgast: no guest is known by these ids\n");
}

/* Of C1, that anna handed in; what is said is one line. */
static void assert_decides(const char *data, const char *config, const char *by,
	const char *which, const char *charge, int status, const char *expected)
{
	const struct run *done = RUN("member", "decide", "--claim", "C1", which, "--by",
		by, "--reason", "Bill seen", "--currency", "EUR", "--data", data,
		"--config", config, charge);

	assert_string_equal(status == 0 ? done->out : done->err, expected);
	assert_int_equal(done->status, status);
}

static void decide_a_claim(const char *data, const char *config)
{
	assert_decides(data, config, "anna", "--approve", "room:21400", 1,
		"stammgast: a second person decides: he handed the claim in\n");
	assert_decides(data, config, "ben", "--approve", NULL, 1,
		"stammgast: nobody knows the stay: what was charged has to be said\n");
	assert_decides(data, config, "ben", "--reject", "room:21400", 2,
		"stammgast: member decide: charges go with --approve: room:21400; see "
		"`stammgast member decide --help`\n");
	assert_decides(data, config, "ben", "--approve", "room:214.00", 2,
		"stammgast: member decide: not a charge of the form CATEGORY:CENTS: "
		"room:214.00; see `stammgast member decide --help`\n");
	assert_decides(data, config, "ben", "--approve", "room:21400", 0,
		"  The claim was approved.\n");
	assert_decides(data, config, "ben", "--reject", NULL, 0,
		"  The claim was rejected: Bill seen (ben).\n");
	assert_string_equal(RUN("member", "decide", "--claim", "C1", "--by", "ben",
				    "--reason", "x", "--approve", "--reject")
				    ->err,
		"stammgast: member decide: either --approve or --reject; see `stammgast "
		"member decide --help`\n");
	assert_string_equal(RUN("member", "decide", "--claim", "C1", "--by", "ben",
				    "--reason", "x", "--approve", "room:1")
				    ->err,
		"stammgast: member decide: --currency is missing; see `stammgast member "
		"decide --help`\n");
}

/* Of what anna gives G1 with ben's word, or takes back; what is said is one line or two. */
static void assert_grants(const char *data, const char *config, const char *which,
	const char *const options[4], int status, const char *expected)
{
	const struct run *done = RUN("member", which, "pms:G1", "--programme", "club",
		"--grant", "C1", "--reason", "Gold elsewhere", "--by", "anna", "--second",
		"ben", "--data", data, "--config", config, options[0], options[1],
		options[2], options[3]);

	assert_string_equal(status == 0 ? done->out : done->err, expected);
	assert_int_equal(done->status, status);
}

static void grant_a_tier(const char *data, const char *config)
{
	const struct run *done;

	assert_grants(data, config, "grant",
		(const char *const[4]){"--tier=gold", "--until=2026-12-31"}, 0,
		"  The tier is granted.\n  He has Gold until 31 Dec 2026.\n");
	assert_grants(data, config, "grant",
		(const char *const[4]){"--tier=gold", "--until=2026-12-31"}, 0,
		"  It was granted before.\n  He has Gold until 31 Dec 2026.\n");
	assert_grants(data, config, "grant",
		(const char *const[4]){
			"--tier=gold", "--until=2027-02-28", "--nights=4", "--for-good"},
		0, "  The tier is granted.\n  He has Gold until 28 Feb 2027.\n");
	done = RUN("member", "show", "pms:G1", "--data", data, "--config", config);
	assert_non_null(
		strstr(done->out, "  Gold as a challenge from 1 Nov 2026 until 28 Feb "
				  "2027 · 4 nights missing to keep it for\n    good · "
				  "Gold elsewhere (anna, ben) · granted as C1\n"));
	assert_grants(data, config, "grant",
		(const char *const[4]){"--tier=pearl", "--for-good"}, 1,
		"stammgast: the programme has no such tier to give\n");
	assert_grants(data, config, "revoke", (const char *const[4]){NULL}, 0,
		"  The tier is taken back.\n  He has Member for good.\n");
	assert_grants(data, config, "revoke", (const char *const[4]){NULL}, 0,
		"  It was taken back before.\n  He has Member for good.\n");
}

/* Whoever forgets a day gives nothing for good. */
static void the_days_of_a_grant_are_asked_for(void **state)
{
	static const struct {
		const char *options[4], *complaint;
	} all[] = {
		{{"--tier=gold"}, "either --until or --for-good"},
		{{"--tier=gold", "--until=2026-12-31", "--for-good"},
			"either --until or --for-good"},
		{{"--tier=gold", "--nights=4", "--for-good"}, "--until is missing"},
		{{"--tier=gold", "--nights=4", "--until=2026-12-31"},
			"either --kept-until or --for-good"},
		{{"--tier=gold", "--kept-until=2026-12-31", "--for-good"},
			"--kept-until goes with --nights, --stays, --spend or --points"},
		{{"--for-good"}, "--tier is missing"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		char expected[200];

		(void)snprintf(expected, sizeof expected,
			"stammgast: member grant: %s; see `stammgast member grant "
			"--help`\n",
			all[i].complaint);
		assert_grants(folder, folder, "grant", all[i].options, 2, expected);
	}
}

static void what_a_member_misses_and_is_given_is_said_at_the_command_line(void **state)
{
	static const char documents[] =
		"{'type':'batch/1','data':{'documents':["
		"{'type':'property.changed/1','id':'1','time':'2026-11-01T08:00:00Z',"
		"'property':'HAM1','data':{'zone':'Europe/Berlin','languages':['de'],"
		"'live':true}},{'type':'programme.put/1','id':'2','time':"
		"'2026-11-01T08:00:00Z','property':'HAM1','actor':{'role':'manager'},"
		"'data':{'programme':{'programme':1,'code':'club','name':'Club',"
		"'currency':'EUR','versions':[{'from':'2026-01-01','earn':[],'tiers':"
		"{'window':'calendar','levels':[{'tier':'member'},{'tier':'gold',"
		"'reach':{'nights':10}}]}}]}}},{'type':'member.changed/"
		"1','id':'3','time':'2026-11-01T08:00:00Z',"
		"'property':'HAM1','actor':{'role':'manager'},'data':{'guest':{'ids':["
		"{'system':'pms','id':'G1'}]},'programme':'club',"
		"'enrolled':'2026-01-01'}}]}}";
	char path[192], data[192], config[192];
	const struct run *done;

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	(void)snprintf(data, sizeof data, "%s/claimed", folder);
	(void)snprintf(path, sizeof path, "%s/claimed-batch.json", folder);
	(void)snprintf(config, sizeof config, "%s/claimed.json", folder);
	write_text(path, documents);
	write_text(config, "{'clock':'documents'}");
	assert_int_equal(
		RUN("call", path, "--data", data, "--config", config)->status, 0);
	done = RUN("member", "adjust", "pms:G1", "--programme", "club", "--points", "250",
		"--reason", "Rained in", "--by", "anna", "--second", "ben", "--data",
		data, "--config", config);
	assert_string_equal(done->err, "");
	assert_string_equal(done->out, "  The points are adjusted.\n");
	done = RUN("member", "adjust", "pms:G1", "--programme", "club", "--points=-251",
		"--reason", "x", "--by", "anna", "--second", "ben", "--data", data,
		"--config", config);
	assert_int_equal(done->status, 1);
	assert_string_equal(done->err, "stammgast: 1 points are missing\n");
	done = RUN("member", "claim", "pms:G1", "--programme", "club", "--claim", "C1",
		"--arrival", "2026-10-10", "--departure", "2026-10-12", "--confirmation",
		"4711", "--by", "anna", "--data", data, "--config", config);
	assert_string_equal(done->err, "");
	assert_string_equal(done->out, "  The claim waits for a manager to decide.\n");
	done = RUN("member", "claim", "pms:G1", "--programme", "club", "--claim", "C2",
		"--arrival", "2026-10-10", "--departure", "2026-10-12", "--data", data,
		"--config", config);
	assert_string_equal(
		done->err, "stammgast: who hands a claim in says who he is\n");
	done = RUN("member", "claim", "pms:G1", "--programme", "club", "--claim", "C2",
		"--arrival", "2026-10-10", "--departure", "2026-10-12", "--by", "anna",
		"--data", data, "--config", config);
	assert_int_equal(done->status, 1);
	assert_string_equal(
		done->err, "stammgast: he claims a stay of these days already\n");
	decide_a_claim(data, config);
	done = RUN("member", "claim", "pms:G1", "--programme", "club", "--claim", "C1",
		"--arrival", "2026-10-10", "--departure", "2026-10-12", "--confirmation",
		"4711", "--by", "anna", "--data", data, "--config", config);
	assert_string_equal(done->out, "  The claim was rejected: Bill seen (ben).\n");
	grant_a_tier(data, config);
}

/* A terminal that cannot show them gets none. */
static void a_terminal_of_utf8_is_drawn_on_with_blocks(void **state)
{
	static const char *const locales[] = {"C.UTF-8", "C"};
	char data[192], config[192], page[4096];

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	(void)snprintf(data, sizeof data, "%s/drawn", folder);
	(void)snprintf(config, sizeof config, "%s/drawn.json", folder);
	write_text(config, "{'clock':'documents'}");
	live_through(data, config);
	for (int i = 0; i < 2; i++) {
		const char *const words[] = {"guest", "card", "pms:G1", "--data", data,
			"--config", config, NULL};

		(void)setenv("LC_ALL", locales[i], 1);
		assert_int_equal(run_on_terminal(words, sizeof page, page), 0);
		assert_int_equal(strstr(page, "░░░░█████\r\n") != NULL, i == 0);
		assert_int_equal(strstr(page, "----#####\r\n") != NULL, i == 1);
	}
	(void)setenv("LC_ALL", "C.UTF-8", 1);
}

static void a_document_is_called_and_its_refusal_is_status_1(void **state)
{
	char data[192], path[192];
	const struct run *done;
	FILE *file;

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	(void)snprintf(data, sizeof data, "%s/called", folder);
	(void)snprintf(path, sizeof path, "%s/document.json", folder);
	file = fopen(path, "we");
	assert_non_null(file);
	(void)fputs("{\"type\":\"stay.changed/1\",\"id\":\"1\",\"time\":"
		    "\"2026-02-31T00:00:00Z\",\"property\":\"X\",\"data\":{}}",
		file);
	assert_int_equal(fclose(file), 0);
	done = RUN("call", path, "--data", data, "--json");
	assert_int_equal(done->status, 1);
	assert_int_equal(lines(done->err), 1);
	assert_non_null(strstr(done->out, "\"error\""));
}

static void a_worker_ends_when_told_and_leaves_no_server(void **state)
{
	char data[192], out[192], err[192], pid_path[256], text[64];
	struct stat about;
	int status;
	pid_t pid;

	(void)state;
	if (!has_mariadb()) {
		skip();
	}
	(void)snprintf(data, sizeof data, "%s/data", folder);
	(void)snprintf(out, sizeof out, "%s/out", folder);
	(void)snprintf(err, sizeof err, "%s/err", folder);
	(void)snprintf(pid_path, sizeof pid_path, "%s/data/mariadb.pid", folder);
	pid = start((const char *const[]){"worker", "--data", data, NULL}, out, err);
	for (int i = 0; i < 3000 && stat(pid_path, &about) != 0; i++) {
		(void)usleep(10000);
	}
	(void)usleep(500000);
	read_file(pid_path, sizeof text, text);
	assert_int_equal(kill(pid, SIGTERM), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_not_equal(kill((pid_t)strtol(text, NULL, 10), 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_explains_itself),
		cmocka_unit_test(wrong_usage_is_status_2_and_one_line),
		cmocka_unit_test(an_absent_file_is_status_77_and_one_line),
		cmocka_unit_test(a_folder_that_cannot_be_written_is_one_line),
		cmocka_unit_test(a_module_that_is_none_is_one_line),
		cmocka_unit_test(a_programme_is_checked_and_a_bad_one_is_one_line),
		cmocka_unit_test(a_vector_with_a_wrong_expectation_differs),
		cmocka_unit_test(a_port_that_is_taken_is_one_line),
		cmocka_unit_test(a_config_with_an_unknown_member_is_one_line),
		cmocka_unit_test(a_programme_is_simulated_and_what_cannot_be_is_one_line),
		cmocka_unit_test(two_programmes_are_simulated_side_by_side),
		cmocka_unit_test(a_small_replay_loses_nothing),
		cmocka_unit_test(the_last_line_of_a_replay_is_as_it_is_read_by_programs),
		cmocka_unit_test(the_doctor_says_what_is_wrong_and_what_to_do),
		cmocka_unit_test(a_print_says_when_by_the_clock_of_the_house),
		cmocka_unit_test(a_guests_card_says_the_usual_and_its_change),
		cmocka_unit_test(the_days_of_a_grant_are_asked_for),
		cmocka_unit_test(
			what_a_member_misses_and_is_given_is_said_at_the_command_line),
		cmocka_unit_test(a_terminal_of_utf8_is_drawn_on_with_blocks),
		cmocka_unit_test(a_document_is_called_and_its_refusal_is_status_1),
		cmocka_unit_test(a_worker_ends_when_told_and_leaves_no_server),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
