/* SPDX-License-Identifier: MIT */
/*
 * doorman - turns other users' programs away from the loopback listener
 */
#ifndef MB_DOORMAN_H
#define MB_DOORMAN_H

#include <stdbool.h>

struct mb_visitor;

struct mb_doorman {
	unsigned refused;              /* visitors so far */
	bool told_other, told_unknown; /* each is said once: anybody can come again and again */
};

/* Looks whose program the visitor is: that of our user or of root may go on. False: its page is made, which
 * names --paste, and stderr was told. Asked when the request is in: who has gone by then is nobody. */
bool mb_doorman_admits(struct mb_doorman *d, struct mb_visitor *v);

#endif
