/* SPDX-License-Identifier: MIT */
/*
 * caps - what a mail server says it can do
 *
 * IMAP's CAPABILITY is kept word by word, POP3's CAPA and SMTP's EHLO line by line: "SASL-IR",
 * "SASL PLAIN XOAUTH2", "SIZE 35882577". Names compare without case. Untrusted.
 */
#ifndef MB_CAPS_H
#define MB_CAPS_H

#include <mailbearer/plugin.h>
#include <stdbool.h>

#include "base/buf.h"

struct mb_caps {
	struct mb_buf entries; /* each ends with '\n' */
	bool cut;              /* there were more than anybody can read */
};

void mb_caps_init(struct mb_caps *caps);
void mb_caps_fini(struct mb_caps *caps);

/* From what a server said until it was ours, lines divided by '\n': the last answer counts, which
 * was given after STARTTLS (RFC 9051 6.2.1, RFC 2595 4, RFC 3207 4.2). */
void mb_caps_from_prologue(struct mb_caps *caps, enum mb_service service, const char *lines);
/* IMAP: takes over "* CAPABILITY ..." or what has "[CAPABILITY ...]" in it; false for other lines. */
bool mb_caps_from_imap(struct mb_caps *caps, const char *line);
/* Adds an entry of POP3 or SMTP. */
void mb_caps_add(struct mb_caps *caps, const char *entry);

/* The line with which an SMTP server leaves (RFC 5321 3.8), 421, up to its line break or further; NULL:
 * it stays. */
const char *mb_caps_farewell(const char *lines);

/* What follows the entry's name, "" when nothing; NULL without such an entry. Ends with '\n' or
 * NUL. */
const char *mb_caps_get(const struct mb_caps *caps, const char *name);
/* Is the SASL mechanism offered? */
bool mb_caps_sasl(const struct mb_caps *caps, enum mb_service service, const char *mechanism);
/* Calls `each` for every entry. */
void mb_caps_each(const struct mb_caps *caps, void (*each)(void *arg, const char *entry),
		  void *arg);

#endif
