/* SPDX-License-Identifier: MIT */
/*
 * fake_imap - an IMAP session in the place of mail/imap.c and mail/mail.c, for tests of what uses them
 */
#ifndef MB_TEST_FAKE_IMAP_H
#define MB_TEST_FAKE_IMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mail/imap.h"

/* What the server has and says. */
struct fake_imap {
	bool deaf;                     /* no connection */
	struct mb_imap_mailbox status; /* of every mailbox */
	uint64_t limit;
	enum mb_imap_answer append[4], find, fetch, statuses, examine;
	enum mb_code broken; /* the error of MB_IMAP_BROKEN */
	size_t appends;      /* that came */
	struct mb_imap_place place;
	struct {
		uint32_t uid;
		const char *text;
	} mails[4];
	uint64_t least, most; /* asked for */
	int64_t slow_ms;      /* for each FETCH */
	int64_t passed_ms;    /* by that */
};

extern struct fake_imap server;
/* The commands that it got, each with a blank behind it. */
extern struct mb_buf heard;

#endif
