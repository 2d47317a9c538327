/* SPDX-License-Identifier: MIT */
/*
 * no_refresh - what a person can do so that the next login brings a refresh token
 */
#ifndef MB_NO_REFRESH_H
#define MB_NO_REFRESH_H

struct mb_session;

/* The provider gave none: "add offline_access to scope" and the like, by what the plugin's tables and the
 * account say. Translated, static. */
const char *mb_no_refresh_remedy(const struct mb_session *s);

#endif
