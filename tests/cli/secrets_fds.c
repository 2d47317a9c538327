/* SPDX-License-Identifier: MIT */
/* What `token` does with the descriptors and signals that it inherits. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bed.h"
#include "tap.h"

#define LATE_MS 60000

static const char *const argv[] = { mb_bed_front, "token", "work", NULL };
static struct mb_spawn s;
static struct mb_bed bed;

static void stale_or_not(bool stale)
{
	if (!mb_bed_stale(&bed))
		mb_bed_run_token(&s);
	if (!stale)
		mb_bed_run_token(&s);
	else
		mb_bed_stale(&bed);
}

static const char *kind(bool stale)
{
	return stale ? "stale" : "cached";
}

/* msmtp's stdin is the mail. */
static void stdin_is_left(bool stale)
{
	static const char mail[] = "From: anna\n\nhello\n";
	char rest[64] = "";
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) < 0 || write(fds[1], mail, sizeof(mail) - 1) < 0)
		mb_bed_bail("pipe");
	close(fds[1]);
	stale_or_not(stale);
	s.prepare = NULL;
	s.in_fd = fds[0];
	mb_spawn(&s, argv, LATE_MS);
	s.in_fd = 0;
	if (read(fds[0], rest, sizeof(rest) - 1) < 0)
		rest[0] = '\0';
	close(fds[0]);
	mb_tap(s.status == 0 && strcmp(rest, mail) == 0, "%s: stdin is not read", kind(stale));
}

static void close_some(void *arg)
{
	for (const char *p = arg; *p; p++)
		close(*p - '0');
}

static const char *lock_text(void)
{
	static char text[64];
	int fd = open(bed.lock, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, text, sizeof(text) - 1) : 0;

	text[n > 0 ? n : 0] = '\0';
	if (fd >= 0)
		close(fd);
	return text;
}

/* The descriptors 0 to 2 closed at the start: no file of ours may land there. */
static void closed_fds(bool stale, char *which)
{
	char refresh[MB_BED_TOKEN_MAX];
	bool out = strchr(which, '1') != NULL;

	stale_or_not(stale);
	s.prepare = close_some;
	s.arg = which;
	mb_spawn(&s, argv, LATE_MS);
	if (!mb_tap(s.status == (out ? 74 : 0) && (out || mb_bed_is_token(&bed, s.out)) &&
			mb_bed_refresh_token(&bed, refresh) && !*lock_text() &&
			!mb_bed_stranger(&bed, false) &&
			(s.status == 0 || strchr(which, '2') || s.err_len > 0),
		    "%s: %s closed at the start: %s", kind(stale), which,
		    out ? "74, and nothing is written elsewhere" : "a token"))
		printf("# status %d, %zu bytes, lock \"%s\", %s\n", s.status, s.out_len,
		       lock_text(), s.err);
	mb_tap(mb_bed_run_token(&s) == 0, "and the next token comes");
}

static void to_dev_full(void *arg)
{
	int fd = open("/dev/full", O_WRONLY);

	(void)arg;
	dup2(fd, STDOUT_FILENO);
	close(fd);
}

/* A pipe that nobody reads; SIGPIPE ignored, as fetchmail hands it down, or not. */
static void to_broken_pipe(void *arg)
{
	int fds[2];

	if (pipe(fds) < 0)
		_exit(1);
	close(fds[0]);
	dup2(fds[1], STDOUT_FILENO);
	close(fds[1]);
	if (arg)
		signal(SIGPIPE, SIG_IGN);
}

static void unwritable(bool stale, void (*prepare)(void *), void *arg, const char *what)
{
	stale_or_not(stale);
	s.prepare = prepare;
	s.arg = arg;
	mb_spawn(&s, argv, LATE_MS);
	if (!mb_tap(s.status == 74 && s.err_len > 0, "%s: stdout is %s: 74 and a line", kind(stale),
		    what))
		printf("# status %d: %s\n", s.status, s.err);
	mb_tap(mb_bed_run_token(&s) == 0 && mb_bed_is_token(&bed, s.out),
	       "and the next token comes");
}

static void open_many(void *arg)
{
	(void)arg;
	if (dup2(open("/etc/passwd", O_RDONLY), 7) < 0 || dup2(7, 200) < 0)
		_exit(1);
}

/* What password_command sees: `ls -l /proc/PID/fd` of its shell. */
static void command_fds(int port)
{
	static const char more[] =
	    "  grant = password\n"
	    "  password_command = 'ls -l /proc/$$/fd > $HOME/fds; echo secret'\n";
	char path[256], line[512];
	bool ok = true, null = false;
	int n = 0;
	struct mb_bed mine;
	FILE *f;

	mb_bed_open(&mine, MB_BED_GENERIC, port, more);
	snprintf(path, sizeof(path), "%s/fds", mine.dir);
	s.prepare = open_many;
	mb_spawn(&s, argv, LATE_MS);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f)) {
		const char *arrow = strstr(line, " -> ");
		int fd = -1;

		if (!arrow)
			continue;
		while (arrow > line && arrow[-1] != ' ')
			arrow--;
		sscanf(arrow, "%d", &fd);
		n += fd <= 2;
		ok = ok && (fd <= 2 || fd == 10); /* 10: the shell's own, while it redirects */
		null = null || (fd == 0 && strstr(line, "/dev/null"));
	}
	if (f)
		fclose(f);
	mb_tap(s.status == 0 && n == 3 && ok, "password_command inherits fds 0 to 2 only");
	mb_tap(null, "its fd 0 is /dev/null");
	mb_bed_close(&mine);
}

int main(void)
{
	static char closed[][4] = { "0", "1", "2", "01", "02", "12", "012" };
	static char ignored[] = "ignored";
	struct mb_provider provider;

	mb_provider_start(&provider);
	command_fds(provider.port);
	mb_bed_open(&bed, MB_BED_MICROSOFT, provider.port, NULL);
	mb_bed_sign_in(&bed);
	for (int stale = 0; stale < 2; stale++) {
		stdin_is_left(stale);
		for (size_t i = 0; i < sizeof(closed) / sizeof(*closed); i++)
			closed_fds(stale, closed[i]);
		unwritable(stale, to_dev_full, NULL, "/dev/full");
		unwritable(stale, to_broken_pipe, ignored, "a broken pipe, SIGPIPE ignored");
	}
	mb_bed_close(&bed);
	mb_provider_stop(&provider);
	return mb_tap_end();
}
