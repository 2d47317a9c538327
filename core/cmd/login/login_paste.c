/* SPDX-License-Identifier: MIT */
#include "cmd/login/login.h"

#include <stdio.h>

#include "account/finish.h"
#include "base/secret.h"
#include "base/text.h"
#include "cli/paste.h"
#include "config/account.h"
#include "net/redirect.h"
#include "oauth/authorization.h"

/* Check that a pasted address has the state of this sign-in. A bare code has no state; the person vouches for it. */
static bool state_ok(const struct mb_redirect *redirect, const struct mb_secret *state,
		     struct mb_err *err)
{
	if (redirect->bare || mb_redirect_state_is(redirect, mb_secret_expose(state)))
		return true;
	return mb_err_set(err, MB_E_DENIED,
			  _("that address is not from this sign-in (its state differs): begin "
			    "again and paste the newest one"));
}

bool mb_login_paste(struct mb_session *s, struct mb_err *err)
{
	struct mb_authorization a = { NULL, NULL, NULL, NULL };
	struct mb_redirect redirect = MB_REDIRECT_INIT;
	bool ok = false;

	/* Nobody listens at the redirect URI, so the browser shows an error; the code is in its address bar. */
	if (!mb_authorization_begin(&a, &s->party,
				    mb_account_get(s->party.account, MB_SET_REDIRECT_URI), err))
		goto out;
	fprintf(
	    stderr,
	    _("Open this address in any browser and sign in:\n\n%s\n\n"
	      "At the end the browser cannot show a page: that is right. Copy the whole address "
	      "from its address bar.\n"),
	    a.url);
	ok = mb_paste(_("Paste it here: "), mb_deadline_in(MB_LOGIN_SECONDS), &redirect, err) &&
	     state_ok(&redirect, a.state, err) && mb_finish_code(s, &a, &redirect, err);
out:
	mb_redirect_fini(&redirect);
	mb_authorization_fini(&a);
	return ok;
}
