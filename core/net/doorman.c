/* SPDX-License-Identifier: MIT */
#include "net/doorman.h"

#include "global/log.h"
#include "base/text.h"
#include "net/page.h"
#include "net/peer.h"
#include "net/visitor.h"

static void warn_of_other(struct mb_doorman *d, unsigned long uid)
{
	if (!d->told_other)
		mb_warnx(
		    _("another user of this machine (uid %lu) came instead of the browser, and was "
		      "turned away; if that was you, sign in with --paste"),
		    uid);
	d->told_other = true;
}

static void warn_of_unknown(struct mb_doorman *d)
{
	if (!d->told_unknown)
		mb_warnx(_("the user of the browser that came cannot be found (does it run in a "
			   "container?), so it was turned away: sign in with --paste"));
	d->told_unknown = true;
}

bool mb_doorman_admits(struct mb_doorman *d, struct mb_visitor *v)
{
	unsigned long uid = 0;
	const char *why;

	switch (mb_peer_of(v->fd, &uid)) {
	case MB_PEER_OURS:
		return true;
	case MB_PEER_OTHER:
		warn_of_other(d, uid);
		why = _("This browser belongs to another user of the machine than the sign-in. Use "
			"one of "
			"the user who signs in, or start again with mailbearer login --paste.");
		break;
	case MB_PEER_UNKNOWN:
	default:
		warn_of_unknown(d);
		why = _("mailbearer cannot see which user this browser belongs to; browsers in "
			"containers "
			"are like that. Start again with mailbearer login --paste.");
		break;
	}
	d->refused++;
	mb_page_format(&v->reply, 403, _("Not signed in"), why);
	return false;
}
