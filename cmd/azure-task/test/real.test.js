// The tasks of build/ as the agent runs them, with the program that they hold.
'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');

const root = path.join(__dirname, '..');
const examples = path.join(root, '..', '..', 'examples');

/**
 * The inputs as the agent hands them on: with the defaults of the task, and each path of the
 * type filePath made absolute. An empty one becomes the folder of the sources.
 * @param {string} task
 * @param {Record<string, string>} inputs
 * @param {string} folder
 */
function handed(task, inputs, folder) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  for (const input of JSON.parse(fs.readFileSync(path.join(root, task, 'task.json'), 'utf8')).inputs) {
    const value = inputs[input.name] ?? input.defaultValue;
    env[`INPUT_${input.name.toUpperCase()}`] = input.type === 'filePath' ? path.resolve(folder, value) : value;
  }
  return env;
}

/**
 * Runs a task in a folder that holds copies of examples.
 * @param {string} task
 * @param {Record<string, string>} inputs
 * @param {string[]} files
 * @param {NodeJS.ProcessEnv} more variables
 */
function run(task, inputs, files, more = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edgeproxy task-'));
  for (const name of files) fs.copyFileSync(path.join(examples, name), path.join(folder, name));
  fs.mkdirSync(path.join(folder, '.temp'));
  /** @type {NodeJS.ProcessEnv} */
  const env = { PATH: process.env.PATH, HOME: folder, TF_BUILD: 'True', AGENT_TEMPDIRECTORY: path.join(folder, '.temp'), SYSTEM_DEFAULTWORKINGDIRECTORY: folder, BUILD_SOURCESDIRECTORY: folder, AGENT_VERSION: '3.240.0', ...handed(task, inputs, folder), ...more };
  const done = spawnSync(process.execPath, [path.join(root, 'build', task, 'index.js')], { cwd: folder, env, encoding: 'utf8' });
  const said = done.stdout + done.stderr;
  const result = /^##vso\[task\.complete result=(\w+);/m.exec(said)?.[1];
  /** @param {string} command */
  const files_ = (command) => said.split('\n').filter((l) => l.startsWith(`##vso[${command}`)).map((l) => l.slice(l.indexOf(']') + 1).trim());
  return { folder, said, result, published: files_ };
}

test('lint fails on a manifest that strips the proxy, and publishes three reports', () => {
  const r = run('EdgeproxyLint', { paths: '.', failOn: 'error', publishTests: 'true', publishSarif: 'true' }, ['scaffold.json', 'behind-proxy.json']);
  assert.equal(r.result, 'Failed', r.said);
  assert.match(r.said, /##vso\[task\.logissue type=error;sourcepath=[^;]*\/scaffold\.json;linenumber=13;columnnumber=11;code=EP101;\]/);
  const [markdown] = r.published('task.uploadsummary');
  assert.match(fs.readFileSync(markdown, 'utf8'), /EP101/);
  const sarif = JSON.parse(fs.readFileSync(r.published('artifact.upload')[0], 'utf8'));
  assert.notEqual(path.basename(r.published('artifact.upload')[0]), 'edgeproxy.sarif', 'a second task of the run would overwrite it');
  assert.deepEqual(sarif.runs[0].results.map((/** @type {{ruleId: string}} */ f) => f.ruleId), ['EP101']);
  const junit = /##vso\[results\.publish type=JUnit;.*resultFiles=([^;\]]*)/.exec(r.said)?.[1] ?? '';
  assert.match(fs.readFileSync(junit, 'utf8'), /<failure/);
});

test('lint is content with what is right, and publishes only what is asked for', () => {
  const r = run('EdgeproxyLint', { paths: 'behind-proxy.json', failOn: 'error', publishTests: 'false', publishSarif: 'false' }, ['behind-proxy.json']);
  assert.equal(r.result, 'Succeeded', r.said);
  assert.doesNotMatch(r.said, /results\.publish|artifact\.upload/);
});

test('flags are split as the agent splits arguments', () => {
  const r = run('EdgeproxyLint', { paths: '.', flags: '--exclude "scaff*" --quiet' }, ['scaffold.json', 'behind-proxy.json']);
  assert.equal(r.result, 'Succeeded', r.said);
});

test('lint says that something could not be checked', () => {
  const r = run('EdgeproxyLint', { paths: 'missing.json', failOn: 'never' }, []);
  assert.equal(r.result, 'Failed', r.said);
  assert.match(r.said, /could not be checked/);
});

test('apply writes in place, or one result, and no password into the log', () => {
  const url = 'http://user:p%40ss@proxy.example.com:3128';
  const place = run('EdgeproxyApply', { files: 'scaffold.json', proxyUrl: url, upstreamProtocol: 'auto', modules: 'thermo*' }, ['scaffold.json']);
  assert.equal(place.result, 'Succeeded', place.said);
  const written = JSON.parse(fs.readFileSync(path.join(place.folder, 'scaffold.json'), 'utf8'));
  assert.equal(written.modulesContent.$edgeAgent['properties.desired'].systemModules.edgeAgent.env.https_proxy.value, url);
  assert.equal(written.modulesContent.$edgeAgent['properties.desired'].modules.thermometer.env.https_proxy.value, url);

  const other = run('EdgeproxyApply', { files: 'scaffold.json', proxyUrl: url, upstreamProtocol: 'auto', output: 'out/deployment.json' }, ['scaffold.json']);
  assert.equal(other.result, 'Succeeded', other.said);
  assert.deepEqual(fs.readFileSync(path.join(other.folder, 'scaffold.json')), fs.readFileSync(path.join(examples, 'scaffold.json')));
  assert.match(fs.readFileSync(path.join(other.folder, 'out', 'deployment.json'), 'utf8'), /p%40ss/);
  for (const { said } of [place, other]) assert.doesNotMatch(said.replaceAll(/##vso\[task\.setsecret.*/g, ''), /p(%40|@)ss/);
});

test('apply leaves no result behind that is not one', () => {
  const r = run('EdgeproxyApply', { files: 'missing.json', proxyUrl: 'http://proxy.example.com:3128', upstreamProtocol: 'auto', output: 'out.json' }, []);
  assert.equal(r.result, 'Failed', r.said);
  assert.deepEqual(fs.readdirSync(r.folder).sort(), ['.temp']);
});

test('lint takes the configuration that is named, and no folder for one', () => {
  const named = run('EdgeproxyLint', { paths: 'scaffold.json', config: 'other.yaml' }, ['scaffold.json']);
  assert.match(named.said, /other\.yaml: the configuration cannot be read: no such file/);
  const none = run('EdgeproxyLint', { paths: 'scaffold.json', config: '' }, ['scaffold.json']);
  assert.match(none.said, /code=EP101/);
});

test('apply says why a result cannot be written, and writes none', () => {
  const r = run('EdgeproxyApply', { files: 'scaffold.json', proxyUrl: 'http://proxy.example.com:3128', output: 'scaffold.json/x/out.json' }, ['scaffold.json']);
  assert.equal(r.result, 'Failed', r.said);
  assert.match(r.said, /output: ENOTDIR/);
  const folder = run('EdgeproxyApply', { files: 'scaffold.json', proxyUrl: 'http://proxy.example.com:3128', output: '.temp' }, ['scaffold.json']);
  assert.equal(folder.result, 'Failed', folder.said);
  assert.match(folder.said, /output: E(ISDIR|EXIST|NOTEMPTY|PERM)/);
  assert.deepEqual(fs.readdirSync(folder.folder).sort(), ['.temp', 'scaffold.json']);
});

test('the agent knows what to mask before anything shows it', () => {
  const r = run('EdgeproxyApply', { files: 'scaffold.json', proxyUrl: 'http://user:Marker7@proxy.example.com:3128' }, ['scaffold.json'], { SYSTEM_DEBUG: 'true' });
  assert.equal(r.result, 'Succeeded');
  const first = r.said.split('\n').find((l) => l.includes('Marker7')) ?? '';
  assert.ok(first.startsWith('##vso[task.setsecret'), `the password is shown before: ${first.replaceAll('Marker7', '***')}`);
});

test('a folder that is missing is named, and standard input is refused', () => {
  const missing = run('EdgeproxyLint', { paths: '.', workingDirectory: 'missing' }, ['scaffold.json']);
  assert.equal(missing.result, 'Failed', missing.said);
  assert.match(missing.said, /workingDirectory: there is no folder .*missing/);
  const stdin = run('EdgeproxyLint', { paths: '-' }, ['scaffold.json']);
  assert.equal(stdin.result, 'Failed', stdin.said);
  assert.match(stdin.said, /"-" is standard input/);
});

test('no command of the agent gets out of an input', () => {
  const evil = 'a##vso[task.setvariable variable=PATH]evil\n##vso[task.complete result=Succeeded;]\nb "c".json';
  for (const debug of ['true', 'false']) {
    const r = run('EdgeproxyApply', { files: evil, proxyUrl: 'http://proxy.example.com:3128', modules: evil, flags: '--note ##vso[x]y' }, [], { SYSTEM_DEBUG: debug });
    assert.doesNotMatch(r.said.replaceAll(/^##vso\[task\.(debug|issue|complete)[^\]]*\].*/gm, ''), /##vso\[/, r.said);
    assert.match(r.said, /^##vso\[task\.complete result=Failed;/m);
  }
});

test('no password of an address in the flags gets into the log', () => {
  for (const address of ['http://u:Marker7@proxy.example.com:3128', '//u:a/Marker7@proxy.example.com', 'http://u:a@Marker7@proxy.example.com']) {
    const r = run('EdgeproxyApply', { files: 'scaffold.json', proxyUrl: 'http://proxy.example.com:3128', flags: `--note ${address}` }, ['scaffold.json']);
    assert.match(r.said, /\[command\].*--note .*\/\/\*\*\*@/, r.said.replaceAll('Marker7', '***'));
    const shown = r.said.split('\n').filter((l) => !/^##vso\[task\.(debug|setsecret)/.test(l)).join('\n');
    assert.ok(!shown.includes('Marker7'), 'the password is shown');
    assert.ok(r.published('task.setsecret').some((l) => l.endsWith(address)), 'the agent is not told to mask the address');
  }
});

test('the versions of task, extension and package agree', () => {
  const json = (/** @type {string} */ name) => JSON.parse(fs.readFileSync(path.join(root, name), 'utf8'));
  const { version } = json('package.json');
  assert.equal(json('vss-extension.json').version, version);
  for (const task of ['EdgeproxyLint', 'EdgeproxyApply']) {
    const { Major, Minor, Patch } = json(`${task}/task.json`).version;
    assert.equal(`${Major}.${Minor}.${Patch}`, version);
  }
});
