/* SPDX-License-Identifier: MIT */
#include "shim/send/send_options.h"

#include <string.h>

#include "base/text.h"

const struct mb_option mb_send_options[] = {
	{ "account", 'a', N_("ACCOUNT"), N_("send with this account, not the one of the sender") },
	{ "", 't', NULL, N_("send to the recipients in To, Cc and Bcc, and to those named") },
	{ "", 'i', NULL, N_("a line with a single dot does not end what is typed (also -oi)") },
	{ "", 'f', N_("ADDR"), N_("the envelope's sender; <> for none") },
	{ "", 'r', N_("ADDR"), N_("the same as -f") },
	{ "", 'F', N_("NAME"), N_("the sender's name, if the message has no From") },
	{ "", 'N', N_("WHEN"), N_("when to get reports: never, or success,failure,delay") },
	{ "", 'R', N_("WHAT"), N_("what reports return: the full message, or hdrs") },
	{ "", 'V', N_("ID"), N_("reports name this envelope id") },
	{ "defer", 0, NULL, N_("for an MTA: exit 75, unless the message itself is at fault") },
	{ "host", 0, N_("H"), N_("submission server instead of the account's") },
	{ "port", 0, N_("P"), N_("its port") },
	/* The letters of mb_sendmail_options, without those that take a value in one sendmail and none in another:
	 * the next word may be a recipient, who would be lost, or a value, which would become a recipient. */
	{ "", 'A', "x", NULL },
	{ "", 'B', "x", NULL },
	{ "", 'b', "x", NULL },
	{ "", 'C', "x", NULL },
	{ "", 'c', NULL, NULL },
	{ "", 'd', "[x]", NULL },
	{ "", 'e', "x", NULL },
	{ "", 'G', NULL, NULL },
	{ "", 'h', "x", NULL },
	{ "", 'I', NULL, NULL },
	{ "", 'L', "x", NULL },
	{ "", 'm', NULL, NULL },
	{ "", 'n', NULL, NULL },
	{ "", 'O', "x", NULL },
	{ "", 'o', "x", NULL },
	{ "", 'p', "x", NULL },
	{ "", 'q', "[x]", NULL },
	{ "", 'U', NULL, NULL },
	{ "", 'X', "x", NULL },
	{ "", 'x', NULL, NULL },
	{ 0 },
};

#define IGNORED MB_SENDMAIL_NOTHING
#define QUEUE   MB_SENDMAIL_QUEUE
#define REFUSED MB_SENDMAIL_REFUSED

const struct mb_sendmail_option mb_sendmail_options[] = {
	{ "A", "x", IGNORED, "Which config or queue: ignored.", NULL },
	{ "B", "type", IGNORED, "7BIT or 8BITMIME: ignored, the message is looked at.", NULL },
	{ "bm", NULL, IGNORED, "Read a message and send it: what is done anyway.", NULL },
	{ "bp", NULL, QUEUE, "Show the queue: it is empty.", "Mail queue is empty" },
	{ "bi I", NULL, QUEUE, "Make the aliases' database: there is none.", NULL },
	{ "bh bH", NULL, QUEUE, "Show or forget what is known of hosts: nothing.", NULL },
	{ "bs", NULL, MB_SENDMAIL_SERVER, "SMTP on stdin: refused, connect does that.", NULL },
	{ "b", "x", REFUSED, "A daemon, a test, any other mode: refused.", NULL },
	{ "C", "file", IGNORED, "Another config: ignored.", NULL },
	{ "c", NULL, IGNORED, "No costly connections now: ignored.", NULL },
	{ "D", "x", REFUSED, "A log file, a macro, or no daemon: refused.", NULL },
	{ "d", "[x]", IGNORED, "Debugging: ignored.", NULL },
	{ "e", "x", IGNORED, "How to report errors: ignored.", NULL },
	{ "G", NULL, IGNORED, "From another mail server: ignored.", NULL },
	{ "h", "n", IGNORED, "Hop count, a number: ignored.", NULL },
	{ "L", "tag", IGNORED, "Name in the log: ignored.", NULL },
	{ "M", "x", REFUSED, "A macro, or messages in the queue: refused.", NULL },
	{ "m", NULL, IGNORED, "The sender, too, if an alias holds him: ignored.", NULL },
	{ "n", NULL, IGNORED, "No aliases: ignored.", NULL },
	{ "O", "x=y", IGNORED, "A setting: ignored.", NULL },
	{ "oA oB oMa oMaa oMai oMas oMi oMm oMr oMs oMt oP or os oX", NULL, REFUSED,
	  "Exim takes the next word for the value: refused; with a joined one ignored.", NULL },
	{ "o", "x", IGNORED, "Any other setting but i: ignored.", NULL },
	{ "p", "x", IGNORED, "How the message came: ignored.", NULL },
	{ "Q", "[x]", REFUSED, "Quarantine: refused.", NULL },
	{ "q", "[x]", QUEUE, "Run the queue: it is empty.", NULL },
	{ "S", "x", REFUSED, "Senders in the queue, or a server's abilities: refused.", NULL },
	{ "s", NULL, REFUSED, "Keep From lines, or a subject: refused.", NULL },
	{ "T", "x", REFUSED, "A time limit, or a test: refused.", NULL },
	{ "U", NULL, IGNORED, "First submission: ignored.", NULL },
	{ "X", "file", IGNORED, "A log of the conversation: ignored, no file is written.", NULL },
	{ "x", NULL, IGNORED, "AIX has it: ignored.", NULL },
	{ 0 },
};

/* Tell whether a row is for this letter with this value. */
static bool is_for(const struct mb_sendmail_option *row, char letter, const char *value)
{
	size_t len;

	for (const char *word = row->option; *word; word += len + (word[len] == ' ')) {
		len = strcspn(word, " ");
		if (*word == letter &&
		    (len == 1 || (strlen(value) == len - 1 && !memcmp(word + 1, value, len - 1))))
			return true;
	}
	return false;
}

/* Find the row of an option; NULL if there is none. */
static const struct mb_sendmail_option *find_row(char letter, const char *value)
{
	const struct mb_sendmail_option *row = mb_sendmail_options;

	while (row->option && !is_for(row, letter, value))
		row++;
	return row->option ? row : NULL;
}

/* Refuse an option, and say what to do instead. Returns false. */
static bool refuse_option(char letter, const char *value, enum mb_sendmail_does does,
			  struct mb_err *err)
{
	if (does == MB_SENDMAIL_SERVER)
		return mb_err_set(err, MB_E_USAGE,
				  _("send is no SMTP server: run mailbearer connect ACCOUNT smtp, "
				    "not send -%c%s"),
				  letter, value);
	if (letter == 'b')
		return mb_err_set(err, MB_E_USAGE,
				  _("send cannot be a server or a queue: -b%s is for an MTA; leave "
				    "it out"),
				  value);
	return mb_err_set(err, MB_E_USAGE,
			  _("to some senders the next word is the value of -%c%s: join the two, or "
			    "leave it out"),
			  letter, value);
}

/* Check that -h has a number, as in every sendmail: a person who meant --help, or forgot the number, must not lose a
 * recipient. */
static bool check_hops(char letter, const char *value, struct mb_err *err)
{
	return letter != 'h' || (*value && value[strspn(value, "0123456789")] == '\0') ||
	       mb_err_set(err, MB_E_USAGE,
			  _("-h takes a hop count, not \"%s\": for help say --help"), value);
}

/* Check that a command about the queue comes without recipients: whoever names some wants a message sent. */
static bool check_alone(const struct mb_run *run, char letter, const char *value,
			struct mb_err *err)
{
	return (run->n_operands == 0 && !mb_run_letter(run, 't')) ||
	       mb_err_set(err, MB_E_USAGE,
			  _("-%c%s is about a queue, and send has none: to send a message leave it "
			    "out; to hear nothing say --quiet"),
			  letter, value);
}

bool mb_sendmail_ask(const struct mb_run *run, const struct mb_sendmail_option **asked_r,
		     bool *server_r, struct mb_err *err)
{
	const struct mb_sendmail_option *asked = NULL;

	for (size_t i = 0; i < run->n_all; i++) {
		const struct mb_option *o = &run->verb->options[run->all[i].option];
		const char *value = run->all[i].value;
		const struct mb_sendmail_option *row = o->help ? NULL : find_row(o->letter, value);

		if (!row)
			continue;
		if (row->does == MB_SENDMAIL_SERVER || row->does == MB_SENDMAIL_REFUSED) {
			*server_r = row->does == MB_SENDMAIL_SERVER;
			return refuse_option(o->letter, value, row->does, err);
		}
		if (!check_hops(o->letter, value, err))
			return false;
		if (row->does != MB_SENDMAIL_QUEUE)
			continue;
		if (!check_alone(run, o->letter, value, err))
			return false;
		asked = row;
	}
	*asked_r = asked;
	return true;
}
