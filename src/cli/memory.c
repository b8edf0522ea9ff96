/* /proc/self/status, and the heap's settings. */
#include "cli/memory.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENAS = 2, TRIM_BYTES = 256 * 1024 };

struct sg_memory sg_memory_read(void)
{
	struct sg_memory memory = {0};
	char line[256];
	FILE *file = fopen("/proc/self/status", "re");

	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		if (strncmp(line, "VmRSS:", 6) == 0) {
			memory.rss_kib = strtoll(line + 6, NULL, 10);
		} else if (strncmp(line, "VmHWM:", 6) == 0) {
			memory.peak_kib = strtoll(line + 6, NULL, 10);
		}
	}
	if (file != NULL) {
		(void)fclose(file);
	}
	return memory;
}

void sg_memory_thrift(void)
{
	(void)mallopt(M_ARENA_MAX, ARENAS);
	(void)mallopt(M_TRIM_THRESHOLD, TRIM_BYTES);
}
