/*
 * One thread with epoll. A connection is either reading a request or sending an answer; an
 * answer is a head, then drips with pauses, then an end.
 */
#include "support/http_peer.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

enum { PATHS = 64, CONNECTIONS = 1024, IN_SIZE = 1 << 20, EVENTS = 64 };

static const char plain_answer[] = "HTTP/1.1 204 No Content\r\n\r\n";
static const char refusal[] =
	"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n";

struct connection {
	int fd;
	char *in;
	size_t in_len;
	size_t in_size;
	bool answering;
	bool hanging;
	bool blocked; /* the socket took no more */
	bool stale;   /* ends with the next byte that comes */
	struct http_peer_answer answer;
	const char *out; /* what is left of the head or of the present drip */
	size_t out_len;
	size_t drips_left;
	int64_t due_us;
};

struct script {
	char path[64];
	struct http_peer_answer answer;
	size_t requests;
};

struct http_peer {
	int listener;
	int epoll;
	int stop;
	uint16_t port;
	pthread_t thread;
	struct connection *connections[CONNECTIONS];
	size_t connections_top; /* slots from here on were never used */

	pthread_mutex_t lock; /* for all below */
	struct script scripts[PATHS];
	size_t script_count;
	size_t requests;
	size_t accepted;
	bool (*take)(void *context, const struct http_peer_request *request);
	void *context;
	struct http_peer_request last;
	struct http_peer_request current; /* the thread's alone */
};

static int64_t now_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void watch(
	struct http_peer *peer, int operation, int fd, uint32_t events, void *data)
{
	struct epoll_event event = {.events = events, .data.ptr = data};

	(void)epoll_ctl(peer->epoll, operation, fd, &event);
}

static void drop(struct http_peer *peer, struct connection *connection, bool reset)
{
	const struct linger at_once = {.l_onoff = 1, .l_linger = 0};

	if (reset) {
		(void)setsockopt(
			connection->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	}
	for (size_t i = 0; i < peer->connections_top; i++) {
		if (peer->connections[i] == connection) {
			peer->connections[i] = NULL;
			break;
		}
	}
	/* A child between fork and exec keeps the socket in the set for a moment. */
	(void)epoll_ctl(peer->epoll, EPOLL_CTL_DEL, connection->fd, NULL);
	(void)close(connection->fd);
	free(connection->in);
	free(connection);
}

static void accept_one(struct http_peer *peer)
{
	const int on = 1;
	int fd = accept4(peer->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	struct connection *connection;
	size_t at = 0;

	if (fd < 0) {
		return;
	}
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	while (at < CONNECTIONS && peer->connections[at] != NULL) {
		at++;
	}
	connection = at < CONNECTIONS ? calloc(1, sizeof *connection) : NULL;
	if (connection == NULL) {
		(void)close(fd);
		return;
	}
	connection->fd = fd;
	peer->connections[at] = connection;
	peer->connections_top =
		at >= peer->connections_top ? at + 1 : peer->connections_top;
	watch(peer, EPOLL_CTL_ADD, fd, EPOLLIN, connection);
	(void)pthread_mutex_lock(&peer->lock);
	peer->accepted++;
	(void)pthread_mutex_unlock(&peer->lock);
}

/* ---- a request ---- */

bool http_peer_header(const struct http_peer_request *request, const char *name,
	char *ret_value, size_t size)
{
	const char *line = strstr(request->head, "\r\n");
	size_t name_len = strlen(name);

	while (line != NULL) {
		const char *end;

		line += 2;
		end = strstr(line, "\r\n");
		if (strncasecmp(line, name, name_len) == 0 && line[name_len] == ':') {
			const char *value = line + name_len + 1;
			size_t len = end != NULL ? (size_t)(end - value) : strlen(value);

			while (len > 0 && *value == ' ') {
				value++;
				len--;
			}
			(void)snprintf(ret_value, size, "%.*s", (int)len, value);
			return true;
		}
		line = end;
	}
	return false;
}

static struct script *script_of(struct http_peer *peer, const char *path)
{
	struct script *any = NULL;
	size_t len = strcspn(path, "?");

	for (size_t i = 0; i < peer->script_count; i++) {
		struct script *script = &peer->scripts[i];

		if (strlen(script->path) == len &&
			strncmp(script->path, path, len) == 0) {
			return script;
		}
		if (strcmp(script->path, "*") == 0) {
			any = script;
		}
	}
	return any;
}

static void copy_bytes(char *target, size_t size, const char *bytes, size_t len)
{
	len = len < size - 1 ? len : size - 1;
	memcpy(target, bytes, len);
	target[len] = '\0';
}

static struct http_peer_answer choose_answer(struct http_peer *peer)
{
	struct http_peer_answer answer = {.head = NULL};
	bool (*take)(void *context, const struct http_peer_request *request);
	struct script *script;
	void *context;

	(void)pthread_mutex_lock(&peer->lock);
	peer->requests++;
	memcpy(peer->last.method, peer->current.method, sizeof peer->last.method);
	memcpy(peer->last.path, peer->current.path, sizeof peer->last.path);
	copy_bytes(peer->last.head, sizeof peer->last.head, peer->current.head,
		strlen(peer->current.head));
	copy_bytes(peer->last.body, sizeof peer->last.body, peer->current.body,
		strlen(peer->current.body));
	peer->last.body_len = peer->current.body_len;
	script = script_of(peer, peer->current.path);
	if (script != NULL) {
		script->requests++;
		answer = script->answer;
	}
	take = peer->take;
	context = peer->context;
	(void)pthread_mutex_unlock(&peer->lock);
	if (take != NULL && !take(context, &peer->current)) {
		answer = (struct http_peer_answer){.head = refusal};
	}
	return answer;
}

static void begin_answer(struct http_peer *peer, struct connection *connection)
{
	connection->answer = choose_answer(peer);
	if (connection->answer.head == NULL) {
		connection->answer.head = plain_answer;
	}
	connection->out = connection->answer.head;
	connection->out_len = strlen(connection->out);
	connection->drips_left =
		connection->answer.drip != NULL ? connection->answer.drip_count : 0;
	connection->due_us = connection->answer.delay_ms == 0
	                             ? 0
	                             : now_us() + connection->answer.delay_ms * 1000;
	connection->answering = true;
}

/* True when a whole request lay at the beginning of what came, and was taken from there. */
static bool take_request(struct http_peer *peer, struct connection *connection)
{
	struct http_peer_request *request = &peer->current;
	char *end = connection->in_len > 0
	                    ? memmem(connection->in, connection->in_len, "\r\n\r\n", 4)
	                    : NULL;
	char length[32] = "0";
	size_t head_len;
	size_t body_len;

	if (end == NULL) {
		return false;
	}
	head_len = (size_t)(end - connection->in) + 4;
	copy_bytes(request->head, sizeof request->head, connection->in, head_len - 2);
	(void)http_peer_header(request, "content-length", length, sizeof length);
	body_len = (size_t)strtoul(length, NULL, 10);
	if (connection->in_len < head_len + body_len) {
		return false;
	}
	if (sscanf(request->head, "%15s %255s", request->method, request->path) != 2) {
		request->path[0] = '\0';
	}
	request->body_len = body_len;
	copy_bytes(
		request->body, sizeof request->body, connection->in + head_len, body_len);
	connection->in_len -= head_len + body_len;
	memmove(connection->in, connection->in + head_len + body_len, connection->in_len);
	begin_answer(peer, connection);
	return true;
}

/* False when the other side is gone. */
static bool read_more(struct connection *connection)
{
	ssize_t got;

	if (connection->in_size - connection->in_len < 4096) {
		size_t size = connection->in_size == 0 ? 8192 : connection->in_size * 2;
		char *larger = size <= IN_SIZE ? realloc(connection->in, size) : NULL;

		if (larger == NULL) {
			return false;
		}
		connection->in = larger;
		connection->in_size = size;
	}
	got = read(connection->fd, connection->in + connection->in_len,
		connection->in_size - connection->in_len);
	if (got > 0) {
		connection->in_len += (size_t)got;
	}
	return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

/* ---- an answer ---- */

/* False when the other side is gone. */
static bool send_more(struct http_peer *peer, struct connection *connection)
{
	ssize_t sent =
		send(connection->fd, connection->out, connection->out_len, MSG_NOSIGNAL);
	bool was_blocked = connection->blocked;

	if (sent < 0 && errno != EAGAIN) {
		return false;
	}
	connection->blocked = sent < 0;
	if (sent > 0) {
		connection->out += sent;
		connection->out_len -= (size_t)sent;
	}
	if (connection->blocked != was_blocked) {
		watch(peer, EPOLL_CTL_MOD, connection->fd,
			connection->blocked ? EPOLLIN | EPOLLOUT : EPOLLIN, connection);
	}
	return true;
}

/* Moves an answer on as far as socket and clock allow; false when the connection is over. */
static bool pump(struct http_peer *peer, struct connection *connection)
{
	while (connection->answering && !connection->hanging) {
		if (connection->due_us != 0 && now_us() < connection->due_us) {
			return true;
		}
		if (connection->out_len > 0) {
			if (!send_more(peer, connection)) {
				return false;
			}
			if (connection->blocked) {
				return true;
			}
			continue;
		}
		if (connection->drips_left > 0) {
			connection->drips_left--;
			connection->out = connection->answer.drip;
			connection->out_len = strlen(connection->out);
			connection->due_us =
				now_us() + connection->answer.interval_ms * 1000;
			continue;
		}
		connection->hanging = connection->answer.end == HTTP_PEER_HANG;
		connection->stale = connection->answer.end == HTTP_PEER_STALE;
		connection->answering = connection->hanging;
		if (connection->answer.end == HTTP_PEER_CLOSE ||
			connection->answer.end == HTTP_PEER_RESET) {
			return false;
		}
	}
	return true;
}

static void serve(struct http_peer *peer, struct connection *connection, uint32_t events)
{
	if (connection->stale) {
		drop(peer, connection, true);
		return;
	}
	if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 && !read_more(connection)) {
		drop(peer, connection, false);
		return;
	}
	do {
		if (!pump(peer, connection)) {
			drop(peer, connection, connection->answer.end == HTTP_PEER_RESET);
			return;
		}
	} while (!connection->answering && take_request(peer, connection));
}

/* Serves those whose pause is over, and says how long the next one lasts. */
static int serve_due(struct http_peer *peer)
{
	int64_t next_us = INT64_MAX;
	int64_t present_us = 0;

	for (size_t i = 0; i < peer->connections_top; i++) {
		struct connection *connection = peer->connections[i];

		if (connection == NULL || !connection->answering || connection->hanging ||
			connection->blocked || connection->due_us == 0) {
			continue;
		}
		present_us = present_us != 0 ? present_us : now_us();
		if (connection->due_us <= present_us) {
			serve(peer, connection, 0);
			next_us = present_us;
		} else if (connection->due_us < next_us) {
			next_us = connection->due_us;
		}
	}
	if (next_us == INT64_MAX) {
		return -1;
	}
	return next_us <= present_us ? 0 : (int)((next_us - present_us + 999) / 1000);
}

static void *run(void *context)
{
	struct http_peer *peer = context;
	struct epoll_event events[EVENTS];
	bool going_on = true;

	while (going_on) {
		int count = epoll_wait(peer->epoll, events, EVENTS, serve_due(peer));

		for (int i = 0; i < count; i++) {
			if (events[i].data.ptr == &peer->stop) {
				going_on = false;
			} else if (events[i].data.ptr == &peer->listener) {
				accept_one(peer);
			} else {
				serve(peer, events[i].data.ptr, events[i].events);
			}
		}
	}
	for (size_t i = 0; i < peer->connections_top; i++) {
		if (peer->connections[i] != NULL) {
			drop(peer, peer->connections[i], false);
		}
	}
	return NULL;
}

/* ---- for the tests ---- */

static bool listen_somewhere(struct http_peer *peer)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof address;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(peer->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
		listen(peer->listener, 512) != 0 ||
		getsockname(peer->listener, (struct sockaddr *)&address, &len) != 0) {
		return false;
	}
	peer->port = ntohs(address.sin_port);
	return true;
}

static void release(struct http_peer *peer)
{
	(void)close(peer->listener);
	(void)close(peer->epoll);
	(void)close(peer->stop);
	(void)pthread_mutex_destroy(&peer->lock);
	free(peer);
}

struct http_peer *http_peer_start(void)
{
	struct http_peer *peer = calloc(1, sizeof *peer);

	if (peer == NULL) {
		return NULL;
	}
	(void)pthread_mutex_init(&peer->lock, NULL);
	peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	peer->epoll = epoll_create1(EPOLL_CLOEXEC);
	peer->stop = eventfd(0, EFD_CLOEXEC);
	if (peer->listener < 0 || peer->epoll < 0 || peer->stop < 0 ||
		!listen_somewhere(peer)) {
		release(peer);
		return NULL;
	}
	watch(peer, EPOLL_CTL_ADD, peer->listener, EPOLLIN, &peer->listener);
	watch(peer, EPOLL_CTL_ADD, peer->stop, EPOLLIN, &peer->stop);
	if (pthread_create(&peer->thread, NULL, run, peer) != 0) {
		release(peer);
		return NULL;
	}
	return peer;
}

void http_peer_stop(struct http_peer *peer)
{
	const uint64_t one = 1;

	if (peer == NULL) {
		return;
	}
	(void)!write(peer->stop, &one, sizeof one);
	(void)pthread_join(peer->thread, NULL);
	release(peer);
}

uint16_t http_peer_port(const struct http_peer *peer)
{
	return peer->port;
}

void http_peer_url(
	const struct http_peer *peer, const char *path, char *ret_url, size_t size)
{
	(void)snprintf(
		ret_url, size, "http://127.0.0.1:%u%s", (unsigned)peer->port, path);
}

void http_peer_answer(
	struct http_peer *peer, const char *path, const struct http_peer_answer *answer)
{
	struct script *script = NULL;

	(void)pthread_mutex_lock(&peer->lock);
	for (size_t i = 0; i < peer->script_count; i++) {
		if (strcmp(peer->scripts[i].path, path) == 0) {
			script = &peer->scripts[i];
		}
	}
	if (script == NULL && peer->script_count < PATHS) {
		script = &peer->scripts[peer->script_count++];
		(void)snprintf(script->path, sizeof script->path, "%s", path);
	}
	if (script != NULL) {
		script->answer = *answer;
	}
	(void)pthread_mutex_unlock(&peer->lock);
}

void http_peer_on_request(struct http_peer *peer,
	bool (*take)(void *context, const struct http_peer_request *request),
	void *context)
{
	(void)pthread_mutex_lock(&peer->lock);
	peer->take = take;
	peer->context = context;
	(void)pthread_mutex_unlock(&peer->lock);
}

size_t http_peer_requests(struct http_peer *peer, const char *path)
{
	size_t count = 0;

	(void)pthread_mutex_lock(&peer->lock);
	if (path == NULL) {
		count = peer->requests;
	} else {
		for (size_t i = 0; i < peer->script_count; i++) {
			if (strcmp(peer->scripts[i].path, path) == 0) {
				count = peer->scripts[i].requests;
			}
		}
	}
	(void)pthread_mutex_unlock(&peer->lock);
	return count;
}

size_t http_peer_connections(struct http_peer *peer)
{
	size_t count;

	(void)pthread_mutex_lock(&peer->lock);
	count = peer->accepted;
	(void)pthread_mutex_unlock(&peer->lock);
	return count;
}

bool http_peer_last(struct http_peer *peer, struct http_peer_request *ret_request)
{
	bool any;

	(void)pthread_mutex_lock(&peer->lock);
	any = peer->requests > 0;
	if (any) {
		*ret_request = peer->last;
	}
	(void)pthread_mutex_unlock(&peer->lock);
	return any;
}
