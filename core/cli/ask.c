/* SPDX-License-Identifier: MIT */
#include "cli/ask.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buf.h"
#include "global/log.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/paste.h"

#define ANSWER_MAX 8192        /* bytes */
#define PATIENCE   (24 * 3600) /* seconds for an answer */

bool mb_ask_person(void)
{
	return isatty(STDIN_FILENO);
}

void mb_ask_say(const char *fmt, ...)
{
	va_list ap;

	if (!mb_ask_person())
		return;
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
}

static void add_trimmed(struct mb_buf *answer, const struct mb_buf *line)
{
	const char *text = mb_buf_str(line) + strspn(mb_buf_str(line), " \t");
	size_t len = strlen(text);

	while (len > 0 && strchr(" \t", text[len - 1]))
		len--;
	mb_buf_add(answer, text, len);
}

bool mb_ask(const char *what, const char *def, bool hidden, struct mb_buf *answer,
	    struct mb_err *err)
{
	char *prompt = def ? mb_xasprintf("%s [%s]: ", what, def) : mb_xasprintf("%s: ", what);
	struct mb_buf line;
	bool ok;

	fflush(stdout);
	mb_buf_init(&line, ANSWER_MAX);
	ok = mb_paste_line(STDIN_FILENO, STDERR_FILENO, prompt, hidden, mb_deadline_in(PATIENCE),
			   &line, err);
	free(prompt);
	if (ok)
		add_trimmed(answer, &line);
	else if (err->code == MB_E_DATA && line.len == 0)
		mb_err_set(err, MB_E_DATA, _("the answers end before \"%s\": nothing was changed"),
			   what);
	else
		mb_err_set(err, MB_E_DATA,
			   _("the answer to \"%s\" cannot be read or is too long: nothing was "
			     "changed"),
			   what);
	mb_buf_fini(&line);
	return ok;
}

bool mb_ask_again(char *sentence, struct mb_err *err)
{
	bool person = mb_ask_person();

	if (person)
		mb_warnx("%s", sentence);
	else
		mb_err_set(err, MB_E_DATA, _("%s: nothing was changed"), sentence);
	free(sentence);
	return person;
}

/* Tell whether `c` is `letter`, or the reader's language's letter `own`. English y and n are understood in all
 * languages. */
static bool is_letter(char c, char letter, const char *own)
{
	char small = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;

	return small == letter || (small == *own && small > 0);
}

bool mb_ask_yes(const char *question, bool def, bool *yes_r, struct mb_err *err)
{
	for (;;) {
		struct mb_buf answer;
		char first;
		bool yes;

		mb_buf_init(&answer, ANSWER_MAX);
		if (!mb_ask(question, def ? _("y") : _("n"), false, &answer, err)) {
			mb_buf_fini(&answer);
			return false;
		}
		first = *mb_buf_str(&answer);
		mb_buf_fini(&answer);
		yes = is_letter(first, 'y', _("y"));
		if (!first || yes || is_letter(first, 'n', _("n"))) {
			*yes_r = first ? yes : def;
			return true;
		}
		if (!mb_ask_again(mb_xasprintf(_("\"%s\" takes y or n"), question), err))
			return false;
	}
}
