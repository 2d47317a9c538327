/* SPDX-License-Identifier: MIT */
#include "cmd/check/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/verb.h"
#include "config/account.h"
#include "explain/explain.h"

#define LINE_MAX_BYTES 4000
#define JSON_MAX       (256 * 1024) /* bytes */

static const char *const marks[] = {
	[MB_RESULT_OK] = N_("ok"),
	[MB_RESULT_WARN] = N_("warn"),
	[MB_RESULT_FAIL] = N_("FAIL"),
	[MB_RESULT_LEFT_OUT] = "-",
};

static size_t mark_columns(void)
{
	size_t widest = 0;

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (mb_text_columns(_(marks[i])) > widest)
			widest = mb_text_columns(_(marks[i]));
	return widest;
}

static void print_line(const struct mb_finding *x)
{
	const char *mark = _(marks[x->result]), *step = _(x->step);
	struct mb_buf text, line;

	mb_buf_init(&text, 2 * LINE_MAX_BYTES);
	mb_buf_init(&line, LINE_MAX_BYTES + 8);
	if (x->detail && !(x->what && mb_text_after(x->what, x->detail)))
		mb_buf_addf(&text, x->what ? "%s: " : "%s", x->detail);
	if (x->what)
		mb_buf_addf(&text, _("%s; do: %s; who: %s"), x->what, x->remedy,
			    mb_explain_who(x->who));
	mb_text_printable(&line, mb_buf_str(&text), LINE_MAX_BYTES);
	printf("%s%*s  %s%*s  %s\n", mark, mb_text_pad(mark, mark_columns()), "", step,
	       mb_text_pad(step, 10), "", mb_buf_str(&line));
	fflush(stdout); /* before the next step, which may take long */
	mb_buf_fini(&line);
	mb_buf_fini(&text);
}

/* Append the finding, and print it unless JSON is wanted. */
static void finding_add(struct mb_findings *f, const struct mb_finding *x)
{
	f->all = mb_xreallocarray(f->all, f->n + 1, sizeof(*f->all));
	f->all[f->n++] = *x;
	if (!f->json)
		print_line(x);
}

void mb_findings_ok(struct mb_findings *f, const char *step, const char *fmt, ...)
{
	struct mb_finding x = { .step = step, .result = MB_RESULT_OK };
	va_list ap;

	va_start(ap, fmt);
	x.detail = mb_xvasprintf(fmt, ap);
	va_end(ap);
	finding_add(f, &x);
}

void mb_findings_leave_out(struct mb_findings *f, const char *step, const char *fmt, ...)
{
	struct mb_finding x = { .step = step, .result = MB_RESULT_LEFT_OUT };
	va_list ap;

	va_start(ap, fmt);
	x.detail = mb_xvasprintf(fmt, ap);
	va_end(ap);
	finding_add(f, &x);
}

void mb_findings_add(struct mb_findings *f, const char *step, enum mb_result result,
		     enum mb_code code, enum mb_who who, const char *detail, const char *what,
		     const char *remedy)
{
	struct mb_finding x = { .step = step, .result = result, .who = who };

	x.detail = detail ? mb_xstrdup(detail) : NULL;
	x.what = mb_xstrdup(what);
	x.remedy = mb_xstrdup(remedy);
	if (result == MB_RESULT_FAIL && f->status == EX_OK)
		f->status = mb_err_exit(code);
	finding_add(f, &x);
}

/* Return what to do, if nothing more is known. */
static const char *usual_remedy(enum mb_code code)
{
	switch (code) {
	case MB_E_RETRY:
		return N_("try again later");
	case MB_E_LOGIN:
		return N_("sign in: mailbearer login");
	case MB_E_CONFIG:
		return N_("correct the account in the config");
	default:
		return N_("see what the sentence says");
	}
}

/* Find the detail in brackets at the end, with the blank before it; NULL if there is none. */
static const char *last_brackets(const char *text)
{
	const char *p = text + strlen(text);
	int depth = 0;

	if (p == text || p[-1] != ')')
		return NULL;
	while (p-- > text) {
		depth += *p == ')';
		depth -= *p == '(';
		if (depth == 0)
			return p > text && p[-1] == ' ' ? p - 1 : NULL;
	}
	return NULL;
}

/* Split one of our own sentences into what happened and what to do. The sentences are "what: do (detail)" or, mostly
 * where a person must act, "do (what)". */
static void split_sentence(struct mb_explanation *e, const struct mb_err *err)
{
	bool person = err->code == MB_E_LOGIN || err->code == MB_E_DENIED;
	const char *text = err->text, *paren = last_brackets(text), *colon = NULL;
	size_t len = strlen(text), head = paren ? (size_t)(paren - text) : len;

	for (const char *p = text; (p = strstr(p, ": ")) && p < text + head; p++)
		colon = p;
	e->who = err->code == MB_E_RETRY ? MB_WHO_NOBODY : MB_WHO_YOU;
	if ((person || !colon) && paren) {
		e->what = mb_xstrndup(paren + 2, len - head - 3);
		e->remedy = mb_xstrndup(text, head);
	} else if (person) {
		e->what = mb_xstrdup(_("there is no login to go on with"));
		e->remedy = mb_xstrdup(text);
	} else if (colon) {
		e->what = mb_xasprintf("%.*s%s", (int)(colon - text), text, paren ? paren : "");
		e->remedy = mb_xstrndup(colon + 2, (size_t)(text + head - colon - 2));
	} else {
		e->what = mb_xstrdup(text);
		e->remedy = mb_xstrdup(_(usual_remedy(err->code)));
	}
}

static bool explained(struct mb_explanation *e, const char *text, const struct mb_account *account)
{
	if (!text || !mb_explain(e, text, strlen(text), account, account != NULL))
		return false;
	if (e->code || e->who != MB_WHO_UNKNOWN)
		return true;
	mb_explanation_fini(e);
	return false;
}

void mb_findings_err(struct mb_findings *f, const char *step, const char *detail,
		     const char *suspicion, const char *words, struct mb_err *err)
{
	struct mb_explanation e = { .who = MB_WHO_UNKNOWN };
	char *what;

	/* For failures of our own files our own sentence is the best. */
	if (!explained(&e, words, f->account) &&
	    (err->code == MB_E_IO || !explained(&e, mb_err_english(err), f->account)))
		split_sentence(&e, err);
	if (strstr(e.remedy, "mailbearer check ") && f->account) { /* no remedy: we are `check` */
		free(e.remedy);
		e.remedy = mb_xasprintf(
		    _("see that the mailbox is this user's, and that the server "
		      "takes tokens of this provider; then: mailbearer login %s"),
		    f->account->name);
	}
	what = mb_xasprintf("%s%s%s%s%s%s", suspicion ? suspicion : "", suspicion ? "; " : "",
			    e.what, e.code ? " (" : "", e.code ? e.code : "", e.code ? ")" : "");
	mb_findings_add(f, step, MB_RESULT_FAIL, err->code, e.who, detail, what, e.remedy);
	free(what);
	mb_explanation_fini(&e);
	mb_err_clear(err);
}

void mb_findings_hide(struct mb_findings *f, const char *word, const char *by)
{
	if (word && strlen(word) > 2 && f->n_hidden < sizeof(f->hidden) / sizeof(*f->hidden))
		f->hidden[f->n_hidden++] = (struct mb_hidden){ mb_xstrdup(word), by };
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Tell whether a word has letters and digits only. Such a word ("office") may be part of other words, which are not
 * hidden; addresses, names of hosts and paths are hidden even then, as "%40" may stand before them. */
static bool is_plain(const char *word)
{
	while (is_alnum(*word))
		word++;
	return !*word;
}

static bool is_within(const char *text, const char *at, size_t len)
{
	return (at > text && is_alnum(at[-1])) || is_alnum(at[len]);
}

/* Find the longest hidden word at this place, or NULL. */
static const struct mb_hidden *hidden_at(const struct mb_findings *f, const char *text,
					 const char *at)
{
	const struct mb_hidden *best = NULL;

	for (size_t i = 0; i < f->n_hidden; i++) {
		const char *word = f->hidden[i].word;
		size_t len = strlen(word);

		if (strncasecmp(at, word, len) == 0 && (!best || len > strlen(best->word)) &&
		    !(is_plain(word) && is_within(text, at, len)))
			best = &f->hidden[i];
	}
	return best;
}

/* Set a member to the text, with hidden words replaced. */
static void set_safe(const struct mb_findings *f, json_t *object, const char *name,
		     const char *text)
{
	struct mb_buf safe, line;

	if (!text)
		return;
	mb_buf_init(&safe, 4 * LINE_MAX_BYTES);
	for (const char *at = text; *at;) {
		const struct mb_hidden *hidden = hidden_at(f, text, at);

		if (hidden)
			mb_buf_adds(&safe, hidden->by);
		else
			mb_buf_addc(&safe, *at);
		at += hidden ? strlen(hidden->word) : 1;
	}
	mb_buf_init(&line, LINE_MAX_BYTES + 8);
	mb_text_printable(&line, mb_buf_str(&safe), LINE_MAX_BYTES);
	mb_json_set_str(object, name, mb_buf_str(&line));
	mb_buf_fini(&line);
	mb_buf_fini(&safe);
}

static json_t *steps_json(const struct mb_findings *f)
{
	static const char *const results[] = {
		[MB_RESULT_OK] = "ok",
		[MB_RESULT_WARN] = "warn",
		[MB_RESULT_FAIL] = "fail",
		[MB_RESULT_LEFT_OUT] = "left_out",
	};
	json_t *steps = json_array();

	for (size_t i = 0; i < f->n; i++) {
		const struct mb_finding *x = &f->all[i];
		json_t *step = json_object();

		mb_json_set_str(step, "step", x->step);
		mb_json_set_str(step, "result", results[x->result]);
		set_safe(f, step, "detail", x->detail);
		set_safe(f, step, "what", x->what);
		set_safe(f, step, "do", x->remedy);
		mb_json_set_str(step, "who", x->what ? mb_explain_who(x->who) : NULL);
		json_array_append_new(steps, step);
	}
	return steps;
}

static const struct mb_finding *first_of(const struct mb_findings *f, enum mb_result result)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->all[i].result == result)
			return &f->all[i];
	return NULL;
}

/* Return what to do next; the caller frees it. */
static char *next_line(const struct mb_findings *f)
{
	const struct mb_finding *x = first_of(f, MB_RESULT_FAIL);
	bool others = x && (x->who == MB_WHO_ADMINISTRATOR || x->who == MB_WHO_OWNER);

	if (others)
		return mb_xasprintf("%s: %s", mb_explain_who(x->who), x->remedy);
	if (x)
		return mb_xstrdup(x->remedy);
	x = first_of(f, MB_RESULT_WARN);
	if (x)
		return mb_xasprintf(_("all works; to end the warning: %s"), x->remedy);
	return mb_xstrdup(_("nothing to do, all works"));
}

static void print_json(const struct mb_findings *f, const char *next)
{
	json_t *json = json_object();
	struct mb_buf text;

	set_safe(f, json, "account", f->name);
	json_object_set_new(json, "healthy", json_boolean(f->status == EX_OK));
	json_object_set_new(json, "steps", steps_json(f));
	set_safe(f, json, "next", next);
	mb_buf_init(&text, JSON_MAX);
	mb_json_dump(json, &text);
	puts(mb_buf_str(&text));
	mb_buf_fini(&text);
	json_decref(json);
}

int mb_findings_end(struct mb_findings *f)
{
	char *next = next_line(f);
	struct mb_buf line;

	mb_buf_init(&line, LINE_MAX_BYTES + 8);
	mb_text_printable(&line, next, LINE_MAX_BYTES);
	if (f->json)
		print_json(f, next);
	else
		printf(_("next: %s\n"), mb_buf_str(&line));
	mb_buf_fini(&line);
	free(next);
	for (size_t i = 0; i < f->n; i++) {
		free(f->all[i].detail);
		free(f->all[i].what);
		free(f->all[i].remedy);
	}
	free(f->all);
	for (size_t i = 0; i < f->n_hidden; i++)
		free(f->hidden[i].word);
	return mb_finish_stdout(f->status);
}
