/* SPDX-License-Identifier: MIT */
/*
 * waited - how long the front has waited already, told across exec
 *
 * `token` takes no longer than the account's timeout in all, the front's wait for the lock included.
 */
#ifndef MB_WAITED_H
#define MB_WAITED_H

#include <stdint.h>

/* Before exec. */
void mb_waited_tell(int64_t ms);
/* After exec, once: milliseconds from 0 to `max`; 0 if nothing was told. */
int64_t mb_waited_take(int64_t max);

#endif
