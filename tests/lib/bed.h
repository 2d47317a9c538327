/* SPDX-License-Identifier: MIT */
/*
 * bed - a test bed: the provider of this machine, and an account `work` signed in at it
 *
 * Everything in a folder of its own below $TMPDIR. Whatever fails here ends the test program with a
 * message ("Bail out!"): it is not what is being tested.
 */
#ifndef MB_TEST_BED_H
#define MB_TEST_BED_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "spawn.h"

/* generic: a refresh token can be used once, a second use revokes the sign-in. microsoft: the old one
 * stays valid. */
enum mb_bed_family { MB_BED_GENERIC, MB_BED_MICROSOFT };

struct mb_provider {
	pid_t pid;
	int port;
};

struct mb_bed {
	enum mb_bed_family family;
	int port; /* of the provider */
	char dir[200], config[256], state[256];
	char record[320], token[320], lock[320];
};

#define MB_BED_TOKEN_MAX 8192

_Noreturn void mb_bed_bail(const char *what);

/* Ends with this process. */
void mb_provider_start(struct mb_provider *p);
void mb_provider_stop(struct mb_provider *p);
/* /control?COMMAND, or another path with a body to POST; the answer's body, which the caller frees. */
char *mb_provider_control(int port, const char *command);
char *mb_provider_post(int port, const char *path, const char *body);
long mb_provider_counter(int port, const char *name);

/* `more`: further lines of the account in the config. Sets HOME and XDG_* of this process. */
void mb_bed_open(struct mb_bed *bed, enum mb_bed_family family, int port, const char *more);
void mb_bed_close(struct mb_bed *bed);
/* A new login: ACCOUNT.json, nothing else in the state folder. */
void mb_bed_sign_in(struct mb_bed *bed);
/* The refresh token of a new login, not stored anywhere. */
void mb_bed_issue(const struct mb_bed *bed, char *refresh_r);
/* Replaces the refresh token in ACCOUNT.json, as another host would. */
void mb_bed_put_refresh(const struct mb_bed *bed, const char *refresh);
/* The refresh token in ACCOUNT.json (MB_BED_TOKEN_MAX); false: not there or not whole JSON. */
bool mb_bed_refresh_token(const struct mb_bed *bed, char *refresh_r);
/* Makes the stored access token a stale one; false: there is none. */
bool mb_bed_stale(const struct mb_bed *bed);
/* `out` is one line, a token that the provider knows and has not revoked. */
bool mb_bed_is_token(const struct mb_bed *bed, const char *out);
/* The first name in the state folder that has no business there, or NULL. Static. `temp`: temporary
 * files with their fixed names may be there. */
const char *mb_bed_stranger(const struct mb_bed *bed, bool temp);
/* `mailbearer token work`, undisturbed. Returns its status. */
int mb_bed_run_token(struct mb_spawn *s);

/* The programs. */
extern const char mb_bed_front[], mb_bed_core[];

#endif
