/* SPDX-License-Identifier: MIT */
#include "shim/send/send_args.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "shim/send/send_options.h"

/* Longest envelope id, in characters (RFC 3461 4.4). */
#define ENVID_MAX 100

/* Tell whether a line with a single dot is text: with -i or -oi (which is looked for in all -o options), and always if
 * stdin is no terminal. Programs end a message by the end of file, and would lose the rest of it at a dot. */
static bool takes_dots(const struct mb_run *run)
{
	if (!isatty(STDIN_FILENO))
		return true;
	for (size_t i = 0; i < run->n_all; i++) {
		const struct mb_given_option *given = &run->all[i];

		if (run->verb->options[given->option].letter == 'o' && mb_streq(given->value, "i"))
			return true;
	}
	return mb_run_letter(run, 'i') != NULL;
}

static bool take_sender(struct mb_send_args *args, const struct mb_run *run, struct mb_err *err)
{
	const char *given = mb_run_letter(run, 'f');
	struct mb_addresses one = MB_ADDRESSES_INIT;
	bool ok = true;

	if (!given)
		given = mb_run_letter(run, 'r');
	if (!given)
		return true;
	if (!*given || mb_streq(given, "<>")) {
		args->sender = mb_xstrdup("");
		return true;
	}
	ok = mb_addresses_add(&one, given, err);
	mb_addresses_unique(&one);
	if (ok && one.n != 1)
		ok = mb_err_set(err, MB_E_USAGE, _("-f takes one address, not \"%s\""), given);
	if (ok)
		args->sender = mb_xstrdup(one.items[0]);
	mb_addresses_fini(&one);
	return ok;
}

static bool is_event(const char *word, size_t len)
{
	static const char *const events[] = { "success", "failure", "delay" };

	for (size_t i = 0; i < sizeof(events) / sizeof(*events); i++)
		if (strlen(events[i]) == len && strncasecmp(word, events[i], len) == 0)
			return true;
	return false;
}

/* Check the value of -N: "never", or a list of events (RFC 3461 4.1). */
static bool check_notify(const char *notify, struct mb_err *err)
{
	if (!notify || strcasecmp(notify, "never") == 0)
		return true;
	for (const char *word = notify;; word++) {
		size_t len = strcspn(word, ",");

		if (!is_event(word, len))
			break;
		word += len;
		if (!*word)
			return true;
	}
	return mb_err_set(err, MB_E_USAGE,
			  _("-N takes never, or some of success,failure,delay, not \"%s\""),
			  notify);
}

static bool take_dsn(struct mb_send_args *args, const struct mb_run *run, struct mb_err *err)
{
	const char *ret = mb_run_letter(run, 'R');

	args->notify = mb_run_letter(run, 'N');
	args->envid = mb_run_letter(run, 'V');
	if (!check_notify(args->notify, err))
		return false;
	if (ret && strcasecmp(ret, "full") == 0)
		args->ret = "FULL";
	else if (ret && strcasecmp(ret, "hdrs") == 0)
		args->ret = "HDRS";
	else if (ret)
		return mb_err_set(err, MB_E_USAGE, _("-R takes full or hdrs, not \"%s\""), ret);
	/* The id is sent as it is, so it must not need the encoding xtext (RFC 3461 4). */
	if (args->envid &&
	    (!*args->envid || strlen(args->envid) > ENVID_MAX || strpbrk(args->envid, "+=") ||
	     !mb_text_is_graphic(args->envid, strlen(args->envid))))
		return mb_err_set(err, MB_E_USAGE,
				  _("-V takes up to 100 characters without blanks, + and ="));
	return true;
}

static bool take_recipients(struct mb_send_args *args, const struct mb_run *run, struct mb_err *err)
{
	for (int i = 0; i < run->n_operands; i++)
		if (!mb_addresses_add(&args->to, run->operands[i], err))
			return false;
	return args->from_header || args->to.n > 0 ||
	       mb_err_set(err, MB_E_USAGE, _("send: name recipients, or say -t"));
}

static bool take_server(struct mb_send_args *args, const struct mb_run *run, struct mb_err *err)
{
	const char *port = mb_run_option(run, "port");
	int64_t number = 0;

	args->host = mb_run_option(run, "host");
	if (port && !mb_text_number(port, 1, UINT16_MAX, &number))
		return mb_err_set(err, MB_E_USAGE, _("--port takes a number, not \"%s\""), port);
	args->port = (uint16_t)number;
	return true;
}

bool mb_send_args(struct mb_send_args *args, const struct mb_run *run, struct mb_err *err)
{
	*args = (struct mb_send_args){
		.account = mb_run_option(run, "account"),
		.from_header = mb_run_letter(run, 't') != NULL,
		.dots = takes_dots(run),
		.name = mb_run_letter(run, 'F'),
	};
	if (!mb_sendmail_ask(run, &args->asked, &args->server, err))
		return false;
	return args->asked || (take_sender(args, run, err) && take_dsn(args, run, err) &&
			       take_server(args, run, err) && take_recipients(args, run, err));
}

void mb_send_args_fini(struct mb_send_args *args)
{
	free(args->sender);
	args->sender = NULL;
	mb_addresses_fini(&args->to);
}
