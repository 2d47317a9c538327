// SPDX-License-Identifier: MIT
// browser.js - a person at a real browser: node browser.js REPORT sign-in|deny URL [CODE]
//
// Opens the URL in headless Chromium and walks through the pages of oidc-provider: types a name and a
// password, types a device's code, agrees or cancels. REPORT tells of the page where that ends, as the
// browser saw it, in lines of KEY and value: url, status, title, text, header (NAME: VALUE, one each),
// style (is ours in force?), asked (an address that this page made the browser ask for), complaint (what
// the browser's console says about it).
import { spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';

const MAX_SECONDS = 120;
const USER = 'alice@test';
const [report, what, start, deviceCode = ''] = process.argv.slice(2);

const profile = mkdtempSync(`${report}.profile.`);
const chromium = spawn('chromium', [
	'--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic',
	'--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
	// oidc-provider's pages want a font from elsewhere.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--no-proxy-server',
	`--user-data-dir=${profile}`, '--remote-debugging-pipe', 'about:blank',
], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
const [toChromium, fromChromium] = chromium.stdio.slice(3);
const gone = new Promise((resolve) => {
	chromium.once('exit', resolve);
	chromium.once('error', resolve);
});

// The DevTools protocol: JSON, each message ended by a NUL.
const waiting = new Map();
const events = [];
let rest = '';
let serial = 0;

fromChromium.setEncoding('utf8');
fromChromium.on('data', (data) => {
	const messages = (rest + data).split('\0');

	rest = messages.pop();
	for (const text of messages) {
		const message = JSON.parse(text);

		if (message.id)
			waiting.get(message.id)(message);
		else
			events.push(message);
	}
});

const send = (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
	serial += 1;
	waiting.set(serial, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
	toChromium.write(`${JSON.stringify({ id: serial, method, params, sessionId })}\0`);
});

const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Runs in the page: does what a person would, and says whether there was something to do.
const act = (user, what, deviceCode) => {
	const find = (selector) => document.querySelector(selector);

	if (document.readyState !== 'complete' || window.done)
		return 'wait';
	const name = find('input[name=login]');
	const code = find('input[type=text][name=user_code]');
	if (name) {
		name.value = user;
		find('input[name=password]').value = 'a password';
	} else if (code) {
		code.value = deviceCode;
	}
	const cancel = !name && what === 'deny' && find('a[href$="/abort"]');
	const next = cancel || find('form [type=submit], button[form]');
	if (!next || find('p.red')) // it says in red what went wrong, and asks again
		return 'end';
	window.done = true;
	next.click();
	return 'wait';
};

const describe = () => ({
	title: document.title,
	text: document.body.innerText,
	style: getComputedStyle(document.querySelector('main') ?? document.body).borderLeftWidth,
});

const walk = async (evaluate) => {
	for (;;) {
		// The page may go away while it is asked.
		const state = await evaluate(act, USER, what, deviceCode).catch(() => 'wait');

		if (state === 'end')
			return evaluate(describe);
		await sleep(100);
	}
};

const linesOf = ({ title, text, style }) => {
	const of = (method) => events.filter((event) => event.method === method).map((event) => event.params);
	const pages = of('Network.responseReceived').filter(({ type }) => type === 'Document');
	const { response, loaderId } = pages[pages.length - 1];
	const lines = [`url ${response.url}`, `status ${response.status}`, `title ${title}`, `style ${style}`];

	for (const line of text.split('\n').filter(Boolean))
		lines.push(`text ${line}`);
	for (const [name, value] of Object.entries(response.headers))
		lines.push(`header ${name.toLowerCase()}: ${value}`);
	for (const { request, requestId } of of('Network.requestWillBeSent').filter((r) => r.loaderId === loaderId))
		if (requestId !== loaderId)
			lines.push(`asked ${request.url}`);
	for (const { entry } of of('Log.entryAdded').filter((e) => e.entry.url === response.url))
		lines.push(`complaint ${entry.text}`);
	return lines;
};

const endBrowser = async () => {
	try {
		process.kill(-chromium.pid, 'SIGKILL'); // its helpers too: they write into the profile
	} catch (error) {
		if (error.code !== 'ESRCH')
			throw error;
	}
	await gone;
	rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
};

// The report comes last: whoever waits for it may then remove all.
const finish = async (status, lines) => {
	await endBrowser().catch((error) => lines.push(`failed ${error.message}`));
	writeFileSync(`${report}.new`, `${lines.join('\n')}\n`);
	renameSync(`${report}.new`, report);
	process.exit(status);
};

setTimeout(() => finish(1, ['failed it took too long']), MAX_SECONDS * 1000);
process.on('SIGTERM', () => finish(1, ['failed told to end']));
try {
	const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
	const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
	const evaluate = async (f, ...args) => {
		const expression = `(${f})(...${JSON.stringify(args)})`;
		const { result } = await send('Runtime.evaluate', { expression, returnByValue: true }, sessionId);

		return result.value;
	};

	for (const domain of ['Network', 'Log', 'Page'])
		await send(`${domain}.enable`, {}, sessionId);
	await send('Page.navigate', { url: start }, sessionId);
	const page = await walk(evaluate);
	await sleep(500); // for what the page might still ask for
	await finish(0, linesOf(page));
} catch (error) {
	await finish(1, [`failed ${error.stack}`]);
}
