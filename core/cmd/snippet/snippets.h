/* SPDX-License-Identifier: MIT */
/*
 * snippets - what mail programs want to have in their config
 *
 * A text is lines. `?CONDITION...?` before a line: it is left out unless all of these are so, where
 * `!` before one turns it round:
 *
 *     imap pop3 smtp            the account has the service
 *     imap_implicit ...         TLS begins at once there; else by STARTTLS
 *     ca                        the account has a ca_file
 *     config                    the config is not where it is looked for
 *
 * `@KEY@` stands for a value as it is, `@KEY:HOW@` for one with quoting; `@@` for an @.
 *
 *     account  mb (mailbearer, with --config if need be)  config  user  mailbox  from  local (the login
 *     name)  runtime (XDG_RUNTIME_DIR)  ca_file  imap_host imap_port ...
 *
 *     c      between double quotes, where a backslash stands before " and itself
 *     mutt   the same, and $ and ` are special too
 *     url    in a URL; @ stays
 *     pct    in a URL, @ encoded
 *     sh     a word of the shell
 */
#ifndef MB_SNIPPETS_H
#define MB_SNIPPETS_H

struct mb_snippet {
	const char *client;
	const char *title; /* for people: how it is done */
	unsigned all,
	    any; /* bits of enum mb_service that the account needs: all of these, one of these */
	unsigned implicit; /* where TLS must begin at once */
	const char *text;
};

/* Ends with a NULL client. */
extern const struct mb_snippet mb_snippets[];

struct mb_err;
struct mb_run;

/* NULL: there is none, `err`. */
const struct mb_snippet *mb_snippet_find(const char *client, struct mb_err *err);
/* Prints it for the account. Returns the exit status. */
int mb_snippet_print(struct mb_run *run, const struct mb_snippet *snippet, const char *account);

#endif
