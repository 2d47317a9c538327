/* SPDX-License-Identifier: MIT */
/*
 * doorman - turning other users' programs away from the loopback listener
 */
#ifndef MB_DOORMAN_H
#define MB_DOORMAN_H

#include <stdbool.h>

struct mb_visitor;

struct mb_doorman {
	unsigned refused;              /* number of visitors turned away so far */
	bool told_other, told_unknown; /* warned once; anybody can connect again and again */
};

/* Tell whether the visitor is a program of our user or of root. If not, writes a page that names --paste into
 * v->reply, and a warning to stderr. Call it after the request has been read, while the visitor is connected: the
 * owner of a closed connection cannot be found out. */
bool mb_doorman_admits(struct mb_doorman *d, struct mb_visitor *v);

#endif
