/* SPDX-License-Identifier: MIT */
/*
 * bed - a test bed: the provider on this machine, and an account `work` that is signed in there
 *
 * All files are in a folder below $TMPDIR. A failure of the bed itself ends the test program ("Bail out!").
 */
#ifndef MB_TEST_BED_H
#define MB_TEST_BED_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "spawn.h"

/* How refresh tokens rotate. generic: each can be used once, and a second use revokes the sign-in. microsoft: the old
 * one stays valid. */
enum mb_bed_family { MB_BED_GENERIC, MB_BED_MICROSOFT };

struct mb_provider {
	pid_t pid;
	int port;
};

struct mb_bed {
	enum mb_bed_family family;
	int port; /* the provider's port */
	char dir[200], config[256], state[256];
	char record[320], token[320], lock[320];
};

#define MB_BED_TOKEN_MAX 8192 /* bytes */

/* End the test program with "Bail out!". */
_Noreturn void mb_bed_bail(const char *what);

/* Start a provider, which ends when this process ends. */
void mb_provider_start(struct mb_provider *p);
void mb_provider_stop(struct mb_provider *p);
/* Ask for /control?COMMAND, or POST a body to another path. Return the answer's body, which the caller frees. */
char *mb_provider_control(int port, const char *command);
char *mb_provider_post(int port, const char *path, const char *body);
/* Return one of the provider's counters. */
long mb_provider_counter(int port, const char *name);

/* Make the folder and the config, and set HOME and XDG_* of this process. `more`: further lines of the account. */
void mb_bed_open(struct mb_bed *bed, enum mb_bed_family family, int port, const char *more);
void mb_bed_close(struct mb_bed *bed);
/* Sign in anew: write ACCOUNT.json and remove all else from the state folder. */
void mb_bed_sign_in(struct mb_bed *bed);
/* Get the refresh token of a new login, and store it nowhere. */
void mb_bed_issue(const struct mb_bed *bed, char *refresh_r);
/* Replace the refresh token in ACCOUNT.json, as another host would. */
void mb_bed_put_refresh(const struct mb_bed *bed, const char *refresh);
/* Read the refresh token in ACCOUNT.json into MB_BED_TOKEN_MAX bytes; false if it is missing or the JSON is torn. */
bool mb_bed_refresh_token(const struct mb_bed *bed, char *refresh_r);
/* Let the stored access token be expired; false if there is none. */
bool mb_bed_stale(const struct mb_bed *bed);
/* Tell whether `out` is one line with a token that the provider knows and has not revoked. */
bool mb_bed_is_token(const struct mb_bed *bed, const char *out);
/* Return the first file name in the state folder that must not be there, or NULL. Static. `temp`: temporary files with
 * their fixed names are allowed. */
const char *mb_bed_stranger(const struct mb_bed *bed, bool temp);
/* Run `mailbearer token work`. Returns its exit status. */
int mb_bed_run_token(struct mb_spawn *s);

/* The programs. */
extern const char mb_bed_front[], mb_bed_core[];

#endif
