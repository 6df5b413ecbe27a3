// What the status bar says.

/** How the server is. */
export type State =
  | { kind: 'starting' }
  | { kind: 'running'; version: string }
  | { kind: 'missing'; why: string }
  | { kind: 'stopped' };

/** What stands in the status bar. */
export interface Shown {
  text: string;
  tooltip: string;
  /** The command of a click. */
  command: string;
  isError: boolean;
}

/** Says how the server is. */
export function show(state: State): Shown {
  switch (state.kind) {
    case 'starting':
      return { text: '$(sync~spin) edgeproxy', tooltip: 'The server is starting.', command: 'edgeproxy.restart', isError: false };
    case 'running':
      return { text: '$(shield) edgeproxy', tooltip: `edgeproxy ${state.version}: click to set the proxy in this manifest.`, command: 'edgeproxy.setProxy', isError: false };
    case 'missing':
      return { text: '$(warning) edgeproxy', tooltip: `${state.why} Click to see how.`, command: 'edgeproxy.howToInstall', isError: true };
    case 'stopped':
      return { text: '$(error) edgeproxy', tooltip: 'The server has ended. Click to start it again.', command: 'edgeproxy.restart', isError: true };
  }
}
