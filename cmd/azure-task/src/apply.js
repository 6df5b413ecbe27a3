// EdgeproxyApply: sets the proxy in manifests, in place or into another file.
'use strict';

// Before the library of tasks: it takes the input out of the environment, and writes what is
// asked of it into a debug line.
const given = process.env.INPUT_PROXYURL ?? '';

const fs = require('node:fs');
const path = require('node:path');
const tl = require('azure-pipelines-task-lib/task');
const program = require('./program');
const secrets = require('./secrets');

/** The proxy, masked from here on. */
function proxy() {
  secrets.mask(given.trim() || tl.getInput('proxyUrl', true) || ''); // the mock runner has taken it
  return program.expanded('proxyUrl', true);
}

/**
 * Writes a file as a whole or not at all. It may hold a password.
 * @param {string} file
 * @param {Buffer} content
 */
function replace(file, content) {
  const part = `${file}.edgeproxy-part`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.rmSync(part, { force: true }); // of a run that was stopped
    fs.writeFileSync(part, content, { mode: 0o600, flag: 'wx' });
    fs.renameSync(part, file);
  } catch (err) {
    if (fs.existsSync(part)) fs.rmSync(part);
    throw new Error(`output: ${err instanceof Error ? err.message : String(err)}`);
  }
}

async function run() {
  const url = proxy();
  const files = program.lines('files', true);
  const output = program.chosenPath('output');
  if (output && files.length > 1) throw new Error(`output: ${files.length} manifests are named: expected one, or no output, which writes them in place`);

  const args = ['apply', '--upstream-protocol', tl.getInput('upstreamProtocol', true) || 'auto'];
  for (const module of program.lines('modules', false)) args.push('--module', module);
  const noProxy = program.expanded('noProxy', false);
  if (noProxy) args.push('--no-proxy', noProxy);
  if (!output) args.push('--write');

  const env = { ...process.env, EDGEPROXY_PROXY_URL: url };
  /** @type {Buffer[]} */
  const result = []; // it may hold a password
  const code = await program.run(program.find(__dirname), args, files, output ? { env, onOutput: (data) => result.push(data) } : { env });
  if (code === 0 && output) replace(output, Buffer.concat(result));
  if (code === 0) tl.setResult(tl.TaskResult.Succeeded, 'the proxy is set', true);
  else tl.setResult(tl.TaskResult.Failed, 'nothing was written: see the message above', true);
}

run().catch((err) => tl.setResult(tl.TaskResult.Failed, err.message, true));
