/* SPDX-License-Identifier: MIT */
/*
 * parse - what tests/bench/parsers times: each parser of text from outside, and texts that might slow it
 */
#ifndef MB_PARSE_H
#define MB_PARSE_H

#include <stddef.h>

/* A text of any size: `head`, then `unit` again and again, then `tail` (both may be NULL). A \1 in `unit`
 * stands for a number that is another each time. */
struct text {
	const char *name, *head, *unit, *tail;
};

#define TEXTS_MAX 16

struct parser {
	const char *name;
	/* Shows it `data`, which has a NUL behind it; NULL: `command` reads it from stdin. */
	void (*run)(const char *data, size_t len);
	const char *const *command;
	struct text texts[TEXTS_MAX];
};

/* Ends with a row without a name. */
extern const struct parser parsers[];

/* What the table has in `run`: see parse_show.c. */
void parse_imap_find(const char *data, size_t len);
void parse_imap_fetch(const char *data, size_t len);
void parse_smtp_hello(const char *data, size_t len);
void parse_imap_auth(const char *data, size_t len);
void parse_pop3_auth(const char *data, size_t len);
void parse_smtp_auth(const char *data, size_t len);
void parse_greeting(const char *data, size_t len);
void parse_bridge_imap(const char *data, size_t len);
void parse_bridge_pop3(const char *data, size_t len);
void parse_bridge_smtp(const char *data, size_t len);
void parse_lmtp_lines(const char *data, size_t len);
void parse_lmtp_data(const char *data, size_t len);
void parse_message(const char *data, size_t len);
void parse_mailbox_name(const char *data, size_t len);
void parse_git_request(const char *data, size_t len);
void parse_tokens(const char *data, size_t len);
void parse_refusal(const char *data, size_t len);
void parse_jwt(const char *data, size_t len);
void parse_base64(const char *data, size_t len);
void parse_explain(const char *data, size_t len);
void parse_paste(const char *data, size_t len);
void parse_paste_line(const char *data, size_t len);
void parse_redirect(const char *data, size_t len);
void parse_head(const char *data, size_t len);
void parse_printable(const char *data, size_t len);
void parse_config(const char *data, size_t len);
void parse_msmtprc(const char *data, size_t len);
void parse_token_file(const char *data, size_t len);
void parse_json_files(const char *data, size_t len);

/* The path of a file in memory with these contents, mode 0600. Static; good until the next call. */
const char *parse_file(const char *data, size_t len);

#endif
