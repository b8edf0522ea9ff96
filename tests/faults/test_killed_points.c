/*
 * 32 callers post and redeem points of 100 members, and twenty times in a minute the process that
 * they are threads of is killed and started anew: each goes on with the document that it has no
 * answer to. In the end every document that was answered has had its effect, once, and every
 * member's statement adds up.
 *
 * A process of callers is this program again: test_faults_killed_points MANNER CONFIG FOLDER BEGUN,
 * loading the module as a PMS does. What was answered lies in the folder, a file for each caller,
 * a byte for each document.
 */
#include "support/small_hotel.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "points_outcome.h"
#include "pms_plugin.h"

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { KILLS = 5, LIFE_MS = 12000 };
#else
enum { KILLS = 20, LIFE_MS = 3000 };
#endif
enum { WORKERS = 2, DOCUMENTS_MAX = 65536, PATIENCE_S = 120 };

static const char members[] = ",\"deadline_ms\":20000,\"connections\":16";

/* ---- a process of callers ---- */

static struct {
	pms_plugin_open_fn *open;
	pms_plugin_call_fn *call;
	pms_plugin_work_fn *work;
	pms_reply_text_fn *text;
	pms_reply_free_fn *free;
	struct pms_plugin *plugin;
	int64_t begun_s;
} host;

/* Say on until killed; what has no answer; all of it once more. */
enum manner { ON, OPEN_END, AGAIN };

struct caller {
	pthread_t thread;
	unsigned number;
	enum manner manner;
	int file;
	unsigned answered;
	char answers[DOCUMENTS_MAX];
};

static bool load(const char *config)
{
	void *library = dlopen(getenv("STAMMGAST_MODULE"), RTLD_NOW | RTLD_LOCAL);
	struct pms_reply *reply = NULL;

	if (library == NULL) {
		(void)fprintf(stderr, "callers: %s\n", dlerror());
		return false;
	}
	*(void **)&host.open = dlsym(library, "pms_plugin_open");
	*(void **)&host.call = dlsym(library, "pms_plugin_call");
	*(void **)&host.work = dlsym(library, "pms_plugin_work");
	*(void **)&host.text = dlsym(library, "pms_reply_text");
	*(void **)&host.free = dlsym(library, "pms_reply_free");
	if (host.open(config, strlen(config), NULL, &host.plugin, &reply) != PMS_OK) {
		(void)fprintf(stderr, "callers: %s\n", host.text(reply, NULL));
		return false;
	}
	host.free(reply);
	return true;
}

/* As often as it takes. */
static char hand_in(unsigned caller, unsigned number)
{
	char text[SCRIPT_TEXT];
	struct pms_reply *reply = NULL;
	int32_t status = PMS_E_UNAVAILABLE;
	char answer = WRONG;

	script_text(caller, number, host.begun_s, text);
	while (status == PMS_E_UNAVAILABLE) {
		host.free(reply);
		reply = NULL;
		status = host.call(host.plugin, text, strlen(text), &reply);
	}
	if (status == PMS_OK) {
		answer =
			strstr(host.text(reply, NULL), "\"outcome\":\"repeated\"") != NULL
				? REPEATED
				: TAKEN;
	} else if (status == PMS_E_REFUSED &&
		   strstr(host.text(reply, NULL), "points_short") != NULL) {
		answer = REFUSED;
	} else {
		(void)fprintf(stderr, "%s\n%s\n", text, host.text(reply, NULL));
	}
	host.free(reply);
	return answer;
}

static char say(struct caller *caller, unsigned number)
{
	const struct script_document document = script_at(caller->number, number);
	unsigned after = script_after(&document);
	char before = after > 0 ? caller->answers[number - after] : TAKEN;

	return document.type != NULL && (before == TAKEN || before == REPEATED)
	               ? hand_in(caller->number, number)
	               : NOT_SAID;
}

/* What was answered is written down before the next is said. */
static bool say_next(struct caller *caller)
{
	char answer = say(caller, caller->answered);

	caller->answers[caller->answered++] = answer;
	return write(caller->file, &answer, 1) == 1 && answer != WRONG;
}

static bool say_again(struct caller *caller)
{
	for (unsigned i = 0; i < caller->answered; i++) {
		bool taken =
			caller->answers[i] == TAKEN || caller->answers[i] == REPEATED;

		if (taken && hand_in(caller->number, i) != REPEATED) {
			(void)fprintf(stderr, "%u-%u was not known any more\n",
				caller->number, i);
			return false;
		}
	}
	return true;
}

static int open_answers(const char *folder, unsigned number)
{
	char path[128];

	(void)snprintf(path, sizeof path, "%s/%u", folder, number);
	return open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static unsigned read_answers(int file, char answers[DOCUMENTS_MAX])
{
	ssize_t len = pread(file, answers, DOCUMENTS_MAX, 0);

	return len > 0 ? (unsigned)len : 0;
}

static void *call_on(void *data)
{
	struct caller *caller = data;
	bool good = true;

	if (caller->manner == AGAIN) {
		good = say_again(caller);
	} else if (caller->manner == OPEN_END) {
		good = say_next(caller);
	}
	while (caller->manner == ON && good && caller->answered < DOCUMENTS_MAX) {
		good = say_next(caller);
	}
	return good ? caller : NULL;
}

static void *work_on(void *data)
{
	for (;;) {
		(void)host.work(host.plugin, 50, NULL);
	}
	return data;
}

/* Only an end with everything right is one with 0. */
static int be_callers(
	enum manner manner, const char *config, const char *folder, const char *begun)
{
	static struct caller callers[SCRIPT_CALLERS];
	pthread_t worker;
	int wrong = 0;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	host.begun_s = strtoll(begun, NULL, 10);
	if (!load(config)) {
		return 2;
	}
	for (unsigned i = 0; i < WORKERS && manner == ON; i++) {
		wrong += pthread_create(&worker, NULL, work_on, NULL) != 0;
	}
	for (unsigned i = 0; i < SCRIPT_CALLERS; i++) {
		callers[i].number = i;
		callers[i].manner = manner;
		callers[i].file = open_answers(folder, i);
		callers[i].answered = read_answers(callers[i].file, callers[i].answers);
		wrong += pthread_create(&callers[i].thread, NULL, call_on, &callers[i]) !=
		         0;
	}
	for (unsigned i = 0; i < SCRIPT_CALLERS && wrong == 0; i++) {
		void *good = NULL;

		(void)pthread_join(callers[i].thread, &good);
		wrong += good == NULL;
	}
	_exit(wrong == 0 ? 0 : 1);
}

/* ---- the one who kills ---- */

struct crime {
	struct small_hotel *hotel;
	char folder[64], begun[24];
	int64_t begun_s;
};

static pid_t start(const struct crime *crime, const char *manner)
{
	char config[HOTEL_TEXT_MAX], path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
	pid_t child;

	assert_true(len > 0);
	path[len] = '\0';
	hotel_config(crime->hotel, members, config);
	child = fork();
	if (child == 0) {
		(void)execl(path, path, manner, config, crime->folder, crime->begun,
			(char *)NULL);
		_exit(127);
	}
	assert_true(child > 0);
	return child;
}

static int end_of(pid_t child)
{
	int status = 0;

	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static unsigned answered(const struct crime *crime)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < SCRIPT_CALLERS; i++) {
		struct stat is;
		char path[128];

		(void)snprintf(path, sizeof path, "%s/%u", crime->folder, i);
		sum += stat(path, &is) == 0 ? (unsigned)is.st_size : 0;
	}
	return sum;
}

/* It lives for about so long, and until something was answered. */
static void let_live_and_kill(const struct crime *crime, int milliseconds)
{
	unsigned before = answered(crime);
	int64_t until_us = hotel_now_us() + (int64_t)milliseconds * 1000;
	int64_t never_us = hotel_now_us() + PATIENCE_S * INT64_C(1000000);
	pid_t callers = start(crime, "on");

	while (hotel_now_us() < until_us || answered(crime) == before) {
		assert_true(hotel_now_us() < never_us);
		hotel_sleep(5);
	}
	/* Nothing but a kill has ended it. */
	assert_int_equal(kill(callers, SIGKILL), 0);
	assert_int_equal(WTERMSIG(end_of(callers)), SIGKILL);
	/* As the time goes by that its lease needs to run out. */
	sg_test_sql(&crime->hotel->database, "UPDATE lease SET until_us = 0");
	sg_test_sql(&crime->hotel->database, "DELETE FROM lane");
}

static int64_t waiting(struct small_hotel *hotel)
{
	return sg_test_number(&hotel->database,
		"SELECT COUNT(*) FROM posting WHERE "
		"due_at <= UNIX_TIMESTAMP(NOW(6)) * 1000000");
}

/* However much it is, as long as it becomes less. */
static void work_until_quiet(struct small_hotel *hotel)
{
	int64_t until_us = hotel_now_us() + PATIENCE_S * INT64_C(1000000);

	while (waiting(hotel) > 0) {
		if (hotel_now_us() > until_us) {
			fail_msg("%lld stays are not posted", (long long)waiting(hotel));
		}
		(void)hotel_work(hotel->service, 20);
	}
}

/* Those of all callers; how many documents were answered, and how many of them only after the
 * process that said them first was killed. */
static void expect_all(const struct crime *crime, struct outcome outcomes[SCRIPT_MEMBERS],
	unsigned counts[128])
{
	static char answers[DOCUMENTS_MAX];

	memset(counts, 0, 128 * sizeof counts[0]);
	for (unsigned i = 0; i < SCRIPT_MEMBERS; i++) {
		outcomes[i] = (struct outcome){.points = SCRIPT_WELCOME};
	}
	for (unsigned i = 0; i < SCRIPT_CALLERS; i++) {
		int file = open_answers(crime->folder, i);
		unsigned count = read_answers(file, answers);

		(void)close(file);
		assert_true(count < DOCUMENTS_MAX);
		for (unsigned k = 0; k < count; k++) {
			counts[(unsigned char)answers[k] % 128]++;
		}
		for (unsigned k = 0; k < count; k += SCRIPT_STEPS) {
			expect_deal(i, k, answers, count, outcomes);
		}
	}
	assert_int_equal(counts[WRONG], 0);
}

static void check(const struct crime *crime, unsigned counts[128])
{
	struct outcome outcomes[SCRIPT_MEMBERS];

	work_until_quiet(crime->hotel);
	check_tables(crime->hotel);
	expect_all(crime, outcomes, counts);
	for (unsigned i = 0; i < SCRIPT_MEMBERS; i++) {
		check_statement(crime->hotel, i, &outcomes[i]);
	}
}

/* ---- the test ---- */

static void begin(struct crime *crime)
{
	const char *base = getenv("TMPDIR");

	crime->begun_s = (int64_t)time(NULL);
	(void)snprintf(
		crime->begun, sizeof crime->begun, "%lld", (long long)crime->begun_s);
	(void)snprintf(crime->folder, sizeof crime->folder, "%s/points.XXXXXX",
		base != NULL && strlen(base) < 48 ? base : "/tmp");
	assert_non_null(mkdtemp(crime->folder));
	hotel_say(crime->hotel, "programme.put",
		"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"
		"'versions':[{'from':'1990-01-01','earn':[{'rule':'base','per':'money',"
		"'points':10,'units':100},{'rule':'welcome','per':'enrolment','points':%"
		"d}],'tiers':{'window':'calendar','levels':[{"
		"'tier':'member'},{'tier':'gold','reach':{'nights':20}}]}}]}",
		SCRIPT_WELCOME);
	for (unsigned i = 0; i < SCRIPT_MEMBERS; i++) {
		hotel_say(crime->hotel, "member.changed",
			"'guest':{'ids':[{'system':'pms','id':'G%u'}]},'programme':"
			"'club','enrolled':'2000-01-01'",
			i);
	}
}

static void end(const struct crime *crime)
{
	for (unsigned i = 0; i < SCRIPT_CALLERS; i++) {
		char path[128];

		(void)snprintf(path, sizeof path, "%s/%u", crime->folder, i);
		(void)unlink(path);
	}
	(void)rmdir(crime->folder);
}

static void killed_again_and_again_callers_lose_and_double_no_points(void **state)
{
	struct crime crime = {.hotel = *state};
	unsigned counts[128];

	begin(&crime);
	for (int i = 0; i < KILLS; i++) {
		let_live_and_kill(&crime, LIFE_MS + (i * 7 % 20 * 100 - 950));
	}
	assert_int_equal(end_of(start(&crime, "end")), 0);
	check(&crime, counts);
	print_message("%d kills, %u answered, of them %u after the kill, %u refused, "
		      "%lld entries\n",
		KILLS, counts[TAKEN] + counts[REPEATED], counts[REPEATED],
		counts[REFUSED],
		(long long)sg_test_number(
			&crime.hotel->database, "SELECT COUNT(*) FROM entry"));
	assert_true(counts[TAKEN] > SCRIPT_CALLERS);
	/* Said once more, nothing happens. */
	assert_int_equal(end_of(start(&crime, "again")), 0);
	check(&crime, counts);
	end(&crime);
}

int main(int argc, char **argv)
{
	static const char *const manners[] = {"on", "end", "again"};
	const struct CMUnitTest tests[] = {
		HOTEL(killed_again_and_again_callers_lose_and_double_no_points),
	};

	for (int i = 0; i < 3 && argc == 5; i++) {
		if (strcmp(argv[1], manners[i]) == 0) {
			return be_callers((enum manner)i, argv[2], argv[3], argv[4]);
		}
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
