/* SPDX-License-Identifier: MIT */
/*
 * waited - the time that the front has waited for the lock, handed on across exec
 *
 * `token` must not take longer than the account's timeout in all, the front's wait for the lock included.
 */
#ifndef MB_WAITED_H
#define MB_WAITED_H

#include <stdint.h>

/* Put the milliseconds waited into the environment, before exec. */
void mb_waited_tell(int64_t ms);
/* Take the milliseconds waited out of the environment, after exec: from 0 to `max`, 0 if there are none. */
int64_t mb_waited_take(int64_t max);

#endif
