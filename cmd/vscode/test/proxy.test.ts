import assert from 'node:assert/strict';
import { test } from 'node:test';

import { problem, tell } from '../src/proxy';

test('addresses and placeholders are left to the server', () => {
  for (const address of ['', 'http://proxy.example.com:3128', ' HTTPS://10.0.0.8', '${PROXY_URL}', '#{PROXY_URL}#', '<PROXY>', '{{proxy}}', '$(PROXY)']) {
    assert.equal(problem(address), undefined, address);
  }
});

test('what is no address is told without quoting it', () => {
  for (const address of ['proxy.example.com:3128', 'user:geheim@proxy', 'socks5://proxy:1080', 'http://', 'http:///x']) {
    assert.match(problem(address) ?? '', /^Expected/, address);
    assert.doesNotMatch(problem(address) ?? '', /geheim/);
  }
});

test('what was done', () => {
  assert.equal(tell({ changes: 0, notes: [] }), 'The manifest has this proxy already.');
  assert.equal(tell({ changes: 1, notes: [] }), '1 variable was set.');
  assert.equal(tell({ changes: 4, notes: ['a stays'] }), '4 variables were set. Note: a stays.');
});
