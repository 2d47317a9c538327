/* SPDX-License-Identifier: MIT */
/*
 * known_errors - what the shipped plugins must be able to explain, as tables
 */
#ifndef MB_TEST_KNOWN_ERRORS_H
#define MB_TEST_KNOWN_ERRORS_H

#include <mailbearer/plugin.h>

/* The numbers that Entra ID answers with. */
static const char *const aadsts[] = {
	"16000",   "16001",   "16003",   "28000",   "28002",   "28003",   "40008",   "40009",
	"40010",   "40015",   "50000",   "50001",   "50002",   "50005",   "50010",   "50011",
	"50012",   "50013",   "50014",   "50015",   "50017",   "50020",   "50027",   "50033",
	"50034",   "50049",   "50053",   "50055",   "50056",   "50057",   "50058",   "50059",
	"50064",   "50072",   "50074",   "50076",   "50078",   "50079",   "50085",   "50086",
	"50087",   "50088",   "50089",   "50097",   "50105",   "50107",   "50120",   "50125",
	"50126",   "50127",   "50128",   "50129",   "50131",   "50132",   "50133",   "50134",
	"50135",   "50136",   "50139",   "50142",   "50143",   "50144",   "50146",   "50147",
	"50148",   "50149",   "50155",   "50158",   "50161",   "50173",   "50177",   "50187",
	"50194",   "50196",   "50197",   "50199",   "50203",   "50206",   "51004",   "53000",
	"53001",   "53002",   "53003",   "53004",   "53005",   "53009",   "53010",   "53011",
	"54000",   "54005",   "65001",   "65002",   "65004",   "65005",   "70000",   "70001",
	"70002",   "70003",   "70004",   "70005",   "70007",   "70008",   "70011",   "70012",
	"70016",   "70018",   "70019",   "70020",   "70021",   "70037",   "70043",   "70044",
	"70046",   "76021",   "80001",   "80002",   "80003",   "80004",   "80005",   "80006",
	"80007",   "80008",   "80009",   "80010",   "80011",   "80012",   "80013",   "80014",
	"81004",   "81010",   "81012",   "90002",   "90004",   "90006",   "90008",   "90009",
	"90012",   "90013",   "90014",   "90015",   "90019",   "90023",   "90024",   "90027",
	"90033",   "90036",   "90038",   "90043",   "90051",   "90055",   "90056",   "90072",
	"90084",   "90086",   "90090",   "90093",   "90094",   "90095",   "90099",   "90100",
	"90101",   "90112",   "90119",   "90120",   "90121",   "90123",   "90124",   "90130",
	"130500",  "135010",  "140000",  "240001",  "240002",  "500011",  "500014",  "500021",
	"500113",  "500121",  "500133",  "500172",  "500173",  "500200",  "500202",  "500207",
	"500208",  "500212",  "500213",  "500341",  "501051",  "501481",  "501491",  "530001",
	"530002",  "530003",  "530004",  "530021",  "530031",  "530032",  "530033",  "530034",
	"530035",  "650051",  "650052",  "650053",  "650054",  "650056",  "650057",  "700003",
	"700005",  "700007",  "700009",  "700011",  "700016",  "700020",  "700022",  "700023",
	"700024",  "700025",  "700027",  "700030",  "700051",  "700054",  "700082",  "700084",
	"700211",  "700212",  "700213",  "700222",  "700229",  "700238",  "900021",  "900023",
	"900144",  "900382",  "900384",  "900432",  "900561",  "900971",  "901002",  "1000031",
	"1000502", "1002012", "1002016", "5000224", "5000225", "7000012", "7000014", "7000110",
	"7000112", "7000114", "7000215", "7000216", "7000218", "7000219", "7000222", "7000229",
	"7002131", "9001023", "9002313", "9002325", "9002326", "9002327", "9002331", "9002332",
	"9002341", "9002346",
};

static const char *const suberrors[] = {
	"basic_action",
	"additional_action",
	"message_only",
	"consent_required",
	"user_password_expired",
	"bad_token",
	"token_expired",
	"client_mismatch",
	"protection_policy_required",
	"device_authentication_failed",
};

static const char *const google_errors[] = {
	"admin_policy_enforced", "org_internal",          "deleted_client",
	"disabled_client",       "invalid_client",        "access_denied",
	"invalid_scope",         "redirect_uri_mismatch", "invalid_grant",
	"unauthorized_client",   "disallowed_useragent",  "invalid_request",
};

/* Lines of mail servers. */
static const struct {
	const char *plugin;
	uint32_t where;
	const char *line, *cause;
	enum mb_meaning meaning;
} mail_cases[] = {
	{ "microsoft", MB_WHERE_IMAP, "A01 NO AUTHENTICATE failed.", "refused the token",
	  MB_MEANS_DENIED },
	{ "microsoft", MB_WHERE_IMAP, "A2 BAD User is authenticated but not connected.",
	  "could not be opened", MB_MEANS_DENIED },
	{ "microsoft", MB_WHERE_IMAP,
	  "A2 NO Request is throttled. Suggested Backoff Time: 92415 milliseconds",
	  "asked too much", MB_MEANS_RETRY },
	{ "microsoft", MB_WHERE_POP3,
	  "-ERR Authentication failure: unknown user name or bad password.", "refused the token",
	  MB_MEANS_DENIED },
	{ "microsoft", MB_WHERE_POP3, "-ERR Protocol error. Connection is closed. 10", "too long",
	  MB_MEANS_FIX_CONFIG },
	{ "microsoft", MB_WHERE_SMTP, "535 5.7.3 Authentication unsuccessful [X.OUTLOOK]",
	  "refused the token", MB_MEANS_DENIED },
	{ "microsoft", MB_WHERE_SMTP,
	  "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled "
	  "for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.",
	  "whole organization", MB_MEANS_DENIED },
	{ "microsoft", MB_WHERE_SMTP,
	  "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled "
	  "for the Mailbox. Visit https://aka.ms/smtp_auth_disabled",
	  "this mailbox", MB_MEANS_DENIED },
	{ "microsoft", MB_WHERE_SMTP,
	  "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException", "10 000",
	  MB_MEANS_RETRY },
	{ "microsoft", MB_WHERE_SMTP,
	  "554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException", "full",
	  MB_MEANS_DENIED },
	{ "google", MB_WHERE_SMTP, "535-5.7.8 Username and Password not accepted.",
	  "refused the token", MB_MEANS_DENIED },
	{ "google", MB_WHERE_SMTP, "534-5.7.9 Application-specific password required",
	  "password was sent", MB_MEANS_FIX_CONFIG },
	{ "google", MB_WHERE_IMAP, "A1 NO [ALERT] Too many simultaneous connections. (Failure)",
	  "too many", MB_MEANS_RETRY },
	{ "google", MB_WHERE_IMAP, "A1 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
	  "refused the token", MB_MEANS_DENIED },
	{ "google", MB_WHERE_POP3, "-ERR [SYS/PERM] Your account is not enabled for POP access",
	  "POP is off", MB_MEANS_DENIED },
};

#endif
