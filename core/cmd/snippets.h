/* SPDX-License-Identifier: MIT */
/*
 * snippets - the texts that mail programs need in their config
 *
 * A text consists of lines. A line that begins with `?CONDITION...?` is left out unless all these conditions hold;
 * `!` before a condition negates it:
 *
 *     imap pop3 smtp            the account has the service
 *     imap_implicit ...         TLS begins at once at this server, not by STARTTLS
 *     ca                        the account has a ca_file
 *     config                    the config is not in its usual place
 *
 * `@KEY@` stands for a value as it is, `@KEY:HOW@` for a value with quoting, `@@` for an @.
 *
 *     account  mb (mailbearer, with --config if need be)  config  user  mailbox  from  local (the login
 *     name)  runtime (XDG_RUNTIME_DIR)  ca_file  imap_host imap_port ...
 *
 *     c      between double quotes, with a backslash before " and \
 *     mutt   the same, also before $ and `
 *     url    in a URL; @ stays
 *     pct    in a URL, @ encoded
 *     sh     a word of the shell
 */
#ifndef MB_SNIPPETS_H
#define MB_SNIPPETS_H

struct mb_snippet {
	const char *client;
	const char *title; /* what the program does, for people */
	/* Bits of enum mb_service that the account needs: all of `all`, and one of `any`. */
	unsigned all, any;
	unsigned implicit; /* the services whose TLS must begin at once */
	const char *text;
};

/* The table; its last row has a NULL client. */
extern const struct mb_snippet mb_snippets[];

struct mb_err;
struct mb_run;

/* Find the snippet for a mail program; NULL with `err` if there is none. */
const struct mb_snippet *mb_snippet_find(const char *client, struct mb_err *err);
/* Print the snippet for an account, or report why not. Returns the exit status. */
int mb_snippet_print(struct mb_run *run, const struct mb_snippet *snippet, const char *account);

#endif
