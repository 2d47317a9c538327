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

/* Do all of `mailbearer login NAME`, with the options of MB_LOGIN_OPTIONS. Returns the exit status. */
int mb_login(struct mb_run *run, const char *name);

/* Rows for the option table of a command that signs in. */
#define MB_LOGIN_OPTIONS                                                                           \
	{ "browser", 0, NULL, N_("sign in with a browser on this machine") },                      \
	    { "device", 0, NULL, N_("sign in anywhere by typing a code") },                        \
	    { "paste", 0, NULL, N_("sign in with any browser and paste its last address") },       \
	    { "as-other", 0, NULL, N_("sign in another person than before") },                     \
	{                                                                                          \
		"open", 0, N_("CMD"),                                                              \
		    N_("open the address with CMD, which gets it as last argument")                \
	}

/* Time for a person to sign in, in seconds. */
#define MB_LOGIN_SECONDS 900

/* Sign in with a browser that comes back to this machine. It is opened by `open_command` (--open); if that is NULL, by
 * $BROWSER, else by xdg-open. */
bool mb_login_browser(struct mb_session *s, const char *open_command, struct mb_err *err);
/* Sign in with any browser; the person pastes the address at which it ended. */
bool mb_login_paste(struct mb_session *s, struct mb_err *err);
/* Sign in by a device code. */
bool mb_login_device(struct mb_session *s, struct mb_err *err);

/* Tell whether a browser started on this machine would be seen by the person. */
bool mb_login_has_desktop(void);
/* Tell whether the person has come by ssh. */
bool mb_login_in_ssh(void);

#endif
