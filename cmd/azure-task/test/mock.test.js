// The tasks under the mock runner of azure-pipelines-task-lib: which command they
// run, and what they make of its end.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const { MockTestRunner } = require('azure-pipelines-task-lib/mock-test');

// The tests may themselves run on an agent, whose variables are not those of the scenarios.
for (const name of Object.keys(process.env)) {
  if (/^(AGENT|BUILD|SYSTEM|INPUT|EDGEPROXY)_|^TF_BUILD$/.test(name)) delete process.env[name];
}

/**
 * @param {{task: 'lint' | 'apply', inputs: Record<string, string>, variables?: Record<string, string>, which?: boolean}} scenario
 */
async function run(scenario) {
  const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'edgeproxy-task-'));
  const runner = new MockTestRunner(path.join(__dirname, 'scenario.js'), path.join(__dirname, '..', 'EdgeproxyLint', 'task.json'));
  runner.nodePath = process.execPath; // else it fetches one
  process.env.AGENT_TEMPDIRECTORY = temp;
  for (const [name, value] of Object.entries(scenario.variables ?? {})) process.env[name] = value;
  process.env.SCENARIO = JSON.stringify({
    task: scenario.task,
    inputs: scenario.inputs,
    answers: scenario.which === false ? {} : { which: { edgeproxy: '/usr/bin/edgeproxy' } },
  });
  await runner.runAsync();
  delete process.env.SCENARIO;
  for (const name of Object.keys(scenario.variables ?? {})) delete process.env[name];
  fs.rmSync(temp, { recursive: true });
  const commands = Object.keys(runner.cmdlines).map((c) => c.replaceAll(/[^\s=]*edgeproxy-[A-Za-z0-9]{6}\//g, 'REPORTS/'));
  return { runner, commands };
}

test('lint runs one command with the reports that are asked for', async () => {
  const { commands } = await run({ task: 'lint', inputs: { paths: 'manifests\nplants/*.json\n\n', failOn: 'warning', config: '.edgeproxy.yaml', publishTests: 'true', publishSarif: 'false', flags: '--exclude "old ones/**"' } });
  assert.deepEqual(commands, ['/usr/bin/edgeproxy lint --format azure --fail-on warning --config .edgeproxy.yaml --report markdown=REPORTS/edgeproxy.md --report junit=REPORTS/TEST-edgeproxy.xml --exclude "old ones/**" -- manifests plants/*.json']);
});

test('against compares with the branch of the pull request, and only there', async () => {
  const inputs = { paths: '.', failOn: 'error', against: 'pull-request' };
  const none = await run({ task: 'lint', inputs });
  assert.doesNotMatch(none.commands[0], /--against/);
  const pull = await run({ task: 'lint', inputs, variables: { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/release/1' } });
  assert.match(pull.commands[0], / --against git:refs\/remotes\/origin\/release\/1 /);
  const given = await run({ task: 'lint', inputs: { ...inputs, against: 'git:HEAD~1' } });
  assert.match(given.commands[0], / --against git:HEAD~1 /);
});

test('without a program the task says what to do', async () => {
  const { runner, commands } = await run({ task: 'lint', inputs: { paths: '.', failOn: 'error' }, which: false });
  assert.equal(runner.failed, true);
  assert.deepEqual(commands, []);
  assert.match(runner.stdout, /install it in a step before this one/);
});

test('apply passes the proxy through the environment and masks it', async () => {
  const { runner, commands } = await run({ task: 'apply', inputs: { files: 'a.json\nb.json', proxyUrl: 'http://user:p%40ss@proxy.example.com:3128', upstreamProtocol: 'auto', modules: 'blob*\nothers', noProxy: 'localhost' } });
  assert.deepEqual(commands, ['/usr/bin/edgeproxy apply --upstream-protocol auto --module blob* --module others --no-proxy localhost --write -- a.json b.json']);
  const masked = runner.stdout.split('\n').filter((l) => l.startsWith('##vso[task.setsecret')).map((l) => l.slice(l.indexOf(']') + 1));
  assert.deepEqual(masked, ['http://user:p%2540ss@proxy.example.com:3128', 'p%2540ss', 'p@ss'].map((s) => s.replaceAll('%25', '%AZP25')));
  const rest = runner.stdout.split('\n').filter((l) => !l.startsWith('##vso[task.setsecret')).join('\n');
  assert.doesNotMatch(rest, /p(%40|@)ss/);
});

test('apply refuses a variable that is not defined, and one result of two manifests', async () => {
  const inputs = { files: 'a.json\nb.json', upstreamProtocol: 'auto' };
  const macro = await run({ task: 'apply', inputs: { ...inputs, proxyUrl: '$(ProxyUrl)' } });
  assert.equal(macro.runner.failed, true);
  assert.match(macro.runner.stdout, /the variable ProxyUrl is not defined/);
  const part = await run({ task: 'apply', inputs: { ...inputs, proxyUrl: 'http://$(ProxyHost):3128' } });
  assert.match(part.runner.stdout, /proxyUrl: the variable ProxyHost is not defined/);
  const hosts = await run({ task: 'apply', inputs: { ...inputs, proxyUrl: 'http://proxy.example.com:3128', noProxy: 'localhost,$(Hosts)' } });
  assert.match(hosts.runner.stdout, /noProxy: the variable Hosts is not defined/);
  const two = await run({ task: 'apply', inputs: { ...inputs, proxyUrl: 'http://proxy.example.com:3128', output: 'c.json' } });
  assert.equal(two.runner.failed, true);
  assert.match(two.runner.stdout, /2 manifests are named/);
  assert.deepEqual([...macro.commands, ...part.commands, ...hosts.commands, ...two.commands], []);
});
