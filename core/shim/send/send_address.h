/* SPDX-License-Identifier: MIT */
/*
 * send_address - the addresses in a header field or on a command line (RFC 5322 3.4)
 *
 * Names, comments, groups and routes are left out; the addresses go into SMTP commands. The input is untrusted: an
 * address with a blank, a control character, a comma or an angle bracket is refused, even if it is quoted.
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
	bool eight_bit; /* an address is not ASCII (RFC 6531) */
};

/* Add the addresses in `text`, a list that may be empty. Line breaks count as blanks, as in a folded field. MB_E_DATA,
 * naming the text that is no address. */
bool mb_addresses_add(struct mb_addresses *list, const char *text, struct mb_err *err);
/* Remove all but the first of equal addresses; upper and lower case differ. */
void mb_addresses_unique(struct mb_addresses *list);
void mb_addresses_fini(struct mb_addresses *list);

/* Tell whether an address may go into an SMTP command. UTF-8 may, and an address without '@' (RFC 6531). */
bool mb_address_is_fit(const char *address);

/* Return the domain behind the last '@'; NULL if there is none. Borrowed. */
const char *mb_address_domain(const char *address);

#endif
