/* Words of enumerations as the documents write them: a table from value to word, read both
 * ways. */
#ifndef SG_CORE_NAMES_H
#define SG_CORE_NAMES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SG_NAME_COUNT(names) (sizeof(names) / sizeof((names)[0]))

/* The word at `index`, or "" beyond the table. */
static inline const char *sg_name_at(const char *const *names, size_t count, size_t index)
{
	return index < count ? names[index] : "";
}

/* The index of a word, or -1; NULL is no word. */
static inline int32_t sg_name_find(
	const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; name != NULL && i < count; i++) {
		if (strcmp(names[i], name) == 0) {
			return (int32_t)i;
		}
	}
	return -1;
}

/* Defines the two functions of an enumeration from its table. */
#define SG_NAMES(enumeration, names, name_function, find_function)                       \
	const char *name_function(enumeration value)                                     \
	{                                                                                \
		return sg_name_at(names, SG_NAME_COUNT(names), (size_t)value);           \
	}                                                                                \
	int32_t find_function(const char *name)                                          \
	{                                                                                \
		return sg_name_find(names, SG_NAME_COUNT(names), name);                  \
	}

#endif
