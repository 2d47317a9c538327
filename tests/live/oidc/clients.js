// SPDX-License-Identifier: MIT
// clients.js - node clients.js ID=CERTIFICATE...: clients of oidc-provider that sign, as JSON
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

const clients = process.argv.slice(2).map((arg) => {
	const [id, file] = arg.split('=');
	const key = new X509Certificate(readFileSync(file)).publicKey.export({ format: 'jwk' });

	return {
		client_id: id,
		application_type: 'native',
		token_endpoint_auth_method: 'private_key_jwt',
		grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
		redirect_uris: ['http://127.0.0.1'],
		jwks: { keys: [key] },
	};
});

console.log(JSON.stringify(clients));
