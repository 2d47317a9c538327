/* SPDX-License-Identifier: MIT */
/* The parsers, and the texts that might slow them. */
#include "parse.h"

/* What is not JSON, and what JSON may be full of. */
#define JSON_TEXTS                                                                                 \
	{                                                                                          \
		{ "one string", "{\"error\":\"", "invalid_grant ", "\"}" },                        \
		    { "escapes", "{\"error_description\":\"", "\\u00e9\\n", "\"}" },               \
		    { "keys", "{\"expires_in\":3600,\"access_token\":\"x\"", ",\"\1\":1", "}" },   \
		    { "one key", "{\"a\":1", ",\"a\":1", "}" },                                    \
		    { "arrays in arrays", "{\"a\":", "[", NULL },                                  \
		    { "objects in objects", NULL, "{\"a\":", NULL },                               \
		    { "a long array", "{\"scope\":[0", ",\"mail\"", "]}" },                        \
		    { "digits", "{\"expires_in\":", "9", "}" },                                    \
		    { "HTML", "<html>", "<p class='x'>Sorry &amp; goodbye</p>\n", NULL },          \
	}

static const char *const send_command[] = { "mailbearer", "send", "-t", "-a", "work", NULL };
static const char *const explain_command[] = { "mailbearer", "explain", NULL };
static const char *const git_command[] = { "mailbearer", "git-credential", "get", NULL };
static const char *const deliver_command[] = { "mailbearer", "deliver", "work", NULL };
static const char *const lmtp_command[] = { "mailbearer", "deliver", "--lmtp", "work", NULL };

#define HEADER_TEXTS                                                                               \
	{                                                                                          \
		{ "addresses", "To: a@b", ",\n \1@test", "\n\nhello\n" },                          \
		    { "one address", "To: a@b", ",\n a@test", "\n\nhello\n" },                     \
		    { "names", "To: a@b", ", \"A. \1\" <a@test>", "\n\nhello\n" },                 \
		    { "fields of addresses", NULL, "Cc: \1@test\n", "\nhello\n" },                 \
		    { "comments in comments", "To: a@b ", "(", "\n\nhello\n" },                    \
		    { "quotes", "To: ", "\"", "\n\nhello\n" },                                     \
		    { "groups", "To: ", "g:a@b;,", "\n\nhello\n" },                                \
		    { "encoded words", "Subject: ", "=?utf-8?q?x?= ", "\n\nhello\n" },             \
		    { "Received", NULL, "Received: by x; Thu, 1 Jan 2026 12:00:00 +0000\n",        \
		      "\n" },                                                                      \
		    { "one Received", "Received: ", "(a\n ", "\n" },                               \
		    { "From and From", NULL, "From: a@b\n", "To: a@b\n\n" },                       \
		    { "resent", NULL, "Resent-To: a@b\nX: y\n", "\n" },                            \
		    { "folded", "X: y", "\n y", "\nTo: a@b\n\n" },                                 \
		    { "dots", "To: a@b\n\n", ".\r\n..\r\n", NULL },                                \
		    { "line ends", "To: a@b\n\n", "\n", NULL },                                    \
		    { "lone CRs", "To: a@b\n\n", "\r", NULL },                                     \
	}

const struct parser parsers[] = {
	{ "explain",
	  parse_explain,
	  NULL,
	  {
	      { "digits", NULL, "0", NULL },
	      { "error=", NULL, "error=invalid_grant ", NULL },
	      { "codes", NULL, "4545 5.7.1 ", NULL },
	      { "tags", NULL, "<", NULL },
	      { "entities", NULL, "&#x41", NULL },
	      { "escapes", NULL, "\033[", NULL },
	      { "base64", NULL, "eyJAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ", NULL },
	      { "one base64", "eyJ", "AAAA", NULL },
	      { "AADSTS", NULL, "AADSTS50011 ", NULL },
	      { "AADSTS of many", NULL, "AADSTS\1 ", NULL },
	      { "words", NULL, "invalid_grant invalid_client ", NULL },
	      { "answers", NULL, "-ERR NO BAD 535 5.7.3 ", NULL },
	      { "quotes", NULL, ">>>>>>>>>>>>>>>>\n", NULL },
	      { "backslashes", NULL, "\\", NULL },
	      { "percent", NULL, "%25", NULL },
	      { "JSON", NULL, "{\"error\":\"a\1\",\"suberror\":\"x\"}", NULL },
	  } },
	{ "explain, the command",
	  NULL,
	  explain_command,
	  { { "lines", NULL, "fetchmail: \1: nothing to see here\n", NULL } } },
	{ "send -t, the command", NULL, send_command, HEADER_TEXTS },
	{ "deliver, the command",
	  NULL,
	  deliver_command,
	  { { "lines", "Subject: x\n\n", "line \1\n", NULL } } },
	{ "deliver --lmtp, the command",
	  NULL,
	  lmtp_command,
	  {
	      { "one line", "LHLO ", "a", "\r\n" },
	      { "commands", NULL, "NOOP\r\n", NULL },
	      { "line ends", NULL, "\n", NULL },
	      { "senders", "LHLO x\r\n", "MAIL FROM:<\1@test>\r\nRSET\r\n", NULL },
	      { "quotes", "LHLO x\r\n", "MAIL FROM:<\"\\\"\\\"\\\"\\\"\\\"\r\n", NULL },
	  } },
	{ "git-credential, the command",
	  NULL,
	  git_command,
	  { { "lines", NULL, "host=a\n", NULL }, { "one line", "host=", "a", NULL } } },
	{ "message", parse_message, NULL, HEADER_TEXTS },
	{ "LMTP lines",
	  parse_lmtp_lines,
	  NULL,
	  { { "one line", NULL, "a", NULL },
	    { "lines", NULL, "NOOP\r\n", NULL },
	    { "line ends", NULL, "\n", NULL } } },
	{ "LMTP data", parse_lmtp_data, NULL, HEADER_TEXTS },
	{ "IMAP, a list",
	  parse_imap_find,
	  NULL,
	  {
	      { "messages", NULL, "* 1 FETCH (UID \1 RFC822.SIZE 5)\n", "A1 OK x\n" },
	      { "short lines", NULL, "* \n", "A1 OK x\n" },
	      { "literals", "* X ", "{0}\n", "\nA1 OK x\n" },
	      { "answers of literals", NULL, "* {1}\na {2}\nab \n", "A1 OK x\n" },
	      { "BYE", NULL, "* BYE see you\n", "A1 OK x\n" },
	      { "braces", NULL, "* X {{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{1}\n\n", "A1 OK x\n" },
	      { "names", "* 1 FETCH (", "UID", ")\nA1 OK x\n" },
	      { "one number", "* 1 FETCH (UID ", "9", ")\nA1 OK x\n" },
	  } },
	{ "IMAP, a message",
	  parse_imap_fetch,
	  NULL,
	  { { "empty bodies", "* 1 FETCH (", "BODY[] {0}\n", ")\nA1 OK x\n" },
	    { "bodies", NULL, "* 1 FETCH (BODY[] {3}\nabc)\n", "A1 OK x\n" } } },
	{ "IMAP, signing in",
	  parse_imap_auth,
	  NULL,
	  { { "challenges", NULL, "+ eyJzdGF0dXMiOiI0MDEifQ==\n", NULL },
	    { "capabilities", NULL, "* CAPABILITY A B C \1\n", "M1 OK x\n" },
	    { "one line", "* CAPABILITY", " A\1", "\nM1 OK x\n" } } },
	{ "POP3, signing in",
	  parse_pop3_auth,
	  NULL,
	  { { "challenges", NULL, "+ eyJzdGF0dXMiOiI0MDEifQ==\n", NULL },
	    { "one line", "-ERR ", "x ", "\n" } } },
	{ "SMTP, signing in",
	  parse_smtp_auth,
	  NULL,
	  { { "lines", NULL, "535-5.7.8 no\n", "535 no\n" },
	    { "one challenge", "334 ", "eyJz", "\n535 no\n" },
	    { "the token", NULL, "535-5.7.8 a-token-of-twenty-and-mor\n", "535 no\n" } } },
	{ "SMTP replies",
	  parse_smtp_hello,
	  NULL,
	  { { "lines", NULL, "250-X\1\n", "250 x\n" }, { "one line", "250 ", "5.1.1 ", "\n" } } },
	{ "greetings",
	  parse_greeting,
	  NULL,
	  {
	      { "IMAP", NULL, "* CAPABILITY A\1 B C\n", NULL },
	      { "one line", "* CAPABILITY", " A\1", "\n" },
	      { "codes", "* OK ", "[CAPABILITY ", "\n" },
	      { "POP3", NULL, "+OK\nX\1\n.\n", NULL },
	      { "SMTP", NULL, "250-X\1\n", NULL },
	      { "line ends", NULL, "\n", NULL },
	  } },
	{ "bridge, IMAP",
	  parse_bridge_imap,
	  NULL,
	  {
	      { "commands", NULL, "a\1 CAPABILITY\r\n", NULL },
	      { "NOOP", NULL, "a NOOP\r\n", NULL },
	      { "literals", NULL, "a LOGIN {3}\r\nabc {3}\r\nabc\r\n", NULL },
	      { "line ends", NULL, "\r\n", NULL },
	      { "one line", NULL, "a", NULL },
	  } },
	{ "bridge, POP3",
	  parse_bridge_pop3,
	  NULL,
	  { { "CAPA", NULL, "CAPA\r\n", NULL },
	    { "AUTH", NULL, "AUTH PLAIN\r\nAAAA\r\n", NULL },
	    { "line ends", NULL, "\r\n", NULL } } },
	{ "bridge, SMTP",
	  parse_bridge_smtp,
	  NULL,
	  { { "EHLO", NULL, "EHLO x\1\r\n", NULL },
	    { "AUTH", NULL, "AUTH LOGIN\r\nAAAA\r\nAAAA\r\n", NULL },
	    { "line ends", NULL, "\r\n", NULL } } },
	{ "mailbox names",
	  parse_mailbox_name,
	  NULL,
	  { { "ASCII", NULL, "abc/&", NULL },
	    { "UTF-8", NULL, "\303\244\360\237\230\200", NULL },
	    { "mixed", NULL, "a\303\244", NULL } } },
	{ "git's question",
	  parse_git_request,
	  NULL,
	  { { "lines", NULL, "host=\1\n", NULL },
	    { "passwords", NULL, "password=x\n", NULL },
	    { "colons", "host=", ":", NULL },
	    { "line ends", "host=a", "\r\n", NULL } } },
	{ "tokens", parse_tokens, NULL, JSON_TEXTS },
	{ "refusals", parse_refusal, NULL, JSON_TEXTS },
	{ "JWTs", parse_jwt, NULL, JSON_TEXTS },
	{ "base64",
	  parse_base64,
	  NULL,
	  { { "base64", NULL, "AAAA", NULL },
	    { "lines", NULL, "AAAA\r\n", NULL },
	    { "padding", NULL, "=", NULL },
	    { "none", NULL, "%", NULL } } },
	{ "paste",
	  parse_paste,
	  NULL,
	  {
	      { "parameters", "http://localhost/?", "a\1=b&", "code=x" },
	      { "one code", "http://localhost/?code=", "%41", NULL },
	      { "blanks", NULL, " ", NULL },
	      { "URLs", NULL, "http://localhost/?code=x&state=y ", NULL },
	      { "percent", NULL, "%25", NULL },
	      { "lines", NULL, "abc\n", NULL },
	  } },
	{ "paste, reading",
	  parse_paste_line,
	  NULL,
	  { { "one line", NULL, "a", NULL },
	    { "line ends", NULL, "\n", NULL },
	    { "escapes", NULL, "\033[200~\033[201~", NULL } } },
	{ "redirect",
	  parse_redirect,
	  NULL,
	  { { "parameters", NULL, "a\1=b&", "code=x" },
	    { "states", NULL, "state=a&", NULL },
	    { "percent", "code=", "%41", NULL },
	    { "ampersands", NULL, "&", NULL } } },
	{ "a browser's head",
	  parse_head,
	  NULL,
	  {
	      { "fields", "GET /?code=x&state=y HTTP/1.1\r\nHost: localhost:1\r\n", "X-\1: y\r\n",
		"\r\n" },
	      { "hosts", "GET /?code=x&state=y HTTP/1.1\r\n", "Host: localhost\r\n", "\r\n" },
	      { "one line", "GET /?code=", "a", " HTTP/1.1\r\n\r\n" },
	      { "line ends", NULL, "\r\n", NULL },
	      { "no end", NULL, "\r\n\r", NULL },
	  } },
	{ "printable",
	  parse_printable,
	  NULL,
	  { { "ASCII", NULL, "abc ", NULL },
	    { "UTF-8", NULL, "\303\244\360\237\230\200", NULL },
	    { "controls", NULL, "\033[31m\302\233", NULL },
	    { "broken", NULL, "\360\237\303", NULL } } },
	{ "config",
	  parse_config,
	  NULL,
	  {
	      { "accounts", NULL, "account a\1 {\n provider = generic\n}\n", NULL },
	      { "one account", "account a {\n provider = generic\n", " client_id = x\n", "}\n" },
	      { "unknown settings", "account a {\n provider = generic\n", " x\1 = y\n", "}\n" },
	      { "one unknown setting", "account a {\n provider = generic\n", " x = y\n", "}\n" },
	      { "comments", NULL, "# \1\n", NULL },
	      { "a list", "account a {\n services = {imap", ",imap", "}\n}\n" },
	      { "a string", "account a {\n client_id = \"", "\\x", "\"\n}\n" },
	      { "sections in sections", NULL, "account a {\n", NULL },
	      { "not closed", NULL, "account a\1 { provider = \"generic\n", NULL },
	  } },
	{ "msmtprc",
	  parse_msmtprc,
	  NULL,
	  {
	      { "accounts", NULL, "account a\1\nhost h\n", NULL },
	      { "heirs", "account a0\nhost h\n", "account b\1 : a0\n", NULL },
	      { "one account again", NULL, "account a\nhost h\1\n", NULL },
	      { "settings", "account a\n", "host h\1\n", NULL },
	      { "defaults", NULL, "defaults\nhost h\n", NULL },
	      { "many heirs", "account a\nhost h\naccount b : a", ",a", "\n" },
	      { "one line", "account ", "a", "\n" },
	      { "comments", NULL, "# \1\n", NULL },
	  } },
	{ "token file",
	  parse_token_file,
	  NULL,
	  { { "lines", NULL, "lifetime 3600\n", NULL }, { "one token", NULL, "a", "\n" } } },
	{ "JSON files", parse_json_files, NULL, JSON_TEXTS },
	{ 0 },
};
