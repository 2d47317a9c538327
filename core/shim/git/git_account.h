/* SPDX-License-Identifier: MIT */
/*
 * git_account - the account that git asks about
 */
#ifndef MB_GIT_ACCOUNT_H
#define MB_GIT_ACCOUNT_H

struct mb_account;
struct mb_config;
struct mb_git_request;

/* The one account whose server of that protocol (smtp, smtps, imap, imaps, pop3, pop3s) the host is,
 * on the account's port or one of the protocol's own, and whose user or mailbox the user is. `only`:
 * the name of the only account that counts, NULL: all. NULL when none fits, or more than one: a token
 * goes to no other server. */
const struct mb_account *mb_git_account(const struct mb_config *config, const char *only,
					const struct mb_git_request *request);

#endif
