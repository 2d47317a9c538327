/* SPDX-License-Identifier: MIT */
/*
 * send_added - header fields for a message that lacks them
 *
 * Each field is appended as whole lines ended by LF.
 */
#ifndef MB_SEND_ADDED_H
#define MB_SEND_ADDED_H

#include <stdbool.h>

#include "global/err.h"

struct mb_buf;

/* Append From. `name` may be NULL or have any bytes; a name that is not ASCII is encoded (RFC 5322 3.6.2, RFC
 * 2047). */
void mb_send_add_from(struct mb_buf *out, const char *address, const char *name);
/* Append Date with the time of now, in the local time zone (RFC 5322 3.3). */
void mb_send_add_date(struct mb_buf *out);
/* Append an unguessable Message-ID with the domain of `address` (RFC 5322 3.6.4). */
bool mb_send_add_message_id(struct mb_buf *out, const char *address, struct mb_err *err);

#endif
