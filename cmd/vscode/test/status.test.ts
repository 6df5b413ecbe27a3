import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { show, type State } from '../src/status';

interface Manifest {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: { commands: { command: string }[]; jsonValidation: { url: string }[]; yamlValidation: { url: string }[]; configuration: { properties: Record<string, { scope?: string }> } };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

const states: State[] = [{ kind: 'starting' }, { kind: 'running', version: 'v1.2.3' }, { kind: 'missing', why: 'It is not there.' }, { kind: 'stopped' }];

test('each state has a text, and a click runs a command that exists', () => {
  const commands = manifest.contributes.commands.map((c) => c.command);
  for (const state of states) {
    const shown = show(state);
    assert.ok(commands.includes(shown.command), shown.command);
    assert.match(shown.text, /edgeproxy/);
    assert.equal(shown.isError, state.kind === 'missing' || state.kind === 'stopped');
  }
  assert.match(show({ kind: 'running', version: 'v1.2.3' }).tooltip, /v1\.2\.3/);
  assert.match(show({ kind: 'missing', why: 'It is not there.' }).tooltip, /It is not there/);
});

test('a workspace cannot choose the program', () => {
  assert.equal(manifest.contributes.configuration.properties['edgeproxy.path'].scope, 'machine');
});

test('a workspace that is not trusted sets nothing: verbose writes passwords to the output', () => {
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, Object.keys(manifest.contributes.configuration.properties));
});

test('the schemas that are contributed exist', () => {
  for (const { url } of [...manifest.contributes.jsonValidation, ...manifest.contributes.yamlValidation]) {
    readFileSync(url.replace('./dist/', '../../'));
  }
});
