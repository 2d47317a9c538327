/* SPDX-License-Identifier: MIT */
/*
 * no_refresh - what a person can do so that the next login brings a refresh token
 */
#ifndef MB_NO_REFRESH_H
#define MB_NO_REFRESH_H

struct mb_party;

/* Find the first row of the plugin's table that fits the account, "add offline_access to scope" and the like.
 * Returns it in the reader's language, borrowed for ever. */
const char *mb_no_refresh_remedy(const struct mb_party *p);

#endif
