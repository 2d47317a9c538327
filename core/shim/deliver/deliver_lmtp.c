/* SPDX-License-Identifier: MIT */
/* The part of shim/deliver/deliver.h that is an LMTP server, with PIPELINING, 8BITMIME, SIZE, ENHANCEDSTATUSCODES (RFC
 * 2033).
 *
 * RCPT and DATA are answered with 250 or 4xx only: fetchmail deletes a message at its source after a 5xx to DATA, and
 * after 250 for one recipient with 550 for another. */
#include "shim/deliver/deliver.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "config/config.h"
#include "shim/deliver/lmtp_in.h"
#include "shim/deliver/lmtp_to.h"
#include "cli/report.h"

#define ANSWERS_MAX    (1024 * 1024) /* bytes */
#define ANSWER_MAX     450           /* bytes; 512 with code and line end (RFC 5321 4.5.3.1.5) */
#define RECIPIENTS_MAX 1000
/* Number of lines that are no command after which the client counts as no LMTP client. */
#define NONSENSE_MAX 100
#define TOO_LONG     _("that line is too long, or has a NUL")

struct recipient {
	struct mb_lmtp_to to;
	struct mb_flight flight;
	char *answer; /* the answer after DATA */
	bool done;    /* the message is delivered */
};

struct session {
	struct mb_deliver *d;
	struct mb_lmtp_in in;
	struct mb_buf answers;
	bool greeted, mail, broken, quit;
	struct recipient *to;
	size_t n_to;
	unsigned nonsense; /* lines so far that were no command */
	bool all_done;     /* the message is delivered to all of `to`, and the client was told */
};

/* Send the answers to the client. */
static void flush(void *arg)
{
	struct session *s = arg;
	size_t done = 0;

	while (!s->broken && done < s->answers.len) {
		ssize_t n = write(STDOUT_FILENO, s->answers.data + done, s->answers.len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			s->broken = true;
		else
			done += (size_t)n;
	}
	mb_buf_fini(&s->answers);
}

/* Append an answer. `code` has the enhanced code with it: "250 2.1.0"; `text` may come from outside. */
static void say(struct session *s, const char *code, const char *text)
{
	if (s->answers.len > ANSWERS_MAX / 2)
		flush(s);
	mb_buf_addf(&s->answers, "%s ", code);
	mb_text_printable(&s->answers, text, ANSWER_MAX);
	mb_buf_adds(&s->answers, "\r\n");
}

/* Forget the envelope. The records of delivered messages are removed only if the message was delivered to all
 * recipients and the client was told: else the client comes again with the same message for all of them. */
static void envelope_reset(struct session *s)
{
	for (size_t i = 0; i < s->n_to; i++) {
		struct recipient *r = &s->to[i];

		if (s->all_done)
			mb_flight_end(&r->flight);
		else
			mb_flight_close(&r->flight);
		free(r->to.mailbox);
		free(r->answer);
	}
	free(s->to);
	s->to = NULL;
	s->n_to = 0;
	s->mail = s->all_done = false;
}

/* Return the address in "FROM:<a@b> SIZE=5" or "TO:a@b"; NULL if there is none. The caller frees it. */
static char *address_of(const char *args, const char *keyword)
{
	size_t len = strlen(keyword), end = 0;
	bool quoted = false, angle;

	if (strncasecmp(args, keyword, len) != 0)
		return NULL;
	args += len + strspn(args + len, " ");
	angle = *args == '<';
	args += angle;
	for (; args[end] && (quoted || !strchr(angle ? ">" : " ", args[end])); end++) {
		if (args[end] == '"')
			quoted = !quoted;
		else if (args[end] == '\\' && args[end + 1])
			end++;
	}
	return angle && args[end] != '>' ? NULL : mb_xstrndup(args, end);
}

static void lhlo(struct session *s, const char *args)
{
	(void)args;
	envelope_reset(s);
	s->greeted = true;
	mb_buf_adds(&s->answers, "250-localhost\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SIZE\r\n"
				 "250 ENHANCEDSTATUSCODES\r\n");
}

static void not_lmtp(struct session *s, const char *args)
{
	(void)args;
	say(s, "500 5.5.1", _("this is LMTP: say LHLO"));
}

static void mail(struct session *s, const char *args)
{
	char *address = address_of(args, "FROM:");

	if (!s->greeted) {
		say(s, "451 4.5.1", _("say LHLO first"));
	} else if (s->mail) {
		say(s, "451 4.5.1", _("one sender is enough: say RSET first"));
	} else if (!address) {
		say(s, "451 4.1.7", _("that is no address"));
	} else {
		envelope_reset(s);
		s->mail = true;
		say(s, "250 2.1.0", _("go on"));
	}
	free(address);
}

/* Add a recipient whose mailbox can be opened; refuse any other one now: fetchmail writes a bounce for each 4xx to
 * DATA, and none for a 4xx to RCPT. */
static void add_recipient(struct session *s, const char *address, struct mb_err *err)
{
	struct mb_lmtp_to to;
	const char *account;

	mb_lmtp_to(s->d, address, &to);
	account = s->d->config->accounts[to.account].name;
	if (!mb_delivery_ready(&s->d->deliveries[to.account], to.mailbox, err)) {
		say(s, "451 4.3.0", err->text);
		mb_report_failure(account, err);
		free(to.mailbox);
		return;
	}
	s->to = mb_xreallocarray(s->to, s->n_to + 1, sizeof(*s->to));
	s->to[s->n_to++] = (struct recipient){ .to = to, .flight = MB_FLIGHT_INIT };
	say(s, "250 2.1.5", to.mailbox);
}

static void rcpt(struct session *s, const char *args)
{
	char *address = address_of(args, "TO:");
	struct mb_err err = MB_ERR_INIT;

	if (!s->mail) {
		say(s, "451 4.5.1", _("say MAIL first"));
	} else if (!address || !*address) {
		say(s, "451 4.1.3", _("that is no address"));
	} else if (s->n_to == RECIPIENTS_MAX) {
		say(s, "452 4.5.3", _("too many recipients"));
	} else {
		add_recipient(s, address, &err);
	}
	free(address);
}

/* Find an earlier recipient whose mail goes to the same mailbox; NULL if there is none. */
static const struct recipient *same_place(const struct session *s, const struct recipient *r)
{
	for (const struct recipient *earlier = s->to; earlier < r; earlier++)
		if (earlier->to.account == r->to.account &&
		    mb_streq(earlier->to.mailbox, r->to.mailbox))
			return earlier;
	return NULL;
}

static void put_one(struct session *s, struct recipient *r, const struct mb_message *message)
{
	const struct recipient *earlier = same_place(s, r);
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf note;

	if (earlier) {
		r->done = earlier->done;
		r->answer = mb_xstrdup(earlier->answer);
		return;
	}
	mb_buf_init(&note, ANSWERS_MAX);
	r->done = mb_deliver_message(s->d, r->to.account, message, r->to.mailbox, &r->flight, &note,
				     &err);
	r->answer = mb_xstrdup(r->done ? mb_buf_str(&note) : err.text);
	if (!r->done)
		mb_report_failure(s->d->config->accounts[r->to.account].name, &err);
	mb_buf_fini(&note);
	mb_err_clear(&err);
}

/* Deliver the message to all recipients, with one answer for each. `message` NULL: refuse it for `fault` (RFC 2033
 * 4.2). */
static void put_all(struct session *s, const struct mb_message *message, const struct mb_err *fault)
{
	bool all = true;

	for (size_t i = 0; i < s->n_to; i++) {
		struct recipient *r = &s->to[i];

		if (message)
			put_one(s, r, message);
		else
			r->answer = mb_xstrdup(fault->text);
		say(s, r->done ? "250 2.0.0" : "451 4.3.0", r->answer);
		all = all && r->done;
	}
	flush(s);
	if (all && !s->broken)
		s->all_done = true;
	else
		envelope_reset(s);
}

static void data(struct session *s, const char *args)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_message message;
	bool kept;

	(void)args;
	if (!s->mail || s->n_to == 0) {
		say(s, "451 4.5.1", _("say MAIL and RCPT first"));
		return;
	}
	say(s, "354", _("the message, then a line with a dot"));
	mb_message_init(&message, s->d->dir, MB_MESSAGE_MAX);
	if (mb_lmtp_in_data(&s->in, &message, &kept, &err)) {
		kept = kept && mb_message_end(&message, &err);
		put_all(s, kept ? &message : NULL, &err);
	} else {
		s->quit = true;
	}
	mb_message_fini(&message);
	mb_err_clear(&err);
}

static void rset(struct session *s, const char *args)
{
	(void)args;
	envelope_reset(s);
	say(s, "250 2.0.0", _("forgotten"));
}

static void noop(struct session *s, const char *args)
{
	(void)args;
	say(s, "250 2.0.0", _("still here"));
}

static void vrfy(struct session *s, const char *args)
{
	(void)args;
	say(s, "252 2.5.0", _("just send it"));
}

static void quit(struct session *s, const char *args)
{
	(void)args;
	say(s, "221 2.0.0", _("goodbye"));
	s->quit = true;
}

static const struct {
	const char *name;
	void (*run)(struct session *s, const char *args);
} commands[] = {
	{ "LHLO", lhlo },     { "MAIL", mail },     { "RCPT", rcpt }, { "DATA", data },
	{ "RSET", rset },     { "NOOP", noop },     { "QUIT", quit }, { "VRFY", vrfy },
	{ "HELO", not_lmtp }, { "EHLO", not_lmtp },
};

/* Answer a line that is no command. After too many of them the session ends: the other side is no LMTP client. */
static void answer_nonsense(struct session *s, const char *text)
{
	if (++s->nonsense <= NONSENSE_MAX) {
		say(s, "500 5.5.2", text);
		return;
	}
	say(s, "421 4.7.0", _("too many lines that are no command"));
	s->quit = true;
}

static void run_command(struct session *s, const char *line)
{
	size_t len = strcspn(line, " ");
	const char *args = line + len + strspn(line + len, " ");

	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (len == strlen(commands[i].name) &&
		    strncasecmp(line, commands[i].name, len) == 0) {
			commands[i].run(s, args);
			return;
		}
	answer_nonsense(s, _("there is no such command"));
}

bool mb_deliver_lmtp(struct mb_deliver *d, struct mb_err *err)
{
	struct session *s;
	char *line;
	bool bad;

	if (!mb_lmtp_to_check(d, err))
		return false;
	s = mb_xcalloc(1, sizeof(*s));
	s->d = d;
	s->in.fd = STDIN_FILENO;
	s->in.before_wait = flush;
	s->in.arg = s;
	mb_buf_init(&s->answers, ANSWERS_MAX);
	say(s, "220", _("localhost LMTP mailbearer"));
	while (!s->broken && !s->quit && (line = mb_lmtp_in_line(&s->in, &bad))) {
		/* The client goes on, so it has read the answers to the last message. */
		if (s->all_done)
			envelope_reset(s);
		if (bad && s->mail)
			say(s, "451 4.5.2", TOO_LONG);
		else if (bad)
			answer_nonsense(s, TOO_LONG);
		else
			run_command(s, line);
	}
	flush(s);
	/* The client has gone without another command, perhaps without having read the answers. */
	s->all_done = false;
	envelope_reset(s);
	free(s);
	return true;
}
