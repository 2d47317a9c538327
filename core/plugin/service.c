/* SPDX-License-Identifier: MIT */
#include "plugin/service.h"

#include "base/text.h"

#define SETTINGS(service) MB_SET_##service##_HOST, MB_SET_##service##_PORT, MB_SET_##service##_TLS

const struct mb_service_row mb_service_rows[MB_SERVICES] = {
	{ MB_SERVICE_IMAP,
	  MB_WHERE_IMAP,
	  "imap",
	  SETTINGS(IMAP),
	  { { 993, MB_TLS_IMPLICIT }, { 143, MB_TLS_STARTTLS } } },
	{ MB_SERVICE_POP3,
	  MB_WHERE_POP3,
	  "pop3",
	  SETTINGS(POP3),
	  { { 995, MB_TLS_IMPLICIT }, { 110, MB_TLS_STARTTLS } } },
	{ MB_SERVICE_SMTP,
	  MB_WHERE_SMTP,
	  "smtp",
	  SETTINGS(SMTP),
	  { { 587, MB_TLS_STARTTLS }, { 465, MB_TLS_IMPLICIT }, { 25, MB_TLS_STARTTLS } } },
};

size_t mb_service_index(unsigned service)
{
	size_t i = 0;

	while (i < MB_SERVICES - 1 && mb_service_rows[i].service != service)
		i++;
	return i;
}

const struct mb_service_row *mb_service_row(unsigned service)
{
	return &mb_service_rows[mb_service_index(service)];
}

unsigned mb_service_by_name(const char *name)
{
	for (size_t i = 0; i < MB_SERVICES; i++)
		if (mb_streq(mb_service_rows[i].name, name))
			return mb_service_rows[i].service;
	return 0;
}

const char *mb_service_name(unsigned service)
{
	const struct mb_service_row *row = mb_service_row(service);

	return row->service == service ? row->name : "?";
}

enum mb_tls mb_service_tls(uint16_t port, enum mb_tls otherwise)
{
	for (size_t i = 0; i < MB_SERVICES; i++)
		for (size_t k = 0; k < MB_SERVICE_PORTS && mb_service_rows[i].ports[k].port; k++)
			if (mb_service_rows[i].ports[k].port == port)
				return mb_service_rows[i].ports[k].tls;
	return otherwise;
}
