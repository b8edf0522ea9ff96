/*
 * A lane: a libcurl multi handle, the transfers that are busy in it, a pool of idle ones, and
 * results waiting to be fetched. A transfer whose time is over is taken out of the multi handle
 * and reported. One whose name is still being looked up then is reported too, but stays inside
 * until the resolver returns: taking it out would either wait for libcurl's resolver thread or
 * leave that thread behind uncounted.
 */
#include "deliver/sender.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "deliver/transfer.h"

enum {
	IN_FLIGHT = 64,
	IN_FLIGHT_MOST = 4096,
	CONNECT_TIMEOUT_MS = 5000,
	STALL_S = 20,
	CONNECTION_LIFETIME_S = 300,
	HEADER_BYTES = 32768,
	BODY_BYTES = 20000,
	FREE_WAIT_MS = 2000,
	WAIT_MOST_MS = 60000,
	FAULT_PAUSE_MS = 10, /* when waiting itself fails, as without file descriptors */
};

struct sg_sender {
	CURLM *multi;
	struct sg_sender_limits limits;
	char *ca_file;
	char *user_agent;
	pid_t process;
	struct sg_transfer **busy; /* in the multi handle, abandoned ones too */
	size_t busy_count;
	size_t abandoned_count;
	struct sg_transfer *idle;
	struct sg_sent *results; /* a ring of in_flight_max */
	size_t results_first;
	size_t results_count;
	atomic_bool woken;
	int watched; /* a descriptor that wakes as well; -1 = none */
};

static int64_t monotonic_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- SIGPIPE: a peer that hangs up must not reach the host's handler ---- */

struct sigpipe {
	sigset_t before;
	bool was_pending;
};

static bool sigpipe_is_pending(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

static void hold_sigpipe(struct sigpipe *held)
{
	sigset_t only;

	(void)sigemptyset(&only);
	(void)sigaddset(&only, SIGPIPE);
	(void)pthread_sigmask(SIG_BLOCK, &only, &held->before);
	held->was_pending = sigpipe_is_pending();
}

static void release_sigpipe(const struct sigpipe *held)
{
	const struct timespec at_once = {.tv_sec = 0};
	sigset_t only;

	if (!held->was_pending && sigpipe_is_pending()) {
		(void)sigemptyset(&only);
		(void)sigaddset(&only, SIGPIPE);
		(void)sigtimedwait(&only, NULL, &at_once);
	}
	(void)pthread_sigmask(SIG_SETMASK, &held->before, NULL);
}

/* ---- making and freeing ---- */

static uint32_t given_or(uint32_t value, uint32_t standard)
{
	return value != 0 ? value : standard;
}

static struct sg_sender_limits complete_limits(const struct sg_sender_limits *given)
{
	struct sg_sender_limits limits = *given;

	limits.in_flight_max = given_or(limits.in_flight_max, IN_FLIGHT);
	if (limits.in_flight_max > IN_FLIGHT_MOST) {
		limits.in_flight_max = IN_FLIGHT_MOST;
	}
	limits.connections_max = given_or(limits.connections_max, limits.in_flight_max);
	limits.connect_timeout_ms =
		given_or(limits.connect_timeout_ms, CONNECT_TIMEOUT_MS);
	limits.stall_s = given_or(limits.stall_s, STALL_S);
	limits.connection_lifetime_s =
		given_or(limits.connection_lifetime_s, CONNECTION_LIFETIME_S);
	limits.header_bytes_max = given_or(limits.header_bytes_max, HEADER_BYTES);
	limits.body_bytes_max = given_or(limits.body_bytes_max, BODY_BYTES);
	limits.free_wait_ms = given_or(limits.free_wait_ms, FREE_WAIT_MS);
	return limits;
}

static bool copy_texts(struct sg_sender *sender)
{
	const char *agent = sender->limits.user_agent;

	sender->user_agent = strdup(agent != NULL ? agent : "stammgast/" SG_VERSION);
	if (sender->limits.ca_file != NULL) {
		sender->ca_file = strdup(sender->limits.ca_file);
		if (sender->ca_file == NULL) {
			return false;
		}
	}
	sender->limits.user_agent = sender->user_agent;
	sender->limits.ca_file = sender->ca_file;
	return sender->user_agent != NULL;
}

static bool set_up_multi(struct sg_sender *sender)
{
	sender->multi = curl_multi_init();
	return sender->multi != NULL &&
	       curl_multi_setopt(sender->multi, CURLMOPT_MAXCONNECTS,
		       (long)sender->limits.connections_max) == CURLM_OK &&
	       curl_multi_setopt(sender->multi, CURLMOPT_PIPELINING,
		       (long)CURLPIPE_NOTHING) == CURLM_OK;
}

/*
 * Cleaning up a multi handle, libcurl ignores SIGPIPE in the whole process for a moment,
 * whatever its handles were told about signals, and puts the host's disposition back. Two lanes
 * doing so at once would put back "ignored" for good.
 */
static void clean_up_multi(CURLM *multi)
{
	static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

	(void)pthread_mutex_lock(&one_at_a_time);
	(void)curl_multi_cleanup(multi);
	(void)pthread_mutex_unlock(&one_at_a_time);
}

static void free_parts(struct sg_sender *sender)
{
	while (sender->idle != NULL) {
		struct sg_transfer *transfer = sender->idle;

		sender->idle = transfer->next;
		sg_transfer_free(transfer);
	}
	if (sender->multi != NULL) {
		clean_up_multi(sender->multi);
	}
	free(sender->busy);
	free(sender->results);
	free(sender->ca_file);
	free(sender->user_agent);
	free(sender);
}

struct sg_sender *sg_sender_new(const struct sg_sender_limits *limits)
{
	struct sg_sender *sender;
	size_t count;

	if (!sg_transfer_library_ready()) {
		return NULL;
	}
	sender = calloc(1, sizeof *sender);
	if (sender == NULL) {
		return NULL;
	}
	sender->process = getpid();
	sender->watched = -1;
	sender->limits = complete_limits(limits);
	count = sender->limits.in_flight_max;
	sender->busy = calloc(2 * count, sizeof(struct sg_transfer *));
	sender->results = calloc(count, sizeof *sender->results);
	atomic_init(&sender->woken, false);
	if (sender->busy == NULL || sender->results == NULL || !copy_texts(sender) ||
		!set_up_multi(sender)) {
		free_parts(sender);
		return NULL;
	}
	return sender;
}

/* ---- from busy to idle ---- */

/* libcurl repeats a request that met a kept connection just as its peer closed it, but a handle
 * does so five times in its whole life: one that has begun to is not used again. */
static void retire(struct sg_sender *sender, struct sg_transfer *transfer)
{
	struct sg_transfer *last = sender->busy[sender->busy_count - 1];

	(void)curl_multi_remove_handle(sender->multi, transfer->easy);
	sender->busy_count--;
	sender->busy[transfer->index] = last;
	last->index = transfer->index;
	sender->abandoned_count -= transfer->abandoned;
	if (transfer->repeated) {
		sg_transfer_free(transfer);
		return;
	}
	sg_transfer_empty(transfer);
	transfer->next = sender->idle;
	sender->idle = transfer;
}

static void report(struct sg_sender *sender, const struct sg_transfer *transfer,
	CURLcode code, int64_t now_us)
{
	size_t at = sender->results_first + sender->results_count++;
	struct sg_sent *result = &sender->results[at % sender->limits.in_flight_max];

	sg_transfer_report(transfer, code, now_us, result);
}

static void abandon(struct sg_sender *sender, struct sg_transfer *transfer)
{
	transfer->abandoned = true;
	sender->abandoned_count++;
}

static void collect(struct sg_sender *sender, int64_t now_us)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(sender->multi, &left)) != NULL) {
		struct sg_transfer *transfer = NULL;
		CURLcode code = message->data.result;

		(void)curl_easy_getinfo(
			message->easy_handle, CURLINFO_PRIVATE, &transfer);
		if (!transfer->abandoned) {
			report(sender, transfer, code, now_us);
		}
		retire(sender, transfer);
	}
}

static void expire(struct sg_sender *sender, int64_t now_us)
{
	size_t i = 0;

	while (i < sender->busy_count) {
		struct sg_transfer *transfer = sender->busy[i];

		if (transfer->abandoned || !sg_transfer_is_late(transfer, now_us)) {
			i++;
			continue;
		}
		report(sender, transfer, CURLE_OPERATION_TIMEDOUT, now_us);
		if (transfer->looking_up) {
			abandon(sender, transfer);
			i++;
		} else {
			retire(sender, transfer);
		}
	}
}

static void advance(struct sg_sender *sender)
{
	int running;
	int64_t now_us;

	(void)curl_multi_perform(sender->multi, &running);
	now_us = monotonic_us();
	collect(sender, now_us);
	expire(sender, now_us);
}

static void wait_until(struct sg_sender *sender, int64_t until_us)
{
	struct curl_waitfd watched = {.fd = sender->watched, .events = CURL_WAIT_POLLIN};
	int64_t now_us = monotonic_us();
	int64_t wait_ms;

	for (size_t i = 0; i < sender->busy_count; i++) {
		const struct sg_transfer *transfer = sender->busy[i];

		if (!transfer->abandoned && sg_transfer_late_us(transfer) < until_us) {
			until_us = sg_transfer_late_us(transfer);
		}
	}
	wait_ms = until_us > now_us ? (until_us - now_us + 999) / 1000 : 0;
	wait_ms = wait_ms < WAIT_MOST_MS ? wait_ms : WAIT_MOST_MS;
	if (curl_multi_poll(sender->multi, &watched, sender->watched >= 0 ? 1 : 0,
		    (int)wait_ms, NULL) != CURLM_OK &&
		wait_ms > 0) {
		(void)poll(NULL, 0, FAULT_PAUSE_MS);
	}
	if (watched.revents != 0) {
		atomic_store(&sender->woken, true);
	}
}

/* ---- what the lane's thread calls ---- */

static struct sg_transfer *take_idle(struct sg_sender *sender)
{
	struct sg_transfer *transfer = sender->idle;

	if (transfer != NULL) {
		sender->idle = transfer->next;
	}
	return transfer != NULL ? transfer : sg_transfer_new(&sender->limits);
}

enum sg_status sg_sender_start(struct sg_sender *sender, const struct sg_request *request,
	struct sg_error *error)
{
	struct sg_transfer *transfer;
	enum sg_status status;

	if (sg_sender_in_flight(sender) >= sender->limits.in_flight_max ||
		sender->abandoned_count >= sender->limits.in_flight_max) {
		return sg_fail(error, SG_UNAVAILABLE, "lane_full", NULL,
			"%zu requests and %zu hanging name look-ups are under way",
			sg_sender_in_flight(sender), sender->abandoned_count);
	}
	transfer = take_idle(sender);
	if (transfer == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	status = sg_transfer_fill(transfer, request, monotonic_us(), error);
	if (status == SG_OK &&
		curl_multi_add_handle(sender->multi, transfer->easy) != CURLM_OK) {
		sg_transfer_empty(transfer);
		status = sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	if (status != SG_OK) {
		transfer->next = sender->idle;
		sender->idle = transfer;
		return status;
	}
	transfer->index = sender->busy_count;
	sender->busy[sender->busy_count++] = transfer;
	return SG_OK;
}

static size_t hand_out(struct sg_sender *sender, struct sg_sent *ret_sent, size_t max)
{
	size_t most = sender->limits.in_flight_max;
	size_t count = 0;

	for (; count < max && sender->results_count > 0; sender->results_count--) {
		ret_sent[count++] = sender->results[sender->results_first];
		sender->results_first = (sender->results_first + 1) % most;
	}
	return count;
}

size_t sg_sender_poll(
	struct sg_sender *sender, uint32_t wait_ms, struct sg_sent *ret_sent, size_t max)
{
	int64_t until_us = monotonic_us() + (int64_t)wait_ms * 1000;
	struct sigpipe held;

	hold_sigpipe(&held);
	advance(sender);
	while (sender->results_count == 0 && !atomic_load(&sender->woken) &&
		monotonic_us() < until_us) {
		wait_until(sender, until_us);
		advance(sender);
	}
	release_sigpipe(&held);
	atomic_store(&sender->woken, false);
	return hand_out(sender, ret_sent, max);
}

void sg_sender_wake(struct sg_sender *sender)
{
	atomic_store(&sender->woken, true);
	(void)curl_multi_wakeup(sender->multi);
}

void sg_sender_watch(struct sg_sender *sender, int descriptor)
{
	sender->watched = descriptor;
}

size_t sg_sender_in_flight(const struct sg_sender *sender)
{
	return sender->busy_count - sender->abandoned_count + sender->results_count;
}

/* Everything leaves but the look-ups, whose results nobody wants any more. */
static void give_up(struct sg_sender *sender)
{
	size_t i = 0;

	while (i < sender->busy_count) {
		struct sg_transfer *transfer = sender->busy[i];

		if (!transfer->looking_up) {
			retire(sender, transfer);
			continue;
		}
		if (!transfer->abandoned) {
			abandon(sender, transfer);
		}
		i++;
	}
}

void sg_sender_free(struct sg_sender *sender)
{
	struct sigpipe held;
	int64_t until_us;

	/* In a forked child the connections are the parent's: closing TLS would speak on them. */
	if (sender == NULL || sender->process != getpid()) {
		return;
	}
	until_us = monotonic_us() + (int64_t)sender->limits.free_wait_ms * 1000;
	hold_sigpipe(&held);
	give_up(sender);
	while (sender->busy_count > 0 && monotonic_us() < until_us) {
		wait_until(sender, until_us);
		advance(sender);
	}
	while (sender->busy_count > 0) {
		retire(sender, sender->busy[0]);
	}
	free_parts(sender);
	release_sigpipe(&held);
}
