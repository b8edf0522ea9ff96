/* The request to stop, kept in an eventfd so that waiting threads see it too. */
#include "cli/stop.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/eventfd.h>
#include <unistd.h>

static atomic_int stop_signal;
static atomic_bool requested;
static int event = -1;

static void raise_event(void)
{
	uint64_t one = 1;

	atomic_store(&requested, true);
	if (event >= 0) {
		ssize_t written = write(event, &one, sizeof one);

		(void)written;
	}
}

static void on_signal(int number)
{
	atomic_store(&stop_signal, number);
	raise_event();
}

void sg_stop_install(void)
{
	struct sigaction action = {
		.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};

	if (event < 0) {
		event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	}
	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
	(void)sigaction(SIGHUP, &action, NULL);
}

bool sg_stop_requested(void)
{
	return atomic_load(&requested);
}

void sg_stop_request(void)
{
	raise_event();
}

bool sg_stop_wait(int ms)
{
	struct pollfd waiting = {.fd = event, .events = POLLIN};

	if (!sg_stop_requested()) {
		(void)poll(&waiting, event >= 0 ? 1 : 0, ms);
	}
	return sg_stop_requested();
}

int sg_stop_signal(void)
{
	return atomic_load(&stop_signal);
}
