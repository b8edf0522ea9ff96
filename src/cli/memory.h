/* How much memory the process holds, as the kernel counts it. */
#ifndef SG_CLI_MEMORY_H
#define SG_CLI_MEMORY_H

#include <stdint.h>

/* In KiB; 0 where the kernel does not say. */
struct sg_memory {
	int64_t rss_kib;
	int64_t peak_kib; /* VmHWM */
};

struct sg_memory sg_memory_read(void);

/* Keeps the heap of a program with many threads small: few arenas, memory given back. Call
 * it before threads are started. */
void sg_memory_thrift(void);

#endif
