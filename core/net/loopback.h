/* SPDX-License-Identifier: MIT */
/*
 * loopback - waits for the browser to bring the authorization code (RFC 8252 7.3)
 *
 * open, send the person to the provider with mb_loopback_uri(), wait, redeem the code, answer,
 * close. Takes one answer: the first GET of the one path with the right state. All else on the port
 * gets 400, 404 or 405 and changes nothing; slow and idle connections hold nobody up. The port is open
 * to all users of the machine: what another one's program brings, or one that cannot be seen, gets 403
 * (doorman.h) and ends nothing.
 */
#ifndef MB_LOOPBACK_H
#define MB_LOOPBACK_H

#include <stdbool.h>

#include "base/clock.h"
#include "global/err.h"
#include "net/redirect.h"

struct mb_loopback;

/* `redirect_uri`: as configured, see listen.h for its form and the errors. */
bool mb_loopback_open(struct mb_loopback **lb_r, const char *redirect_uri, struct mb_err *err);
/* The redirect URI to send: the port inserted, nothing else changed. Borrowed. */
const char *mb_loopback_uri(const struct mb_loopback *lb);

/* An address of the listener that sends our user's browser on to `url` (graphic ASCII), for a command line:
 * everybody can read those, and whoever knows `url` can sign in himself where the person is expected.
 * `name`: a path nobody guesses, of characters that need no escape. Borrowed. */
const char *mb_loopback_lead(struct mb_loopback *lb, const char *url, const char *name);

/* While it waits, `idle` is called at least twice a second. */
void mb_loopback_on_idle(struct mb_loopback *lb, void (*idle)(void *arg), void *arg);

/* Until a redirect with this state has come, a code or an error in it, which the caller owns; the
 * port is free again then, and the browser waits for mb_loopback_answer(). At the deadline:
 * MB_E_RETRY. */
bool mb_loopback_wait(struct mb_loopback *lb, const char *state, struct mb_deadline deadline,
		      struct mb_redirect *answer_r, struct mb_err *err);

/* Tells the person how it went: "Signed in", `sentence` (may be untrusted; NULL: none) and that the
 * window can be closed, or "Not signed in" and `sentence`. Returns when the browser has got the page,
 * after some seconds at most; a browser that has gone is no error. */
void mb_loopback_answer(struct mb_loopback *lb, bool ok, const char *sentence);

/* Also without an answer. *lb may be NULL and is afterwards. */
void mb_loopback_close(struct mb_loopback **lb);

#endif
