/*
 * Ctrl-C and SIGTERM: they ask, and the commands end in order (the module closed, the private
 * server stopped, temporary files removed). Asked a second time, the program ends at once.
 */
#ifndef SG_CLI_STOP_H
#define SG_CLI_STOP_H

#include <stdbool.h>
#include <stdint.h>

/* Sets the handlers up; once, before threads are started. */
void sg_stop_install(void);

bool sg_stop_requested(void);

/* The same as a signal would; for tests and for threads that cannot go on. [thread-safe] */
void sg_stop_request(void);

/* Waits until asked to stop, or until `ms` passed (-1: no limit); true if asked. */
bool sg_stop_wait(int ms);

/* The signal that asked, or 0. */
int sg_stop_signal(void);

#endif
