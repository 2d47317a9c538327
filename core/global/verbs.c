/* SPDX-License-Identifier: MIT */
#include "global/verbs.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"

#define CORE "core" /* a login and its token */
#define MAIL "mail" /* what talks to mail servers */
#define HELP "help" /* setting up, finding out what is wrong; and what no other does */

const struct mb_verb_entry mb_verbs[] = {
	[MB_VERB_SETUP] = {
		.program = HELP,
		.name = "setup",
		.operands = N_("[ACCOUNT]"),
		.summary = N_("asks for an account, writes it to the config, signs in"),
	},
	[MB_VERB_LOGIN] = {
		.program = CORE,
		.name = "login",
		.operands = N_("ACCOUNT"),
		.summary = N_("signs in"),
	},
	[MB_VERB_LOGOUT] = {
		.program = CORE,
		.name = "logout",
		.operands = N_("ACCOUNT"),
		.summary = N_("revokes the login where that is possible and deletes its tokens"),
	},
	[MB_VERB_STATUS] = {
		.program = CORE,
		.name = "status",
		.operands = N_("[ACCOUNT...]"),
		.summary = N_("shows how the accounts are doing: tokens, forecast, last error"),
	},
	[MB_VERB_CHECK] = {
		.program = HELP,
		.name = "check",
		.operands = N_("[ACCOUNT]"),
		.summary = N_("looks for what is wrong, step by step, up to the mail servers"),
	},
	[MB_VERB_EXPLAIN] = {
		.program = HELP,
		.name = "explain",
		.operands = N_("[TEXT...]"),
		.summary = N_("says what an error means, what to do and who must"),
	},
	[MB_VERB_SNIPPET] = {
		.program = HELP,
		.name = "snippet",
		.operands = N_("[CLIENT ACCOUNT]"),
		.summary = N_("prints what a mail program wants in its config; alone: "
			      "lists the programs"),
	},
	[MB_VERB_PROVIDERS] = {
		.program = CORE,
		.name = "providers",
		.operands = N_("[NAME]"),
		.summary = N_("lists the provider plugins, or tells all about one, "
			      "by NAME or by ./FILE.so"),
	},
	[MB_VERB_HELP] = {
		.program = HELP,
		.name = "help",
		.operands = N_("[COMMAND]"),
		.summary = N_("prints this help, or a command's"),
	},
	[MB_VERB_TOKEN] = {
		.program = CORE,
		.name = "token",
		.operands = N_("ACCOUNT"),
		.summary = N_("prints an access token: for passwordeval, PassCmd and the like"),
		.for_programs = true,
	},
	[MB_VERB_REFRESH] = {
		.program = CORE,
		.name = "refresh",
		.operands = N_("[ACCOUNT...]"),
		.summary = N_("keeps tokens warm: for a timer or cron"),
		.for_programs = true,
	},
	[MB_VERB_CONNECT] = {
		.program = MAIL,
		.name = "connect",
		.operands = N_("ACCOUNT [imap|pop3|smtp]"),
		.summary = N_("a logged-in session on stdin and stdout: "
			      "for plugin, Tunnel and the like"),
		.for_programs = true,
	},
	[MB_VERB_DELIVER] = {
		.program = MAIL,
		.name = "deliver",
		.operands = N_("ACCOUNT"),
		.summary = N_("puts mail from stdin into an IMAP mailbox: "
			      "for fetchmail's mda and plugout"),
		.for_programs = true,
	},
	[MB_VERB_SEND] = {
		.program = MAIL,
		.name = "send",
		.operands = N_("[RECIPIENT...]"),
		.summary = N_("sends the message on standard input: in place of sendmail"),
		.for_programs = true,
	},
	[MB_VERB_GIT_CREDENTIAL] = {
		.program = MAIL,
		.name = "git-credential",
		.operands = "get|store|erase",
		.summary = N_("git's credential helper, for git send-email"),
		.for_programs = true,
	},
	{ .name = "" },
};

const struct mb_verb_entry *mb_verbs_find(const char *name)
{
	for (const struct mb_verb_entry *v = mb_verbs; *v->name; v++)
		if (mb_streq(v->name, name))
			return v;
	return NULL;
}

/* A global option whose value is the next word; getopt takes abbreviations. */
static bool takes_value(const char *word)
{
	return strlen(word) > 2 &&
	       (mb_text_after("--config", word) || mb_text_after("--plugin-dir", word));
}

int mb_verbs_word(int argc, char *const *argv, int at)
{
	for (int i = at; i < argc; i++) {
		if (argv[i][0] != '-')
			return i;
		if (takes_value(argv[i]))
			i++;
	}
	return argc;
}
