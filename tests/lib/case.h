/* SPDX-License-Identifier: MIT */
/*
 * case - playing a provider's part from a file: what the files case*.c share
 *
 * tests/cases/README.md describes the files. A case is read into a list of actions and played twice, the second time
 * with -vv, each time with a new HOME.
 * Ownership: a case lives until the process ends; a play owns what it allocates, until its end.
 * Errors: a mistake in the file ends the process (status 99); differences are reported by mb_case_complain(). Want of
 * memory ends the process.
 */
#ifndef MB_CASE_H
#define MB_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A text that may contain NUL bytes; s[len] is '\0'. A zeroed struct is an empty text. */
struct mb_text {
	char *s;
	size_t len;
};

/* A setting of the config; section "" is outside of accounts. */
struct mb_case_setting {
	char *section, *key, *value;
};

struct mb_case_file {
	char *path; /* below HOME */
	struct mb_text text;
};

enum mb_case_fault {
	MB_CASE_NONE,
	MB_CASE_AT_ACCEPT, /* closes before it reads */
	MB_CASE_CLOSE,     /* closes after it has read */
	MB_CASE_RESET,
	MB_CASE_HANG,
	MB_CASE_TRUNCATE, /* sends `number` bytes of the body */
	MB_CASE_DRIP,     /* a byte every `number` ms */
	MB_CASE_DELAY,    /* answers after `number` ms */
	MB_CASE_HEADERS,  /* header lines without end */
};

/* A request that must come, and the answer to it. */
struct mb_case_exchange {
	int line;
	char *method, *path;
	struct mb_text fields; /* name=value lines */
	char *basic;           /* ID:SECRET from Authorization, decoded; NULL: it must be missing */
	int status;
	struct mb_text headers; /* lines */
	struct mb_text body;
	bool raw; /* `body` is the whole answer, with its head */
	enum mb_case_fault fault;
	long number;
	struct mb_case_file meanwhile; /* written before the answer; path NULL: none */
};

/* A condition that must hold after a step; words[0] is its name. */
struct mb_case_check {
	int line;
	char *words[4];
	struct mb_text body;
};

struct mb_case_step {
	int line;
	char *title;
	char **args;        /* ends with NULL */
	struct mb_text env; /* NAME=VALUE lines */
	struct mb_text input;
	bool has_input;
	struct mb_case_exchange *exchanges;
	size_t n_exchanges;
	int exit_status;
	struct mb_text output, error;
	struct mb_case_check *checks;
	size_t n_checks;
};

enum mb_case_kind { MB_CASE_SET, MB_CASE_FILE, MB_CASE_LATER, MB_CASE_SECRET, MB_CASE_RUN };

struct mb_case_action {
	enum mb_case_kind kind;
	struct mb_case_setting setting;
	struct mb_case_file file;
	long seconds;
	char *secret;
	struct mb_case_step step;
};

struct mb_case {
	const char *name; /* the file's name */
	struct mb_case_action *actions;
	size_t n_actions;
};

struct mb_case_secret {
	char *value, *origin;
};

/* One pass through the case. */
struct mb_play {
	bool verbose;
	char *home;
	int listen_fd, other_fd;
	char *url, *other; /* http://127.0.0.1:PORT */
	struct mb_case_setting *settings;
	size_t n_settings;
	struct mb_case_secret *secrets;
	size_t n_secrets;
	/* the last authorization URL, and its parts */
	char *address, *state, *redirect_uri, *challenge;
	/* the step that runs, and its program */
	const struct mb_case_step *step;
	size_t next; /* index of the exchange that must come next */
	pid_t pid;
	bool failed;
};

/* case_text.c */
void *mb_case_alloc(void *old, size_t n, size_t size);
char *mb_case_copy(const char *s, size_t len);
char *mb_case_format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void mb_text_add(struct mb_text *text, const char *s, size_t len);
void mb_text_free(struct mb_text *text);
bool mb_text_read(struct mb_text *text, const char *path); /* false with errno */
bool mb_text_has(const struct mb_text *text, const char *word);
/* Replace @URL@ and the like. The caller frees the text. */
struct mb_text mb_case_expand(const struct mb_play *play, const struct mb_text *text);
char *mb_case_expand_str(const struct mb_play *play, const char *s);
/* Compare a text with a pattern, in which [...] stands for anything within a line, or, alone on a line, for any
 * lines. */
bool mb_case_matches(const char *pattern, const char *text);
/* Copy the line at *at to *line_r and move *at to the next line; false after the last. */
bool mb_text_line(const struct mb_text *text, size_t *at, char **line_r);

/* case_parse.c */
void mb_case_load(struct mb_case *c, const char *path);

/* case_state.c: files below HOME */
void mb_case_write(const struct mb_play *play, const char *path, const struct mb_text *text);
void mb_case_write_config(const struct mb_play *play);
void mb_case_set(struct mb_play *play, const struct mb_case_setting *setting);
void mb_case_later(const struct mb_play *play, long seconds);
void mb_case_remove_home(const struct mb_play *play);

/* case_check.c */
void mb_case_check_state(struct mb_play *play);

/* case_secret.c */
void mb_case_secret_add(struct mb_play *play, const char *value, size_t len, const char *origin);
void mb_case_secrets_of_json(struct mb_play *play, const struct mb_text *text, const char *origin);
void mb_case_secrets_in(struct mb_play *play, const struct mb_text *text, const char *where);
void mb_case_secrets_in_processes(struct mb_play *play);

/* case_serve.c, case_request.c, case_answer.c: one connection */
void mb_case_serve(struct mb_play *play, int fd);
struct mb_httpd_list;
void mb_case_note_address(struct mb_play *play, const struct mb_httpd_list *query);
void mb_case_compare_fields(struct mb_play *play, int line, const struct mb_text *expected,
			    const struct mb_httpd_list *got);
void mb_case_answer(struct mb_play *play, const struct mb_case_exchange *x, int fd);
void mb_case_send(int fd, const char *s, size_t len); /* until the peer is gone */
void mb_case_pause(int fd, int ms);                   /* ends early when the peer is gone */

/* case_run.c: play a step; case_browser.c: play the browser, as the command of --open */
void mb_case_run(struct mb_play *play);
int mb_case_browser(int argc, char **argv);

/* case.c, case_many.c: return 0, or 1 if something differed */
int mb_case_play(const char *path);
int mb_case_play_many(size_t at_once, char **paths, size_t n);

/* case_report.c: TAP on stdout */
void mb_case_complain(struct mb_play *play, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void mb_case_differs(struct mb_play *play, int line, const char *what, const char *wanted,
		     const char *got);

#endif
