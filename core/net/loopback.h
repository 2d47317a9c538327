/* SPDX-License-Identifier: MIT */
/*
 * loopback - waiting for the browser to bring the authorization code (RFC 8252 7.3)
 *
 * Open, send the person to the provider with mb_loopback_uri() as the redirect URI, wait, redeem the code, answer,
 * close. The answer is the first GET of the right path with the right state. Any other request gets 400, 404 or 405
 * and changes nothing; slow and idle connections hold nobody up. The port is open to all users of the machine: an
 * answer from another user's program, or from one whose user cannot be found out, gets 403 and does not end the wait
 * (doorman.h).
 */
#ifndef MB_LOOPBACK_H
#define MB_LOOPBACK_H

#include <stdbool.h>

#include "base/clock.h"
#include "global/err.h"
#include "net/redirect.h"

struct mb_loopback;

/* Listen at the configured `redirect_uri`; listen.h describes its form and the errors. The caller closes *lb_r. */
bool mb_loopback_open(struct mb_loopback **lb_r, const char *redirect_uri, struct mb_err *err);
/* Return the redirect URI to send to the provider: the configured one with the port inserted. Borrowed. */
const char *mb_loopback_uri(const struct mb_loopback *lb);

/* Make the listener send our user's browser on from an address with the path `name` to `url` (graphic ASCII). Returns
 * the address, which is safe in a command line: everybody can read command lines, and whoever knows `url` could sign
 * in with an account of his own. `name` must be unguessable, of characters that need no escape. Borrowed. */
const char *mb_loopback_lead(struct mb_loopback *lb, const char *url, const char *name);

/* Let mb_loopback_wait() call `idle` at least twice a second. */
void mb_loopback_on_idle(struct mb_loopback *lb, void (*idle)(void *arg), void *arg);

/* Wait until a redirect with this state and a code or an error has come; the caller frees *answer_r. Then the port is
 * free again, and the browser waits for mb_loopback_answer(). MB_E_RETRY at the deadline. */
bool mb_loopback_wait(struct mb_loopback *lb, const char *state, struct mb_deadline deadline,
		      struct mb_redirect *answer_r, struct mb_err *err);

/* Show the person the result of the sign-in in the browser: "Signed in", `sentence` (may be untrusted or NULL) and
 * that the window can be closed, or "Not signed in" and `sentence`. Returns when the browser has got the page, after
 * some seconds at most; a browser that has gone is no error. */
void mb_loopback_answer(struct mb_loopback *lb, bool ok, const char *sentence);

/* Close all connections, also without an answer. *lb may be NULL and is NULL afterwards. */
void mb_loopback_close(struct mb_loopback **lb);

#endif
