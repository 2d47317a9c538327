// SPDX-License-Identifier: MIT
// server.js - oidc-provider as a mail provider would run it: node server.js FOLDER
//
// On 127.0.0.1, with its own pages for sign-in and consent. FOLDER/clients.json (optional) has the clients
// that are registered beforehand, FOLDER/methods.json how clients may prove themselves,
// FOLDER/lifetime the seconds that access tokens live from now on. Written
// there: the port, and a log with a line for each request to an endpoint of machines.
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

import Provider from 'oidc-provider';

const MAX_SECONDS = 600; // whoever started it may be gone
const folder = process.argv[2];

const read = (name, otherwise) => {
	try {
		return readFileSync(join(folder, name), 'utf8');
	} catch (error) {
		if (error.code !== 'ENOENT')
			throw error;
		return otherwise;
	}
};

const configuration = {
	clients: JSON.parse(read('clients.json', '[]')),
	cookies: { keys: ['of a test'] },
	clientAuthMethods: JSON.parse(read('methods.json',
		'["none","client_secret_basic","client_secret_post","private_key_jwt"]')),
	scopes: ['openid', 'offline_access', 'mail'],
	claims: { openid: ['sub'], mail: ['email'] },
	conformIdTokenClaims: false, // the address in the ID token: there is no asking for it elsewhere
	findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, email: id }) }),
	rotateRefreshToken: true,
	ttl: {
		AccessToken: () => Number(read('lifetime', '3600')),
		ClientCredentials: () => Number(read('lifetime', '3600')),
	},
	features: {
		clientCredentials: { enabled: true },
		deviceFlow: { enabled: true },
		introspection: { enabled: true },
		registration: { enabled: true },
		revocation: { enabled: true },
	},
};

const machines = ['token', 'device_authorization', 'revocation', 'registration', 'discovery'];

const log = (ctx) => {
	const { route, params, client } = ctx.oidc ?? {};
	const words = [ctx.status, route, params?.grant_type, client?.clientAuthMethod];

	if (machines.includes(route))
		appendFileSync(join(folder, 'log'), `${words.map((word) => word ?? '-').join(' ')}\n`);
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
	const { port } = server.address();
	const provider = new Provider(`http://127.0.0.1:${port}`, configuration);

	provider.use(async (ctx, next) => {
		await next();
		log(ctx);
	});
	for (const event of ['grant.error', 'registration_create.error', 'revocation.error',
		'authorization.error', 'introspection.error', 'server_error'])
		provider.on(event, (ctx, error) => console.error(event, error.message, error.error_detail ?? ''));
	server.on('request', provider.callback());
	writeFileSync(join(folder, 'port.new'), `${port}\n`);
	renameSync(join(folder, 'port.new'), join(folder, 'port'));
});
setTimeout(() => process.exit(1), MAX_SECONDS * 1000);
