/* SPDX-License-Identifier: MIT */
#include "cli/paste.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"

/* A text is the query of a redirect if one of these is at its start or behind '?' or '&'. */
static const char *const signs[] = { "code=", "error=" };

static bool has_sign(const char *s, size_t len)
{
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size_t sign_len = strlen(signs[i]);
		const char *at = s;

		while ((at = memmem(at, len - (size_t)(at - s), signs[i], sign_len))) {
			if (at == s || at[-1] == '?' || at[-1] == '&')
				return true;
			at++;
		}
	}
	return false;
}

static bool is_wrapping(char c)
{
	return c == '\0' || strchr(" \t\r\n\"'`<>", c);
}

/* Append a code as a query. The code may have been pasted plain, or percent-encoded from the address bar. */
static void add_code(struct mb_buf *query, const char *s, size_t len)
{
	mb_buf_adds(query, "code=");
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '+')
			mb_buf_adds(query, "%2B");
		else if (s[i] == '&')
			mb_buf_adds(query, "%26");
		else
			mb_buf_addc(query, s[i]);
	}
}

/* Append the query of a pasted URL: from the '?', if there is one, to the fragment. */
static void add_query(struct mb_buf *query, const char *s, size_t len)
{
	const char *mark = memchr(s, '?', len);
	const char *end;

	if (mark) {
		len -= (size_t)(mark + 1 - s);
		s = mark + 1;
	}
	end = memchr(s, '#', len);
	mb_buf_add(query, s, end ? (size_t)(end - s) : len);
}

bool mb_paste_parse(const char *text, size_t len, struct mb_redirect *answer_r, struct mb_err *err)
{
	struct mb_redirect answer = MB_REDIRECT_INIT;
	struct mb_buf query;
	bool ok, bare;

	for (; len && is_wrapping(*text); len--)
		text++;
	while (len && is_wrapping(text[len - 1]))
		len--;
	bare = !has_sign(text, len);
	if (len == 0)
		return mb_err_set(err, MB_E_DATA, _("nothing was pasted: start the sign-in again"));
	if (bare && (memmem(text, len, "://", 3) || !mb_text_is_graphic(text, len)))
		return mb_err_set(err, MB_E_DATA,
				  _("there is no code in what was pasted: copy the whole address "
				    "at which the browser ended"));
	mb_buf_init(&query, 3 * MB_REDIRECT_MAX);
	if (bare)
		add_code(&query, text, len);
	else
		add_query(&query, text, len);
	ok = mb_redirect_parse(&answer, mb_buf_str(&query), query.len, err) ||
	     mb_err_wrap(err, _("cannot use what was pasted"));
	if (ok && !answer.code && !answer.error)
		ok = mb_err_set(err, MB_E_DATA, _("the code in what was pasted is empty"));
	mb_buf_fini(&query);
	if (!ok) {
		mb_redirect_fini(&answer);
		return false;
	}
	answer.bare = bare;
	*answer_r = answer;
	return true;
}

bool mb_paste(const char *prompt, struct mb_deadline deadline, struct mb_redirect *answer_r,
	      struct mb_err *err)
{
	struct mb_buf line;
	bool ok;

	mb_buf_init(&line, MB_REDIRECT_MAX);
	ok = mb_paste_line(STDIN_FILENO, STDERR_FILENO, prompt, false, deadline, &line, err) &&
	     mb_paste_parse(mb_buf_str(&line), line.len, answer_r, err);
	mb_buf_fini(&line);
	return ok;
}
