/* Numbers of rooms and floors in the order in which people count: 9 before 10, 412 before 412A. */
#ifndef SG_CORE_NATURAL_H
#define SG_CORE_NATURAL_H

/* Below, equal or above 0, as strcmp: runs of digits by their value, all else by bytes; NULL
 * first. [thread-safe] */
int sg_natural_compare(const char *a, const char *b);

#endif
