/* SPDX-License-Identifier: MIT */
#include "account/person.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "account/session.h"
#include "base/text.h"
#include "config/account.h"
#include "config/resolve.h"
#include "meaning/reply.h"

/* Compare two issuers without their schemes: Google writes its own with and without. */
static bool same_issuer(const char *a, const char *b)
{
	const char *rest_a = mb_text_after(a, "https://"), *rest_b = mb_text_after(b, "https://");

	return strcmp(rest_a ? rest_a : a, rest_b ? rest_b : b) == 0;
}

static bool equal(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* Compare the subjects. A subject is a person's at one issuer, and at some (Entra) for one
 * client only: where the account's own settings have changed, a difference says nothing. */
static enum mb_person compare_subjects(const struct mb_session *s, const struct mb_tokens *tokens)
{
	const struct mb_record *r = &s->record;

	if (!r->issuer || !r->subject || !tokens->issuer || !tokens->subject)
		return MB_PERSON_UNSEEN;
	if (same_issuer(r->issuer, tokens->issuer)) {
		if (equal(r->subject, tokens->subject))
			return MB_PERSON_SAME;
		return equal(r->client_id, s->party.client_id) ? MB_PERSON_OTHER : MB_PERSON_UNSEEN;
	}
	return equal(r->token_endpoint, s->party.authority) ? MB_PERSON_OTHER : MB_PERSON_UNSEEN;
}

enum mb_person mb_person_compare(const struct mb_session *s, const struct mb_tokens *tokens)
{
	const struct mb_record *r = &s->record;
	enum mb_person person = MB_PERSON_SAME;

	if (s->have_record)
		person = compare_subjects(s, tokens);
	if (person == MB_PERSON_UNSEEN && r->signed_in_as && tokens->signed_in_as)
		person = strcasecmp(r->signed_in_as, tokens->signed_in_as) == 0 ? MB_PERSON_SAME
										: MB_PERSON_OTHER;
	return person;
}

bool mb_person_admit(struct mb_session *s, unsigned grant, const struct mb_tokens *tokens,
		     struct mb_err *err)
{
	const char *then = s->record.signed_in_as, *now = tokens->signed_in_as;
	enum mb_person person = mb_person_compare(s, tokens);

	s->unseen = now || tokens->subject
			? person == MB_PERSON_UNSEEN && (then || s->record.subject)
			: true;
	if (person != MB_PERSON_OTHER || s->as_other || mb_grant_is_direct(grant))
		return true;
	return mb_err_set(
	    err, MB_E_DENIED,
	    _("%s signed in, but the login that is there is of %s: nothing was changed; "
	      "sign in as the same person, or, if the account is to be the other one's "
	      "from now on, mailbearer login --as-other %s"),
	    now ? now : _("somebody else"), then ? then : _("another person"),
	    s->party.account->name);
}
