/*
 * How a handle meets the network: the options that never change, and the callbacks in which
 * libcurl asks whether an address may be called and hands over what came. Deadlines are not
 * among the options: libcurl's would end a name look-up together with its thread, which it
 * either waits for or leaves behind unseen.
 */
#include "deliver/transfer.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <arpa/inet.h>
#include <netinet/in.h>

enum {
	RECEIVE_BUFFER = 8192,
	SEND_BUFFER = 16384,     /* libcurl's smallest */
	CONNECT_NET_MS = 120000, /* far behind our own deadline */
};

static bool library_ready;

static void initialise_library(void)
{
	const int needed =
		CURL_VERSION_THREADSAFE | CURL_VERSION_ASYNCHDNS | CURL_VERSION_SSL;
	const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);

	library_ready = info != NULL && (info->features & needed) == needed &&
	                curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

bool sg_transfer_library_ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	return pthread_once(&once, initialise_library) == 0 && library_ready;
}

/* ---- what libcurl asks and tells while it works ---- */

static int lookup_begins(void *resolver, void *reserved, void *client)
{
	struct sg_transfer *transfer = client;

	(void)resolver;
	(void)reserved;
	transfer->looking_up = true;
	return 0;
}

static void note_closed(struct sg_transfer *transfer, const struct sockaddr *address)
{
	struct sockaddr_in6 v6;
	struct sockaddr_in v4;
	const void *bytes = &v4.sin_addr;

	if (address->sa_family == AF_INET6) {
		memcpy(&v6, address, sizeof v6);
		bytes = &v6.sin6_addr;
	} else {
		memcpy(&v4, address, sizeof v4);
	}
	if (inet_ntop(address->sa_family, bytes, transfer->closed_address,
		    sizeof transfer->closed_address) == NULL) {
		(void)snprintf(transfer->closed_address, sizeof transfer->closed_address,
			"family %d", (int)address->sa_family);
	}
}

static bool passes(struct sg_transfer *transfer, const struct sockaddr *address)
{
	if (sg_guard_allows(&transfer->guard, address)) {
		return true;
	}
	note_closed(transfer, address);
	return false;
}

static curl_socket_t open_socket(
	void *client, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct sg_transfer *transfer = client;

	(void)purpose;
	transfer->looking_up = false;
	if (transfer->abandoned || !passes(transfer, &address->addr)) {
		return CURL_SOCKET_BAD;
	}
	return socket(
		address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Also for a connection that is used again, which opens no socket. */
static int before_request(
	void *client, char *remote_ip, char *local_ip, int remote_port, int local_port)
{
	struct sg_transfer *transfer = client;
	/* As large as an address of any family: it is looked at as one. */
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} remote = {.v6 = {.sin6_family = AF_UNSPEC}};

	(void)local_ip;
	(void)remote_port;
	(void)local_port;
	transfer->looking_up = false;
	transfer->repeated = transfer->connected;
	transfer->connected = true;
	if (inet_pton(AF_INET, remote_ip, &remote.v4.sin_addr) == 1) {
		remote.any.sa_family = AF_INET;
	} else if (inet_pton(AF_INET6, remote_ip, &remote.v6.sin6_addr) == 1) {
		remote.any.sa_family = AF_INET6;
	}
	return passes(transfer, &remote.any) && !transfer->abandoned
	               ? CURL_PREREQFUNC_OK
	               : CURL_PREREQFUNC_ABORT;
}

static void note_retry_after(struct sg_transfer *transfer, const char *line, size_t len)
{
	static const char name[] = "retry-after:";
	const size_t name_len = sizeof name - 1;

	if (len < name_len || strncasecmp(line, name, name_len) != 0) {
		return;
	}
	line += name_len;
	len -= name_len;
	while (len > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		len--;
	}
	while (len > 0 && (unsigned char)line[len - 1] <= ' ') {
		len--;
	}
	if (len < sizeof transfer->retry_after && memchr(line, '\0', len) == NULL) {
		memcpy(transfer->retry_after, line, len);
		transfer->retry_after[len] = '\0';
	}
}

static size_t take_header(char *line, size_t size, size_t count, void *client)
{
	struct sg_transfer *transfer = client;
	size_t len = size * count;

	transfer->header_bytes += len;
	if (transfer->header_bytes > transfer->limits->header_bytes_max) {
		transfer->flooded = true;
		return 0;
	}
	if (len >= 5 && memcmp(line, "HTTP/", 5) == 0) {
		transfer->retry_after[0] = '\0';
		transfer->head_ended = false;
	}
	transfer->head_ended |= len > 0 && (*line == '\r' || *line == '\n');
	note_retry_after(transfer, line, len);
	return len;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *client)
{
	struct sg_transfer *transfer = client;
	size_t len = size * count;

	(void)bytes;
	transfer->body_bytes += len;
	if (transfer->body_bytes > transfer->limits->body_bytes_max) {
		transfer->cut = true;
		return 0;
	}
	return len;
}

/* ---- options ---- */

#define SET(easy, option, value) (curl_easy_setopt((easy), (option), (value)) == CURLE_OK)

static bool set_callbacks(CURL *easy, struct sg_transfer *transfer)
{
	return SET(easy, CURLOPT_PRIVATE, transfer) &&
	       SET(easy, CURLOPT_ERRORBUFFER, transfer->curl_error) &&
	       SET(easy, CURLOPT_RESOLVER_START_FUNCTION, lookup_begins) &&
	       SET(easy, CURLOPT_RESOLVER_START_DATA, transfer) &&
	       SET(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) &&
	       SET(easy, CURLOPT_OPENSOCKETDATA, transfer) &&
	       SET(easy, CURLOPT_PREREQFUNCTION, before_request) &&
	       SET(easy, CURLOPT_PREREQDATA, transfer) &&
	       SET(easy, CURLOPT_HEADERFUNCTION, take_header) &&
	       SET(easy, CURLOPT_HEADERDATA, transfer) &&
	       SET(easy, CURLOPT_WRITEFUNCTION, take_body) &&
	       SET(easy, CURLOPT_WRITEDATA, transfer);
}

/* Nothing of the host's environment, nothing that leads elsewhere. */
static bool set_manners(CURL *easy)
{
	return SET(easy, CURLOPT_NOSIGNAL, 1L) && SET(easy, CURLOPT_PROXY, "") &&
	       SET(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) &&
	       SET(easy, CURLOPT_FOLLOWLOCATION, 0L) &&
	       SET(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https") &&
	       SET(easy, CURLOPT_PROTOCOLS_STR, "https") &&
	       SET(easy, CURLOPT_UNRESTRICTED_AUTH, 0L) &&
	       SET(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) &&
	       SET(easy, CURLOPT_PATH_AS_IS, 1L) &&
	       SET(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L) &&
	       SET(easy, CURLOPT_HTTP09_ALLOWED, 0L) &&
	       SET(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) &&
	       SET(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) &&
	       SET(easy, CURLOPT_SSL_VERIFYPEER, 1L) &&
	       SET(easy, CURLOPT_SSL_VERIFYHOST, 2L);
}

static bool set_limits(CURL *easy, const struct sg_sender_limits *limits)
{
	return SET(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_NET_MS) &&
	       SET(easy, CURLOPT_QUICK_EXIT, 1L) &&
	       SET(easy, CURLOPT_DNS_SHUFFLE_ADDRESSES, 1L) &&
	       SET(easy, CURLOPT_LOW_SPEED_LIMIT, 1L) &&
	       SET(easy, CURLOPT_LOW_SPEED_TIME, (long)limits->stall_s) &&
	       SET(easy, CURLOPT_MAXLIFETIME_CONN, (long)limits->connection_lifetime_s) &&
	       SET(easy, CURLOPT_BUFFERSIZE, (long)RECEIVE_BUFFER) &&
	       SET(easy, CURLOPT_UPLOAD_BUFFERSIZE, (long)SEND_BUFFER) &&
	       SET(easy, CURLOPT_USERAGENT, limits->user_agent) &&
	       (limits->ca_file == NULL || SET(easy, CURLOPT_CAINFO, limits->ca_file));
}

bool sg_transfer_wire(struct sg_transfer *transfer)
{
	return set_manners(transfer->easy) &&
	       set_limits(transfer->easy, transfer->limits) &&
	       set_callbacks(transfer->easy, transfer);
}
