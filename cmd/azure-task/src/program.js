// The program, and running it.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const tl = require('azure-pipelines-task-lib/task');
const secrets = require('./secrets');

/**
 * The edgeproxy to run: the input "program", that of the task for this machine,
 * or the one on the PATH.
 * @param {string} tasks the task's folder, which holds bin/PLATFORM-ARCH/
 * @returns {string}
 */
function find(tasks) {
  const chosen = tl.getInput('program', false);
  if (chosen) {
    const file = path.resolve(folder(), chosen); // the runner starts it in another folder
    tl.checkPath(file, 'program');
    return file;
  }
  const name = process.platform === 'win32' ? 'edgeproxy.exe' : 'edgeproxy';
  const bundled = path.join(tasks, 'bin', `${process.platform}-${process.arch}`, name);
  if (tl.exist(bundled)) return process.platform === 'win32' ? bundled : executable(bundled);
  const installed = tl.which('edgeproxy', false);
  if (installed) return installed;
  throw new Error(`edgeproxy: the task holds no program for ${process.platform} on ${process.arch}, and there is none on the PATH: install it in a step before this one, or name it as "program"`);
}

/**
 * A file as one that can be run: an archive of extensions keeps no modes. Where the
 * folder of the tasks cannot be written, as in some containers, it is a copy.
 * @param {string} file
 */
function executable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return file;
  } catch {
    // It is made so below.
  }
  try {
    fs.chmodSync(file, 0o755);
    return file;
  } catch {
    const copy = path.join(fs.mkdtempSync(path.join(temporary(), 'edgeproxy-')), path.basename(file));
    fs.copyFileSync(file, copy);
    fs.chmodSync(copy, 0o755);
    return copy;
  }
}

/** The folder for what is not needed after the job. */
function temporary() {
  return tl.getVariable('Agent.TempDirectory') || os.tmpdir();
}

/**
 * The path in an input of the type filePath. The agent makes an empty one the folder
 * of the sources: that is none.
 * @param {string} name
 */
function chosenPath(name) {
  return tl.filePathSupplied(name) ? tl.getPathInput(name, false) : undefined;
}

/**
 * An input that gets into manifests. What the agent has left of a macro names a
 * variable that is not defined, and would get there as it stands.
 * @param {string} name
 * @param {boolean} required
 */
function expanded(name, required) {
  const value = tl.getInput(name, required) || '';
  const macro = /\$\(([^()]+)\)/.exec(value);
  if (macro) throw new Error(`${name}: the variable ${macro[1]} is not defined: define it, or name the group that holds it`);
  return value;
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

/** Passes output on into the log. @param {Buffer} data */
function log(data) {
  process.stdout.write(data);
}

/**
 * Runs the program with a subcommand, its flags, those of the input "flags", split as the
 * agent splits arguments, and files. Returns the exit code.
 * @param {string} program
 * @param {string[]} args
 * @param {string[]} files
 * @param {{env?: NodeJS.ProcessEnv, onOutput?: (data: Buffer) => void}} options
 */
async function run(program, args, files, { env, onOutput = log } = {}) {
  if (files.includes('-')) throw new Error('"-" is standard input, which a task has none of: name files');
  const tool = tl.tool(program);
  const flags = tl.getInput('flags', false);
  tool.arg(args);
  for (const word of flags?.match(/\S*\/\/\S*@\S*/g) ?? []) secrets.mask(word);
  if (flags) tool.line(flags);
  tool.arg(['--', ...files]);
  // The tool runner would show the command as it stands.
  log(Buffer.from(`[command]${[program, ...args, flags || '', '--', ...files].filter((a) => a !== '').map(shown).join(' ')}\n`));
  tool.on('stdout', onOutput);
  tool.on('stderr', log);
  return tool.execAsync({ cwd: folder(), ignoreReturnCode: true, silent: true, env });
}

/**
 * An argument as a log may show it, without what may be the user and the password of an
 * address. The agent obeys "##vso[" wherever it stands in a line, and passes over characters
 * that cannot be seen while it looks for it.
 * @param {string} argument
 */
function shown(argument) {
  return argument.replace(/\/\/\S*@/g, '//***@').replace(/[^\x20-\x22\x24-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The folder to run in. */
function folder() {
  const chosen = tl.getPathInput('workingDirectory', false);
  if (chosen && !tl.exist(chosen)) throw new Error(`workingDirectory: there is no folder ${shown(chosen)}`);
  return chosen || tl.getVariable('System.DefaultWorkingDirectory') || process.cwd();
}

module.exports = { find, lines, run, folder, temporary, chosenPath, expanded };
