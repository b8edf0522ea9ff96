/*
 * What the parts of the bench share: the private server, the module as a host sees it, the
 * receiver, the stock of booked stays, and the figures that come of it. All times are seconds,
 * unless a name says otherwise.
 */
#ifndef SG_TESTS_BENCH_BENCH_H
#define SG_TESTS_BENCH_BENCH_H

#include <mysql.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "pms_plugin.h"

enum {
	BENCH_ROUNDS_MAX = 32,
	BENCH_CALLERS = 32,
	BENCH_BODY = 1420, /* bytes of the bare row */
	BENCH_TEXT = 2048, /* a document */
};

/* ---- main.c ---- */

struct bench_options {
	int rounds;
	bool quick;
	const char *only; /* NULL: everything */
	const char *output;
	int workers;      /* threads in work */
	int connections;  /* of the module; 0 = its default */
	unsigned growth;  /* guests of the large house */
	unsigned members; /* of the large programme */
};

/* Ctrl-C or SIGTERM came, or something failed: every loop ends. [thread-safe] */
bool bench_stopped(void);

/* One line on standard error, once; and everything stops. [thread-safe] */
void bench_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A line that is written over, on a terminal only. */
void bench_progress(const char *format, ...) __attribute__((format(printf, 1, 2)));

double bench_now(void); /* CLOCK_MONOTONIC */

/* ---- server.c: a private MariaDB ---- */

struct bench_server {
	char folder[96];
	char socket[108];
	pid_t pid;
	uint64_t pool_bytes;
	char version[64];
	char settings[160];         /* what of it speaks of durability */
	int server_cpu, caller_cpu; /* the same where there is one only */
};

/* Starts it with a buffer pool of most of the free memory, and writes its log once around, as
 * that of a server in service is. */
bool bench_server_start(struct bench_server *server, bool large);
void bench_server_stop(struct bench_server *server);

/* A connection of the bench's own; NULL after bench_fail. */
MYSQL *bench_connect(const struct bench_server *server, const char *database);

bool bench_sql(MYSQL *mysql, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
int64_t bench_number(MYSQL *mysql, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* SHOW GLOBAL STATUS of one name. */
int64_t bench_status(MYSQL *mysql, const char *name);

/* Server and the calling thread on one processor each, or everybody everywhere. */
void bench_pin(const struct bench_server *server, bool pinned);

/* Processor time of the server's threads so far, and of the calling thread, in seconds: what
 * does not depend on who else is on the machine. */
double bench_server_cpu(const struct bench_server *server);
double bench_caller_cpu(void);

/* Waits until what was written in bulk has reached its place. */
void bench_settle(MYSQL *mysql);

/* ---- sink.c: a receiver in a process of its own ---- */

struct bench_sink_counts {
	atomic_ullong received, verified, bytes;
	_Atomic double last; /* bench_now() of the latest request, whole and verified */
};

struct bench_sink {
	pid_t pid;
	uint16_t port;
	struct bench_sink_counts *counts; /* shared with the process */
};

#define BENCH_SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

/* Before threads are started. */
bool bench_sink_start(struct bench_sink *sink);
void bench_sink_stop(struct bench_sink *sink);

/* Waits until it has verified `count` deliveries; false when nothing came for 20 s. */
bool bench_sink_wait(const struct bench_sink *sink, uint64_t count);

/* ---- host.c: the module ---- */

struct bench_module {
	void *handle;
	uint32_t (*abi)(void);
	int32_t (*open)(const char *, size_t, const struct pms_host *,
		struct pms_plugin **, struct pms_reply **);
	int32_t (*call)(struct pms_plugin *, const char *, size_t, struct pms_reply **);
	int32_t (*work)(struct pms_plugin *, uint32_t, struct pms_reply **);
	int32_t (*wake)(struct pms_plugin *);
	void (*close)(struct pms_plugin *);
	const char *(*text)(const struct pms_reply *, size_t *);
	void (*free)(struct pms_reply *);
};

struct bench_host {
	const struct bench_module *module;
	struct pms_plugin *plugin;
	struct bench_workers *workers;
	atomic_ulong repeated; /* calls that had to be repeated */
};

/* Loads the stammgast.so that lies beside this program. */
bool bench_module_load(struct bench_module *module);

bool bench_host_open(struct bench_host *host, const struct bench_module *module,
	const struct bench_server *server, const char *database, int connections);
void bench_host_close(struct bench_host *host);

/* Calls, and repeats where the module says so; false after bench_fail. [thread-safe] */
bool bench_call(struct bench_host *host, const char *document);

/* Calls, and counts how often a text stands in the reply. */
int bench_count_in_reply(struct bench_host *host, const char *document, const char *what);

/* Threads in work, until the stop. */
bool bench_workers_start(struct bench_host *host, int count);
void bench_workers_stop(struct bench_host *host);

/* ---- stock.c: a house and its booked stays ---- */

struct bench_stock {
	struct bench_host host;
	MYSQL *sql;
	char database[32];
	bool members;          /* each has stayed and is one, and is not here today */
	unsigned loaded, used; /* stays, beside the pattern */
	unsigned taken;        /* documents named so far */
};

struct bench; /* below */

/* A new database with one property, one endpoint, and the pattern: a guest with 40 facts and
 * his stay of today, booked and announced. */
bool bench_stock_open(struct bench *bench, struct bench_stock *stock, const char *name);
/* The property alone; nothing is delivered. */
bool bench_stock_begin(struct bench *bench, struct bench_stock *stock, const char *name);
void bench_stock_close(struct bench_stock *stock);

/* A manager's document whose data is `format` with `more` in it, up to a thousand bytes. */
bool bench_send(struct bench_stock *stock, const char *type, const char *format,
	const char *more);

/* This moment, as an envelope's time. */
const char *bench_time(char ret_text[40]);

/* The date so many days after that of the property. */
void bench_day(int days, char ret_text[16]);

/* Stays like the pattern's, up to `count` in all. */
bool bench_stock_load(struct bench_stock *stock, unsigned count);

/* The first of `count` booked stays that nobody used yet, loaded where they are missing; 0
 * after bench_fail. */
unsigned bench_stock_take(struct bench_stock *stock, unsigned count);

/* The document of a check-in: one that says just that, or one that brings more. */
void bench_check_in(unsigned stay, bool says_more, char ret_document[BENCH_TEXT]);

/* Delivers what waits, outside of any measurement. */
bool bench_drain(struct bench *bench, struct bench_stock *stock);

/* ---- club.c: a house whose guests are members ---- */

/* A new database with one property, where `members` are so many copies of one who stayed long
 * ago and was posted; with 0 of them there is no programme. */
bool bench_club_open(struct bench *bench, struct bench_stock *stock, const char *name,
	unsigned members);
/* The database goes with it. */
void bench_club_close(struct bench_stock *stock);

/* Stay "B" and the number, of the member of that number: checked in and charged, and over since
 * weeks, so that his check-out is to be posted at once. */
bool bench_member_stays(struct bench_stock *stock, unsigned number);
void bench_check_out(unsigned number, char ret_document[BENCH_TEXT]);

/* Stays that are due to be posted. */
int64_t bench_unposted(struct bench_stock *stock);
/* One call of work, which takes a hundred; or as many as it takes. */
bool bench_post(struct bench_stock *stock);
bool bench_post_all(struct bench_stock *stock);

/* Gives a member a history of so many entries instead of his own, a part of them spent. */
bool bench_member_fill(struct bench_stock *stock, unsigned member, unsigned entries);

/* ---- figures ---- */

struct bench {
	struct bench_options options;
	struct bench_server server;
	struct bench_sink sink;
	struct bench_module module;
	struct bench_stock stock;
};

/* report.c: one round's value of a figure of its table. */
void bench_add(const char *key, double value);
double bench_median(double *values, size_t count); /* sorts them */
void bench_print(const struct bench *bench);
bool bench_write(const struct bench *bench, const char *path);

/* The measurements; each adds its figures. */
void bench_compose(void);                /* compose.c */
void bench_latency(struct bench *bench); /* latency.c: one caller */
void bench_trips(struct bench *bench);   /* latency.c */
void bench_growth(struct bench *bench);  /* growth.c */
void bench_points(struct bench *bench);  /* points.c: what points cost */
void bench_members(struct bench *bench); /* points.c: and among a million */
void bench_rate(struct bench *bench);    /* rate.c: many callers, backlog */
/* Check-ins a second of 32 callers, `count` in all. */
double bench_crowd(struct bench *bench, unsigned first, unsigned count, bool says_more);
void bench_burst(struct bench *bench);        /* burst.c: end to end */
void bench_idle(struct bench *bench);         /* burst.c */
void bench_plan_day(struct bench *bench);     /* plan_day.c */
void bench_memory(const struct bench *bench); /* burst.c */

/* bare.c: what everything is measured against, a row of BENCH_BODY bytes by one prepared
 * statement that commits by itself. */
struct bench_bare {
	MYSQL *mysql;
	MYSQL_STMT *statement;
	MYSQL_BIND binds[2];
	unsigned long lengths[2];
	unsigned char key[16], body[BENCH_BODY];
	uint64_t next;
};

bool bench_bare_open(struct bench_bare *bare, const struct bench_server *server,
	const char *database, unsigned number);
bool bench_bare_insert(struct bench_bare *bare);
void bench_bare_close(struct bench_bare *bare);

/* floor.c: a check-in's statements and nothing else, on tables of its own with `count` stays. */
struct bench_floor {
	MYSQL *mysql;
	MYSQL_STMT *read, *write;
	MYSQL_BIND read_binds[1], results[2], write_binds[8];
	unsigned char key[16], body[2 * BENCH_BODY], list[400];
	unsigned long key_len, body_len, list_len;
	int32_t version;
	int64_t due;
	uint64_t next;
};

bool bench_floor_open(struct bench_floor *floor, const struct bench_server *server,
	const char *database, unsigned count);
bool bench_floor_check_in(struct bench_floor *floor);
void bench_floor_close(struct bench_floor *floor);

#endif
