/* SPDX-License-Identifier: MIT */
/*
 * imap_io - IMAP's commands and answers as lines and literals; what imap.c is made of
 */
#ifndef MB_IMAP_IO_H
#define MB_IMAP_IO_H

#include "mail/imap.h"

/* What to do with an answer. */
struct mb_imap_want {
	/* Gets each untagged answer as one line, without "* ", with "" for each literal in it;
	 * NULL: none. */
	void (*line)(void *arg, const char *line);
	void *arg;
	struct mb_message *sink; /* gets the first literal; NULL: literals are skipped */
	uint64_t most;           /* bytes that a literal may have for the sink */
	bool go_on;              /* "+" is an answer too */
	int64_t seconds;         /* for the whole answer; 0: the session's timeout */
};

/* Sends a command; the tag is put before it. */
bool mb_imap_say(struct mb_imap *imap, struct mb_err *err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Reads up to the tagged answer. */
enum mb_imap_answer mb_imap_answer(struct mb_imap *imap, const struct mb_imap_want *want,
				   struct mb_err *err);

/* The number behind `name` in an answer: "UIDNEXT 5" in "(UIDVALIDITY 1 UIDNEXT 5)". 0: none. */
uint64_t mb_imap_number(const char *text, const char *name);

#endif
