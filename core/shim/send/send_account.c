/* SPDX-License-Identifier: MIT */
#include "shim/send/send_account.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "config/account.h"
#include "config/config.h"
#include "shim/send/send_address.h"

/* Compare two addresses. Servers do not distinguish upper and lower case in them. */
static bool same(const char *a, const char *b)
{
	return a && b && strcasecmp(a, b) == 0;
}

/* Tell whether the address is the account's user or mailbox. */
static bool is_own_address(const struct mb_account *account, const char *address)
{
	return same(mb_account_get(account, MB_SET_USER), address) ||
	       same(mb_account_get(account, MB_SET_MAILBOX), address);
}

const struct mb_account *mb_send_account(const struct mb_config *config, const char *name,
					 const char *from, struct mb_err *err)
{
	const struct mb_account *found = NULL;

	if (name)
		return mb_config_sound_account(config, name, err);
	for (size_t i = 0; i < config->n_accounts; i++) {
		if (!is_own_address(&config->accounts[i], from))
			continue;
		if (found) {
			mb_err_set(err, MB_E_USAGE,
				   _("%s and %s both send as %s: say which with -a"), found->name,
				   config->accounts[i].name, from);
			return NULL;
		}
		found = &config->accounts[i];
	}
	if (!found && config->n_accounts == 1)
		found = &config->accounts[0];
	if (!found && from)
		mb_err_set(err, MB_E_USAGE,
			   _("no account has the user or mailbox %s: name it with -a"), from);
	else if (!found)
		mb_err_set(err, MB_E_USAGE,
			   _("neither -f nor From tells the account: name it with -a"));
	return found && mb_config_sound(found, err) ? found : NULL;
}

const char *mb_send_default_sender(const struct mb_account *account, const char *from,
				   struct mb_err *err)
{
	const char *mailbox = mb_account_get(account, MB_SET_MAILBOX);
	const char *sender = is_own_address(account, from) ? from : mailbox;

	if (!sender)
		sender = mb_account_get(account, MB_SET_USER);
	if (sender && strchr(sender, '@') && mb_address_is_fit(sender))
		return sender;
	mb_err_set(err, MB_E_CONFIG,
		   _("the account's user is no mail address: set mailbox, or name the sender with "
		     "-f"));
	return NULL;
}
