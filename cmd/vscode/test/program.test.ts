import assert from 'node:assert/strict';
import { test } from 'node:test';

import { failure, find, type Machine } from '../src/program';

function machine(platform: NodeJS.Platform, searchPath: string, ...programs: string[]): Machine {
  return { platform, searchPath, isProgram: (file) => programs.includes(file) };
}

test('the program of PATH', () => {
  assert.deepEqual(find('', machine('linux', '/bin:/usr/bin', '/usr/bin/edgeproxy')), { command: '/usr/bin/edgeproxy' });
  assert.deepEqual(find(' ', machine('win32', 'C:\\a;C:\\b', 'C:\\b\\edgeproxy.exe')), { command: 'C:\\b\\edgeproxy.exe' });
});

test('a folder of PATH in quotes, as Windows takes it', () => {
  const there = machine('win32', '"C:\\Program Files\\a";C:\\b', 'C:\\Program Files\\a\\edgeproxy.exe');
  assert.deepEqual(find('', there), { command: 'C:\\Program Files\\a\\edgeproxy.exe' });
});

test('a program that does not start is told with what to do', () => {
  const told = failure('/bin/edgeproxy', 'the connection is closed.');
  assert.match(told, /"\/bin\/edgeproxy" does not start as an editor server: the connection is closed\. If it is older/);
  assert.match(told, /install the newest version.*"edgeproxy\.path"/);
});

test('the program of the setting', () => {
  const there = machine('linux', '/bin', '/bin/edgeproxy', '/opt/edgeproxy');
  assert.deepEqual(find('/opt/edgeproxy', there), { command: '/opt/edgeproxy' });
  assert.match(JSON.stringify(find('/opt/other', there)), /no program .*\/opt\/other/);
});

test('a missing program is told with what to do', () => {
  assert.match(JSON.stringify(find('', machine('darwin', '/bin'))), /not in PATH. Install it/);
});

test('nothing in the open folder is run', () => {
  const hostile = machine('linux', '.::bin:/bin', 'edgeproxy', './edgeproxy', 'bin/edgeproxy');
  assert.ok('missing' in find('', hostile));
  for (const setting of ['edgeproxy', './edgeproxy', 'bin/edgeproxy']) {
    assert.match(JSON.stringify(find(setting, hostile)), /expected an absolute path/);
  }
});
