/* The two clocks of the program: the wall's and the one that never jumps. */
#ifndef SG_CLI_CLOCK_H
#define SG_CLI_CLOCK_H

#include <stdint.h>

/* Microseconds since 1970. [thread-safe] */
int64_t sg_clock_wall_us(void);

/* Microseconds since some moment; for spans only. [thread-safe] */
int64_t sg_clock_steady_us(void);

void sg_clock_sleep_us(int64_t us);
void sg_clock_sleep_ms(int64_t ms);

#endif
