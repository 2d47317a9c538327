/* SPDX-License-Identifier: MIT */
#include "cli/paste.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"

/* Characters that are echoed, before "...": what is pasted need not be on the screen as a whole. */
#define ECHO_MAX 60
/* Bytes that may come besides those of the line: escape sequences, and characters that are erased again. */
#define BESIDES_MAX 4096

/* The part of an escape sequence that the input is in (ECMA-48). */
enum escape { ESC_NONE, ESC_START, ESC_CSI, ESC_SS3 };

struct input {
	int in, out;
	struct mb_deadline deadline;
	bool terminal, hidden;
	struct termios before;
	struct mb_buf *line;
	size_t start; /* where our line begins in the buffer */
	enum escape escape;
	char params[8]; /* the parameters of the sequence */
	size_t n_params;
	bool pasting; /* in a bracketed paste, where line breaks do not end the line */
	bool end;     /* the line has ended */
	bool eof;     /* the input has ended before the line */
	size_t taken; /* bytes that were read, whatever they were */
	bool too_long;
};

static const int caught[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };

#define N_CAUGHT (sizeof(caught) / sizeof(*caught))

static volatile sig_atomic_t caught_signal;

static void catch_signal(int sig)
{
	caught_signal = sig;
}

static void show_text(const struct input *i, const char *s)
{
	/* If the terminal does not show it, the line is still good. */
	if (i->terminal && write(i->out, s, strlen(s)) < 0)
		return;
}

static void echo(const struct input *i, const char *s)
{
	if (!i->hidden)
		show_text(i, s);
}

static void add_char(struct input *i, char c)
{
	const char shown[2] = { c < 0x20 || c > 0x7e ? '?' : c, '\0' };
	size_t len;

	mb_buf_addc(i->line, c);
	len = i->line->len - i->start;
	if (len <= ECHO_MAX)
		echo(i, shown);
	else if (len == ECHO_MAX + 1)
		echo(i, "...");
}

static void erase_char(struct input *i)
{
	size_t len = i->line->len - i->start;

	if (len == 0)
		return;
	if (len == ECHO_MAX + 1)
		echo(i, "\b\b\b   \b\b\b");
	else if (len <= ECHO_MAX)
		echo(i, "\b \b");
	mb_buf_cut(i->line, i->line->len - 1);
}

/* Tell whether `c` belongs to an escape sequence. A bracketed paste begins with CSI 200 ~ and ends with CSI 201 ~. */
static bool in_escape(struct input *i, char c)
{
	if ((unsigned char)c < 0x20) {
		/* A control character also ends what was no sequence. */
		i->escape = c == '\033' ? ESC_START : ESC_NONE;
		return c == '\033';
	}
	switch (i->escape) {
	case ESC_NONE:
		return false;
	case ESC_START:
		i->escape = c == '[' ? ESC_CSI : c == 'O' ? ESC_SS3 : ESC_NONE;
		i->n_params = 0;
		return i->escape != ESC_NONE;
	case ESC_SS3:
		i->escape = ESC_NONE;
		return true;
	case ESC_CSI:
		if (c < 0x40 || c > 0x7e) {
			if (i->n_params < sizeof(i->params))
				i->params[i->n_params++] = c;
			return true;
		}
		i->escape = ESC_NONE;
		if (c == '~' && i->n_params == 3 && memcmp(i->params, "20", 2) == 0)
			i->pasting = i->params[2] == '0';
		return true;
	}
	return false;
}

static void feed(struct input *i, char c)
{
	if (in_escape(i, c))
		return;
	if (c == '\n' || c == '\r') {
		i->end = !i->pasting;
	} else if (!i->terminal) {
		mb_buf_addc(i->line, c);
		i->end = !mb_buf_ok(i->line);
	} else if (c == (char)i->before.c_cc[VERASE] || c == '\b' || c == 0x7f) {
		erase_char(i);
	} else if (c == (char)i->before.c_cc[VKILL]) {
		while (i->line->len > i->start)
			erase_char(i);
	} else if (c == (char)i->before.c_cc[VEOF]) {
		i->eof = true;
	} else if ((unsigned char)c >= 0x20) {
		add_char(i, c);
	}
}

static bool set_raw(const struct input *i)
{
	struct termios raw = i->before;

	/* ISIG and ICRNL stay set. */
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	return tcsetattr(i->in, TCSADRAIN, &raw) == 0;
}

/* Restore the terminal's mode, at the end or for a signal. The rest of a paste is thrown away, as the shell would run
 * it. */
static void set_back(const struct input *i)
{
	tcsetattr(i->in, TCSAFLUSH, &i->before);
}

/* Let a caught signal have its usual effect, with the terminal's own mode restored. If we live on (it was a stop, say),
 * reading goes on. */
static bool give_way(const struct input *i, const sigset_t *mask, const struct sigaction *old)
{
	int sig = caught_signal;
	struct sigaction ours;
	sigset_t blocked;

	caught_signal = 0;
	set_back(i);
	for (size_t n = 0; n < N_CAUGHT; n++)
		if (caught[n] == sig)
			sigaction(sig, &old[n], &ours);
	raise(sig);
	sigprocmask(SIG_SETMASK, mask, &blocked); /* delivers the signal */
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	sigaction(sig, &ours, NULL);
	return set_raw(i);
}

/* Wait for input; false with ETIMEDOUT if there is none in time. The caught signals are blocked except in ppoll(), so
 * that none can come between the look at the flag and the wait. */
static bool wait_input(const struct input *i, const sigset_t *mask, const struct sigaction *old)
{
	struct pollfd p = { .fd = i->in, .events = POLLIN };

	for (;;) {
		int64_t left = mb_deadline_left_ms(i->deadline);
		struct timespec limit = { left / 1000, left % 1000 * 1000000 };
		int rc = ppoll(&p, 1, &limit, mask);

		if (rc < 0 && errno != EINTR)
			return false;
		if (rc == 0) {
			errno = ETIMEDOUT;
			return false;
		}
		if (i->terminal && caught_signal && !give_way(i, mask, old))
			return false;
		if (rc > 0)
			return true;
	}
}

static bool read_all(struct input *i, const sigset_t *mask, const struct sigaction *old)
{
	while (!i->end && !i->eof) {
		ssize_t n;
		char c;

		if (!wait_input(i, mask, old))
			return false;
		n = read(i->in, &c, 1);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return false;
		else if (n == 0)
			i->eof = true;
		else if (n > 0 && ++i->taken > i->line->max - i->start + BESIDES_MAX)
			i->too_long = i->end = true;
		else if (n > 0)
			feed(i, c);
	}
	return true;
}

static bool read_terminal(struct input *i, const char *prompt)
{
	struct sigaction catch = { .sa_handler = catch_signal }, old[N_CAUGHT];
	sigset_t blocked, mask;
	int saved;
	bool ok;

	sigemptyset(&catch.sa_mask);
	sigemptyset(&blocked);
	for (size_t n = 0; n < N_CAUGHT; n++)
		sigaddset(&blocked, caught[n]);
	sigprocmask(SIG_BLOCK, &blocked, &mask);
	caught_signal = 0;
	for (size_t n = 0; n < N_CAUGHT; n++) {
		sigaction(caught[n], NULL, &old[n]);
		if (old[n].sa_handler != SIG_IGN)
			sigaction(caught[n], &catch, NULL);
	}
	ok = set_raw(i);
	/* The prompt comes after the change of mode: the terminal must not echo what is typed early. */
	if (ok)
		show_text(i, prompt);
	ok = ok && read_all(i, &mask, old);
	saved = errno;
	set_back(i);
	for (size_t n = 0; n < N_CAUGHT; n++)
		sigaction(caught[n], &old[n], NULL);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	show_text(i, "\n");
	errno = saved;
	return ok;
}

bool mb_paste_line(int in, int out, const char *prompt, bool hidden, struct mb_deadline deadline,
		   struct mb_buf *line, struct mb_err *err)
{
	struct input i = { .in = in,
			   .out = out,
			   .hidden = hidden,
			   .deadline = deadline,
			   .line = line,
			   .start = line->len };
	bool ok;

	i.terminal = tcgetattr(in, &i.before) == 0;
	ok = i.terminal ? read_terminal(&i, prompt) : read_all(&i, NULL, NULL);
	if (!ok && errno == ETIMEDOUT)
		return mb_err_set(err, MB_E_RETRY,
				  _("nobody signed in within the time limit: try again"));
	if (!ok)
		return mb_err_errno(err, _("cannot read what was pasted"));
	if (i.too_long || !mb_buf_ok(line))
		return mb_err_set(err, MB_E_DATA, _("what was pasted is too long"));
	if (i.eof && line->len == i.start)
		return mb_err_set(err, MB_E_DATA, _("nothing was pasted: start the sign-in again"));
	return true;
}
