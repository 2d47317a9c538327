/* SPDX-License-Identifier: MIT */
/*
 * imap - the few IMAP commands that putting a message into a mailbox takes
 *
 * RFC 9051 and 3501, over a session that mb_mail_open() has signed in. What the server sends is
 * untrusted: answers to other commands, literals that are announced larger than anything we asked
 * for and talk without end break the session. A broken session is good for nothing but closing.
 * Mailboxes are given as mb_mutf7_quoted() spells them.
 */
#ifndef MB_IMAP_H
#define MB_IMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "global/err.h"

struct mb_mail;
struct mb_message;

struct mb_imap {
	struct mb_mail *mail;
	unsigned tag;        /* of the last command */
	int64_t timeout;     /* seconds the server may take for each step */
	struct mb_buf bye;   /* why the server ends the session, "" if it does not */
	struct mb_buf words; /* what it said to the last command: "NO [TRYCREATE] text" */
};

enum mb_imap_answer {
	MB_IMAP_OK,
	MB_IMAP_NO,     /* NO or BAD: see words */
	MB_IMAP_GO_ON,  /* "+": internal */
	MB_IMAP_BROKEN, /* `err` */
};

struct mb_imap_mailbox {
	uint32_t uidvalidity, uidnext; /* 0: not told */
	uint64_t appendlimit;          /* 0: not told */
};

/* Where a message is. */
struct mb_imap_place {
	uint32_t uidvalidity, uid; /* 0: not told */
};

struct mb_imap_uids {
	uint32_t *uids;
	size_t n;
};

void mb_imap_init(struct mb_imap *imap, struct mb_mail *mail, int64_t timeout);
void mb_imap_fini(struct mb_imap *imap);

/* The server's limit for all mailboxes (RFC 7889), 0 if it tells none. */
uint64_t mb_imap_appendlimit(const struct mb_imap *imap);

enum mb_imap_answer mb_imap_status(struct mb_imap *imap, const char *mailbox,
				   struct mb_imap_mailbox *found, struct mb_err *err);
/* Read-only. */
enum mb_imap_answer mb_imap_examine(struct mb_imap *imap, const char *mailbox,
				    struct mb_imap_mailbox *found, struct mb_err *err);
enum mb_imap_answer mb_imap_close(struct mb_imap *imap, struct mb_err *err);
/* UIDs from `from` on of messages with least to most bytes. The caller frees uids->uids. */
enum mb_imap_answer mb_imap_find(struct mb_imap *imap, uint32_t from, uint64_t least, uint64_t most,
				 struct mb_imap_uids *uids, struct mb_err *err);
/* The message, or its first `most` bytes; empty when it is gone; does not set \Seen. `message` is
 * initialised and not ended. */
enum mb_imap_answer mb_imap_fetch(struct mb_imap *imap, uint32_t uid, uint64_t most,
				  struct mb_message *message, struct mb_err *err);
/* `flags` are divided by blanks, may be ""; `place`: where it is now (RFC 4315 3). */
enum mb_imap_answer mb_imap_append(struct mb_imap *imap, const char *mailbox, const char *flags,
				   const char *date, const char *data, size_t len,
				   struct mb_imap_place *place, struct mb_err *err);
/* Says goodbye, without waiting for an answer. */
void mb_imap_logout(struct mb_imap *imap);

#endif
