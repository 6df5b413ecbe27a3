// The extension: starts the server "edgeproxy lsp", and adds what the protocol has no words for.
import { accessSync, constants, statSync } from 'node:fs';
import * as vscode from 'vscode';
import { ExecuteCommandRequest, State as ClientState } from 'vscode-languageclient/node';

import { Client } from './client';
import { failure, find, instructions, message } from './program';
import { problem, tell, type Outcome } from './proxy';
import { show, type State } from './status';

/** What the server looks at: files and what was never saved, and no old versions beside them. */
const documents = [
  ...['file', 'untitled'].flatMap((scheme) => [{ scheme, language: 'json' }, { scheme, language: 'jsonc' }]),
  { scheme: 'file', pattern: '**/.edgeproxy.yaml' },
];

let client: Client | undefined;
let status: vscode.StatusBarItem;
/** Why there is no server, or what one must know to have one. */
let missing = 'edgeproxy is a program of its own.';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  status = vscode.window.createStatusBarItem('edgeproxy', vscode.StatusBarAlignment.Right);
  status.name = 'edgeproxy';
  context.subscriptions.push(
    status,
    vscode.commands.registerCommand('edgeproxy.setProxy', setProxy),
    vscode.commands.registerCommand('edgeproxy.askReason', askReason),
    vscode.commands.registerCommand('edgeproxy.restart', restart),
    vscode.commands.registerCommand('edgeproxy.howToInstall', howToInstall),
    vscode.window.onDidChangeActiveTextEditor(showStatus),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration('edgeproxy.path')) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop(client);
}

function setState(state: State): void {
  const shown = show(state);
  status.text = shown.text;
  status.tooltip = shown.tooltip;
  status.command = shown.command;
  status.backgroundColor = shown.isError ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  showStatus();
}

/** Shows the status beside the documents that the server looks at. */
function showStatus(): void {
  const editor = vscode.window.activeTextEditor;
  if (editor && vscode.languages.match(documents, editor.document) > 0) {
    status.show();
  } else {
    status.hide();
  }
}

async function start(): Promise<void> {
  const found = find(vscode.workspace.getConfiguration('edgeproxy').get('path', ''), {
    platform: process.platform,
    searchPath: process.env.PATH ?? '',
    isProgram,
  });
  if ('missing' in found) {
    tellMissing(found.missing);
    return;
  }
  const started = new Client(found.command, {
    documentSelector: documents,
    initializationOptions: { asksForReason: true, asksForProxy: true },
  });
  void stop(client);
  client = started;
  started.onDidChangeState(({ newState }) => {
    if (client === started) {
      setState(stateOf(newState, started));
    }
  });
  try {
    await started.start();
  } catch (error) {
    const why = failure(found.command, await started.why(error));
    if (client === started) {
      tellMissing(why);
    }
    return;
  }
  if (client !== started) {
    await stop(started); // another one was started in the meantime
  }
}

/** How a client is; the library starts a server that has crashed again by itself. */
function stateOf(state: ClientState, of: Client): State {
  switch (state) {
    case ClientState.Running:
      return { kind: 'running', version: of.initializeResult?.serverInfo?.version ?? '' };
    case ClientState.Starting:
      return { kind: 'starting' };
    default:
      return { kind: 'stopped' };
  }
}

async function restart(): Promise<void> {
  const before = client;
  client = undefined;
  await stop(before);
  await start();
}

/** Ends a server. One that has not started, or is about to, cannot be ended: that is no error. */
async function stop(server: Client | undefined): Promise<void> {
  try {
    await server?.stop();
  } catch {
    // start ends the one that is about to
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Shows why there is no server, also later when somebody clicks on the status. */
function tellMissing(why: string): void {
  missing = why;
  setState({ kind: 'missing', why });
  void howToInstall();
}

/** Tells that the program is not there, and what to do about it. */
async function howToInstall(): Promise<void> {
  const read = 'How to Install It';
  const settings = 'Open the Setting';
  const again = 'Try Again';
  switch (await vscode.window.showWarningMessage(missing, read, settings, again)) {
    case read:
      await vscode.env.openExternal(vscode.Uri.parse(instructions));
      break;
    case settings:
      await vscode.commands.executeCommand('workbench.action.openSettings', 'edgeproxy.path');
      break;
    case again:
      await restart();
      break;
  }
}

/**
 * Sets the proxy in a manifest: the one that the server names, or that of the active editor. The
 * server makes the edit.
 */
async function setProxy(target?: { uri: string }): Promise<void> {
  if (!client) {
    await howToInstall();
    return;
  }
  const editor = vscode.window.activeTextEditor;
  const uri = target?.uri ?? (editor && client.code2ProtocolConverter.asUri(editor.document.uri));
  if (uri === undefined) {
    await vscode.window.showInformationMessage('Open a deployment manifest first.');
    return;
  }
  const proxyUrl = await vscode.window.showInputBox({
    title: 'Set the proxy',
    prompt: 'The address of the proxy, or nothing for that of .edgeproxy.yaml.',
    placeHolder: 'http://proxy.example.com:3128',
    ignoreFocusOut: true,
    validateInput: problem,
  });
  if (proxyUrl === undefined) {
    return; // the person has changed their mind
  }
  const outcome = await execute('edgeproxy.apply', { uri, proxyUrl: proxyUrl.trim() });
  if (outcome) {
    await vscode.window.showInformationMessage(tell(outcome as Outcome));
  }
}

/** Accepts a finding with the reason of the person. */
async function askReason(entry: { rule: string }): Promise<void> {
  const reason = await vscode.window.showInputBox({
    title: `Ignore ${entry.rule} here`,
    prompt: 'Why is this acceptable? The reason will stand in .edgeproxy.yaml.',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'A reason is needed.' : undefined),
  });
  if (reason !== undefined) {
    await execute('edgeproxy.ignore', { ...entry, reason: reason.trim() });
  }
}

/** Has the server run a command, and tells what went wrong. */
async function execute(command: string, argument: object): Promise<unknown> {
  try {
    return await client?.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] });
  } catch (error) {
    await vscode.window.showErrorMessage(`edgeproxy: ${message(error)}`);
    return undefined;
  }
}
