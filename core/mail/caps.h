/* SPDX-License-Identifier: MIT */
/*
 * caps - what a mail server says it can do
 *
 * Each word of IMAP's CAPABILITY is an entry, and each line of POP3's CAPA and SMTP's EHLO: "SASL-IR",
 * "SASL PLAIN XOAUTH2", "SIZE 35882577". Names are compared without case. Entries are untrusted.
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

/* Read the capabilities from mb_conn_prologue(), lines divided by '\n'. Only the last answer counts, which came after
 * STARTTLS (RFC 9051 6.2.1, RFC 2595 4, RFC 3207 4.2). */
void mb_caps_from_prologue(struct mb_caps *caps, enum mb_service service, const char *lines);
/* Replace the entries by those in an IMAP line with "* CAPABILITY ..." or "[CAPABILITY ...]". False, without a change,
 * for other lines. */
bool mb_caps_from_imap(struct mb_caps *caps, const char *line);
/* Add an entry of POP3 or SMTP. */
void mb_caps_add(struct mb_caps *caps, const char *entry);

/* Find the line 421 in `lines`, by which an SMTP server ends the session; NULL if there is none. Borrowed; the result
 * goes on behind the line break (RFC 5321 3.8). */
const char *mb_caps_farewell(const char *lines);

/* Return the rest of a capability or command behind its name; NULL if it has another name. Borrowed. */
const char *mb_caps_after(const char *line, const char *name);

/* Return the text behind the entry's name, "" if there is nothing; NULL without such an entry. Borrowed; the text ends
 * with '\n' or NUL. */
const char *mb_caps_get(const struct mb_caps *caps, const char *name);
/* Tell whether the server offers the SASL mechanism. */
bool mb_caps_sasl(const struct mb_caps *caps, enum mb_service service, const char *mechanism);
/* Call `each` for every entry. */
void mb_caps_each(const struct mb_caps *caps, void (*each)(void *arg, const char *entry),
		  void *arg);

#endif
