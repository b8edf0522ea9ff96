/*
 * vendor_day.c: a day in a hotel as a vendor's PMS would tell it, written from README.md and
 * pms_plugin.h alone. It sets a property up, books a guest, checks her in, and works until her
 * list has gone out. Each run uses ids of its own, so that it can be run again on the same
 * database; a real PMS takes the key of its outbox instead.
 *
 *	vendor_day STAMMGAST.SO CONFIG PORT SECRET
 *
 * CONFIG is the JSON itself; one with a password belongs into a file, as ps shows arguments.
 */
#define _POSIX_C_SOURCE 200809L /* gmtime_r, localtime_r, nanosleep, setenv, tzset */

#include "pms_plugin.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The header declares functions that a host must look up, so their types are said again. */
static struct {
	uint32_t (*abi)(void);
	int32_t (*open)(const char *, size_t, const struct pms_host *,
		struct pms_plugin **, struct pms_reply **);
	int32_t (*call)(struct pms_plugin *, const char *, size_t, struct pms_reply **);
	int32_t (*work)(struct pms_plugin *, uint32_t, struct pms_reply **);
	void (*close)(struct pms_plugin *);
	const char *(*text)(const struct pms_reply *, size_t *);
	void (*free)(struct pms_reply *);
} pms;

static const struct timespec half_a_second = {.tv_nsec = 500000000};
static struct pms_plugin *plugin;
static long long run;   /* makes ids and keys of this run unlike those of any other */
static int documents;   /* numbers the documents of this run */
static bool failed;     /* whether anything was not OK */
static char last[1024]; /* the last document, to be sent again */
static char said[256];  /* the beginning of the last reply */

/* Complains for itself. memcpy, as ISO C has no cast from an object's pointer to a function's. */
static bool load(const char *path)
{
	static const char *const names[] = {"pms_plugin_abi", "pms_plugin_open",
		"pms_plugin_call", "pms_plugin_work", "pms_plugin_close",
		"pms_reply_text", "pms_reply_free"};
	void *const places[] = {&pms.abi, &pms.open, &pms.call, &pms.work, &pms.close,
		&pms.text, &pms.free};
	void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);

	for (size_t i = 0; library != NULL && i < sizeof names / sizeof *names; i++) {
		void *found = dlsym(library, names[i]);
		if (found == NULL) {
			break;
		}
		memcpy(places[i], &found, sizeof found);
	}
	if (pms.free != NULL && pms.abi() >> 16 == PMS_ABI_MAJOR) {
		return true;
	}
	fprintf(stderr, "%s\n", pms.free == NULL ? dlerror() : "another major ABI");
	return false;
}

/* Prints a reply and frees it; its beginning is kept for those who look at the outcome. */
static void show(const char *what, int32_t status, struct pms_reply *reply)
{
	const char *text = pms.text(reply, NULL);

	printf("%s: %d %s\n", what, (int)status, text);
	snprintf(said, sizeof said, "%s", text);
	pms.free(reply);
	failed = failed || status < 0;
}

/* Hands the last document in, and again as it is where the plugin says that it is unavailable:
 * here for some seconds, a PMS keeps it in its outbox. */
static void hand_in(const char *what)
{
	struct pms_reply *reply;
	int32_t status = pms.call(plugin, last, strlen(last), &reply);

	for (int again = 0; status == PMS_E_UNAVAILABLE && again < 10; again++) {
		pms.free(reply);
		nanosleep(&half_a_second, NULL);
		status = pms.call(plugin, last, strlen(last), &reply);
	}
	show(what, status, reply);
}

/* Puts the envelope around data and hands it in. Single quotes stand for double ones. */
__attribute__((format(printf, 2, 3))) static void tell(
	const char *type, const char *format, ...)
{
	time_t now = time(NULL);
	struct tm utc;
	char when[32], data[640];
	va_list values;

	va_start(values, format);
	vsnprintf(data, sizeof data, format, values);
	va_end(values);
	strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
	snprintf(last, sizeof last,
		"{'type':'%s/1','id':'%lld-%d','time':'%s','property':'VND1',"
		"'actor':{'role':'front_desk'},'data':%s}",
		type, run, ++documents, when, data);
	for (char *at = last; (at = strchr(at, '\'')) != NULL;) {
		*at = '"';
	}
	hand_in(type);
}

/* In the hotel a day ends at three in the morning, unless times.day_close says else. */
static void business_date(time_t when, char date[16])
{
	struct tm local;

	when -= (time_t)3 * 3600;
	strftime(date, 16, "%Y-%m-%d", localtime_r(&when, &local));
}

/* Whether the last reply says so. A real host parses the JSON. */
static bool says(const char *text)
{
	return strstr(said, text) != NULL;
}

/* Works until nothing is left to send: work counts attempts, also those that failed and wait
 * to be repeated, so what is open is asked for; and what was given up is not open any more. */
static void deliver(void)
{
	struct pms_reply *reply;
	int rounds = 0;

	do {
		int32_t status = pms.work(plugin, 1000, &reply);
		show("work", status, reply);
		tell("delivery.list", "{'state':'open'}");
	} while (!failed && !says("\"deliveries\":[]") && ++rounds < 30);
	failed = failed || !says("\"deliveries\":[]");
	tell("delivery.list", "{'state':'dead'}");
	failed = failed || !says("\"deliveries\":[]");
}

static void day(const char *port, const char *secret)
{
	char today[16], tomorrow[16], check_in[sizeof last];

	business_date((time_t)run, today);
	business_date((time_t)run + 86400, tomorrow);
	tell("property.changed",
		"{'zone':'Europe/Berlin','languages':['de','ro'],'live':false}");
	tell("room_type.changed",
		"{'code':'DZ',"
		"'standard':{'values':[{'topic':'bed.filling','value':'feather'}]}}");
	tell("room.changed", "{'number':'412','type':'DZ','floor':'4'}");
	/* Plain http, as the receiver has no certificate: only with allowed_networks. */
	tell("endpoint.put",
		"{'name':'floor4','url':'http://127.0.0.1:%s/hook','secret':'%s',"
		"'departments':['housekeeping'],'floors':['4'],'languages':['de','ro'],"
		"'allowed_networks':['127.0.0.1/32']}",
		port, secret);
	tell("property.changed", "{'live':true}");
	tell("guest.changed",
		"{'ids':[{'system':'pms','id':'G%lld'}],'salutation':'Frau Keller'}",
		run);
	tell("preference.stated",
		"{'guest':{'ids':[{'system':'pms','id':'G%lld'}]},'topic':'bed.filling',"
		"'value':'feather_free','strength':'require'}",
		run);
	tell("stay.changed",
		"{'ids':[{'system':'pms','id':'S%lld'}],'status':'booked','arrival':'%s',"
		"'departure':'%s','booked_type':'DZ','party':{'adults':2},'people':[{"
		"'role':'guest','primary':true,'ids':[{'system':'pms','id':'G%lld'}]}]}",
		run, today, tomorrow, run);
	tell("stay.changed",
		"{'ids':[{'system':'pms','id':'S%lld'}],"
		"'status':'checked_in','room':'412'}",
		run);
	memcpy(check_in, last, sizeof last);
	deliver();
	memcpy(last, check_in, sizeof last);
	hand_in("stay.changed again");
	failed = failed || !says("\"outcome\":\"repeated\"");
}

int main(int argc, char **argv)
{
	struct pms_reply *reply;

	if (argc != 5) {
		fputs("usage: vendor_day STAMMGAST.SO CONFIG PORT SECRET\n", stderr);
		return 2;
	}
	if (!load(argv[1])) {
		return 1;
	}
	run = (long long)time(NULL);
	setenv("TZ", "Europe/Berlin", 1); /* the hotel's, for localtime_r */
	tzset();
	int32_t status = pms.open(argv[2], strlen(argv[2]), NULL, &plugin, &reply);
	show("open", status, reply);
	if (status == PMS_OK) {
		day(argv[3], argv[4]);
	}
	pms.close(plugin);
	return failed ? 1 : 0;
}
