/* SPDX-License-Identifier: MIT */
/*
 * send_header - reading and completing a message's header (RFC 5322)
 *
 * A header is whole lines ended by LF, as mb_send_message_read() keeps it. It is untrusted.
 */
#ifndef MB_SEND_HEADER_H
#define MB_SEND_HEADER_H

#include <stdbool.h>

#include "global/err.h"

struct mb_addresses;
struct mb_buf;

/* Add the recipients for -t: those in To, Cc and Bcc, or, if the message was resent, those in its newest block of
 * Resent- fields. MB_E_DATA, naming the text that is no address (RFC 5322 3.6.6). */
bool mb_send_header_recipients(const char *header, struct mb_addresses *list, struct mb_err *err);

/* Return the first address in From; NULL if there is none that can be understood. The caller frees it. */
char *mb_send_header_from(const char *header);

/* Remove Bcc and Resent-Bcc, and add From, Date and Message-ID if they are missing. `from` is the sender's address;
 * `name` is the sender's name, which may be NULL or have any bytes. */
bool mb_send_header_complete(struct mb_buf *header, const char *from, const char *name,
			     struct mb_err *err);

/* Tell whether a text has a byte that is not ASCII (RFC 6532). */
bool mb_send_header_8bit(const char *header);

#endif
