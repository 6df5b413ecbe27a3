// Finds the program edgeproxy. Nothing in an open folder may decide what is run: the
// setting is that of the person's machine, and names that start in the current folder are
// refused.
import * as path from 'node:path';

/** What the search looks at; the tests have a machine of their own. */
export interface Machine {
  platform: NodeJS.Platform;
  /** The value of PATH. */
  searchPath: string;
  /** Whether a file of this absolute path can be run. */
  isProgram(file: string): boolean;
}

/** The program, or what to tell the person. */
export type Found = { command: string } | { missing: string };

/** Finds the program that the setting edgeproxy.path names, or without one that of PATH. */
export function find(setting: string, machine: Machine): Found {
  const paths = machine.platform === 'win32' ? path.win32 : path.posix;
  const name = machine.platform === 'win32' ? 'edgeproxy.exe' : 'edgeproxy';
  const wanted = setting.trim();
  if (wanted !== '') {
    if (!paths.isAbsolute(wanted)) {
      return { missing: `The setting "edgeproxy.path" is ${JSON.stringify(wanted)}: expected an absolute path.` };
    }
    return machine.isProgram(wanted)
      ? { command: wanted }
      : { missing: `There is no program ${JSON.stringify(wanted)}, which the setting "edgeproxy.path" names.` };
  }
  for (const entry of machine.searchPath.split(paths.delimiter)) {
    const folder = machine.platform === 'win32' ? entry.replaceAll('"', '') : entry; // Windows takes quoted folders
    const file = paths.join(folder, name);
    if (paths.isAbsolute(folder) && machine.isProgram(file)) {
      return { command: file };
    }
  }
  return { missing: 'The program edgeproxy is not in PATH. Install it, or name it in the setting "edgeproxy.path". If PATH has changed since, close Visual Studio Code and open it again.' };
}

/** Tells that a program does not start as a server, and what to do about it. */
export function failure(command: string, why: string): string {
  const reason = why.trim().replace(/\.$/, '');
  return `The program ${JSON.stringify(command)} does not start as an editor server: ${reason}. If it is older than this extension, install the newest version; if it is another program, name the right one in the setting "edgeproxy.path".`;
}

/** Where it is said how to install the program. */
export const instructions = 'https://github.com/iotedge-tools/edgeproxy#readme';

/** The words of an error. */
export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
