/* SPDX-License-Identifier: MIT */
#include "explain/explain.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/config.h"
#include "config/draft.h"
#include "meaning/judge.h"
#include "config/resolve.h"
#include "explain/search.h"
#include "plugin/names.h"

/* Return the code to show; NULL if there is none. The caller frees it. */
static char *code_of(const struct mb_search *s, const struct mb_verdict *v)
{
	const char *word;
	char code[MB_EVIDENCE_WORD + 1];

	if (s->unknown_code)
		return mb_xasprintf("%s%ld", s->numbered->code_prefix, s->unknown_code);
	if (!s->rule)
		return NULL;
	if (v->code && !s->guessed)
		return mb_xstrdup(v->code);
	if (mb_streq(s->rule->field, "error") || mb_streq(s->rule->field, "suberror"))
		return mb_xstrdup(s->rule->value);
	if (!s->at && s->plugin && s->plugin == s->numbered && s->evidence.n_codes > 0)
		return mb_xasprintf("%s%ld", s->plugin->code_prefix,
				    s->evidence.codes[s->evidence.n_codes - 1]);
	word = mb_search_word(s);
	if (!s->at && word)
		return mb_xstrdup(word);
	if (s->at && mb_evidence_reply_code(&s->evidence, s->at, code))
		return mb_xstrdup(code);
	return NULL;
}

static void explain_unknown(struct mb_explanation *out, const struct mb_search *s)
{
	out->who = MB_WHO_UNKNOWN;
	if (s->unknown_code) {
		out->what = mb_xasprintf(_("an error of %s that mailbearer does not know"),
					 _(s->numbered->title));
		out->remedy = s->numbered->code_help
				  ? mb_xasprintf(_("look the error up at %s%ld"),
						 s->numbered->code_help, s->unknown_code)
				  : mb_xstrdup(
					_("look the number up in the provider's documentation"));
		return;
	}
	out->what = mb_xstrdup(_("mailbearer does not know this error"));
	out->remedy = mb_xstrdup(
	    _("paste more of the error, with the lines before it, if there are any; or look in the "
	      "documentation of the program that prints it"));
}

static enum mb_who who_of(const struct mb_verdict *v)
{
	if (v->who != MB_WHO_UNKNOWN || v->meaning == MB_MEANS_UNKNOWN)
		return v->who;
	return v->meaning == MB_MEANS_RETRY ? MB_WHO_NOBODY : MB_WHO_YOU;
}

static void explain_found(struct mb_explanation *out, const struct mb_search *s,
			  const struct mb_account *account)
{
	struct mb_verdict v = { .retry_after = -1 };

	if (!s->rule) {
		explain_unknown(out, s);
	} else {
		mb_judge_use(&v, s->rule, account);
		out->who = who_of(&v);
		out->what = mb_xstrdup(_(v.cause));
		out->remedy = mb_resolve_sentence(account, _(mb_verdict_remedy(&v)));
	}
	out->code = code_of(s, &v);
	mb_verdict_fini(&v);
}

/* Values in CAPITALS, which the person has to replace, for when there is no account. */
static void fill_in_nobody(struct mb_account *nobody)
{
	nobody->name = mb_xstrdup("ACCOUNT");
	mb_draft_set(nobody, mb_settings[MB_SET_USER].key, "USER");
	mb_draft_set(nobody, mb_settings[MB_SET_CLIENT_ID].key, "CLIENT_ID");
	mb_draft_set(nobody, MB_NAME_TENANT, "TENANT");
}

bool mb_explain(struct mb_explanation *out, const char *text, size_t len,
		const struct mb_account *account, bool sure)
{
	static const struct mb_config none = { .n_accounts = 0 };
	static const struct mb_plugin nobody = { .name = "" };
	struct mb_account anybody = { .config = &none };
	struct mb_search s;
	bool fits, any;

	*out = (struct mb_explanation){ .who = MB_WHO_UNKNOWN };
	fill_in_nobody(&anybody);
	mb_search_init(&s, text, len, account, sure);
	any = !mb_evidence_empty(&s.evidence);
	if (any) {
		fits = account && (sure || !s.plugin || s.plugin == account->plugin);
		anybody.plugin = s.plugin ? s.plugin : &nobody;
		explain_found(out, &s, fits ? account : &anybody);
	}
	mb_search_fini(&s);
	mb_draft_empty(&anybody);
	return any;
}

void mb_explanation_fini(struct mb_explanation *e)
{
	free(e->what);
	free(e->remedy);
	free(e->code);
	*e = (struct mb_explanation){ .who = MB_WHO_UNKNOWN };
}

const char *mb_explain_who(enum mb_who who)
{
	switch (who) {
	case MB_WHO_YOU:
		return _("you");
	case MB_WHO_ADMINISTRATOR:
		return _("your administrator");
	case MB_WHO_OWNER:
		return _("the owner of the app registration");
	case MB_WHO_NOBODY:
		return _("nobody, wait");
	case MB_WHO_UNKNOWN:
		break;
	}
	return _("not known");
}
