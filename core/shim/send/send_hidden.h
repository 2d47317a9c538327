/* SPDX-License-Identifier: MIT */
/*
 * send_hidden - recipients behind a header that ended too early
 *
 * A header ends at an empty line. If a line that is no field ends it before, or an empty line stands at the
 * very top, fields that follow are text that all recipients read, Bcc among them. So the lines from there to
 * the next empty line are looked at. A field's name is taken in any case, with blanks, control characters
 * and invisible ones anywhere in it, and with the letters of other scripts that look like its own.
 * Untrusted.
 */
#ifndef MB_SEND_HIDDEN_H
#define MB_SEND_HIDDEN_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed at first. */
struct mb_hidden {
	bool on;      /* what comes is looked at */
	bool address; /* To or Cc was there, or their Resent- kin */
	bool bcc;     /* Bcc or Resent-Bcc was there */
	/* private: the line so far */
	bool any;     /* a line that is not empty was there */
	bool empty;   /* so far */
	bool settled; /* it is no longer looked at */
	char name[16];
	size_t len;
	unsigned char character[4]; /* of UTF-8 */
	size_t have, want;
};

/* Begins to look. */
void mb_hidden_begin(struct mb_hidden *h);
/* Takes a byte of a line. */
void mb_hidden_add(struct mb_hidden *h, char c);
void mb_hidden_end_line(struct mb_hidden *h);

#endif
