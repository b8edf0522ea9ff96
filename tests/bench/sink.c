/*
 * A receiver that does little: it reads requests from kept connections, verifies each signature
 * and answers 204. It is a process of its own, so that its memory is not taken for the host's.
 */
#include "bench.h"

#include "deliver/signature.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 64, REQUEST_MAX = 128 * 1024, PEERS_MAX = 512 };

struct peer {
	int fd;
	size_t len;
	char bytes[REQUEST_MAX + 1];
};

/* By their descriptors. */
static struct peer peers[PEERS_MAX];

struct sink {
	int epoll, listener;
	struct sg_secret secret;
	struct bench_sink_counts *counts;
};

static const char answer[] = "HTTP/1.1 204 No Content\r\n\r\n";

/* The value of a header within the head, cut out of a copy, or NULL. */
static const char *header(char *head, const char *name, char *ret_value, size_t size)
{
	size_t len = strlen(name);

	for (char *line = strstr(head, "\r\n"); line != NULL;
		line = strstr(line, "\r\n")) {
		line += 2;
		if (strncasecmp(line, name, len) == 0 && line[len] == ':') {
			const char *value = line + len + 1 + strspn(line + len + 1, " ");

			(void)snprintf(ret_value, size, "%.*s", (int)strcspn(value, "\r"),
				value);
			return ret_value;
		}
	}
	return NULL;
}

static void take(struct sink *sink, char *head, const char *body, size_t body_len)
{
	char id[256], timestamp[32], signature[256];
	struct sg_signed_message message = {
		.id = header(head, "webhook-id", id, sizeof id),
		.timestamp =
			header(head, "webhook-timestamp", timestamp, sizeof timestamp),
		.signature =
			header(head, "webhook-signature", signature, sizeof signature),
		.body = body,
		.body_len = body_len,
	};
	struct sg_error error;
	bool good = sg_signature_verify(&sink->secret, 1, &message, (int64_t)time(NULL),
			    SG_SIGNATURE_TOLERANCE_S, &error) == SG_OK;

	atomic_store(&sink->counts->last, bench_now());
	atomic_fetch_add(&sink->counts->bytes, body_len);
	atomic_fetch_add(&sink->counts->received, 1);
	atomic_fetch_add(&sink->counts->verified, good ? 1 : 0);
}

/* Takes the first request of the buffer if it is whole; its length, or 0. */
static size_t take_first(struct sink *sink, struct peer *peer)
{
	char *end, text[32];
	size_t head_len, body_len;

	peer->bytes[peer->len] = '\0';
	end = strstr(peer->bytes, "\r\n\r\n");
	if (end == NULL) {
		return 0;
	}
	end[2] = '\0';
	head_len = (size_t)(end - peer->bytes) + 4;
	body_len = header(peer->bytes, "content-length", text, sizeof text) != NULL
	                   ? (size_t)strtoul(text, NULL, 10)
	                   : 0;
	if (peer->len < head_len + body_len) {
		end[2] = '\r';
		return 0;
	}
	take(sink, peer->bytes, peer->bytes + head_len, body_len);
	return head_len + body_len;
}

static bool serve(struct sink *sink, struct peer *peer)
{
	ssize_t got = recv(peer->fd, peer->bytes + peer->len, REQUEST_MAX - peer->len, 0);
	size_t used;

	if (got <= 0) {
		return got < 0 && (errno == EAGAIN || errno == EINTR);
	}
	peer->len += (size_t)got;
	while ((used = take_first(sink, peer)) > 0) {
		peer->len -= used;
		memmove(peer->bytes, peer->bytes + used, peer->len);
		if (send(peer->fd, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) {
			return false;
		}
	}
	return peer->len < REQUEST_MAX;
}

static void welcome(struct sink *sink)
{
	int one = 1;
	int fd = accept4(sink->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

	if (fd < 0) {
		return;
	}
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (fd >= PEERS_MAX || epoll_ctl(sink->epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
		(void)close(fd);
		return;
	}
	peers[fd].fd = fd;
	peers[fd].len = 0;
}

static void run(struct sink *sink)
{
	struct epoll_event events[EVENTS];

	for (;;) {
		int count = epoll_wait(sink->epoll, events, EVENTS, -1);

		for (int i = 0; i < count; i++) {
			int fd = events[i].data.fd;

			if (fd == sink->listener) {
				welcome(sink);
			} else if (!serve(sink, &peers[fd])) {
				(void)close(fd);
			}
		}
	}
}

/* The bench ends it; so does the end of the bench. */
static void be_child(struct sink *sink)
{
	struct epoll_event event = {.events = EPOLLIN, .data.fd = sink->listener};
	struct sg_error error;

	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGTERM, SIG_DFL);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	sink->epoll = epoll_create1(EPOLL_CLOEXEC);
	(void)epoll_ctl(sink->epoll, EPOLL_CTL_ADD, sink->listener, &event);
	if (sg_secret_parse(BENCH_SECRET, NULL, &error, &sink->secret) == SG_OK) {
		run(sink);
	}
	_exit(1);
}

static int listen_anywhere(uint16_t *ret_port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) != 0 ||
		listen(fd, 128) != 0 ||
		getsockname(fd, (struct sockaddr *)&address, &len) != 0) {
		bench_fail("no port for the receiver");
		return -1;
	}
	*ret_port = ntohs(address.sin_port);
	return fd;
}

bool bench_sink_start(struct bench_sink *sink)
{
	struct sink inside = {.listener = listen_anywhere(&sink->port)};

	sink->counts = mmap(NULL, sizeof *sink->counts, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (inside.listener < 0 || sink->counts == MAP_FAILED) {
		return false;
	}
	inside.counts = sink->counts;
	sink->pid = fork();
	if (sink->pid == 0) {
		be_child(&inside);
	}
	(void)close(inside.listener);
	return sink->pid > 0;
}

void bench_sink_stop(struct bench_sink *sink)
{
	if (sink->pid > 0) {
		(void)kill(sink->pid, SIGTERM);
		(void)waitpid(sink->pid, NULL, 0);
		sink->pid = 0;
	}
}

bool bench_sink_wait(const struct bench_sink *sink, uint64_t count)
{
	double quiet = bench_now();
	uint64_t seen = 0;

	while (!bench_stopped()) {
		uint64_t now = atomic_load(&sink->counts->verified);

		if (now >= count) {
			return true;
		}
		if (now != seen) {
			seen = now;
			quiet = bench_now();
		} else if (bench_now() > quiet + 20) {
			bench_fail("nothing arrives any more: %llu of %llu, %llu with a "
				   "signature that does not verify",
				(unsigned long long)seen, (unsigned long long)count,
				(unsigned long long)(atomic_load(
							     &sink->counts->received) -
						     seen));
			return false;
		}
		(void)usleep(500);
	}
	return false;
}
