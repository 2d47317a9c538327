/* SPDX-License-Identifier: MIT */
/*
 * login - the ways to sign in, one file each
 */
#ifndef MB_LOGIN_H
#define MB_LOGIN_H

#include <stdbool.h>

#include "account/session.h"
#include "global/err.h"

struct mb_run;

/* The whole of `mailbearer login NAME`, by the options of MB_LOGIN_OPTIONS; returns its exit status. */
int mb_login(struct mb_run *run, const char *name);

/* Rows of the option table of a command that signs in. */
#define MB_LOGIN_OPTIONS                                                                           \
	{ "browser", 0, NULL, N_("sign in with a browser on this machine") },                      \
	    { "device", 0, NULL, N_("sign in anywhere by typing a code") },                        \
	    { "paste", 0, NULL, N_("sign in with any browser and paste its last address") },       \
	    { "as-other", 0, NULL, N_("sign in another person than before") },                     \
	{                                                                                          \
		"open", 0, "CMD", N_("open the address with CMD, which gets it as last argument")  \
	}

/* Seconds a person has to sign in. */
#define MB_LOGIN_SECONDS 900

/* Authorization code, the browser comes back to this machine. `open_command` (--open) may be NULL:
 * then $BROWSER, then xdg-open. */
bool mb_login_browser(struct mb_session *s, const char *open_command, struct mb_err *err);
/* Authorization code, the person pastes where the browser ended up. */
bool mb_login_paste(struct mb_session *s, struct mb_err *err);
/* Device code. */
bool mb_login_device(struct mb_session *s, struct mb_err *err);

/* A browser on this machine can be expected to show itself to the person. */
bool mb_login_has_desktop(void);
bool mb_login_in_ssh(void);

#endif
