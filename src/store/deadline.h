/*
 * How long a step may still wait. A deadline is a moment of the monotonic clock, so that a
 * stepped wall clock neither cuts a call short nor lets it hang.
 */
#ifndef SG_STORE_DEADLINE_H
#define SG_STORE_DEADLINE_H

#include <stdint.h>

/* Waits for ever; for tests and migrations only. */
#define SG_NO_DEADLINE INT64_MAX

/* CLOCK_MONOTONIC in microseconds. [thread-safe] */
int64_t sg_monotonic_us(void);

/* The moment `wait_ms` from now; zero or less has passed already. [thread-safe] */
int64_t sg_deadline_in_ms(int64_t wait_ms);

/* What is left, rounded up, 0 once it has passed, at most INT32_MAX, which is also what
 * SG_NO_DEADLINE gives. Fits poll(). [thread-safe] */
int sg_deadline_left_ms(int64_t deadline_us);

/* The earlier of a deadline and `wait_ms` from now. [thread-safe] */
int64_t sg_deadline_sooner(int64_t deadline_us, int64_t wait_ms);

#endif
