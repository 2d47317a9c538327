/* SPDX-License-Identifier: MIT */
/*
 * send_hidden - finding recipients behind a header that ended too early
 *
 * A header ends at an empty line. If it ends before that, at a line that is no field or at an empty line at the very
 * top, the fields that follow become text for all recipients to read, also a Bcc. So the lines from there to the next
 * empty line are searched for such fields. A field's name is recognised in any case of letters, with blanks, control
 * characters and invisible characters anywhere in it, and with letters of other scripts that look like its own. The
 * text is untrusted.
 */
#ifndef MB_SEND_HIDDEN_H
#define MB_SEND_HIDDEN_H

#include <stdbool.h>
#include <stddef.h>

/* The search. A zeroed struct is a search that has not begun. */
struct mb_send_hidden {
	bool on;      /* lines are being searched */
	bool address; /* To or Cc was found, or Resent-To or Resent-Cc */
	bool bcc;     /* Bcc or Resent-Bcc was found */
	/* private: the line so far */
	bool any;     /* there was a line that is not empty */
	bool empty;   /* this line is empty so far */
	bool settled; /* the rest of this line does not matter */
	char name[16];
	size_t len;
	unsigned char character[4]; /* bytes of a UTF-8 character: `have` of `want` */
	size_t have, want;
};

/* Begin to search, with the next line. */
void mb_send_hidden_begin(struct mb_send_hidden *h);
/* Take a byte of a line; take the end of the line. Both do nothing before mb_send_hidden_begin(). */
void mb_send_hidden_add(struct mb_send_hidden *h, char c);
void mb_send_hidden_end_line(struct mb_send_hidden *h);

#endif
