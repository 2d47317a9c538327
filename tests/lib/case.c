/* SPDX-License-Identifier: MIT */
/* Plays a case file against mailbearer; tests/cases/README.md says how. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case.h"

static int open_listener(char **url_r)
{
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(addr);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)(void *)&addr, sizeof(addr)) < 0 ||
	    listen(fd, 16) < 0 || getsockname(fd, (struct sockaddr *)(void *)&addr, &len) < 0) {
		puts("Bail out! no socket on 127.0.0.1");
		exit(99);
	}
	*url_r = mb_case_format("http://127.0.0.1:%d", ntohs(addr.sin_port));
	return fd;
}

static void play_open(struct mb_play *play, bool verbose)
{
	const char *tmp = getenv("TMPDIR");

	*play = (struct mb_play){ .verbose = verbose };
	play->home = mb_case_format("%s/mb-case.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(play->home)) {
		puts("Bail out! no folder for HOME");
		exit(99);
	}
	play->listen_fd = open_listener(&play->url);
	play->other_fd = open_listener(&play->other);
}

static void play_close(struct mb_play *play)
{
	mb_case_remove_home(play);
	close(play->listen_fd);
	close(play->other_fd);
	for (size_t i = 0; i < play->n_secrets; i++) {
		free(play->secrets[i].value);
		free(play->secrets[i].origin);
	}
	free(play->secrets);
	free(play->settings);
	free(play->home);
	free(play->url);
	free(play->other);
	free(play->address);
	free(play->state);
	free(play->redirect_uri);
	free(play->challenge);
}

static void act(struct mb_play *play, const struct mb_case_action *a, int *number)
{
	switch (a->kind) {
	case MB_CASE_SET:
		mb_case_set(play, &a->setting);
		break;
	case MB_CASE_FILE:
		mb_case_write(play, a->file.path, &a->file.text);
		mb_case_secrets_of_json(play, &a->file.text, a->file.path);
		break;
	case MB_CASE_LATER:
		mb_case_later(play, a->seconds);
		break;
	case MB_CASE_SECRET:
		mb_case_secret_add(play, a->secret, strlen(a->secret), "declared");
		break;
	case MB_CASE_RUN:
		play->step = &a->step;
		play->failed = false;
		mb_case_run(play);
		printf("%s %d - %s%s\n", play->failed ? "not ok" : "ok", ++*number, a->step.title,
		       play->verbose ? " (with -vv)" : "");
		fflush(stdout);
		break;
	}
}

int mb_case_play(const char *path)
{
	static struct mb_case c; /* still reachable when leaks are counted */
	struct mb_play play;
	bool failed = false;
	int number = 0;

	mb_case_load(&c, path);
	for (int pass = 0; pass < 2; pass++) {
		play_open(&play, pass == 1);
		for (size_t i = 0; i < c.n_actions; i++) {
			act(&play, &c.actions[i], &number);
			failed = failed || play.failed;
		}
		play_close(&play);
	}
	printf("1..%d\n", number);
	return failed;
}

static int usage(void)
{
	fputs("usage: MB_SRC=DIR MB_BUILD=DIR case FILE\n"
	      "       MB_SRC=DIR MB_BUILD=DIR case --jobs N FILE...\n",
	      stderr);
	return 64;
}

int main(int argc, char **argv)
{
	bool many = argc > 3 && strcmp(argv[1], "--jobs") == 0 && atoi(argv[2]) > 0;

	if (argc > 1 && strcmp(argv[1], "--browser") == 0)
		return mb_case_browser(argc, argv);
	if (!getenv("MB_SRC") || !getenv("MB_BUILD") || (!many && argc != 2))
		return usage();
	umask(022);
	signal(SIGPIPE, SIG_DFL);
	/* Failure is what the TAP lines say; the driver counts an exit status as one more error. */
	if (many)
		mb_case_play_many((size_t)atoi(argv[2]), argv + 3, (size_t)argc - 3);
	else
		return mb_case_play(argv[1]);
	return 0;
}
