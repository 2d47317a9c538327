/* SPDX-License-Identifier: MIT */
/*
 * message - one message as it goes to an IMAP server
 *
 * Comes in pieces, with LF or CRLF; lies there with CRLF only (RFC 9051 2.3.1). Nothing else is
 * changed: 8-bit, long lines, lone CRs and a missing last line break stay. Small ones are in memory,
 * large ones in a file without a name. An mbox postmark ("From alice Thu Jan ...") before the header
 * is left out. Untrusted.
 */
#ifndef MB_MESSAGE_H
#define MB_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"
#include "crypto/sha256.h"

/* Largest message that is read, in bytes. Exchange takes 150 MB, the others less; who never ends must not
 * fill the disk. */
#define MB_MESSAGE_MAX ((size_t)256 * 1024 * 1024)

struct mb_message {
	const char *data; /* from mb_message_end() on */
	size_t len;
	bool has_nul; /* IMAP cannot carry it (RFC 9051 4.3.1) */
	/* private */
	char *dir, *mem, *map;
	size_t most, used, cap, in_file, map_len;
	int fd;
	bool after_cr;
};

/* `dir`: where the file of a large message lies; it must exist when the message becomes large. `most`: bytes
 * that it may have. */
void mb_message_init(struct mb_message *message, const char *dir, size_t most);
void mb_message_fini(struct mb_message *message);

/* Errors: MB_E_DATA for a message that is too long, MB_E_IO, or MB_E_RETRY where waiting helps (disk
 * full). */
bool mb_message_add(struct mb_message *message, const void *data, size_t len, struct mb_err *err);
bool mb_message_end(struct mb_message *message, struct mb_err *err);
/* Reads `fd` to its end, and ends the message. */
bool mb_message_read(struct mb_message *message, int fd, struct mb_err *err);

/* SHA-256 of all but the topmost Received, which fetchmail writes anew at each try; *len_r: of how
 * many bytes. */
void mb_message_digest(const struct mb_message *message, unsigned char digest[MB_SHA256_LEN],
		       size_t *len_r);

#endif
