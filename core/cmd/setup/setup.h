/* SPDX-License-Identifier: MIT */
/*
 * setup - an account from answers
 */
#ifndef MB_SETUP_H
#define MB_SETUP_H

#include <stdbool.h>

#include "global/err.h"
#include "config/account.h"

struct mb_config;
struct mb_run;

/* What a client shows at the token endpoint besides its id. */
enum mb_setup_client {
	MB_CLIENT_UNKNOWN = 0,
	MB_CLIENT_PUBLIC,
	MB_CLIENT_SECRET,
	MB_CLIENT_CERTIFICATE,
	MB_CLIENT_ASSERTION,
};

/* The conversation about one account. */
struct mb_setup {
	struct mb_config *config;   /* as it is; owned */
	struct mb_account draft;    /* what has been answered */
	struct mb_account defaults; /* instead of the usual ones */
	struct mb_account others;   /* answers to the question for any other setting */
	struct mb_account known;    /* is not asked for */
	enum mb_setup_client client;
	bool no_snippet; /* what the mail program wants is said by the caller */
	bool added;      /* it stands in the config */
};

enum mb_ask_flag {
	MB_ASK_NEEDED = 1, /* there must be an answer or a default */
	MB_ASK_HIDDEN = 2, /* what is typed is not shown */
};

/* Asks for one setting until its answer can stand in the config, and puts it into the draft. The usual
 * default is left out there. `flags`: bits of enum mb_ask_flag. */
bool mb_setup_ask(struct mb_setup *s, const char *key, const char *help, unsigned flags,
		  struct mb_err *err);
/* What the plugin says about the setting, else the core; may be NULL. */
const char *mb_setup_help(const struct mb_setup *s, const char *key);
/* "NAME = VALUE" as often as wanted. */
bool mb_setup_ask_more(struct mb_setup *s, struct mb_err *err);

/* Is the app registration public, or how does it prove who it is? That is no setting, but decides which
 * ones follow. */
bool mb_setup_ask_client(struct mb_setup *s, struct mb_err *err);

/* Asks for everything that `known` does not say, until the draft is an account without a fault. Its
 * name and plugin are there already. */
bool mb_setup_questions(struct mb_setup *s, struct mb_err *err);

/* The name of the new account, which the config does not have yet, and its provider. */
/* Say what is wrong with a name for a new account; NULL: nothing. The caller frees it. */
char *mb_setup_name_fault(const struct mb_setup *s, const char *name);
bool mb_setup_name(struct mb_setup *s, const char *suggested, struct mb_err *err);
bool mb_setup_provider(struct mb_setup *s, struct mb_err *err);

/* The questions, the preview, the addition, the sign-in: one whole account whose name and provider are
 * known. Returns the exit status. */
int mb_setup_account(struct mb_run *run, struct mb_setup *s);

/* setup --import-msmtprc: an account for each one in the file that signs in at a provider known here.
 * Returns the exit status. */
int mb_setup_import(struct mb_run *run, struct mb_setup *s, const char *file);

#endif
