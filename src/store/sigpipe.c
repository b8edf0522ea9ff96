/* Blocking SIGPIPE round an exchange. */
#include "store/sigpipe.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

static void only_sigpipe(sigset_t *set)
{
	(void)sigemptyset(set);
	(void)sigaddset(set, SIGPIPE);
}

static bool is_pending(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

void sg_sigpipe_hold(struct sg_sigpipe *sigpipe)
{
	sigset_t set;

	only_sigpipe(&set);
	(void)pthread_sigmask(SIG_BLOCK, &set, &sigpipe->before);
	sigpipe->pending = sigismember(&sigpipe->before, SIGPIPE) == 1 && is_pending();
}

void sg_sigpipe_release(const struct sg_sigpipe *sigpipe)
{
	const struct timespec at_once = {0};
	int before = errno;
	sigset_t set;

	only_sigpipe(&set);
	if (!sigpipe->pending && is_pending()) {
		while (sigtimedwait(&set, NULL, &at_once) == -1 && errno == EINTR) {
		}
	}
	(void)pthread_sigmask(SIG_SETMASK, &sigpipe->before, NULL);
	errno = before;
}
