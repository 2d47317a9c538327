/* SPDX-License-Identifier: MIT */
/*
 * send_added - the header fields that a message lacks
 *
 * Each is appended as a whole line ended by LF.
 */
#ifndef MB_SEND_ADDED_H
#define MB_SEND_ADDED_H

#include <stdbool.h>

#include "global/err.h"

struct mb_buf;

/* RFC 5322 3.6.2. `name` may be NULL and of any bytes: what is not ASCII is encoded (RFC 2047). */
void mb_send_add_from(struct mb_buf *out, const char *address, const char *name);
/* RFC 5322 3.3: now, in local time. */
void mb_send_add_date(struct mb_buf *out);
/* RFC 5322 3.6.4: unguessable, with the domain of `address`. */
bool mb_send_add_message_id(struct mb_buf *out, const char *address, struct mb_err *err);

#endif
