/* A host that defines, and exports, what the module has inside: see hostile_names.py. */
#ifndef SG_TESTS_ABI_HOSTILE_H
#define SG_TESTS_ABI_HOSTILE_H

/* Says which name was taken over, and ends the program. */
_Noreturn void taken_over(const char *name);

extern const int hostile_names;

#endif
