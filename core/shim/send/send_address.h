/* SPDX-License-Identifier: MIT */
/*
 * send_address - the addresses in a header field or on a command line (RFC 5322 3.4)
 *
 * Names, comments, groups and routes are left out, what remains goes into an SMTP command. Input is
 * untrusted: an address with a blank, a control character or an angle bracket is refused, however it
 * is quoted.
 */
#ifndef MB_SEND_ADDRESS_H
#define MB_SEND_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

#define MB_ADDRESSES_INIT                                                                          \
	{                                                                                          \
		.items = NULL                                                                      \
	}

struct mb_addresses {
	char **items; /* owned */
	size_t n, room;
	bool eight_bit; /* one of them is not ASCII (RFC 6531) */
};

/* Adds those of the list, which may be empty. Line breaks count as blanks, as in a folded field.
 * MB_E_DATA names what is no address. */
bool mb_addresses_add(struct mb_addresses *list, const char *text, struct mb_err *err);
/* Leaves of each address the first only; upper and lower case differ. */
void mb_addresses_unique(struct mb_addresses *list);
void mb_addresses_fini(struct mb_addresses *list);

/* Whether it may go into an SMTP command; not whether it has an '@'. UTF-8 may (RFC 6531). */
bool mb_address_is_fit(const char *address);

/* What stands behind the last '@'; NULL: nothing. Borrowed. */
const char *mb_address_domain(const char *address);

#endif
