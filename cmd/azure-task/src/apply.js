// EdgeproxyApply: sets the proxy in manifests, in place or into another file.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const tl = require('azure-pipelines-task-lib/task');
const program = require('./program');
const secrets = require('./secrets');

/** The proxy, masked from here on. */
function proxy() {
  const url = tl.getInput('proxyUrl', true) || '';
  secrets.mask(url);
  const macro = /^\$\(([^()]*)\)$/.exec(url.trim());
  if (macro) throw new Error(`proxyUrl: the variable ${macro[1]} is not defined: define it as a secret, or name the group that holds it`);
  return url;
}

/**
 * Runs the program with its output in a file, which is there only if all went well.
 * @param {import('azure-pipelines-task-lib/toolrunner').ToolRunner} tool
 * @param {import('azure-pipelines-task-lib/toolrunner').IExecOptions} options
 * @param {string} output
 */
async function into(tool, options, output) {
  const part = `${output}.edgeproxy-part`;
  fs.mkdirSync(path.dirname(output), { recursive: true });
  const out = fs.createWriteStream(part, { mode: 0o600 }); // it may hold a password
  const closed = new Promise((resolve, reject) => { out.on('close', () => resolve(undefined)).on('error', reject); });
  // Not the option outStream: the tool runner writes the command line there, too.
  tool.on('stdout', (data) => out.write(data));
  tool.on('stderr', (data) => process.stdout.write(data));
  const code = await tool.execAsync({ ...options, silent: true });
  out.end();
  await closed;
  if (code === 0) fs.renameSync(part, output);
  else fs.rmSync(part, { force: true });
  return code;
}

async function run() {
  const url = proxy();
  const files = program.lines('files', true);
  const output = tl.getInput('output', false);
  if (output && files.length > 1) throw new Error(`output: ${files.length} manifests are named: expected one, or no output, which writes them in place`);

  const tool = tl.tool(program.find(__dirname));
  tool.arg(['apply', '--upstream-protocol', tl.getInput('upstreamProtocol', true) || 'auto']);
  for (const module of program.lines('modules', false)) tool.arg(['--module', module]);
  const noProxy = tl.getInput('noProxy', false);
  if (noProxy) tool.arg(['--no-proxy', noProxy]);
  program.addFlags(tool);
  if (!output) tool.arg('--write');
  tool.arg(['--', ...files]);

  const cwd = program.folder();
  const options = { cwd, ignoreReturnCode: true, env: { ...process.env, EDGEPROXY_PROXY_URL: url } };
  const code = output ? await into(tool, options, path.resolve(cwd, output)) : await tool.execAsync(options);
  if (code === 0) tl.setResult(tl.TaskResult.Succeeded, 'the proxy is set', true);
  else tl.setResult(tl.TaskResult.Failed, 'nothing was written: see the message above', true);
}

run().catch((err) => tl.setResult(tl.TaskResult.Failed, err.message, true));
