/* SPDX-License-Identifier: MIT */
/*
 * imap - the few IMAP commands needed to put a message into a mailbox (RFC 9051, RFC 3501)
 *
 * The session has been signed in by mb_mail_open(). Whatever the server sends is untrusted: answers to other commands,
 * literals larger than anything we asked for and talk without end break the session. A broken session can only be
 * closed. Names of mailboxes are in the spelling of mb_mutf7_quoted().
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
	unsigned tag;        /* the number in the last command's tag */
	int64_t timeout;     /* seconds the server may take for each step */
	struct mb_buf bye;   /* why the server ends the session; "": it does not */
	struct mb_buf words; /* the answer to the last command: "NO [TRYCREATE] text" */
};

enum mb_imap_answer {
	MB_IMAP_OK,
	MB_IMAP_NO,     /* the server answered NO or BAD: see `words` */
	MB_IMAP_GO_ON,  /* the server answered "+"; only within imap.c */
	MB_IMAP_BROKEN, /* the session is broken; `err` is set */
};

/* What the server tells of a mailbox. */
struct mb_imap_mailbox {
	uint32_t uidvalidity, uidnext; /* 0: not told */
	uint64_t appendlimit;          /* 0: not told */
};

/* The place of a message. */
struct mb_imap_place {
	uint32_t uidvalidity, uid; /* 0: not told */
};

struct mb_imap_uids {
	uint32_t *uids;
	size_t n;
};

void mb_imap_init(struct mb_imap *imap, struct mb_mail *mail, int64_t timeout);
void mb_imap_fini(struct mb_imap *imap);

/* Return the server's limit for messages in all mailboxes, in bytes; 0 if it tells none (RFC 7889). */
uint64_t mb_imap_appendlimit(const struct mb_imap *imap);

/* Ask for the state of a mailbox, without opening it. */
enum mb_imap_answer mb_imap_status(struct mb_imap *imap, const char *mailbox,
				   struct mb_imap_mailbox *found, struct mb_err *err);
/* Open a mailbox for reading. */
enum mb_imap_answer mb_imap_examine(struct mb_imap *imap, const char *mailbox,
				    struct mb_imap_mailbox *found, struct mb_err *err);
/* Close the mailbox that is open. */
enum mb_imap_answer mb_imap_close(struct mb_imap *imap, struct mb_err *err);
/* List the messages with a UID of at least `from` and `least` to `most` bytes. The caller frees uids->uids, also on
 * failure. */
enum mb_imap_answer mb_imap_find(struct mb_imap *imap, uint32_t from, uint64_t least, uint64_t most,
				 struct mb_imap_uids *uids, struct mb_err *err);
/* Read a message, or its first `most` bytes; nothing if the message is gone. Does not set \Seen. The caller has
 * initialised `message` and ends it. */
enum mb_imap_answer mb_imap_fetch(struct mb_imap *imap, uint32_t uid, uint64_t most,
				  struct mb_message *message, struct mb_err *err);
/* Put a message into a mailbox. `flags` are divided by blanks and may be "". `place` becomes the place of the message,
 * if the server tells it (RFC 4315 3). */
enum mb_imap_answer mb_imap_append(struct mb_imap *imap, const char *mailbox, const char *flags,
				   const char *date, const char *data, size_t len,
				   struct mb_imap_place *place, struct mb_err *err);
/* Send LOGOUT, without waiting for an answer. */
void mb_imap_logout(struct mb_imap *imap);

#endif
