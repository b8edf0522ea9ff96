/*
 * SIGPIPE belongs to the host. While we write to a socket the signal is blocked in our thread
 * alone, and one that we caused is taken away again.
 */
#ifndef SG_STORE_SIGPIPE_H
#define SG_STORE_SIGPIPE_H

#include <signal.h>
#include <stdbool.h>

struct sg_sigpipe {
	sigset_t before;
	bool pending; /* it was pending before, so it is the host's */
};

/* Blocks SIGPIPE in the calling thread. [thread-safe] */
void sg_sigpipe_hold(struct sg_sigpipe *sigpipe);

/* Puts everything back as it was. [the thread that held] */
void sg_sigpipe_release(const struct sg_sigpipe *sigpipe);

#endif
