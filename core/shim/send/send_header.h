/* SPDX-License-Identifier: MIT */
/*
 * send_header - reading and completing a message's header (RFC 5322)
 *
 * A header is whole lines ended by LF, as mb_send_message_read() keeps it. Untrusted.
 */
#ifndef MB_SEND_HEADER_H
#define MB_SEND_HEADER_H

#include <stdbool.h>

#include "global/err.h"

struct mb_addresses;
struct mb_buf;

/* The recipients of -t: To, Cc and Bcc; of a message that is sent anew those of its newest block of
 * Resent- fields instead (RFC 5322 3.6.6). MB_E_DATA names what is no address. */
bool mb_send_header_recipients(const char *header, struct mb_addresses *list, struct mb_err *err);

/* The address of From, the first if there are more; NULL: none that can be understood. The caller
 * frees it. */
char *mb_send_header_from(const char *header);

/* Removes Bcc and Resent-Bcc. Adds Date, Message-ID and From where they are missing; `from`: the
 * address, `name`: for a person, may be NULL and of any bytes. */
bool mb_send_header_complete(struct mb_buf *header, const char *from, const char *name,
			     struct mb_err *err);

/* Has it a byte that is not ASCII? (RFC 6532) */
bool mb_send_header_8bit(const char *header);

#endif
