/* SPDX-License-Identifier: MIT */
/*
 * parse [-s BYTES] [NAME...] - processor time against size, for the parsers of parse_table.c
 *
 * A row for each kind of text, a column for each size; "!" marks a row in which a text of up to 1 MB takes
 * more than LIMIT_MS. NAME...: only the parsers whose names begin so. Commands run from $PATH.
 */
#include "parse.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"
#include "global/log.h"

#define LIMIT_MS     200.0
#define SECONDS_MAX  60 /* of processor time for a command: more is not worth waiting for */
#define COUNTER_ROOM 24

static const size_t sizes[] = { 10000, 30000, 100000, 300000, 1000000 };

#define N_SIZES (sizeof(sizes) / sizeof(*sizes))

static void add(char **to, const char *text)
{
	size_t len = text ? strlen(text) : 0;

	memcpy(*to, text ? text : "", len);
	*to += len;
}

/* Makes the text, `size` bytes long or a little longer; the caller frees it. */
static char *make(const struct text *t, size_t size, size_t *len_r)
{
	size_t tail = t->tail ? strlen(t->tail) : 0;
	size_t room = size + (t->head ? strlen(t->head) : 0) + tail + strlen(t->unit) +
		      COUNTER_ROOM + 1;
	const char *mark = strchr(t->unit, '\1');
	char *text = malloc(room), *at = text;

	if (!text)
		abort();
	add(&at, t->head);
	for (unsigned long n = 1; (size_t)(at - text) + tail < size; n++) {
		if (mark)
			at += snprintf(at, room - (size_t)(at - text), "%.*s%lu%s",
				       (int)(mark - t->unit), t->unit, n, mark + 1);
		else
			add(&at, t->unit);
	}
	add(&at, t->tail);
	*at = '\0';
	*len_r = (size_t)(at - text);
	return text;
}

static double ms_of(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static double own_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double run_command(const char *const *command, const char *data, size_t len)
{
	int in = open(parse_file(data, len), O_RDONLY | O_CLOEXEC), status;
	const struct rlimit most = { SECONDS_MAX, SECONDS_MAX };
	struct rusage usage;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

		setrlimit(RLIMIT_CPU, &most);
		if (in >= 0 && dup2(in, 0) == 0 && dup2(null, 1) == 1 && dup2(null, 2) == 2)
			execvp(command[0], (char *const *)(uintptr_t)command);
		_exit(127);
	}
	close(in);
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid ||
	    (WIFEXITED(status) && WEXITSTATUS(status) == 127))
		abort();
	return ms_of(usage.ru_utime) + ms_of(usage.ru_stime);
}

/* Run the parser in a process of its own: what other texts have left of the heap would slow it or speed it up. */
static double run_parser(const struct parser *p, const char *text, size_t len)
{
	int ends[2], status;
	double took = 0;
	pid_t pid;

	fflush(stdout);
	if (pipe(ends) < 0 || (pid = fork()) < 0)
		abort();
	if (pid == 0) {
		double began = own_ms();

		p->run(text, len);
		took = own_ms() - began;
		_exit(write(ends[1], &took, sizeof(took)) != sizeof(took));
	}
	close(ends[1]);
	if (read(ends[0], &took, sizeof(took)) != sizeof(took) || waitpid(pid, &status, 0) != pid ||
	    status != 0)
		abort();
	close(ends[0]);
	return took;
}

/* Milliseconds for one text of the size. */
static double measure(const struct parser *p, const struct text *t, size_t size)
{
	size_t len;
	char *text = make(t, size, &len);
	double took = p->command ? run_command(p->command, text, len) : run_parser(p, text, len);

	free(text);
	return took;
}

/* True: each size was parsed in time. */
static bool print_row(const struct parser *p, const struct text *t, size_t most)
{
	bool slow = false;

	printf("  %-24s", t->name);
	for (size_t i = 0; i < N_SIZES && sizes[i] <= most; i++) {
		double ms = measure(p, t, sizes[i]);

		slow = slow || ms > LIMIT_MS;
		printf(" %9.2f", ms);
		fflush(stdout);
	}
	puts(slow ? " !" : "");
	return !slow;
}

static bool is_wanted(const char *name, char **names)
{
	if (!*names)
		return true;
	for (; *names; names++)
		if (strncmp(name, *names, strlen(*names)) == 0)
			return true;
	return false;
}

int main(int argc, char **argv)
{
	size_t most = sizes[N_SIZES - 1];
	int slow = 0;

	argv++;
	if (argc > 2 && strcmp(*argv, "-s") == 0) {
		most = strtoul(argv[1], NULL, 10);
		argv += 2;
	}
	mb_json_init();
	printf("Milliseconds of processor time; ! is more than %.0f.\n%-26s", LIMIT_MS, "");
	for (size_t i = 0; i < N_SIZES && sizes[i] <= most; i++)
		printf(" %6zu KB", sizes[i] / 1000);
	putchar('\n');
	for (const struct parser *p = parsers; p->name; p++) {
		if (!is_wanted(p->name, argv))
			continue;
		puts(p->name);
		for (size_t i = 0; i < TEXTS_MAX && p->texts[i].name; i++)
			slow += !print_row(p, &p->texts[i], most);
	}
	printf("%d too slow\n", slow);
	return 0;
}
