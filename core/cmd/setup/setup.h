/* SPDX-License-Identifier: MIT */
/*
 * setup - making an account from a person's answers
 */
#ifndef MB_SETUP_H
#define MB_SETUP_H

#include <stdbool.h>

#include "global/err.h"
#include "config/account.h"

struct mb_config;
struct mb_run;

/* How a client proves who it is, besides its id. */
enum mb_setup_client {
	MB_CLIENT_UNKNOWN = 0,
	MB_CLIENT_PUBLIC,
	MB_CLIENT_SECRET,
	MB_CLIENT_CERTIFICATE,
	MB_CLIENT_ASSERTION,
};

/* The questions and answers about one account. */
struct mb_setup {
	struct mb_config *config;   /* the config before; owned */
	struct mb_account draft;    /* the answers so far */
	struct mb_account defaults; /* defaults that replace the usual ones */
	struct mb_account others;   /* answers to the question for other settings */
	struct mb_account known;    /* settings that are not asked for */
	enum mb_setup_client client;
	bool no_snippet; /* the caller prints what the mail program needs */
	bool added;      /* the account is in the config */
};

enum mb_ask_flag {
	MB_ASK_NEEDED = 1, /* there must be an answer or a default */
	MB_ASK_HIDDEN = 2, /* the answer is not echoed */
};

/* Ask for one setting until the answer is valid, and put it into the draft, unless it is the usual default. `flags`:
 * bits of enum mb_ask_flag. */
bool mb_setup_ask(struct mb_setup *s, const char *key, const char *help, unsigned flags,
		  struct mb_err *err);
/* Return the help for a setting, the plugin's or else the core's; may be NULL. Borrowed. */
const char *mb_setup_help(const struct mb_setup *s, const char *key);
/* Ask for other settings as "NAME = VALUE", until the answer is empty. */
bool mb_setup_ask_more(struct mb_setup *s, struct mb_err *err);

/* Ask how the client proves who it is. The answer is no setting, but decides which settings are asked for next. */
bool mb_setup_ask_client(struct mb_setup *s, struct mb_err *err);

/* Ask for everything that is not in `known`, until the draft is an account without a fault. The draft has its name and
 * plugin already. */
bool mb_setup_questions(struct mb_setup *s, struct mb_err *err);

/* Return what is wrong with a name for a new account; NULL: nothing. The caller frees it. */
char *mb_setup_name_fault(const struct mb_setup *s, const char *name);
/* Ask for the name of the new account, which must not be in the config yet. */
bool mb_setup_name(struct mb_setup *s, const char *suggested, struct mb_err *err);
/* Ask for the provider of the new account. */
bool mb_setup_provider(struct mb_setup *s, struct mb_err *err);

/* Ask all questions about an account whose name and provider are known, show the result, add it to the config and
 * sign in. Returns the exit status. */
int mb_setup_account(struct mb_run *run, struct mb_setup *s);

/* Do `setup --import-msmtprc`: make an account for each one in the file whose server belongs to a provider known here.
 * Returns the exit status. */
int mb_setup_import(struct mb_run *run, struct mb_setup *s, const char *file);

#endif
