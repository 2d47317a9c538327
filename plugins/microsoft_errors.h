/* SPDX-License-Identifier: MIT */
/*
 * microsoft_errors - what Microsoft's refusals mean, and what to do about them
 *
 * The numbers come first: they explain best. Microsoft may change them at any time, so no number
 * says anything that contradicts the safe reading of `suberror` and `error`, which follow.
 * Then the lines of Exchange Online's mail servers.
 */
#ifndef MICROSOFT_ERRORS_H
#define MICROSOFT_ERRORS_H

#include <stddef.h>

#include <mailbearer/plugin.h>

/* clang-format off */

#define ENTRA (MB_WHERE_AUTHORIZE | MB_WHERE_TOKEN | MB_WHERE_DEVICE)
#define POLL  (MB_WHERE_TOKEN | MB_WHERE_DEVICE)

#define RULE(where, field, match, text, means, who, cause, remedy)                                 \
	{ where, field, MB_MATCH_##match, text, MB_MEANS_##means, cause, remedy, MB_WHO_##who, 0 }
#define AADSTS(code, means, who, cause, remedy)                                                    \
	RULE(ENTRA, "error_codes", EQUAL, #code, means, who, cause, remedy)
#define AADSTS_FLAG(code, flag, means, who, cause, remedy)                                         \
	{ ENTRA, "error_codes", MB_MATCH_EQUAL, #code, MB_MEANS_##means, cause, remedy,            \
	  MB_WHO_##who, MB_RULE_##flag }
#define SUBERROR(text, means, who, cause, remedy)                                                  \
	RULE(ENTRA, "suberror", EQUAL, text, means, who, cause, remedy)
#define ERROR(where, text, means, who, cause, remedy)                                              \
	RULE(where, "error", EQUAL, text, means, who, cause, remedy)
#define LINE(where, text, means, who, cause, remedy)                                               \
	RULE(where, NULL, CONTAINS, text, means, who, cause, remedy)

/* Remedies of several rows. */
#define WAIT           "wait: it passes by itself"
#define SIGN_IN        "sign in again: mailbearer login {account}"
#define REPORT         "report this bug, with the output of: mailbearer -v login {account}"
#define CHECK_SETTINGS "check the account's settings: mailbearer check {account} --config-only"
#define CHECK_USER                                                                                 \
	"correct user and tenant in the account; the sign-in name may differ from the mail address"
#define CHECK_AGENT                                                                                \
	"wait; when it stays, your administrator checks the pass-through authentication agent"
#define SET_TENANT "set tenant in the account to your organization's id or domain"
#define FIX_SCOPE  "correct scope in the account, or remove it: mailbearer knows the right one"
#define MANAGED_DEVICE                                                                             \
	"exclude the app or {user} from that Conditional Access policy; or let the user sign in "  \
	"on a managed device, not by device code"
#define REGISTER_MFA                                                                               \
	"sign in with a browser and register: mailbearer login {account} --browser (with grant = " \
	"password remove that setting first: it cannot work for this user)"
#define PASS_MFA                                                                                   \
	"sign in with a browser or a device code: mailbearer login {account}; with grant = "       \
	"password remove that setting, or have {user} excluded by Conditional Access"
#define USE_TOKEN "let the mail program use XOAUTH2 with a token: man mailbearer"
#define ADMIN_LOG                                                                                  \
	"see which policy it was (Entra admin center > Monitoring > Sign-in logs), and exclude "   \
	"{user} or the app from it"

#define TEXT(text, means, who, cause, remedy)                                                      \
	RULE(ENTRA, "error_description", CONTAINS, text, means, who, cause, remedy)

static const struct mb_error_rule microsoft_errors[] = {
	/* What personal accounts and the sign-in pages say without a number, or with one of many senses */
	TEXT("service abuse mode", DENIED, YOU,
	    "Microsoft has locked the account because it suspects abuse",
	    "sign in at https://account.microsoft.com in a browser and do what it asks, then: mailbearer "
	    "login {account}"),
	TEXT("not enabled for consumers", FIX_CONFIG, OWNER,
	    "the app registration is not for personal accounts, or does not exist",
	    "Entra admin center > App registrations > {client_id} > Authentication > Supported account "
	    "types: add personal Microsoft accounts; or correct client_id, or set tenant to that of the "
	    "work account"),
	TEXT("parameter 'redirect_uri' is not valid", FIX_CONFIG, OWNER,
	    "the redirect URI is not registered for this client id",
	    "Entra admin center > App registrations > {client_id} > Authentication: add "
	    "http://localhost under Mobile and desktop applications"),
	TEXT("eed admin approval", DENIED, ADMINISTRATOR,
	    "an administrator must allow the app first",
	    "grant admin consent: Entra admin center > Enterprise applications > {client_id} > "
	    "Permissions; requests of users: Enterprise applications > Admin consent requests (Approval "
	    "required)"),
	TEXT("Approval required", DENIED, ADMINISTRATOR,
	    "an administrator must allow the app first",
	    "grant what the user asks for in the browser: Entra admin center > Enterprise applications > "
	    "Admin consent requests"),
	TEXT("does not meet the criteria to access this resource", DENIED, ADMINISTRATOR,
	    "a Conditional Access policy forbids this sign-in (device code, location, old protocol)",
	    "see which policy it was: Entra admin center > Monitoring > Sign-in logs; if it only "
	    "forbids device codes, sign in with a browser: mailbearer login {account} --browser"),

	/* Who signs in, and where */
	AADSTS(16000, LOGIN_AGAIN, YOU,
	    "the account that signed in does not exist in this tenant",
	    "sign in with the account of the mailbox: mailbearer login {account}; tenant must be "
	    "the id of the mailbox's tenant, or you must be invited there as a guest"),
	AADSTS(28002, FIX_CONFIG, YOU, "the scope asked for is not valid", FIX_SCOPE),
	AADSTS(28003, FIX_CONFIG, YOU, "no scope was asked for", FIX_SCOPE),
	AADSTS(40008, DENIED, ADMINISTRATOR,
	    "your organization's own sign-in server answered with an error",
	    "look into the federated sign-in server; a later try may help"),
	AADSTS(40009, DENIED, ADMINISTRATOR,
	    "your organization's own sign-in server answered with an error",
	    "look into the federated sign-in server; a later try may help"),
	AADSTS(40010, RETRY, NOBODY,
	    "your organization's own sign-in server is troubled for the moment",
	    WAIT),
	AADSTS(40015, DENIED, ADMINISTRATOR,
	    "your organization's own sign-in server answered with an error",
	    "look into the federated sign-in server; a later try may help"),
	AADSTS(50000, RETRY, NOBODY,
	    "Microsoft could not issue a token",
	    "wait: it passes by itself; if not, your administrator opens a ticket with Microsoft"),
	AADSTS(50001, FIX_CONFIG, YOU,
	    "the resource named in the scope is not known in this tenant",
	    "correct scope, tenant and cloud in the account; the tenant must have Exchange Online"),
	AADSTS(500011, FIX_CONFIG, YOU,
	    "the resource named in the scope is not known in this tenant",
	    "correct scope, tenant and cloud in the account; the tenant must have Exchange Online"),
	AADSTS(500014, DENIED, ADMINISTRATOR,
	    "Exchange Online is switched off in this tenant, or its subscription has lapsed",
	    "renew the licence, or enable Exchange Online: Entra admin center > Enterprise applications > "
	    "Office 365 Exchange Online > Properties"),
	AADSTS(50011, FIX_CONFIG, OWNER,
	    "the redirect URI is not registered for this client id",
	    "Entra admin center > App registrations > {client_id} > Authentication: add "
	    "http://localhost under Mobile and desktop applications; the port does not matter, "
	    "the path does"),
	AADSTS(500113, FIX_CONFIG, OWNER,
	    "no redirect URI is registered for this client id",
	    "Entra admin center > App registrations > {client_id} > Authentication > Add a "
	    "platform > Mobile and desktop applications: http://localhost"),
	AADSTS(50012, FIX_CONFIG, OWNER,
	    "the certificate of the client was not accepted",
	    "Entra admin center > App registrations > {client_id} > Certificates & secrets: "
	    "upload the certificate named by client_certificate"),
	AADSTS(50013, FIX_CONFIG, YOU,
	    "the client assertion is not valid",
	    "set the computer's clock (NTP) and check certificate, audience and expiry of the "
	    "assertion"),
	AADSTS(500133, FIX_CONFIG, YOU,
	    "the client assertion is used too early or too late",
	    "set the computer's clock (NTP) and renew the assertion"),
	AADSTS(50014, FIX_CONFIG, YOU, "the user does not exist in this tenant", CHECK_USER),
	AADSTS(50034, FIX_CONFIG, YOU, "the user does not exist in this tenant", CHECK_USER),
	AADSTS(51004, FIX_CONFIG, YOU, "the user does not exist in this tenant", CHECK_USER),
	AADSTS(50020, FIX_CONFIG, YOU,
	    "the account belongs to another organization, or is a personal one",
	    "set tenant to that of the mailbox (consumers for outlook.com, hotmail.com), or have "
	    "the account invited as a guest"),
	AADSTS(500208, FIX_CONFIG, YOU,
	    "this kind of account (personal, or work and school) cannot sign in here",
	    "set tenant = consumers for a personal account, common for both kinds, or sign in "
	    "with a work account"),
	AADSTS(500201, FIX_CONFIG, YOU,
	    "personal accounts cannot use the old (v1) endpoint",
	    "remove token_endpoint from the account, or use the one that ends in "
	    "/oauth2/v2.0/token"),
	AADSTS(50140, LOGIN_AGAIN, YOU,
	    "the sign-in was interrupted by the question whether to stay signed in",
	    SIGN_IN),
	AADSTS(50180, LOGIN_AGAIN, YOU,
	    "the sign-in needs the organization's own network (Integrated Windows authentication)",
	    SIGN_IN),
	AADSTS(500021, DENIED, ADMINISTRATOR,
	    "tenant restrictions of your network or organization forbid this tenant",
	    "allow the tenant {tenant}"),
	AADSTS(500212, DENIED, ADMINISTRATOR,
	    "your organization's policy for other tenants forbids this sign-in",
	    "allow it: Entra admin center > External Identities > Cross-tenant access settings"),
	AADSTS(500213, DENIED, ADMINISTRATOR,
	    "the other organization's policy for guests forbids this sign-in",
	    "allow it: Entra admin center > External Identities > Cross-tenant access settings"),
	AADSTS(50033, RETRY, NOBODY,
	    "Microsoft's sign-in service is troubled for the moment",
	    WAIT),
	AADSTS(50049, FIX_CONFIG, YOU,
	    "the sign-in host is not known to Microsoft",
	    "correct cloud in the account, or the host in token_endpoint"),

	/* Passwords and accounts */
	AADSTS(50053, BAD_PASSWORD, YOU,
	    "the account is locked after too many wrong passwords, or the sign-in came from a "
	    "suspicious address",
	    "stop every program that still has the old password and wait, or ask your "
	    "administrator to unblock {user} (the sign-in log tells which it is); then: "
	    "mailbearer login {account}"),
	AADSTS(50055, DENIED, YOU,
	    "the password has expired",
	    "change the password in a browser, update the stored one, then: mailbearer login "
	    "{account}"),
	AADSTS(50144, DENIED, YOU,
	    "the password in the organization's own directory has expired",
	    "change the password there, update the stored one, then: mailbearer login {account}"),
	AADSTS(50056, BAD_PASSWORD, YOU,
	    "Microsoft has no password for this user",
	    "sign in with a browser: mailbearer login {account} --browser (without grant = "
	    "password in the account); or have a password set, if the account is not federated"),
	AADSTS(50057, DENIED, ADMINISTRATOR, "the user's account is disabled", "enable {user}"),
	AADSTS(50058, LOGIN_AGAIN, YOU, "nobody is signed in", SIGN_IN),
	AADSTS(50059, FIX_CONFIG, YOU,
	    "the request does not say which tenant it is for",
	    SET_TENANT),
	AADSTS(50128, FIX_CONFIG, YOU,
	    "the request does not say which tenant it is for",
	    SET_TENANT),
	AADSTS(90019, FIX_CONFIG, YOU,
	    "the request does not say which tenant it is for",
	    SET_TENANT),
	AADSTS(50064, BAD_PASSWORD, YOU,
	    "user name and password were not accepted",
	    "correct user and password in the account, then: mailbearer login {account}"),
	AADSTS(50126, BAD_PASSWORD, YOU,
	    "the user name or the password is wrong",
	    "correct user and password in the account, then: mailbearer login {account}"),
	AADSTS(50125, DENIED, YOU,
	    "the password must be changed or registered first",
	    "sign in at https://myaccount.microsoft.com in a browser and do what it asks, then: "
	    "mailbearer login {account}"),
	AADSTS(50135, DENIED, YOU,
	    "the password must be changed because the account is at risk",
	    "change the password in a browser, update a stored one, then: mailbearer login "
	    "{account}"),
	AADSTS(50142, DENIED, YOU,
	    "the password must be changed because of a Conditional Access policy",
	    "change the password in a browser, update a stored one, then: mailbearer login "
	    "{account}"),

	/* Second factor, sessions */
	AADSTS(50072, LOGIN_AGAIN, YOU,
	    "the user must first register a second factor (MFA)",
	    REGISTER_MFA),
	AADSTS(50079, LOGIN_AGAIN, YOU,
	    "the user must first register a second factor (MFA)",
	    REGISTER_MFA),
	AADSTS(53004, LOGIN_AGAIN, YOU,
	    "the user must first register a second factor (MFA)",
	    REGISTER_MFA),
	AADSTS(50074, LOGIN_AGAIN, YOU, "a second factor (MFA) is required", PASS_MFA),
	AADSTS(50076, LOGIN_AGAIN, YOU, "a second factor (MFA) is required", PASS_MFA),
	AADSTS(50078, LOGIN_AGAIN, YOU,
	    "the second factor (MFA) of the last sign-in has expired",
	    PASS_MFA),
	AADSTS(50085, LOGIN_AGAIN, YOU, "the refresh token needs a new sign-in", SIGN_IN),
	AADSTS(50089, LOGIN_AGAIN, YOU, "the sign-in took too long and has expired", SIGN_IN),
	AADSTS(50087, RETRY, NOBODY,
	    "Microsoft's second factor service is troubled for the moment",
	    WAIT),
	AADSTS(50088, RETRY, NOBODY,
	    "the limit of telephone calls or messages for the second factor is reached",
	    "wait, or use another second factor"),
	AADSTS(50097, DENIED, ADMINISTRATOR,
	    "a policy asks for a known device, and this one did not prove that it is",
	    MANAGED_DEVICE),
	AADSTS(50129, DENIED, ADMINISTRATOR,
	    "a policy asks for a device that is joined to the organization",
	    MANAGED_DEVICE),
	AADSTS(50155, DENIED, ADMINISTRATOR,
	    "the device could not prove that it is known",
	    MANAGED_DEVICE),
	AADSTS(50187, DENIED, ADMINISTRATOR,
	    "the device could not prove that it is known",
	    MANAGED_DEVICE),
	AADSTS(50105, DENIED, ADMINISTRATOR,
	    "the app may be used by assigned users only, and the user is not one",
	    "Entra admin center > Enterprise applications > {client_id} > Users and groups: add "
	    "{user}"),
	AADSTS(50127, DENIED, ADMINISTRATOR,
	    "a policy asks for a broker app (Authenticator, Company Portal) on the device",
	    "exclude the app or {user} from that Conditional Access policy"),
	AADSTS(50131, DENIED, ADMINISTRATOR,
	    "a Conditional Access policy was not satisfied",
	    ADMIN_LOG),
	AADSTS(50158, LOGIN_AGAIN, YOU,
	    "an additional check (external second factor, terms of use) was not passed",
	    "sign in with a browser: mailbearer login {account} --browser; if that does not "
	    "help, your administrator must change the policy"),
	AADSTS(50132, LOGIN_AGAIN, YOU,
	    "the session is no longer valid: the password was changed or has expired",
	    SIGN_IN),
	AADSTS(50133, LOGIN_AGAIN, YOU,
	    "the session is no longer valid: the password was changed or has expired",
	    SIGN_IN),
	AADSTS(50146, FIX_CONFIG, OWNER,
	    "the app registration needs a signing key of its own",
	    "configure a signing key for {client_id}, or remove the custom claims that need it"),
	AADSTS(50147, FIX_CONFIG, YOU, "the PKCE challenge has a wrong length", REPORT),
	AADSTS(501481, LOGIN_AGAIN, YOU,
	    "the PKCE verifier does not belong to this authorization code",
	    "start the sign-in anew and use its own link: mailbearer login {account}"),
	AADSTS(501491, FIX_CONFIG, YOU, "the PKCE challenge has a wrong length", REPORT),
	AADSTS(50173, LOGIN_AGAIN, YOU,
	    "the grant was revoked: the password was changed, or an administrator revoked it",
	    SIGN_IN),
	AADSTS(50194, FIX_CONFIG, YOU,
	    "this client id belongs to one tenant only, and tenant = common was used",
	    "set tenant in the account to your organization's id or domain; or the owner makes "
	    "the app registration multi-tenant"),
	AADSTS_FLAG(50196, PAUSE, RETRY, NOBODY,
	    "the same request came too often (loop detected)",
	    "wait some minutes; see whether another program uses the same account and client id"),
	AADSTS(50197, LOGIN_AGAIN, YOU, "several signed-in accounts fit this request", SIGN_IN),
	AADSTS(50199, LOGIN_AGAIN, YOU,
	    "the sign-in waits for a confirmation",
	    "sign in again and confirm: mailbearer login {account}"),

	/* Policies */
	AADSTS(53000, DENIED, ADMINISTRATOR,
	    "a policy asks for a compliant device, and this one is not",
	    MANAGED_DEVICE),
	AADSTS(53001, DENIED, ADMINISTRATOR,
	    "a policy asks for a device that is joined to the organization's domain",
	    MANAGED_DEVICE),
	AADSTS(530003, DENIED, ADMINISTRATOR, "a policy asks for a managed device", MANAGED_DEVICE),
	AADSTS(53002, DENIED, ADMINISTRATOR,
	    "a policy allows approved apps only",
	    "exclude the app {client_id} or {user} from that Conditional Access policy"),
	AADSTS(53003, DENIED, ADMINISTRATOR,
	    "a Conditional Access policy forbids this sign-in (device code, location, old "
	    "protocol)",
	    "see which policy it was: Entra admin center > Monitoring > Sign-in logs; if it only "
	    "forbids device codes, sign in with a browser: mailbearer login {account} --browser"),
	AADSTS(530032, DENIED, ADMINISTRATOR,
	    "a security policy of the tenant forbids this sign-in",
	    ADMIN_LOG),
	AADSTS(530035, DENIED, ADMINISTRATOR,
	    "the tenant's security defaults forbid this sign-in",
	    "replace security defaults by Conditional Access; or remove grant = password and sign "
	    "in with a browser: mailbearer login {account} --browser"),
	AADSTS(530034, DENIED, ADMINISTRATOR,
	    "the delegated administrator is blocked because of a risk in the home tenant",
	    "remove the risk in the partner's home tenant"),
	AADSTS(53010, DENIED, ADMINISTRATOR,
	    "the second factor (MFA) may be registered only from a trusted place or device",
	    "let the user register it from a trusted place or device"),
	AADSTS(53011, DENIED, ADMINISTRATOR,
	    "the user is blocked as a risk",
	    "unblock {user}: Entra admin center > Protection > Risky users"),
	AADSTS(54005, LOGIN_AGAIN, YOU,
	    "this authorization code was used already",
	    "start the sign-in anew: mailbearer login {account}"),

	/* Consent and permissions */
	AADSTS(65001, LOGIN_AGAIN, YOU,
	    "nobody has allowed the app to use this mailbox",
	    "sign in and accept: mailbearer login {account}; with grant = password, or where "
	    "users may not consent, your administrator: Entra admin center > App registrations > "
	    "{client_id} > API permissions > Grant admin consent"),
	AADSTS(65002, FIX_CONFIG, YOU,
	    "this client id belongs to Microsoft and may not use this resource",
	    "register an app of your own and set client_id to its id"),
	AADSTS(65004, LOGIN_AGAIN, YOU,
	    "the permissions asked for were not accepted",
	    "sign in again and accept: mailbearer login {account}"),
	AADSTS(65005, FIX_CONFIG, OWNER,
	    "the app registration does not list the permission or resource asked for",
	    "Entra admin center > App registrations > {client_id} > API permissions: add the "
	    "delegated permissions of the mail services, then Grant admin consent"),
	AADSTS(650056, FIX_CONFIG, OWNER,
	    "the app registration lists no permission for this resource, or nobody consented",
	    "Entra admin center > App registrations > {client_id} > API permissions: add the "
	    "delegated permissions of the mail services, then Grant admin consent"),
	AADSTS(650057, FIX_CONFIG, OWNER,
	    "the resource is not in the app registration's list of required permissions",
	    "Entra admin center > App registrations > {client_id} > API permissions: add the "
	    "permissions of Office 365 Exchange Online, then Grant admin consent; or remove "
	    "scope from the account"),
	AADSTS(650052, DENIED, ADMINISTRATOR,
	    "the tenant has no subscription for the service asked for",
	    "assign a licence of Exchange Online to {user}"),
	AADSTS_FLAG(650053, QUOTE, FIX_CONFIG, YOU,
	    "the resource has no scope of this name",
	    "correct scope in the account, or remove it; a scope without "
	    "https://outlook.office.com/ before it means Microsoft Graph"),

	/* Grants, tokens and codes */
	AADSTS(70000, LOGIN_AGAIN, YOU, "the grant or refresh token is not valid", SIGN_IN),
	AADSTS(70001, DENIED, ADMINISTRATOR,
	    "the app is disabled in this tenant",
	    "Entra admin center > Enterprise applications > {client_id} > Properties > Enabled "
	    "for users to sign-in: Yes"),
	AADSTS(7000112, DENIED, ADMINISTRATOR,
	    "the app is disabled in this tenant",
	    "Entra admin center > Enterprise applications > {client_id} > Properties > Enabled "
	    "for users to sign-in: Yes"),
	AADSTS(70002, FIX_CONFIG, YOU,
	    "the client secret does not fit the client id",
	    "correct client_secret in the account"),
	AADSTS(70003, FIX_CONFIG, YOU,
	    "the app cannot use this grant",
	    "remove grant from the account, or report this as a bug in mailbearer"),
	AADSTS(70004, FIX_CONFIG, OWNER,
	    "the redirect URI differs from the registered one",
	    "Entra admin center > App registrations > {client_id} > Authentication: add "
	    "http://localhost under Mobile and desktop applications; or correct redirect_uri"),
	AADSTS(70008, LOGIN_AGAIN, YOU,
	    "the authorization code or refresh token has expired",
	    "sign in again: mailbearer login {account}; keep it warm with the refresh timer"),
	AADSTS(700082, LOGIN_AGAIN, YOU,
	    "the refresh token was not used for 90 days and has expired",
	    "sign in again: mailbearer login {account}; keep it warm with the refresh timer"),
	AADSTS(700084, LOGIN_AGAIN, YOU,
	    "the refresh token has expired: with a single-page app's redirect URI it lives 24 "
	    "hours",
	    "have the redirect URI moved from Single-page application to Mobile and desktop "
	    "applications (App registrations > {client_id} > Authentication), then: mailbearer "
	    "login {account}"),
	AADSTS_FLAG(70011, QUOTE, FIX_CONFIG, YOU,
	    "the scope is not valid",
	    "correct scope in the account, or remove it; all of it must belong to one resource"),
	AADSTS(70012, RETRY, NOBODY,
	    "Microsoft's server for personal accounts is troubled for the moment",
	    WAIT),
	AADSTS(70016, PENDING, NOBODY,
	    "the code has not been entered yet",
	    "enter the code in a browser"),
	AADSTS(70018, LOGIN_AGAIN, YOU,
	    "the code that was entered is wrong",
	    "get a new code: mailbearer login {account} --device"),
	AADSTS(90119, LOGIN_AGAIN, YOU,
	    "no code was entered",
	    "get a new code: mailbearer login {account} --device"),
	AADSTS(90120, LOGIN_AGAIN, YOU,
	    "the code was used already",
	    "get a new code: mailbearer login {account} --device"),
	AADSTS(70019, LOGIN_AGAIN, YOU,
	    "the code has expired",
	    "get a new code and enter it within 15 minutes: mailbearer login {account} --device"),
	AADSTS(70043, LOGIN_AGAIN, YOU,
	    "a policy (sign-in frequency) has ended the refresh token",
	    "sign in again: mailbearer login {account}; your administrator can exclude {user} "
	    "from the sign-in frequency of Conditional Access"),
	AADSTS(70044, LOGIN_AGAIN, YOU,
	    "a policy (sign-in frequency) has ended the session",
	    "sign in again: mailbearer login {account}; your administrator can exclude {user} "
	    "from the sign-in frequency of Conditional Access"),
	AADSTS(700003, LOGIN_AGAIN, YOU,
	    "the device was deleted from the directory",
	    "sign in again: mailbearer login {account}; register the device again if a policy "
	    "asks for it"),
	AADSTS(700005, LOGIN_AGAIN, YOU,
	    "the authorization code was redeemed at another tenant than it was issued for",
	    "leave tenant and token_endpoint alone during the sign-in: mailbearer login {account}"),
	AADSTS(700020, LOGIN_AGAIN, YOU, "the sign-in needs a person", SIGN_IN),

	/* The client and its registration */
	AADSTS(700011, FIX_CONFIG, YOU,
	    "the client id is not known in this tenant",
	    "correct client_id, tenant and cloud in the account; an app of another tenant must "
	    "first get consent in yours"),
	AADSTS(700016, FIX_CONFIG, YOU,
	    "the client id is not known in this tenant",
	    "correct client_id, tenant and cloud in the account; an app of another tenant must "
	    "first get consent in yours"),
	AADSTS(700022, FIX_CONFIG, YOU,
	    "the scope names several resources",
	    "correct scope in the account: one token is for one resource"),
	AADSTS(700023, FIX_CONFIG, YOU, "the scope names no resource", FIX_SCOPE),
	AADSTS(700024, FIX_CONFIG, YOU,
	    "the client assertion is used too early or too late",
	    "set the computer's clock (NTP); an assertion file must be renewed by what writes it"),
	AADSTS(700025, FIX_CONFIG, YOU,
	    "the app is registered as public, but a client secret was sent",
	    "remove client_secret from the account; or the owner turns off App registrations > "
	    "{client_id} > Authentication > Allow public client flows"),
	AADSTS(700027, FIX_CONFIG, OWNER,
	    "the signature of the client assertion is wrong",
	    "Entra admin center > App registrations > {client_id} > Certificates & secrets: "
	    "upload the certificate that belongs to client_key"),
	AADSTS(700030, FIX_CONFIG, OWNER,
	    "the certificate's subject is not authorized for this app",
	    "use a certificate that the app registration {client_id} trusts"),
	AADSTS(7000215, FIX_CONFIG, YOU,
	    "the client secret is wrong",
	    "set client_secret to the secret's Value, not to its Secret ID (App registrations > "
	    "{client_id} > Certificates & secrets)"),
	AADSTS(7000218, FIX_CONFIG, OWNER,
	    "the app is registered as confidential, but no client secret was sent",
	    "Entra admin center > App registrations > {client_id} > Authentication > Advanced "
	    "settings > Allow public client flows: Yes; or set client_secret in the account"),
	AADSTS(7000222, FIX_CONFIG, OWNER,
	    "the client secret has expired",
	    "Entra admin center > App registrations > {client_id} > Certificates & secrets: make "
	    "a new secret and set client_secret to its Value"),
	AADSTS(7000229, DENIED, ADMINISTRATOR,
	    "the app is registered but was never added to this tenant",
	    "grant admin consent: Entra admin center > App registrations > {client_id} > API "
	    "permissions"),
	AADSTS(700211, FIX_CONFIG, OWNER,
	    "no federated credential of the app fits the assertion's issuer",
	    "Entra admin center > App registrations > {client_id} > Certificates & secrets > "
	    "Federated credentials: correct the issuer"),
	AADSTS(700213, FIX_CONFIG, OWNER,
	    "no federated credential of the app fits the assertion's subject",
	    "Entra admin center > App registrations > {client_id} > Certificates & secrets > "
	    "Federated credentials: correct the subject"),
	AADSTS(7002131, FIX_CONFIG, OWNER,
	    "no federated credential of the app fits the assertion's claims",
	    "Entra admin center > App registrations > {client_id} > Certificates & secrets > "
	    "Federated credentials: correct the expression"),
	AADSTS(700229, FIX_CONFIG, OWNER,
	    "only tokens of apps, not of users, can be a federated credential",
	    "use an assertion that was issued to an app or a managed identity"),

	/* The organization's own directory behind Microsoft's */
	AADSTS(80001, RETRY, NOBODY,
	    "Microsoft could not reach your organization's own directory",
	    CHECK_AGENT),
	AADSTS(80002, RETRY, NOBODY,
	    "your organization's own directory took too long to check the password",
	    CHECK_AGENT),
	AADSTS(80003, RETRY, NOBODY,
	    "your organization's pass-through authentication agent answered with an error",
	    CHECK_AGENT),
	AADSTS(80004, RETRY, NOBODY,
	    "your organization's pass-through authentication agent answered with an error",
	    CHECK_AGENT),
	AADSTS(80005, RETRY, NOBODY,
	    "your organization's pass-through authentication agent answered with an error",
	    CHECK_AGENT),
	AADSTS(80006, RETRY, NOBODY,
	    "your organization's pass-through authentication agent answered with an error",
	    CHECK_AGENT),
	AADSTS(80007, RETRY, NOBODY,
	    "your organization's pass-through authentication agent could not check the password",
	    CHECK_AGENT),
	AADSTS(80008, RETRY, NOBODY,
	    "your organization's pass-through authentication agent answered with an error",
	    CHECK_AGENT),
	AADSTS(80009, RETRY, NOBODY,
	    "your organization's pass-through authentication agent answered with an error",
	    CHECK_AGENT),
	AADSTS(80010, DENIED, ADMINISTRATOR,
	    "your organization's pass-through authentication agent could not decrypt the password",
	    "install and register the agent anew"),
	AADSTS(80011, RETRY, NOBODY,
	    "your organization's pass-through authentication agent answered with an error",
	    CHECK_AGENT),
	AADSTS(80012, DENIED, ADMINISTRATOR,
	    "the user may not log on at this hour",
	    "widen the logon hours of {user}, or wait for them"),
	AADSTS(80013, DENIED, ADMINISTRATOR,
	    "the clocks of the authentication agent and of the directory differ too much",
	    "set the clocks of these servers"),
	AADSTS(80014, RETRY, NOBODY,
	    "your organization's authentication agent took too long",
	    CHECK_AGENT),
	AADSTS(81010, DENIED, ADMINISTRATOR,
	    "Kerberos single sign-on failed: its ticket is not valid",
	    "check Seamless SSO; or sign in with a browser: mailbearer login {account} --browser"),

	/* Requests and endpoints */
	AADSTS(90002, FIX_CONFIG, YOU,
	    "the tenant does not exist",
	    "correct tenant ({tenant}) and cloud in the account"),
	AADSTS(90004, FIX_CONFIG, YOU, "the request is malformed", REPORT),
	AADSTS_FLAG(90013, QUOTE, FIX_CONFIG, YOU, "the request has an invalid parameter", CHECK_SETTINGS),
	AADSTS_FLAG(90014, QUOTE, FIX_CONFIG, YOU, "the request lacks a parameter", CHECK_SETTINGS),
	AADSTS_FLAG(900144, QUOTE, FIX_CONFIG, YOU,
	    "the request lacks a parameter",
	    CHECK_SETTINGS),
	AADSTS_FLAG(90100, QUOTE, FIX_CONFIG, YOU, "the request has an invalid parameter", CHECK_SETTINGS),
	AADSTS_FLAG(9002313, QUOTE, FIX_CONFIG, YOU,
	    "the request is malformed or has an invalid parameter",
	    CHECK_SETTINGS),
	AADSTS(90006, RETRY, NOBODY, "Microsoft's directory is troubled for the moment", WAIT),
	AADSTS(90012, RETRY, NOBODY, "Microsoft's directory took too long", WAIT),
	AADSTS(90024, RETRY, NOBODY, "Microsoft's directory is busy", WAIT),
	AADSTS(90033, RETRY, NOBODY, "Microsoft's directory is not available for the moment", WAIT),
	AADSTS(90090, RETRY, NOBODY, "Microsoft's directory could not answer for the moment", WAIT),
	AADSTS(90055, RETRY, NOBODY, "the tenant makes too many requests", WAIT),
	AADSTS_FLAG(90023, QUOTE, FIX_CONFIG, YOU, "the request is not valid", CHECK_SETTINGS),
	AADSTS(900023, FIX_CONFIG, YOU,
	    "the tenant is named by neither a domain nor an id",
	    "correct tenant ({tenant}) in the account"),
	AADSTS(90027, FIX_CONFIG, YOU,
	    "personal accounts cannot use the old (v1) endpoint",
	    "remove token_endpoint from the account, or use the one that ends in "
	    "/oauth2/v2.0/token"),
	AADSTS(90036, DENIED, ADMINISTRATOR,
	    "Microsoft's directory failed, and trying again does not help",
	    "open a ticket with Microsoft"),
	AADSTS(90038, FIX_CONFIG, YOU,
	    "the tenant lives in another national cloud",
	    "set cloud in the account to that cloud"),
	AADSTS(90056, FIX_CONFIG, YOU,
	    "the request to the token endpoint is not one",
	    "correct token_endpoint in the account, or remove it"),
	AADSTS(900561, FIX_CONFIG, YOU,
	    "the endpoint accepts POST requests only",
	    "correct token_endpoint in the account, or remove it"),
	AADSTS(90072, DENIED, ADMINISTRATOR,
	    "the account is not known in this tenant, so its second factor cannot be checked",
	    "invite the account as a guest; or sign in with that of the mailbox: mailbearer "
	    "login {account}"),
	AADSTS(90094, DENIED, ADMINISTRATOR,
	    "an administrator must allow the app first",
	    "grant admin consent: Entra admin center > Enterprise applications > {client_id} > "
	    "Permissions"),
	AADSTS(90095, DENIED, ADMINISTRATOR,
	    "an administrator must allow the app first; the request for it can be sent in the "
	    "browser",
	    "grant what the user asks for in the browser: Entra admin center > Enterprise "
	    "applications > Admin consent requests; then: mailbearer login {account}"),
	AADSTS(900971, FIX_CONFIG, OWNER,
	    "no redirect URI was given or registered",
	    "Entra admin center > App registrations > {client_id} > Authentication > Add a "
	    "platform > Mobile and desktop applications: http://localhost"),
	AADSTS(900382, FIX_CONFIG, OWNER,
	    "an app with a client secret cannot be used in another cloud",
	    "register the app in the mailbox's cloud and set client_id to that id"),
	AADSTS(900432, FIX_CONFIG, OWNER,
	    "an app with a client secret cannot be used in another cloud",
	    "register the app in the mailbox's cloud and set client_id to that id"),
	AADSTS(900384, FIX_CONFIG, YOU,
	    "the signature of a token or assertion in the request is not valid",
	    "check that client_certificate and client_key belong together and are registered"),
	AADSTS(9001023, FIX_CONFIG, YOU,
	    "this grant needs a tenant; common and consumers do not do",
	    SET_TENANT),
	AADSTS(9002325, FIX_CONFIG, OWNER,
	    "the redirect URI is registered for a single-page app",
	    "move it from Single-page application to Mobile and desktop applications: Entra "
	    "admin center > App registrations > {client_id} > Authentication"),
	AADSTS(9002327, FIX_CONFIG, OWNER,
	    "the redirect URI is registered for a single-page app, whose tokens only browsers get",
	    "move it from Single-page application to Mobile and desktop applications: Entra "
	    "admin center > App registrations > {client_id} > Authentication"),
	AADSTS(9002332, FIX_CONFIG, YOU,
	    "the app is for work and school accounts only, and tenant = consumers was used",
	    "set tenant = organizations, or the id of your organization, in the account"),
	AADSTS(9002341, LOGIN_AGAIN, YOU,
	    "the user must first permit single sign-on",
	    "sign in again and permit it: mailbearer login {account}"),
	AADSTS(9002346, FIX_CONFIG, YOU,
	    "the app is for personal accounts only",
	    "set tenant = consumers in the account"),
	AADSTS(901002, FIX_CONFIG, YOU,
	    "the parameter resource was sent, which the v2 endpoint does not know",
	    "remove resource from authorize_params and token_params; scope says it"),
	AADSTS(90124, FIX_CONFIG, YOU,
	    "the resource cannot be used with tenant = common or consumers",
	    SET_TENANT),
	AADSTS(90130, FIX_CONFIG, YOU,
	    "the app cannot be used with tenant = common or consumers",
	    SET_TENANT),
	AADSTS(1000031, DENIED, ADMINISTRATOR,
	    "the app cannot be used at this time",
	    "look at Entra admin center > Enterprise applications > {client_id}"),
	AADSTS(1002016, FIX_CONFIG, YOU,
	    "an outdated TLS version or cipher was used",
	    "look for a proxy or a crypto policy on this machine that prevents TLS 1.2"),
	AADSTS(135011, DENIED, ADMINISTRATOR,
	    "the device that signs in is disabled",
	    "enable it: Entra admin center > Devices; or sign in on another one"),
	AADSTS(240001, DENIED, ADMINISTRATOR,
	    "the user may not register devices",
	    "allow it if a policy asks for a registered device; mail needs none"),
	AADSTS(240002, FIX_CONFIG, YOU, "an id token was sent as the grant", REPORT),

	/* Finer kinds of invalid_grant and interaction_required */
	SUBERROR("basic_action", LOGIN_AGAIN, YOU,
	    "the sign-in needs something that only a person can give, such as a second factor",
	    SIGN_IN),
	SUBERROR("additional_action", DENIED, YOU,
	    "something must be done outside of the sign-in, such as registering the device",
	    "sign in to Office in a browser and do what it asks, then: mailbearer login {account}"),
	SUBERROR("message_only", DENIED, ADMINISTRATOR,
	    "the user cannot solve this; the sign-in page explains it",
	    "see what the sign-in page says: mailbearer login {account} --browser"),
	SUBERROR("consent_required", LOGIN_AGAIN, YOU,
	    "consent for the app is missing or was revoked",
	    "sign in and accept: mailbearer login {account}; or your administrator grants admin "
	    "consent to {client_id}"),
	SUBERROR("user_password_expired", DENIED, YOU,
	    "the password has expired",
	    "change the password in a browser, update a stored one, then: mailbearer login "
	    "{account}"),
	SUBERROR("bad_token", LOGIN_AGAIN, YOU, "the refresh token is not valid", SIGN_IN),
	SUBERROR("token_expired", LOGIN_AGAIN, YOU, "the refresh token has expired", SIGN_IN),
	SUBERROR("client_mismatch", LOGIN_AGAIN, YOU,
	    "the refresh token was issued to another client id",
	    "see that client_id is the right one, then sign in again: mailbearer login {account}"),
	SUBERROR("protection_policy_required", DENIED, ADMINISTRATOR,
	    "a policy asks for an app that Intune protects",
	    "exclude the app {client_id} or {user} from that policy"),
	SUBERROR("device_authentication_failed", DENIED, ADMINISTRATOR,
	    "a policy asks for a known device, and this one did not prove that it is",
	    "exclude {user} from that policy, or sign in on a managed device"),
	RULE(MB_WHERE_AUTHORIZE, "error_subcode", EQUAL, "cancel", LOGIN_AGAIN, YOU,
	    "the sign-in was cancelled", SIGN_IN),

	/* The device code's polls */
	ERROR(POLL, "authorization_pending", PENDING, NOBODY,
	    "the code has not been entered yet",
	    "enter the code in a browser"),
	ERROR(POLL, "slow_down", SLOW_DOWN, NOBODY, "Microsoft was asked too often", WAIT),
	ERROR(POLL, "authorization_declined", LOGIN_AGAIN, YOU,
	    "the sign-in was declined in the browser",
	    "sign in again and accept: mailbearer login {account}"),
	ERROR(POLL, "bad_verification_code", LOGIN_AGAIN, YOU,
	    "Microsoft does not know the device code",
	    "get a new code: mailbearer login {account} --device"),
	ERROR(POLL, "expired_token", LOGIN_AGAIN, YOU,
	    "the code has expired",
	    "get a new code and enter it within 15 minutes: mailbearer login {account} --device"),
	ERROR(POLL, "code_expired", LOGIN_AGAIN, YOU,
	    "the code has expired",
	    "get a new code and enter it within 15 minutes: mailbearer login {account} --device"),

	/* Microsoft's own values of `error` */
	ERROR(ENTRA, "interaction_required", LOGIN_AGAIN, YOU,
	    "the sign-in needs a person",
	    SIGN_IN),
	ERROR(ENTRA, "login_required", LOGIN_AGAIN, YOU, "nobody is signed in", SIGN_IN),
	ERROR(ENTRA, "consent_required", LOGIN_AGAIN, YOU,
	    "nobody has allowed the app to use this mailbox",
	    "sign in and accept: mailbearer login {account}; or your administrator grants admin "
	    "consent to {client_id}"),
	ERROR(ENTRA, "invalid_resource", FIX_CONFIG, YOU,
	    "the resource named in the scope is not known in this tenant",
	    "correct scope, tenant and cloud in the account; the tenant must have Exchange Online"),
	ERROR(ENTRA, "temporarily_unavailable", RETRY, NOBODY,
	    "Microsoft's sign-in service is busy or down for the moment",
	    WAIT),
	ERROR(ENTRA, "server_error", RETRY, NOBODY,
	    "Microsoft's sign-in service is troubled for the moment",
	    WAIT),

	/* Exchange Online, IMAP */
	LINE(MB_WHERE_IMAP, "authenticated but not connected", DENIED, YOU,
	    "the token is good, but the mailbox could not be opened with it: the token is "
	    "another user's, or the right to the (shared) mailbox is missing",
	    "sign in as {user}: mailbearer login {account}; for a shared mailbox your "
	    "administrator grants it: Add-MailboxPermission -Identity MAILBOX -User {user} "
	    "-AccessRights FullAccess"),
	LINE(MB_WHERE_IMAP, "Request is throttled", RETRY, NOBODY,
	    "the mailbox is asked too much, and the server slows it down",
	    "wait as long as the server says (Suggested Backoff Time)"),
	LINE(MB_WHERE_IMAP, "Server Unavailable", RETRY, NOBODY,
	    "the server behind the mailbox is troubled for the moment",
	    WAIT),
	LINE(MB_WHERE_IMAP, "AUTHENTICATE failed", DENIED, YOU,
	    "the server refused the token: IMAP is off for the mailbox, or the token is another "
	    "user's or made for another resource",
	    "see that {user} is who signed in and that services has imap; then your "
	    "administrator: Set-CASMailbox -Identity {user} -ImapEnabled $true (outlook.com: "
	    "Settings > Mail > Forwarding and IMAP)"),
	LINE(MB_WHERE_IMAP, "LOGIN failed", FIX_CONFIG, YOU,
	    "a password was sent, which the server does not accept any more",
	    USE_TOKEN),
	LINE(MB_WHERE_IMAP, "AccessTokenExpired", RETRY, NOBODY,
	    "the session was ended because its token has expired",
	    "wait: the next connection uses a new token; a program that asks for one only when it starts "
	    "must be started anew, or use the bridge: mailbearer connect {account} imap"),
	LINE(MB_WHERE_IMAP, "Connection is closed. 13", RETRY, NOBODY,
	    "the server closed the connection: idle for too long, or too many connections",
	    WAIT),
	LINE(MB_WHERE_IMAP, "Connection is closed. 14", RETRY, NOBODY,
	    "the server closed the connection: the mailbox could not be opened",
	    WAIT),
	LINE(MB_WHERE_IMAP, "Connection closed. 14", RETRY, NOBODY,
	    "the server closed the connection: the mailbox could not be opened",
	    WAIT),
	LINE(MB_WHERE_IMAP, "Connection is closed. 10", RETRY, NOBODY,
	    "the server closed the connection: it did not understand the client",
	    WAIT),

	/* Exchange Online, POP3 */
	LINE(MB_WHERE_POP3, "Authentication failure: unknown user name", DENIED, YOU,
	    "the server refused the token: POP is off for the mailbox, or the token is another "
	    "user's or made for another resource",
	    "see that {user} is who signed in and that services has pop3; then your "
	    "administrator: Set-CASMailbox -Identity {user} -PopEnabled $true (outlook.com: "
	    "Settings > Mail > Forwarding and IMAP)"),
	LINE(MB_WHERE_POP3, "Logon failure: unknown user name", FIX_CONFIG, YOU,
	    "a password was sent, which the server does not accept any more",
	    USE_TOKEN),
	LINE(MB_WHERE_POP3, "Protocol error. Connection is closed. 10", FIX_CONFIG, YOU,
	    "the line with the token was too long for the server",
	    "the program must send AUTH XOAUTH2 and the token in two lines; for a token of more "
	    "than 4096 characters let services name pop3 only and remove scope, then: mailbearer "
	    "login {account}"),

	/* Exchange Online, SMTP */
	LINE(MB_WHERE_SMTP, "is disabled for the Tenant", DENIED, ADMINISTRATOR,
	    "SMTP AUTH is off for the whole organization, also for tokens",
	    "allow it for the one mailbox: Set-CASMailbox -Identity {user} "
	    "-SmtpClientAuthenticationDisabled $false; or for all: Exchange admin center > "
	    "Settings > Mail flow > Turn off SMTP AUTH protocol for your organization: clear"),
	LINE(MB_WHERE_SMTP, "is disabled for the Mailbox", DENIED, ADMINISTRATOR,
	    "SMTP AUTH is off for this mailbox, also for tokens",
	    "Set-CASMailbox -Identity {user} -SmtpClientAuthenticationDisabled $false; or "
	    "Microsoft 365 admin center > Users > {user} > Mail > Manage email apps > "
	    "Authenticated SMTP"),
	LINE(MB_WHERE_SMTP, "security defaults policy", DENIED, ADMINISTRATOR,
	    "the organization's security defaults forbid this sign-in",
	    "replace security defaults by Conditional Access; or let the mail program use a "
	    "token instead of a password"),
	LINE(MB_WHERE_SMTP, "did not meet the criteria to be authenticated", DENIED, ADMINISTRATOR,
	    "a Conditional Access policy or a setting of the mailbox forbids this sign-in",
	    ADMIN_LOG),
	LINE(MB_WHERE_SMTP, "basic authentication is disabled", FIX_CONFIG, YOU,
	    "a password was sent, which the server does not accept any more",
	    USE_TOKEN),
	LINE(MB_WHERE_SMTP, "user credentials were incorrect", DENIED, YOU,
	    "the server says that the user name or the password is wrong",
	    "let the mail program use XOAUTH2 with a token (man mailbearer), and see that "
	    "the user name is {user}"),
	LINE(MB_WHERE_SMTP, "535 5.7.139", DENIED, ADMINISTRATOR,
	    "a policy or a setting of the mailbox forbids this sign-in",
	    ADMIN_LOG),
	LINE(MB_WHERE_SMTP, "550 5.7.30", FIX_CONFIG, YOU,
	    "a password was sent, which the server does not accept any more",
	    USE_TOKEN),
	LINE(MB_WHERE_SMTP, "535 5.7.3 ", DENIED, YOU,
	    "the server refused the token: it is another user's, or made for another resource, "
	    "or the app's right to the mailbox is missing",
	    "see that {user} is who signed in and that services has smtp; an app without a user "
	    "needs New-ServicePrincipal and Add-MailboxPermission first, which take up to an "
	    "hour to work"),
	LINE(MB_WHERE_SMTP, "5.7.3 Authentication unsuccessful", DENIED, YOU,
	    "the server refused the token: it is another user's, or made for another resource, "
	    "or the app's right to the mailbox is missing",
	    "see that {user} is who signed in and that services has smtp"),
	LINE(MB_WHERE_SMTP, "Client not authenticated to send", FIX_CONFIG, YOU,
	    "the mail program did not sign in before sending",
	    USE_TOKEN),
	LINE(MB_WHERE_SMTP, "504 5.7.4", FIX_CONFIG, YOU,
	    "the server does not offer this way of signing in here",
	    "use port 587 with STARTTLS (smtp_port = 587, smtp_tls = starttls) and XOAUTH2"),
	LINE(MB_WHERE_SMTP, "530 5.7.57", FIX_CONFIG, YOU,
	    "the mail program did not sign in before sending",
	    USE_TOKEN),
	LINE(MB_WHERE_SMTP, "bad outbound sender", DENIED, ADMINISTRATOR,
	    "Microsoft has blocked the mailbox as a sender because of spam",
	    "secure the account of {user}, then unblock it: Microsoft Defender portal > Email & "
	    "collaboration > Review > Restricted entities"),
	LINE(MB_WHERE_SMTP, "SendAsDenied", DENIED, YOU,
	    "the sender's address is not the mailbox's, and the right to send as it is missing",
	    "send from {user}; or your administrator grants it: Add-RecipientPermission "
	    "-Identity SENDER -Trustee {user} -AccessRights SendAs"),
	LINE(MB_WHERE_SMTP, "554 5.7.60", DENIED, YOU,
	    "the sender's address is not the mailbox's, and the right to send as it is missing",
	    "send from {user}; or your administrator grants it: Add-RecipientPermission "
	    "-Identity SENDER -Trustee {user} -AccessRights SendAs"),
	LINE(MB_WHERE_SMTP, "432 4.3.2", RETRY, NOBODY,
	    "the mailbox sends too many messages at once",
	    "wait; send at most 3 at a time"),
	LINE(MB_WHERE_SMTP, "430 4.2.0", RETRY, NOBODY,
	    "the server behind the mailbox is troubled for the moment",
	    WAIT),
	LINE(MB_WHERE_SMTP, "421 4.3.2", RETRY, NOBODY,
	    "the server is not available for the moment",
	    WAIT),
	LINE(MB_WHERE_SMTP, "451 4.7.0", RETRY, NOBODY,
	    "the server is troubled for the moment",
	    WAIT),
	LINE(MB_WHERE_SMTP, "SubmissionQuotaExceededException", RETRY, NOBODY,
	    "the mailbox has sent to 10 000 recipients today, which is its limit",
	    "wait 24 hours"),
	LINE(MB_WHERE_SMTP, "QuotaExceededException", DENIED, YOU,
	    "the sender's mailbox is full, and sent messages are kept in it",
	    "delete messages of {user}, or ask your administrator for more room"),
	LINE(MB_WHERE_SMTP, "554 5.2.2", DENIED, YOU,
	    "the sender's mailbox is full, and sent messages are kept in it",
	    "delete messages of {user}, or ask your administrator for more room"),
	{ 0 },
};
/* clang-format on */

#endif
