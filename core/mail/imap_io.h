/* SPDX-License-Identifier: MIT */
/*
 * imap_io - commands and answers of IMAP as lines and literals, for imap.c
 */
#ifndef MB_IMAP_IO_H
#define MB_IMAP_IO_H

#include "mail/imap.h"

/* What to do with the answer to a command. */
struct mb_imap_want {
	/* Gets each untagged answer as one line, without "* " and with "" in place of each literal. May be
	 * NULL. */
	void (*line)(void *arg, const char *line);
	void *arg;
	struct mb_message *sink; /* gets the first literal of BODY[]; NULL: literals are skipped */
	uint64_t most;           /* most bytes of that literal */
	bool go_on;              /* "+" ends the answer, too */
	int64_t seconds;         /* time for the whole answer; 0: the session's timeout */
};

/* Send a command, with a new tag before it. */
bool mb_imap_say(struct mb_imap *imap, struct mb_err *err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Read up to the tagged answer. */
enum mb_imap_answer mb_imap_answer(struct mb_imap *imap, const struct mb_imap_want *want,
				   struct mb_err *err);

/* Return the number behind `name` in an answer: 5 for UIDNEXT in "(UIDVALIDITY 1 UIDNEXT 5)"; 0 if there is none. */
uint64_t mb_imap_number(const char *text, const char *name);

#endif
