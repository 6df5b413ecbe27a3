// The program, and running it.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const tl = require('azure-pipelines-task-lib/task');

/**
 * The edgeproxy to run: the input "program", that of the task for this machine,
 * or the one on the PATH.
 * @param {string} folder the task's folder, which holds bin/PLATFORM-ARCH/
 * @returns {string}
 */
function find(folder) {
  const chosen = tl.getPathInput('program', false);
  if (chosen && chosen !== tl.getVariable('System.DefaultWorkingDirectory')) {
    tl.checkPath(chosen, 'program');
    return chosen;
  }
  const name = process.platform === 'win32' ? 'edgeproxy.exe' : 'edgeproxy';
  const bundled = path.join(folder, 'bin', `${process.platform}-${process.arch}`, name);
  if (tl.exist(bundled)) {
    if (process.platform !== 'win32') fs.chmodSync(bundled, 0o755); // an archive of extensions keeps no modes
    return bundled;
  }
  const installed = tl.which('edgeproxy', false);
  if (installed) return installed;
  throw new Error(`edgeproxy: the task holds no program for ${process.platform} on ${process.arch}, and there is none on the PATH: install it in a step before this one, or name it as "program"`);
}

/**
 * The lines of an input that are not blank.
 * @param {string} name
 * @param {boolean} required
 */
function lines(name, required) {
  const found = tl.getDelimitedInput(name, '\n', required).map((l) => l.trim()).filter((l) => l !== '');
  if (required && found.length === 0) throw new Error(`${name}: nothing is named`);
  return found;
}

/**
 * The flags that are common to both tasks, split as the agent splits arguments.
 * @param {import('azure-pipelines-task-lib/toolrunner').ToolRunner} tool
 */
function addFlags(tool) {
  const flags = tl.getInput('flags', false);
  if (flags) tool.line(flags);
}

/** The folder to run in. */
function folder() {
  const chosen = tl.getPathInput('workingDirectory', false);
  return chosen || tl.getVariable('System.DefaultWorkingDirectory') || process.cwd();
}

module.exports = { find, lines, addFlags, folder };
