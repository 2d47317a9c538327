/* SPDX-License-Identifier: MIT */
#include "mail/imap_io.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "mail/conn.h"
#include "mail/mail.h"
#include "mail/message.h"

/* Lines of a server that talks for ever; the answer to a FETCH of many UIDs has many lines. */
#define LINES_MAX   1000000
#define LITERAL_MAX (1024 * 1024) /* bytes of a literal that nobody asked for */
#define ANSWER_MAX  (1024 * 1024) /* bytes of one answer, without its literals */
#define WORDS_MAX   1000          /* bytes */

void mb_imap_init(struct mb_imap *imap, struct mb_mail *mail, int64_t timeout)
{
	*imap = (struct mb_imap){ .mail = mail, .timeout = timeout };
	mb_buf_init(&imap->bye, WORDS_MAX + 1);
	mb_buf_init(&imap->words, WORDS_MAX + 1);
}

void mb_imap_fini(struct mb_imap *imap)
{
	mb_buf_fini(&imap->bye);
	mb_buf_fini(&imap->words);
}

static void keep_words(struct mb_buf *words, const char *text)
{
	mb_buf_fini(words);
	mb_text_printable(words, text, WORDS_MAX);
}

bool mb_imap_say(struct mb_imap *imap, struct mb_err *err, const char *fmt, ...)
{
	va_list ap;
	char *command;
	bool ok;

	va_start(ap, fmt);
	command = mb_xvasprintf(fmt, ap);
	va_end(ap);
	ok = mb_conn_say(imap->mail->conn, mb_deadline_in(imap->timeout), err, "A%u %s",
			 ++imap->tag, command);
	free(command);
	return ok;
}

static enum mb_imap_answer session_broken(const struct mb_imap *imap, const char *how,
					  struct mb_err *err)
{
	mb_err_set(err, MB_E_RETRY, _("%s %s: try again later"), imap->mail->host, how);
	return MB_IMAP_BROKEN;
}

/* Read the length from "{123}" at the end of a line; false if there is none. */
static bool literal_at_end(const char *line, uint64_t *len_r)
{
	size_t len = strlen(line), at = len;
	int64_t value;
	char *digits;
	bool ok;

	if (len < 3 || line[len - 1] != '}')
		return false;
	while (at > 0 && line[at - 1] != '{')
		at--;
	if (at == 0)
		return false;
	digits = mb_xstrndup(line + at, len - 1 - at);
	ok = mb_text_number(digits, 0, INT64_MAX, &value);
	free(digits);
	*len_r = ok ? (uint64_t)value : 0;
	return ok;
}

/* Take a part of a literal. Apart from take_literal(), as the compiler zeroes `piece` each time, and many literals
 * are empty. */
static bool take_piece(struct mb_imap *imap, uint64_t *len, struct mb_message *sink,
		       struct mb_deadline deadline, struct mb_err *err)
{
	char piece[8192];
	size_t n = *len < sizeof(piece) ? (size_t)*len : sizeof(piece);

	*len -= n;
	return mb_conn_bytes(imap->mail->conn, piece, n, deadline, err) &&
	       (!sink || mb_message_add(sink, piece, n, err));
}

static bool take_literal(struct mb_imap *imap, uint64_t len, struct mb_message *sink,
			 struct mb_deadline deadline, struct mb_err *err)
{
	while (len > 0)
		if (!take_piece(imap, &len, sink, deadline, err))
			return false;
	return true;
}

/* Tell whether the answer is a status response: its text is for people, so "{123}" at its end is no literal (RFC 9051
 * 7.1). */
static bool is_status(const char *line)
{
	static const char *const words[] = { "OK ", "NO ", "BAD ", "BYE ", "PREAUTH " };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strncasecmp(line, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* Read a literal: into want->sink if it is the one that we asked for and the first one, else into nothing. */
static bool take_one_literal(struct mb_imap *imap, const struct mb_imap_want *want,
			     const char *before, uint64_t len, bool *sunk,
			     struct mb_deadline deadline, struct mb_err *err)
{
	bool wanted = want->sink && !*sunk && strstr(before, "BODY[]");

	if (len > (wanted ? want->most : LITERAL_MAX)) {
		session_broken(imap, _("announces far more than it was asked for"), err);
		return false;
	}
	*sunk = *sunk || wanted;
	return take_literal(imap, len, wanted ? want->sink : NULL, deadline, err);
}

/* Read an untagged answer, which begins with `line`, to its end. */
static bool take_untagged(struct mb_imap *imap, const struct mb_imap_want *want, const char *line,
			  bool *sunk, struct mb_deadline deadline, struct mb_err *err)
{
	struct mb_buf whole;
	size_t last = 0; /* where `line` begins in `whole` */
	char *next = NULL;
	bool ok = true;
	uint64_t len;

	if (strncasecmp(line, "BYE", 3) == 0)
		keep_words(&imap->bye, line);
	mb_buf_init(&whole, ANSWER_MAX);
	mb_buf_adds(&whole, line);
	while (ok && !is_status(mb_buf_str(&whole)) && literal_at_end(line, &len)) {
		mb_buf_cut(&whole, last + (size_t)(strrchr(line, '{') - line));
		mb_buf_adds(&whole, "\"\"");
		ok = take_one_literal(imap, want, line, len, sunk, deadline, err) &&
		     mb_conn_line(imap->mail->conn, deadline, &next, err);
		if (!ok)
			break;
		last = whole.len;
		line = next;
		mb_buf_adds(&whole, line);
		if (!mb_buf_ok(&whole))
			ok = session_broken(imap, _("talks without end"), err) == MB_IMAP_OK;
	}
	if (ok && want->line)
		want->line(want->arg, mb_buf_str(&whole));
	mb_buf_fini(&whole);
	return ok;
}

/* Return the rest of a line behind the tag of our last command; NULL if the line has another tag. */
static const char *tagged(const struct mb_imap *imap, const char *line)
{
	char *tag = mb_xasprintf("A%u ", imap->tag);
	const char *rest = mb_text_after(line, tag);

	free(tag);
	return rest;
}

enum mb_imap_answer mb_imap_answer(struct mb_imap *imap, const struct mb_imap_want *want,
				   struct mb_err *err)
{
	struct mb_deadline deadline = mb_deadline_in(want->seconds ? want->seconds : imap->timeout);
	bool sunk = false;

	for (int n = 0; n < LINES_MAX; n++) {
		const char *rest;
		char *line;

		if (!mb_conn_line(imap->mail->conn, deadline, &line, err)) {
			if (imap->bye.len > 0)
				mb_err_wrap(err, "%s", mb_buf_str(&imap->bye));
			return MB_IMAP_BROKEN;
		}
		if (want->go_on && *line == '+')
			return MB_IMAP_GO_ON;
		if (strncmp(line, "* ", 2) == 0) {
			if (!take_untagged(imap, want, line + 2, &sunk, deadline, err))
				return MB_IMAP_BROKEN;
			continue;
		}
		rest = tagged(imap, line);
		if (!rest)
			return session_broken(imap, _("answers what it was not asked"), err);
		keep_words(&imap->words, rest);
		if (strncasecmp(rest, "OK", 2) == 0)
			return MB_IMAP_OK;
		if (strncasecmp(rest, "NO", 2) == 0 || strncasecmp(rest, "BAD", 3) == 0)
			return MB_IMAP_NO;
		return session_broken(imap, _("answers what it was not asked"), err);
	}
	return session_broken(imap, _("talks without end"), err);
}

uint64_t mb_imap_number(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = text; (p = strcasestr(p, name)); p += len) {
		uint64_t value = 0;
		const char *d = p + len + 1;

		if ((p > text && isalnum((unsigned char)p[-1])) || p[len] != ' ')
			continue;
		for (; isdigit((unsigned char)*d) && value <= UINT64_MAX / 10 - 9; d++)
			value = value * 10 + (uint64_t)(*d - '0');
		return isdigit((unsigned char)*d) ? 0 : value;
	}
	return 0;
}
