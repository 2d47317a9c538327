/* SPDX-License-Identifier: MIT */
#include "net/loopback.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "global/log.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "net/doorman.h"
#include "net/head.h"
#include "net/listen.h"
#include "net/page.h"
#include "net/visitor.h"

#define MAX_VISITORS 16 /* connections at once */
/* Number of other users' visits after which the address of mb_loopback_lead() stops working. That address stands in a
 * command line, where everybody can read it, and finding out a visitor's user takes time. */
#define MAX_STRANGERS 100

struct mb_loopback {
	struct mb_listen listen;
	struct mb_visitor visitors[MAX_VISITORS];
	struct mb_visitor asker; /* the visitor who brought the answer */
	struct mb_doorman doorman;
	char *lead_uri, *lead_to; /* address for the browser, and where it leads; or NULL */
	const char *lead_path;    /* the path in lead_uri */
	void (*idle)(void *arg);
	void *idle_arg;
};

bool mb_loopback_open(struct mb_loopback **lb_r, const char *redirect_uri, struct mb_err *err)
{
	struct mb_loopback *lb = mb_xcalloc(1, sizeof(*lb));

	if (!mb_listen_open(&lb->listen, redirect_uri, err)) {
		free(lb);
		return false;
	}
	mb_step(_("waiting for the browser at %s"), lb->listen.uri);
	*lb_r = lb;
	return true;
}

const char *mb_loopback_uri(const struct mb_loopback *lb)
{
	return lb->listen.uri;
}

const char *mb_loopback_lead(struct mb_loopback *lb, const char *url, const char *name)
{
	free(lb->lead_uri);
	free(lb->lead_to);
	lb->lead_uri = mb_xasprintf("%s/%s", lb->listen.origin, name);
	lb->lead_path = lb->lead_uri + strlen(lb->listen.origin);
	lb->lead_to = mb_xstrdup(url);
	return lb->lead_uri;
}

void mb_loopback_on_idle(struct mb_loopback *lb, void (*idle)(void *arg), void *arg)
{
	lb->idle = idle;
	lb->idle_arg = arg;
}

static void close_visitors(struct mb_loopback *lb)
{
	for (size_t i = 0; i < MAX_VISITORS; i++)
		mb_visitor_close(&lb->visitors[i]);
}

/* Return a free place for a visitor. If there is none, or with `no_fd` no descriptor, closes the visitor whose time
 * ends first. NULL if there is no visitor to close. */
static struct mb_visitor *make_room(struct mb_loopback *lb, bool no_fd)
{
	struct mb_visitor *first = NULL;

	for (size_t i = 0; i < MAX_VISITORS; i++) {
		struct mb_visitor *v = &lb->visitors[i];

		if (v->state == MB_VISITOR_NONE && !no_fd)
			return v;
		if (v->state != MB_VISITOR_NONE && (!first || v->until_ms < first->until_ms))
			first = v;
	}
	if (first)
		mb_visitor_close(first);
	return first;
}

static void let_in(struct mb_loopback *lb, int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd >= 0)
		mb_visitor_init(make_room(lb, false), fd);
	else if ((errno == EMFILE || errno == ENFILE) && !make_room(lb, true))
		mb_clock_sleep_ms(50, mb_deadline_in(1));
}

/* Answer a request for the address of mb_loopback_lead(). False if the visitor asks for something else. */
static bool lead(struct mb_loopback *lb, struct mb_visitor *v)
{
	struct mb_redirect unused = MB_REDIRECT_INIT;
	const char *why;
	bool asked = lb->lead_to && !v->broken && lb->doorman.refused < MAX_STRANGERS &&
		     mb_head_judge(v->head.data, v->head.len, lb->lead_path, &unused, &why) == 200;

	mb_redirect_fini(&unused);
	if (!asked)
		return false;
	if (mb_doorman_admits(&lb->doorman, v))
		mb_page_lead(&v->reply, lb->lead_to);
	mb_visitor_answer(v);
	return true;
}

/* Look at the visitor's request. True if it brings the answer; else the visitor is refused and the wait goes on. */
static bool request_judge(struct mb_loopback *lb, struct mb_visitor *v, const char *state,
			  struct mb_redirect *answer_r)
{
	const char *why = _("This is not a request that the sign-in can use.");
	struct mb_redirect answer = MB_REDIRECT_INIT;
	unsigned status = 400;

	if (lead(lb, v))
		return false;
	if (!v->broken)
		status = mb_head_judge(v->head.data, v->head.len, lb->listen.path, &answer, &why);
	if (status == 200 && mb_redirect_state_is(&answer, state) &&
	    (answer.code || answer.error)) {
		if (mb_doorman_admits(&lb->doorman, v)) {
			*answer_r = answer;
			return true;
		}
		mb_redirect_fini(&answer);
		mb_visitor_answer(v);
		return false;
	}
	mb_redirect_fini(&answer);
	if (status == 200) {
		status = 400;
		why = _("This is not the answer that the sign-in waits for. Start it again from "
			"the link that mailbearer printed last.");
	}
	mb_step(_("a request at the redirect URI was refused (%u): %s"), status, why);
	mb_page_format(&v->reply, status, _("Not signed in"), why);
	mb_visitor_answer(v);
	return false;
}

/* Poll once, for half a second at most. Returns the visitor who brings the answer, or NULL. */
static struct mb_visitor *poll_once(struct mb_loopback *lb, int64_t left_ms, const char *state,
				    struct mb_redirect *answer_r)
{
	struct pollfd fds[2 + MAX_VISITORS];
	size_t n = lb->listen.n;

	for (size_t i = 0; i < n; i++)
		fds[i] = (struct pollfd){ .fd = lb->listen.fds[i], .events = POLLIN };
	for (size_t i = 0; i < MAX_VISITORS; i++) {
		const struct mb_visitor *v = &lb->visitors[i];

		fds[n + i].fd = v->state == MB_VISITOR_NONE ? -1 : v->fd;
		fds[n + i].events = mb_visitor_events(v);
		fds[n + i].revents = 0;
	}
	/* Twice a second mb_visitor_step() closes the visitors whose time is up. */
	if (poll(fds, (nfds_t)(n + MAX_VISITORS), left_ms < 500 ? (int)left_ms : 500) < 0) {
		if (errno != EINTR)
			mb_clock_sleep_ms(50, mb_deadline_in(1));
		return NULL;
	}
	for (size_t i = 0; i < MAX_VISITORS; i++) {
		struct mb_visitor *v = &lb->visitors[i];

		mb_visitor_step(v, fds[n + i].revents);
		if (v->state == MB_VISITOR_ASKED && request_judge(lb, v, state, answer_r))
			return v;
	}
	for (size_t i = 0; i < n; i++)
		if (fds[i].revents)
			let_in(lb, lb->listen.fds[i]);
	return NULL;
}

bool mb_loopback_wait(struct mb_loopback *lb, const char *state, struct mb_deadline deadline,
		      struct mb_redirect *answer_r, struct mb_err *err)
{
	struct mb_visitor *v = NULL;

	while (!v) {
		int64_t left = mb_deadline_left_ms(deadline);

		if (left == 0)
			return mb_err_set(err, MB_E_RETRY,
					  _("nobody signed in within the time limit: try again"));
		v = poll_once(lb, left, state, answer_r);
		if (!v && lb->idle)
			lb->idle(lb->idle_arg);
	}
	lb->asker = *v;
	*v = (struct mb_visitor){ .state = MB_VISITOR_NONE };
	mb_listen_stop(&lb->listen);
	close_visitors(lb);
	return true;
}

void mb_loopback_answer(struct mb_loopback *lb, bool ok, const char *sentence)
{
	struct mb_visitor *v = &lb->asker;
	char *text;

	if (v->state != MB_VISITOR_ASKED)
		return;
	text = ok ? mb_xasprintf("%s%s%s", sentence ? sentence : "", sentence ? " " : "",
				 _("You can close this window."))
		  : mb_xstrdup(sentence);
	mb_page_format(&v->reply, ok ? 200 : 400, ok ? _("Signed in") : _("Not signed in"), text);
	free(text);
	mb_visitor_answer(v);
	while (v->state != MB_VISITOR_NONE) {
		struct pollfd p = { .fd = v->fd, .events = mb_visitor_events(v) };
		int rc = poll(&p, 1, 200);

		mb_visitor_step(v, rc > 0 ? p.revents : 0);
	}
}

void mb_loopback_close(struct mb_loopback **lb)
{
	if (!*lb)
		return;
	mb_visitor_close(&(*lb)->asker);
	close_visitors(*lb);
	mb_listen_close(&(*lb)->listen);
	free((*lb)->lead_uri);
	free((*lb)->lead_to);
	free(*lb);
	*lb = NULL;
}
