# SPDX-License-Identifier: MIT
# Completion of mailbearer for fish.

# __mailbearer_at COMMAND [N]: is the cursor behind this command, at its operand N? none: no command yet
function __mailbearer_at
    set -l verb none
    set -l n 1
    set -l skip
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test -n "$skip"
            set skip
            continue
        end
        switch $word
            case '--*=*'
            case '-*'
                contains -- $word $__mailbearer_takers; and set skip yes
            case '*'
                if test $verb = none
                    set verb $word
                else
                    set n (math $n + 1)
                end
        end
    end
    test "$argv[1]" = "$verb"; and begin
        test (count $argv) -eq 1; or test "$argv[2]" = $n
    end
end

# The program as it was called, with its --config.
function __mailbearer_call
    set -l words (commandline -opc)
    set -l config
    for i in (seq 2 (count $words))
        switch $words[$i]
            case '--config=*'
                set config $words[$i]
            case --config
                set config --config=$words[(math $i + 1)]
        end
    end
    $words[1] $config $argv 2>/dev/null </dev/null
end

function __mailbearer_accounts
    __mailbearer_call status --names
end

function __mailbearer_providers
    __mailbearer_call providers | string replace -r ' +' \t
end

function __mailbearer_folders
    __fish_complete_directories (commandline -ct | string replace -r -- '^--[^=]*=' '')
end

complete -c mailbearer -f
# begin: written by `make completions`
set -g __mailbearer_takers --config --open --import-msmtprc --open -a --account --min-validity --format --min-validity --host --port --mailbox --flag --reject-to --to -a --account -f -r -F -N -R -V --host --port -a --account
complete -c mailbearer -l config -r -F -d 'read this config instead of ~/.config/mailbearer/config'
complete -c mailbearer -s v -l verbose -d 'say what is being done, on stderr'
complete -c mailbearer -s q -l quiet -d 'say nothing on stderr'
complete -c mailbearer -l version -d 'print the version'
complete -c mailbearer -s h -l help -d 'print this help, or a command\'s'
complete -c mailbearer -n '__mailbearer_at none' -a setup -d 'asks for an account, writes it to the config, signs in'
complete -c mailbearer -n '__mailbearer_at none' -a login -d 'signs in'
complete -c mailbearer -n '__mailbearer_at none' -a logout -d 'revokes the login where that is possible and deletes its tokens'
complete -c mailbearer -n '__mailbearer_at none' -a status -d 'shows how the accounts are doing: tokens, forecast, last error'
complete -c mailbearer -n '__mailbearer_at none' -a check -d 'looks for what is wrong, step by step, up to the mail servers'
complete -c mailbearer -n '__mailbearer_at none' -a explain -d 'says what an error means, what to do and who must'
complete -c mailbearer -n '__mailbearer_at none' -a snippet -d 'prints what a mail program wants in its config; alone: lists the programs'
complete -c mailbearer -n '__mailbearer_at none' -a providers -d 'lists the provider plugins, or tells all about one, by NAME or by ./FILE.so'
complete -c mailbearer -n '__mailbearer_at none' -a help -d 'prints this help, or a command\'s'
complete -c mailbearer -n '__mailbearer_at none' -a token -d 'prints an access token: for passwordeval, PassCmd and the like'
complete -c mailbearer -n '__mailbearer_at none' -a refresh -d 'keeps tokens warm: for a timer or cron'
complete -c mailbearer -n '__mailbearer_at none' -a connect -d 'a logged-in session on stdin and stdout: for plugin, Tunnel and the like'
complete -c mailbearer -n '__mailbearer_at none' -a deliver -d 'puts mail from stdin into an IMAP mailbox: for fetchmail\'s mda and plugout'
complete -c mailbearer -n '__mailbearer_at none' -a send -d 'sends the message on standard input: in place of sendmail'
complete -c mailbearer -n '__mailbearer_at none' -a git-credential -d 'git\'s credential helper, for git send-email'
complete -c mailbearer -n '__mailbearer_at setup' -l browser -d 'sign in with a browser on this machine'
complete -c mailbearer -n '__mailbearer_at setup' -l device -d 'sign in anywhere by typing a code'
complete -c mailbearer -n '__mailbearer_at setup' -l paste -d 'sign in with any browser and paste its last address'
complete -c mailbearer -n '__mailbearer_at setup' -l as-other -d 'sign in another person than before'
complete -c mailbearer -n '__mailbearer_at setup' -l open -x -a '(__fish_complete_command)' -d 'open the address with CMD, which gets it as last argument'
complete -c mailbearer -n '__mailbearer_at setup' -l import-msmtprc -r -F -d 'take over the accounts of an msmtprc'
complete -c mailbearer -n '__mailbearer_at login' -l browser -d 'sign in with a browser on this machine'
complete -c mailbearer -n '__mailbearer_at login' -l device -d 'sign in anywhere by typing a code'
complete -c mailbearer -n '__mailbearer_at login' -l paste -d 'sign in with any browser and paste its last address'
complete -c mailbearer -n '__mailbearer_at login' -l as-other -d 'sign in another person than before'
complete -c mailbearer -n '__mailbearer_at login' -l open -x -a '(__fish_complete_command)' -d 'open the address with CMD, which gets it as last argument'
complete -c mailbearer -n '__mailbearer_at login 1' -x -a '(__mailbearer_accounts)'
complete -c mailbearer -n '__mailbearer_at logout 1' -x -a '(__mailbearer_accounts)'
complete -c mailbearer -n '__mailbearer_at status' -l json -d 'as JSON, for programs: times are Unix times'
complete -c mailbearer -n '__mailbearer_at status' -l names -d 'print only the names, one on each line'
complete -c mailbearer -n '__mailbearer_at status' -x -a '(__mailbearer_accounts)'
complete -c mailbearer -n '__mailbearer_at check' -l config-only -d 'check the config file and nothing else'
complete -c mailbearer -n '__mailbearer_at check' -l json -d 'as a JSON object, for a bug report: it does not tell whose account it is'
complete -c mailbearer -n '__mailbearer_at check 1' -x -a '(__mailbearer_accounts)'
complete -c mailbearer -n '__mailbearer_at explain' -s a -l account -x -a '(__mailbearer_accounts)' -d 'fill in this account\'s values'
complete -c mailbearer -n '__mailbearer_at explain' -l json -d 'print the same as a JSON object'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a aerc -d 'reads and sends with tokens'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a curl -d 'one session with a token, to try it'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a emacs -d 'smtpmail sends with a token'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a exim -d 'hands its mail to mailbearer send'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a fetchmail -d 'fetches through mailbearer connect, without a password'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a fetchmail-deliver -d 'puts what fetchmail gets elsewhere into this mailbox'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a getmail -d 'fetches by IMAP with a token'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a git -d 'git send-email sends by mailbearer send'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a git-credential -d 'git send-email signs in itself, with a token'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a mbsync -d 'syncs through mailbearer connect'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a mbsync-sasl -d 'syncs with a token; needs a SASL plugin for XOAUTH2'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a mpop -d 'fetches by POP3 with a token'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a msmtp -d 'sends with a token'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a msmtp-socket -d 'sends through mailbearer connect; tokens of any length'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a mutt -d 'reads and sends with tokens'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a mutt-tunnel -d 'reads through mailbearer connect'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a neomutt -d 'reads and sends with tokens of up to 4095 bytes'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a neomutt-tunnel -d 'reads through mailbearer connect'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a offlineimap -d 'syncs through mailbearer connect'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a postfix -d 'hands its mail to mailbearer send'
complete -c mailbearer -n '__mailbearer_at snippet 1' -a swaks -d 'sends one message through mailbearer connect, to try it'
complete -c mailbearer -n '__mailbearer_at snippet 2' -x -a '(__mailbearer_accounts)'
complete -c mailbearer -n '__mailbearer_at providers 1' -x -a '(__mailbearer_providers)'
complete -c mailbearer -n '__mailbearer_at help 1' -a setup -d 'asks for an account, writes it to the config, signs in'
complete -c mailbearer -n '__mailbearer_at help 1' -a login -d 'signs in'
complete -c mailbearer -n '__mailbearer_at help 1' -a logout -d 'revokes the login where that is possible and deletes its tokens'
complete -c mailbearer -n '__mailbearer_at help 1' -a status -d 'shows how the accounts are doing: tokens, forecast, last error'
complete -c mailbearer -n '__mailbearer_at help 1' -a check -d 'looks for what is wrong, step by step, up to the mail servers'
complete -c mailbearer -n '__mailbearer_at help 1' -a explain -d 'says what an error means, what to do and who must'
complete -c mailbearer -n '__mailbearer_at help 1' -a snippet -d 'prints what a mail program wants in its config; alone: lists the programs'
complete -c mailbearer -n '__mailbearer_at help 1' -a providers -d 'lists the provider plugins, or tells all about one, by NAME or by ./FILE.so'
complete -c mailbearer -n '__mailbearer_at help 1' -a help -d 'prints this help, or a command\'s'
complete -c mailbearer -n '__mailbearer_at help 1' -a token -d 'prints an access token: for passwordeval, PassCmd and the like'
complete -c mailbearer -n '__mailbearer_at help 1' -a refresh -d 'keeps tokens warm: for a timer or cron'
complete -c mailbearer -n '__mailbearer_at help 1' -a connect -d 'a logged-in session on stdin and stdout: for plugin, Tunnel and the like'
complete -c mailbearer -n '__mailbearer_at help 1' -a deliver -d 'puts mail from stdin into an IMAP mailbox: for fetchmail\'s mda and plugout'
complete -c mailbearer -n '__mailbearer_at help 1' -a send -d 'sends the message on standard input: in place of sendmail'
complete -c mailbearer -n '__mailbearer_at help 1' -a git-credential -d 'git\'s credential helper, for git send-email'
complete -c mailbearer -n '__mailbearer_at token' -l min-validity -x -d 'seconds the token must still be valid'
complete -c mailbearer -n '__mailbearer_at token' -l format -x -a 'plain xoauth2 oauthbearer json' -d 'plain (default), xoauth2, oauthbearer or json'
complete -c mailbearer -n '__mailbearer_at token 1' -x -a '(__mailbearer_accounts)'
complete -c mailbearer -n '__mailbearer_at refresh' -l all -d 'all accounts of the config'
complete -c mailbearer -n '__mailbearer_at refresh' -l force -d 'ask for new tokens, however long the old ones are valid'
complete -c mailbearer -n '__mailbearer_at refresh' -l min-validity -x -d 'refresh what is valid for less than S seconds'
complete -c mailbearer -n '__mailbearer_at refresh' -x -a '(__mailbearer_accounts)'
complete -c mailbearer -n '__mailbearer_at connect' -l host -x -d 'the server, instead of the account\'s'
complete -c mailbearer -n '__mailbearer_at connect' -l port -x -d 'its port'
complete -c mailbearer -n '__mailbearer_at connect 1' -x -a '(__mailbearer_accounts)'
complete -c mailbearer -n '__mailbearer_at connect 2' -x -a 'imap pop3 smtp'
complete -c mailbearer -n '__mailbearer_at deliver' -l mailbox -x -d 'put messages there instead of INBOX'
complete -c mailbearer -n '__mailbearer_at deliver' -l flag -x -d 'set this flag, such as \'\\Seen\'; may be repeated'
complete -c mailbearer -n '__mailbearer_at deliver' -l reject-to -x -a '(__mailbearer_folders)' -d 'a Maildir for messages that no server can take'
complete -c mailbearer -n '__mailbearer_at deliver' -l lmtp -d 'speak LMTP on stdin and stdout: many messages, one connection'
complete -c mailbearer -n '__mailbearer_at deliver' -l to -x -d 'LMTP: mailbox of a recipient; may be repeated'
complete -c mailbearer -n '__mailbearer_at deliver 1' -x -a '(__mailbearer_accounts)'
complete -c mailbearer -n '__mailbearer_at send' -s a -l account -x -a '(__mailbearer_accounts)' -d 'send with this account, not the one of the sender'
complete -c mailbearer -n '__mailbearer_at send' -s t -d 'send to the recipients in To, Cc and Bcc, and to those named'
complete -c mailbearer -n '__mailbearer_at send' -s i -d 'a line with a single dot does not end what is typed (also -oi)'
complete -c mailbearer -n '__mailbearer_at send' -s f -x -d 'the envelope\'s sender; <> for none'
complete -c mailbearer -n '__mailbearer_at send' -s r -x -d 'the same as -f'
complete -c mailbearer -n '__mailbearer_at send' -s F -x -d 'the sender\'s name, if the message has no From'
complete -c mailbearer -n '__mailbearer_at send' -s N -x -a 'never success failure delay' -d 'when to get reports: never, or success,failure,delay'
complete -c mailbearer -n '__mailbearer_at send' -s R -x -a 'full hdrs' -d 'what reports return: the full message, or hdrs'
complete -c mailbearer -n '__mailbearer_at send' -s V -x -d 'reports name this envelope id'
complete -c mailbearer -n '__mailbearer_at send' -l defer -d 'for an MTA: exit 75, unless the message itself is at fault'
complete -c mailbearer -n '__mailbearer_at send' -l host -x -d 'submission server instead of the account\'s'
complete -c mailbearer -n '__mailbearer_at send' -l port -x -d 'its port'
complete -c mailbearer -n '__mailbearer_at git-credential' -s a -l account -x -a '(__mailbearer_accounts)' -d 'answer for this account alone'
complete -c mailbearer -n '__mailbearer_at git-credential 1' -x -a 'get store erase'
# end
