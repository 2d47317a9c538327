/* SPDX-License-Identifier: MIT */
/*
 * git_account - finding the account that git asks about
 */
#ifndef MB_GIT_ACCOUNT_H
#define MB_GIT_ACCOUNT_H

struct mb_account;
struct mb_config;
struct mb_git_request;

/* Find the account whose server for this protocol (smtp, smtps, imap, imaps, pop3, pop3s) is the host, on the
 * account's port or a usual one, and whose user or mailbox is the user. `only` is the name of the only account that
 * may be taken; NULL: any. Returns NULL if no account fits, or several do: a token must not be sent to any other
 * server. Borrowed. */
const struct mb_account *mb_git_account(const struct mb_config *config, const char *only,
					const struct mb_git_request *request);

#endif
