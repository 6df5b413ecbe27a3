// The server and the JSON-RPC library of VS Code, with what the extension expects of the
// server beyond the protocol.
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';

interface Diagnostics { uri: string; diagnostics: { code: string; message: string }[] }
interface Edit { edit: { documentChanges: { edits?: { newText: string }[] }[] } }
interface Action { title: string; command?: { command: string; arguments: { rule: string; reason: string }[] } }

const folder = mkdtempSync(join(tmpdir(), 'edgeproxy-'));
const uri = pathToFileURL(join(folder, 'deployment.json')).href;
let server: ChildProcess;
let connection: MessageConnection;

before(async () => {
  mkdirSync(join(folder, '.git'));
  const program = join(folder, 'edgeproxy');
  execFileSync('go', ['build', '-buildvcs=false', '-o', program, '../edgeproxy']);
  server = spawn(program, ['lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  assert.ok(server.stdin && server.stdout);
  connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.listen();
  const answer = await connection.sendRequest<{ serverInfo: { name: string; version: string } }>('initialize', {
    processId: null, rootUri: pathToFileURL(folder).href, initializationOptions: { asksForReason: true, asksForProxy: true },
    capabilities: {
      workspace: { applyEdit: true, workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } } } }, // as VS Code
    },
  });
  assert.equal(answer.serverInfo.name, 'edgeproxy');
  assert.notEqual(answer.serverInfo.version, '');
  await connection.sendNotification('initialized', {});
  const published = new Promise<Diagnostics>((resolve) => { connection.onNotification('textDocument/publishDiagnostics', resolve); });
  const text = readFileSync('../../examples/scaffold.json', 'utf8');
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'json', version: 1, text } });
  assert.deepEqual((await published).diagnostics.map((d) => d.code), ['EP101']);
});

after(async () => {
  await connection.sendRequest('shutdown');
  const ended = new Promise((resolve) => { server.on('exit', resolve); });
  await connection.sendNotification('exit');
  assert.equal(await ended, 0);
  rmSync(folder, { recursive: true });
});

/** Takes the next edit that the server wants to be made. */
function nextEdit(): Promise<string> {
  return new Promise((resolve) => {
    connection.onRequest('workspace/applyEdit', ({ edit }: Edit) => {
      resolve(JSON.stringify(edit));
      return { applied: true };
    });
  });
}

test('the command that sets the proxy makes an edit and tells of it', async () => {
  const edit = nextEdit();
  const outcome = await connection.sendRequest('workspace/executeCommand', {
    command: 'edgeproxy.apply', arguments: [{ uri, proxyUrl: 'http://proxy.example.com:3128' }],
  });
  assert.match(await edit, /http:\/\/proxy\.example\.com:3128/);
  assert.deepEqual(outcome, { changes: 4, notes: [] });
});

test('without a proxy the command says where to write one', async () => {
  await assert.rejects(
    connection.sendRequest('workspace/executeCommand', { command: 'edgeproxy.apply', arguments: [{ uri, proxyUrl: '' }] }),
    /proxy\.url in \.edgeproxy\.yaml/,
  );
});

test('the reason of the person gets into the configuration', async () => {
  const actions = await connection.sendRequest<Action[]>('textDocument/codeAction', {
    textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }, context: { diagnostics: [] },
  });
  assert.equal(actions.find((a) => a.title === 'Set the proxy…')?.command?.command, 'edgeproxy.setProxy');
  const command = actions.find((a) => a.title.startsWith('Ignore EP101'))?.command;
  assert.equal(command?.command, 'edgeproxy.askReason');
  const edit = nextEdit();
  await connection.sendRequest('workspace/executeCommand', { command: 'edgeproxy.ignore', arguments: [{ ...command.arguments[0], reason: 'no proxy in the lab' }] });
  assert.match(await edit, /reason: \\\\*"no proxy in the lab/);
});
