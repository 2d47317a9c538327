/* SPDX-License-Identifier: MIT */
/*
 * parse - what tests/bench/parsers times: each parser of text from outside, and texts that might slow it
 */
#ifndef MB_PARSE_H
#define MB_PARSE_H

#include <stddef.h>

/* A text of any size: `head`, then `unit` again and again, then `tail` (both may be NULL). A \1 in `unit`
 * stands for a number that is another each time. */
struct text {
	const char *name, *head, *unit, *tail;
};

#define TEXTS_MAX 16

struct parser {
	const char *name;
	/* Shows it `data`, which has a NUL behind it; NULL: `command` reads it from stdin. */
	void (*run)(const char *data, size_t len);
	const char *const *command;
	struct text texts[TEXTS_MAX];
};

/* Ends with a row without a name. */
extern const struct parser parsers[];

/* The path of a file in memory with these contents, mode 0600. Static; good until the next call. */
const char *parse_file(const char *data, size_t len);

#endif
