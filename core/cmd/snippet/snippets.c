/* SPDX-License-Identifier: MIT */
/* As tried with Debian 12, but for what another version is named for. */
#include "cmd/snippet/snippets.h"

#include <mailbearer/plugin.h>
#include <stddef.h>

#include "base/text.h"

#define IMAP MB_SERVICE_IMAP
#define POP3 MB_SERVICE_POP3
#define SMTP MB_SERVICE_SMTP

/* clang-format off */
#define MUTT_DIRECT(file)                                                                          \
	"# " file "\n"                                                                             \
	"set from = \"@from:mutt@\"\n"                                                             \
	"?imap?set imap_user = \"@mailbox:mutt@\"\n"                                               \
	"?imap imap_implicit?set folder = \"imaps://@imap_host@:@imap_port@/\"\n"                  \
	"?imap !imap_implicit?set folder = \"imap://@imap_host@:@imap_port@/\"\n"                  \
	"?imap?set spoolfile = \"+INBOX\"\n"                                                       \
	"?imap?set imap_authenticators = \"xoauth2\"\n"                                            \
	"?imap?set imap_oauth_refresh_command = \"@mb@ token @account@\"\n"                        \
	"?smtp smtp_implicit?set smtp_url = \"smtps://@user:url@@@@smtp_host@:@smtp_port@/\"\n"    \
	"?smtp !smtp_implicit?set smtp_url = \"smtp://@user:url@@@@smtp_host@:@smtp_port@/\"\n"    \
	"?smtp?set smtp_authenticators = \"xoauth2\"\n"                                            \
	"?smtp?set smtp_oauth_refresh_command = \"@mb@ token @account@\"\n"                        \
	"set ssl_starttls = yes\n"                                                                 \
	"set ssl_force_tls = yes\n"                                                                \
	"?ca?set ssl_ca_certificates_file = \"@ca_file:mutt@\"\n"

/* $tunnel is for reading and sending alike: sending goes by a sendmail then. */
#define MUTT_TUNNEL(file)                                                                          \
	"# " file "; tokens of any length\n"                                                       \
	"set from = \"@from:mutt@\"\n"                                                             \
	"set folder = \"imap://@mailbox:url@@@mail/\"\n"                                           \
	"set spoolfile = \"+INBOX\"\n"                                                             \
	"set tunnel = \"@mb@ connect @account@ imap\"\n"                                           \
	"set ssl_starttls = no\n"                                                                  \
	"set ssl_force_tls = no\n"                                                                 \
	"?smtp?set sendmail = \"@mb@ send -a @account@\"\n"

const struct mb_snippet mb_snippets[] = {
	{ "aerc", N_("reads and sends with tokens"), IMAP, 0, 0,
	"# ~/.config/aerc/accounts.conf (chmod 600)\n"
	"# aerc asks for the token once, at its start: an hour later start it again\n"
	"[@account@]\n"
	"?imap_implicit?source = imaps+xoauth2://@mailbox:pct@@@@imap_host@:@imap_port@\n"
	"?!imap_implicit?source = imap+xoauth2://@mailbox:pct@@@@imap_host@:@imap_port@\n"
	"source-cred-cmd = @mb@ token @account@\n"
	"?smtp smtp_implicit?outgoing = smtps+xoauth2://@user:pct@@@@smtp_host@:@smtp_port@\n"
	"?smtp smtp_implicit?outgoing-cred-cmd = @mb@ token @account@\n"
	"?smtp smtp_implicit?outgoing-cred-cmd-cache = false\n"
	"?smtp !smtp_implicit?outgoing = @mb@ send -a @account@\n"
	"from = @from@\n"
	"default = INBOX\n" },

	{ "curl", N_("one session with a token, to try it"), IMAP, 0, IMAP,
	"# for the shell; the token is in no command line\n"
	"printf 'oauth2-bearer = \"%s\"\\n' \"$(@mb@ token @account@)\" |\n"
	"?ca?  curl -K - --cacert @ca_file:sh@ --user @mailbox:sh@: imaps://@imap_host@:@imap_port@/\n"
	"?!ca?  curl -K - --user @mailbox:sh@: imaps://@imap_host@:@imap_port@/\n" },

	{ "emacs", N_("smtpmail sends with a token"), SMTP, 0, 0,
	";; ~/.emacs\n"
	"(require 'auth-source)\n"
	"(require 'smtpmail)\n"
	"(defun mailbearer-token ()\n"
	"  (car (split-string (shell-command-to-string \"@mb@ token @account@ 2>/dev/null\") \"\\n\" t)))\n"
	"(defun mailbearer-search (&rest spec)\n"
	"  (let ((host (plist-get spec :host)))\n"
	"    (when (member \"@smtp_host@\" (if (listp host) host (list host)))\n"
	"      (list (list :host \"@smtp_host@\" :port (plist-get spec :port)\n"
	"                  :user \"@user:c@\" :secret #'mailbearer-token)))))\n"
	"(setq mailbearer-backend\n"
	"      (auth-source-backend :source \".\" :type 'mailbearer :search-function #'mailbearer-search))\n"
	"(add-hook 'auth-source-backend-parser-functions\n"
	"          (lambda (entry) (when (eq entry 'mailbearer) mailbearer-backend)))\n"
	"(setq auth-sources (cons 'mailbearer auth-sources) auth-source-do-cache nil)\n"
	"(setq smtpmail-smtp-server \"@smtp_host@\" smtpmail-smtp-service @smtp_port@\n"
	"?smtp_implicit?      smtpmail-stream-type 'tls\n"
	"?!smtp_implicit?      smtpmail-stream-type 'starttls\n"
	"      smtpmail-smtp-user \"@user:c@\" smtpmail-auth-supported '(xoauth2)\n"
	"?ca?      gnutls-trustfiles '(\"@ca_file:c@\")\n"
	"      user-mail-address \"@from:c@\" send-mail-function #'smtpmail-send-it)\n" },

	{ "exim", N_("hands its mail to mailbearer send"), SMTP, 0, 0,
	"# a router before the others, and a transport; `mailbearer` is the service user who has signed in,\n"
	"# whose config is /etc/mailbearer.conf\n"
	"smarthost:\n"
	"  driver = accept\n"
	"  domains = ! +local_domains\n"
	"  transport = mailbearer\n"
	"\n"
	"mailbearer:\n"
	"  driver = pipe\n"
	"  command = /bin/sh -c 'exec @mb@ send --defer \\\n"
	"    -a @account@ -i -f \"<\\$SENDER>\" -- \"\\$RECIPIENT\"'\n"
	"  user = mailbearer\n"
	"  temp_errors = 75\n"
	"  return_fail_output\n"
	"  log_defer_output\n"
	"  message_prefix =\n"
	"  message_suffix =\n" },

	{ "fetchmail", N_("fetches through the bridge, without a password"), 0, IMAP | POP3, 0,
	"# ~/.fetchmailrc (chmod 600); for fetchmail 7 `sslmode none` instead of `sslproto ''`\n"
	"?imap?poll \"@account@\" proto imap no dns\n"
	"?!imap?poll \"@account@\" proto pop3 no dns\n"
	"?imap?  plugin \"@mb@ connect @account@ imap\"\n"
	"?!imap?  plugin \"@mb@ connect @account@ pop3\"\n"
	"  auth ssh\n"
	"  user \"@mailbox:c@\" is \"@local:c@\" here\n"
	"  sslproto ''\n" },

	{ "fetchmail-deliver", N_("puts what fetchmail gets elsewhere into this mailbox"), IMAP, 0, 0,
	"# ~/.fetchmailrc, behind `here` in the entry for the other server; what could not be delivered stays\n"
	"# there. Faster, by one connection for all messages: `plugout \"@mb@ deliver @account@ --lmtp\"`\n"
	"# before `user`, and behind `here`, instead of mda, `lmtp smtphost \"localhost/24\"`\n"
	"mda \"@mb@ deliver @account@\"\n" },

	{ "getmail", N_("fetches by IMAP with a token"), IMAP, 0, IMAP,
	"# ~/.getmail/getmailrc\n"
	"[retriever]\n"
	"type = SimpleIMAPSSLRetriever\n"
	"server = @imap_host@\n"
	"port = @imap_port@\n"
	"username = @mailbox@\n"
	"use_xoauth2 = True\n"
	"?!config?password_command = (\"mailbearer\", \"token\", \"@account@\")\n"
	"?config?password_command = (\"mailbearer\", \"--config=@config@\", \"token\", \"@account@\")\n"
	"?ca?ca_certs = @ca_file@\n"
	"\n"
	"[destination]\n"
	"type = Maildir\n"
	"path = ~/Maildir/\n"
	"\n"
	"[options]\n"
	"read_all = false\n"
	"delete = false\n" },

	{ "git", N_("git send-email sends by mailbearer send"), SMTP, 0, 0,
	"# ~/.gitconfig, for git from 2.33 on\n"
	"[sendemail]\n"
	"\tsendmailCmd = @mb@ send -a @account@\n" },

	{ "git-credential", N_("git send-email signs in itself, with a token"), SMTP, 0, 0,
	"# ~/.gitconfig, for a git that knows XOAUTH2; if yours says \"No SASL mechanism found\", take git\n"
	"[sendemail]\n"
	"\tsmtpServer = @smtp_host@\n"
	"\tsmtpServerPort = @smtp_port@\n"
	"?smtp_implicit?\tsmtpEncryption = ssl\n"
	"?!smtp_implicit?\tsmtpEncryption = tls\n"
	"\tsmtpUser = \"@user:c@\"\n"
	"\tsmtpAuth = XOAUTH2\n"
	"?ca?\tsmtpSSLCertPath = \"@ca_file:c@\"\n"
	"[credential \"smtp://@smtp_host@:@smtp_port@\"]\n"
	"\thelper =\n"
	"\thelper = \"!@mb@ git-credential -a @account@\"\n" },

	{ "mbsync", N_("syncs through the bridge"), IMAP, 0, 0,
	"# ~/.mbsyncrc; first: mkdir -p ~/Maildir/@account@\n"
	"IMAPAccount @account@\n"
	"Tunnel \"@mb@ connect @account@ imap\"\n"
	"\n"
	"IMAPStore @account@-remote\n"
	"Account @account@\n"
	"\n"
	"MaildirStore @account@-local\n"
	"Path ~/Maildir/@account@/\n"
	"Inbox ~/Maildir/@account@/INBOX\n"
	"SubFolders Verbatim\n"
	"\n"
	"Channel @account@\n"
	"Far :@account@-remote:\n"
	"Near :@account@-local:\n"
	"Patterns *\n"
	"Create Near\n"
	"SyncState *\n" },

	{ "mbsync-sasl", N_("syncs with a token; needs a SASL plugin for XOAUTH2"), IMAP, 0, 0,
	"# ~/.mbsyncrc, in the place of an IMAPAccount with Tunnel; Debian: libsasl2-modules-kdexoauth2\n"
	"IMAPAccount @account@\n"
	"Host @imap_host@\n"
	"Port @imap_port@\n"
	"User \"@mailbox:c@\"\n"
	"PassCmd \"@mb@ token @account@\"\n"
	"?imap_implicit?SSLType IMAPS\n"
	"?!imap_implicit?SSLType STARTTLS\n"
	"?ca?CertificateFile \"@ca_file:c@\"\n"
	"AuthMechs XOAUTH2\n" },

	{ "mpop", N_("fetches by POP3 with a token"), POP3, 0, 0,
	"# ~/.mpoprc\n"
	"account @account@\n"
	"host @pop3_host@\n"
	"port @pop3_port@\n"
	"tls on\n"
	"?pop3_implicit?tls_starttls off\n"
	"?ca?tls_trust_file @ca_file@\n"
	"auth xoauth2\n"
	"user @mailbox@\n"
	"passwordeval \"@mb@ token @account@\"\n"
	"delivery maildir ~/Maildir\n" },

	{ "msmtp", N_("sends with a token"), SMTP, 0, 0,
	"# ~/.msmtprc\n"
	"account @account@\n"
	"host @smtp_host@\n"
	"port @smtp_port@\n"
	"tls on\n"
	"?smtp_implicit?tls_starttls off\n"
	"?ca?tls_trust_file @ca_file@\n"
	"auth xoauth2\n"
	"user @user@\n"
	"from @from@\n"
	"passwordeval \"@mb@ token @account@\"\n" },

	{ "msmtp-socket", N_("sends through the bridge; tokens of any length"), SMTP, 0, 0,
	"# ~/.msmtprc; first: systemctl --user enable --now mailbearer-smtp.socket\n"
	"# and by systemctl --user edit mailbearer-smtp@@.service: [Service] Environment=ACCOUNT=@account@\n"
	"?config?# and there too: ExecStart= and, below it, ExecStart=/usr/bin/@mb@ connect @account@ smtp\n"
	"account @account@\n"
	"host localhost\n"
	"socket @runtime@/mailbearer/smtp\n"
	"tls off\n"
	"auth off\n"
	"from @from@\n" },

	{ "mutt", N_("reads and sends with tokens"), 0, IMAP | SMTP, 0, MUTT_DIRECT("~/.muttrc") },
	{ "mutt-tunnel", N_("reads through the bridge"), IMAP, 0, 0, MUTT_TUNNEL("~/.muttrc") },
	{ "neomutt", N_("reads and sends with tokens of up to 4095 bytes"), 0, IMAP | SMTP, 0,
	  MUTT_DIRECT("~/.neomuttrc") },
	{ "neomutt-tunnel", N_("reads through the bridge"), IMAP, 0, 0,
	  MUTT_TUNNEL("~/.neomuttrc") },

	{ "offlineimap", N_("syncs through the bridge"), IMAP, 0, 0,
	"# ~/.offlineimaprc\n"
	"[general]\n"
	"accounts = @account@\n"
	"\n"
	"[Account @account@]\n"
	"localrepository = @account@-local\n"
	"remoterepository = @account@-remote\n"
	"\n"
	"[Repository @account@-local]\n"
	"type = Maildir\n"
	"localfolders = ~/Maildir/@account@\n"
	"\n"
	"[Repository @account@-remote]\n"
	"type = IMAP\n"
	"preauthtunnel = @mb@ connect @account@ imap\n" },

	{ "postfix", N_("hands its mail to mailbearer send"), SMTP, 0, 0,
	"# /etc/postfix/master.cf; `mailbearer` is the service user who has signed in, whose config is\n"
	"# /etc/mailbearer.conf\n"
	"mailbearer unix - n n - 3 pipe\n"
	"  flags=q user=mailbearer null_sender=\n"
	"  argv=@mb@ send --defer -a @account@ -i -f ${sender} -- ${recipient}\n"
	"\n"
	"# /etc/postfix/main.cf\n"
	"default_transport = mailbearer\n"
	"mailbearer_destination_recipient_limit = 1\n" },

	{ "swaks", N_("sends one message through the bridge, to try it"), SMTP, 0, 0,
	"# for the shell\n"
	"swaks --pipe '@mb@ connect @account@ smtp' --from @from:sh@ --to @from:sh@\n" },

	{ 0 },
};
/* clang-format on */
