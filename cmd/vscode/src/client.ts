// The client of one server. As long as the server has not answered, what goes wrong is told by
// who starts it: the library would speak of streams and connections, in three messages.
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { CloseAction, LanguageClient, State, type LanguageClientOptions } from 'vscode-languageclient/node';

import { message } from './program';

export class Client extends LanguageClient {
  /** Whether the server has answered once. The library starts it again after a crash. */
  private hasRun = false;
  /** The first line that the program has written to standard error, and when that has ended. */
  private complaint = '';
  private ended = Promise.resolve();

  constructor(command: string, options: LanguageClientOptions) {
    super('edgeproxy', { command, args: ['lsp'] }, {
      ...options,
      initializationFailedHandler: () => false,
      stdioOptions: {
        stdout: () => undefined, // holds the protocol
        stderr: (stream) => { this.listen(stream); },
      },
    });
    const usual = this.createDefaultErrorHandler();
    this.clientOptions.errorHandler = {
      error: (error, sent, count) => usual.error(error, sent, count),
      // A program that ends before it has answered would only end again.
      closed: () => (this.hasRun ? usual.closed() : { action: CloseAction.DoNotRestart, handled: true }),
    };
    this.onDidChangeState(({ newState }) => { this.hasRun ||= newState === State.Running; });
  }

  /** Writes an error into the output, and shows it once the server has answered. */
  override error(text: string, data?: unknown, show?: boolean | 'force'): void {
    super.error(text, data, this.hasRun ? show : false);
  }

  /** Says why the server has not started: what the program says itself, or else the error of the library. */
  async why(error: unknown): Promise<string> {
    await Promise.race([this.ended, setTimeout(1000)]); // it may have closed one stream, and live on
    return this.complaint || message(error);
  }

  private listen(stream: Readable): void {
    const lines = createInterface({ input: stream, terminal: false });
    this.ended = new Promise((resolve) => { lines.on('close', resolve); });
    lines.on('line', (line) => {
      this.complaint ||= line.trim();
      this.outputChannel.error(line);
    });
  }
}
