/* SPDX-License-Identifier: MIT */
/* The part of cmd/setup.h that asks how the client proves who it is. */
#include "cmd/setup.h"

#include <mailbearer/plugin.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cmd/ask.h"
#include "cmd/setup_facts.h"

#define ANSWER_MAX 8192

static const struct {
	const char *word, *help;
} clients[] = {
	[MB_CLIENT_PUBLIC] = { "public", N_("not at all: a program on your machine") },
	[MB_CLIENT_SECRET] = { "secret", N_("by a client secret") },
	[MB_CLIENT_CERTIFICATE] = { "certificate", N_("by a certificate and its key") },
	[MB_CLIENT_ASSERTION] = { "assertion",
				  N_("by a file that holds a JWT (workload identity)") },
};

#define LAST MB_CLIENT_ASSERTION

/* An app that asks in its own name must be one that proves it. */
static enum mb_setup_client first(const struct mb_setup *s)
{
	return mb_setup_holds(s, MB_FACT_APP, 0) ? MB_CLIENT_SECRET : MB_CLIENT_PUBLIC;
}

static enum mb_setup_client usual(const struct mb_setup *s)
{
	if (s->client >= first(s))
		return s->client;
	return s->draft.plugin->traits & MB_TRAIT_SECRET ? MB_CLIENT_SECRET : first(s);
}

static enum mb_setup_client by_word(const struct mb_setup *s, const char *word)
{
	for (enum mb_setup_client c = first(s); c <= LAST; c++)
		if (mb_streq(clients[c].word, word))
			return c;
	return MB_CLIENT_UNKNOWN;
}

/* What is wrong with the answer. The caller frees it. */
static char *fault_of(const struct mb_setup *s)
{
	struct mb_buf out;

	mb_buf_init(&out, ANSWER_MAX);
	mb_buf_adds(&out, _("client takes "));
	for (enum mb_setup_client c = first(s); c <= LAST; c++)
		mb_buf_addf(&out, "%s%s", c == first(s) ? "" : ", ", clients[c].word);
	return mb_buf_take(&out);
}

bool mb_setup_ask_client(struct mb_setup *s, struct mb_err *err)
{
	enum mb_setup_client def = usual(s), found = MB_CLIENT_UNKNOWN;

	mb_ask_say(_("\nHow does the client prove who it is?\n"));
	for (enum mb_setup_client c = first(s); c <= LAST; c++)
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
