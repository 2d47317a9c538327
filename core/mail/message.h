/* SPDX-License-Identifier: MIT */
/*
 * message - one message as it goes to an IMAP server
 *
 * A message is added in pieces, with LF or CRLF, and kept with CRLF. Nothing else is changed: 8-bit text, long lines,
 * lone CRs and a missing last line break stay. Small messages are kept in memory, large ones in a file without a name.
 * An mbox postmark ("From alice Thu Jan ...") before the header is left out. Messages are untrusted (RFC 9051 2.3.1).
 */
#ifndef MB_MESSAGE_H
#define MB_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"
#include "crypto/sha256.h"

/* Largest message that is read, in bytes. Exchange takes 150 MB, the others less. A message without end must not fill
 * the disk. */
#define MB_MESSAGE_MAX ((size_t)256 * 1024 * 1024)

/* Opens a file in the folder `dir` that has no name and goes with its descriptor; -1 with the error. */
int mb_message_file(const char *dir, struct mb_err *err);

struct mb_message {
	const char *data; /* valid after mb_message_end() */
	size_t len;
	bool has_nul; /* the message has a NUL, which IMAP cannot carry (RFC 9051 4.3.1) */
	/* private */
	char *dir, *mem, *map;
	size_t most, used, cap, in_file, map_len;
	int fd;
	bool after_cr;
};

/* Initialise a message of at most `most` bytes. `dir` is the folder for the file of a large message; it must exist
 * when the message becomes large. */
void mb_message_init(struct mb_message *message, const char *dir, size_t most);
void mb_message_fini(struct mb_message *message);

/* Add a piece; end the message. MB_E_DATA if the message is too long, else the errors of mb_err_errno(). */
bool mb_message_add(struct mb_message *message, const void *data, size_t len, struct mb_err *err);
bool mb_message_end(struct mb_message *message, struct mb_err *err);
/* Read `fd` to its end, and end the message. */
bool mb_message_read(struct mb_message *message, int fd, struct mb_err *err);

/* Compute the SHA-256 of the message without the topmost Received, which fetchmail writes anew at each try. *len_r is
 * the number of bytes hashed. */
void mb_message_digest(const struct mb_message *message, unsigned char digest[MB_SHA256_LEN],
		       size_t *len_r);

#endif
