/* SPDX-License-Identifier: MIT */
/* The part of cmd/setup/setup.h that asks how the client proves who it is. */
#include "cmd/setup/setup.h"

#include <mailbearer/plugin.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/ask.h"
#include "cmd/setup/setup_facts.h"

#define ANSWER_MAX 8192 /* bytes */

static const struct {
	const char *word, *help;
	unsigned proof; /* enum mb_proof */
} clients[] = {
	[MB_CLIENT_PUBLIC] = { "public", N_("it does not: the client id is enough"),
			       MB_PROOF_NONE },
	[MB_CLIENT_SECRET] = { "secret",
			       N_("by a client secret that the provider gave you with the client "
				  "id"),
			       MB_PROOF_SECRET },
	[MB_CLIENT_CERTIFICATE] = { "certificate",
				    N_("by a key of yours, whose certificate you have uploaded "
				       "there"),
				    MB_PROOF_CERTIFICATE },
	[MB_CLIENT_ASSERTION] = { "assertion",
				  N_("by a file with a token that your cloud or cluster keeps "
				     "fresh "
				     "(workload identity)"),
				  MB_PROOF_ASSERTION },
};

#define LAST MB_CLIENT_ASSERTION

static bool is_offered(const struct mb_setup *s, enum mb_setup_client c)
{
	unsigned known = s->draft.plugin->proofs;

	/* An app that signs in by itself, without a user, must prove who it is. */
	if (c == MB_CLIENT_PUBLIC && mb_setup_holds(s, MB_FACT_APP, 0))
		return false;
	/* The servers that a plugin knows by name (presets) give clients to people only. */
	if (c > MB_CLIENT_SECRET && mb_setup_holds(s, MB_FACT_NAMED, 0))
		return false;
	return c >= MB_CLIENT_PUBLIC && c <= LAST && (!known || (known & clients[c].proof));
}

static enum mb_setup_client usual(const struct mb_setup *s)
{
	if (is_offered(s, s->client))
		return s->client;
	if (s->draft.plugin->traits & MB_TRAIT_SECRET && is_offered(s, MB_CLIENT_SECRET))
		return MB_CLIENT_SECRET;
	for (enum mb_setup_client c = MB_CLIENT_PUBLIC; c < LAST; c++)
		if (is_offered(s, c))
			return c;
	return LAST;
}

static enum mb_setup_client by_word(const struct mb_setup *s, const char *word)
{
	for (enum mb_setup_client c = MB_CLIENT_PUBLIC; c <= LAST; c++)
		if (is_offered(s, c) && mb_streq(clients[c].word, word))
			return c;
	return MB_CLIENT_UNKNOWN;
}

/* Return the sentence for a wrong answer; the caller frees it. */
static char *fault_of(const struct mb_setup *s)
{
	const char *comma = "";
	struct mb_buf out;

	mb_buf_init(&out, ANSWER_MAX);
	mb_buf_adds(&out, _("client takes "));
	for (enum mb_setup_client c = MB_CLIENT_PUBLIC; c <= LAST; c++) {
		if (!is_offered(s, c))
			continue;
		mb_buf_addf(&out, "%s%s", comma, clients[c].word);
		comma = ", ";
	}
	return mb_buf_take(&out);
}

bool mb_setup_ask_client(struct mb_setup *s, struct mb_err *err)
{
	enum mb_setup_client def = usual(s), found = MB_CLIENT_UNKNOWN;

	mb_ask_say(_("\nHow does mailbearer prove to the provider that it is this client?\n"));
	for (enum mb_setup_client c = MB_CLIENT_PUBLIC; c <= LAST; c++)
		if (is_offered(s, c))
			mb_ask_say("  %-12s %s\n", clients[c].word, _(clients[c].help));
	while (!found) {
		struct mb_buf answer;

		mb_buf_init(&answer, ANSWER_MAX);
		if (!mb_ask("client", clients[def].word, false, &answer, err)) {
			mb_buf_fini(&answer);
			return false;
		}
		found = answer.len > 0 ? by_word(s, mb_buf_str(&answer)) : def;
		mb_buf_fini(&answer);
		if (!found && !mb_ask_again(fault_of(s), err))
			return false;
	}
	s->client = found;
	return true;
}
