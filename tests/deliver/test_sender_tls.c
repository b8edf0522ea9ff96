/* TLS: whom a lane trusts, and what it does not. A server of its own with certificates made on
 * the spot. */
#include "deliver/send.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

struct certificate {
	EVP_PKEY *key;
	X509 *text;
};

struct tls_peer {
	int listener;
	uint16_t port;
	SSL_CTX *context;
	bool hangs_up; /* after an answer */
	atomic_int accepted;
	pthread_t thread;
};

static char ca_path[] = "/tmp/sg_ca_XXXXXX";
static struct certificate trusted;

/* Self-signed, for `name` ("IP:127.0.0.1"), valid from and to these seconds from now. */
static struct certificate make_certificate(const char *name, long from_s, long to_s)
{
	struct certificate made = {EVP_EC_gen("P-256"), X509_new()};
	X509_NAME *subject = X509_get_subject_name(made.text);
	X509_EXTENSION *names =
		X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, name);

	assert_non_null(made.key);
	assert_non_null(names);
	(void)X509_set_version(made.text, 2);
	(void)ASN1_INTEGER_set(X509_get_serialNumber(made.text), 1);
	(void)X509_gmtime_adj(X509_getm_notBefore(made.text), from_s);
	(void)X509_gmtime_adj(X509_getm_notAfter(made.text), to_s);
	(void)X509_NAME_add_entry_by_txt(
		subject, "CN", MBSTRING_ASC, (const unsigned char *)"peer", -1, -1, 0);
	(void)X509_set_issuer_name(made.text, subject);
	(void)X509_set_pubkey(made.text, made.key);
	(void)X509_add_ext(made.text, names, -1);
	assert_true(X509_sign(made.text, made.key, EVP_sha256()) > 0);
	X509_EXTENSION_free(names);
	return made;
}

static void free_certificate(struct certificate *certificate)
{
	EVP_PKEY_free(certificate->key);
	X509_free(certificate->text);
}

static void trust(const struct certificate *certificate)
{
	FILE *file = fopen(ca_path, "w");

	assert_non_null(file);
	assert_int_equal(PEM_write_X509(file, certificate->text), 1);
	(void)fclose(file);
}

/* Requests of the tests fit into one record each for head and body. */
static void serve(struct tls_peer *peer, SSL *ssl)
{
	static const char answer[] = "HTTP/1.1 204 No Content\r\n\r\n";
	char bytes[16384];

	while (SSL_read(ssl, bytes, sizeof bytes) > 0) {
		if (memmem(bytes, sizeof bytes, "\r\n\r\n", 4) != NULL) {
			(void)SSL_write(ssl, answer, sizeof answer - 1);
			if (peer->hangs_up) {
				return;
			}
		}
		memset(bytes, 0, sizeof bytes);
	}
}

static void *run_peer(void *context)
{
	const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
	struct tls_peer *peer = context;
	sigset_t all;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, NULL);
	for (;;) {
		int fd = accept(peer->listener, NULL, NULL);
		SSL *ssl;

		if (fd < 0) {
			return NULL;
		}
		(void)atomic_fetch_add(&peer->accepted, 1);
		ssl = SSL_new(peer->context);
		(void)SSL_set_fd(ssl, fd);
		if (SSL_accept(ssl) == 1) {
			serve(peer, ssl);
		}
		SSL_free(ssl);
		/* First the end of what we send, then a reset: the other side's next write finds
		 * a broken pipe. */
		(void)shutdown(fd, SHUT_WR);
		(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
		(void)close(fd);
	}
}

static void start_peer(struct tls_peer *peer, const struct certificate *certificate)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof address;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	peer->context = SSL_CTX_new(TLS_server_method());
	assert_int_equal(SSL_CTX_use_certificate(peer->context, certificate->text), 1);
	assert_int_equal(SSL_CTX_use_PrivateKey(peer->context, certificate->key), 1);
	peer->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(peer->listener, (struct sockaddr *)&address, len), 0);
	assert_int_equal(listen(peer->listener, 16), 0);
	assert_int_equal(
		getsockname(peer->listener, (struct sockaddr *)&address, &len), 0);
	peer->port = ntohs(address.sin_port);
	assert_int_equal(pthread_create(&peer->thread, NULL, run_peer, peer), 0);
}

static void stop_peer(struct tls_peer *peer)
{
	(void)shutdown(peer->listener, SHUT_RDWR);
	(void)pthread_join(peer->thread, NULL);
	(void)close(peer->listener);
	SSL_CTX_free(peer->context);
}

static struct sg_sender *new_lane(void)
{
	const struct sg_sender_limits limits = {.in_flight_max = 1, .ca_file = ca_path};
	struct sg_sender *sender = sg_sender_new(&limits);

	assert_non_null(sender);
	return sender;
}

static struct sg_sent send_to(const char *host, uint16_t port)
{
	const struct sg_guard guard = send_guard_of("127.0.0.0/8");
	struct sg_sender *sender = new_lane();
	char url[100];
	struct sg_request request = send_request(url, &guard);
	struct sg_sent sent;

	(void)snprintf(url, sizeof url, "https://%s:%u/hook", host, port);
	request.allow_http = false;
	sent = send_and_wait(sender, &request);
	sg_sender_free(sender);
	return sent;
}

static void assert_distrusted(const struct sg_sent *sent)
{
	assert_int_equal(sent->transport, SG_TRANSPORT_FAILED);
	assert_int_equal(sent->http_status, 0);
	assert_true(strlen(sent->error) > 0);
}

static void a_trusted_server_is_called_and_its_connection_kept(void **state)
{
	const struct sg_guard guard = send_guard_of("127.0.0.0/8");
	struct tls_peer peer = {.listener = -1};
	struct sg_sender *sender = new_lane();
	char url[100];
	struct sg_request request = send_request(url, &guard);

	(void)state;
	start_peer(&peer, &trusted);
	(void)snprintf(url, sizeof url, "https://127.0.0.1:%u/hook", peer.port);
	request.allow_http = false;
	/* The peer serves one connection at a time: a second one would never be answered. */
	for (int i = 0; i < 20; i++) {
		struct sg_sent sent = send_and_wait(sender, &request);

		if (!sent.delivered) {
			fail_msg("%s", sent.error);
		}
	}
	sg_sender_free(sender);
	stop_peer(&peer);
}

static void servers_without_a_fitting_certificate_are_not_told_anything(void **state)
{
	static const struct {
		const char *name;
		long from_s;
		long to_s;
		bool trusted;
	} cases[] = {
		{"IP:127.0.0.1", -3600, 3600, false}, /* nobody vouches for it */
		{"IP:127.0.0.1", -7200, -3600, true}, /* expired */
		{"IP:127.0.0.1", 3600, 7200, true},   /* not yet valid */
		{"IP:127.0.0.2", -3600, 3600, true},  /* another host's */
		{"DNS:127.0.0.1", -3600, 3600, true}, /* an address is no name */
		{"DNS:example.com", -3600, 3600, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct certificate made =
			make_certificate(cases[i].name, cases[i].from_s, cases[i].to_s);
		struct tls_peer peer = {.listener = -1};
		struct sg_sent sent;

		trust(cases[i].trusted ? &made : &trusted);
		start_peer(&peer, &made);
		sent = send_to("127.0.0.1", peer.port);
		assert_distrusted(&sent);
		stop_peer(&peer);
		free_certificate(&made);
	}
	trust(&trusted);
}

static void old_tls_is_not_spoken(void **state)
{
	struct tls_peer peer = {.listener = -1};
	struct sg_sent sent;

	(void)state;
	start_peer(&peer, &trusted);
	(void)SSL_CTX_set_cipher_list(peer.context, "ALL:@SECLEVEL=0");
	assert_int_equal(SSL_CTX_set_max_proto_version(peer.context, TLS1_1_VERSION), 1);
	sent = send_to("127.0.0.1", peer.port);
	assert_distrusted(&sent);
	stop_peer(&peer);
}

static void a_server_that_speaks_no_tls_fails(void **state)
{
	struct http_peer *plain = http_peer_start();
	struct sg_sent sent;

	(void)state;
	sent = send_to("127.0.0.1", http_peer_port(plain));
	assert_int_equal(sent.transport == SG_TRANSPORT_OK, 0);
	assert_int_equal(http_peer_requests(plain, NULL), 0);
	http_peer_stop(plain);
}

static volatile sig_atomic_t pipes_seen;

static void count_pipe(int number)
{
	(void)number;
	pipes_seen++;
}

static void hanging_up_on_tls_does_not_reach_the_hosts_handler(void **state)
{
	const struct sg_guard guard = send_guard_of("127.0.0.0/8");
	struct sigaction mine = {.sa_handler = count_pipe};
	struct sigaction before;
	struct tls_peer peer = {.listener = -1, .hangs_up = true};
	char url[100];
	struct sg_request request = send_request(url, &guard);

	(void)state;
	start_peer(&peer, &trusted);
	(void)snprintf(url, sizeof url, "https://127.0.0.1:%u/hook", peer.port);
	assert_int_equal(sigaction(SIGPIPE, &mine, &before), 0);
	for (int i = 0; i < 20; i++) {
		struct sg_sender *sender = new_lane();

		assert_true(send_and_wait(sender, &request).delivered);
		(void)poll(NULL, 0, 10);
		if (i % 2 == 0) {
			assert_true(send_and_wait(sender, &request).delivered);
			(void)poll(NULL, 0, 10);
		}
		sg_sender_free(sender);
	}
	assert_int_equal(pipes_seen, 0);
	assert_int_equal(sigaction(SIGPIPE, &before, NULL), 0);
	stop_peer(&peer);
}

/* A "close notify" from the child would end the parent's TLS session. */
static void a_forked_child_says_nothing_on_the_parents_connections(void **state)
{
	const struct sg_guard guard = send_guard_of("127.0.0.0/8");
	struct tls_peer peer = {.listener = -1};
	struct sg_sender *sender = new_lane();
	char url[100];
	struct sg_request request = send_request(url, &guard);
	int status = -1;
	pid_t child;

	(void)state;
	start_peer(&peer, &trusted);
	(void)snprintf(url, sizeof url, "https://127.0.0.1:%u/hook", peer.port);
	assert_true(send_and_wait(sender, &request).delivered);
	child = fork();
	if (child == 0) {
		sg_sender_free(sender);
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	(void)poll(NULL, 0, 20);
	assert_true(send_and_wait(sender, &request).delivered);
	assert_int_equal(atomic_load(&peer.accepted), 1);
	sg_sender_free(sender);
	stop_peer(&peer);
}

static int make_trusted(void **state)
{
	int fd = mkstemp(ca_path);

	(void)state;
	(void)close(fd);
	trusted = make_certificate("IP:127.0.0.1", -3600, 3600);
	trust(&trusted);
	return fd >= 0 ? 0 : -1;
}

static int forget_trusted(void **state)
{
	(void)state;
	free_certificate(&trusted);
	return unlink(ca_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trusted_server_is_called_and_its_connection_kept),
		cmocka_unit_test(
			servers_without_a_fitting_certificate_are_not_told_anything),
		cmocka_unit_test(old_tls_is_not_spoken),
		cmocka_unit_test(a_server_that_speaks_no_tls_fails),
		cmocka_unit_test(a_forked_child_says_nothing_on_the_parents_connections),
		cmocka_unit_test(hanging_up_on_tls_does_not_reach_the_hosts_handler),
	};

	return cmocka_run_group_tests(tests, make_trusted, forget_trusted);
}
