// Puts the extension together in build/: the tasks, each a folder with its
// script in one file and the programs, and the manifest of the extension.
// PROGRAMS names a folder with programs that are already built, as
// PLATFORM-ARCH/edgeproxy in Node's words; without it they are built here.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, 'build');
const version = JSON.parse(fs.readFileSync(path.join(here, 'package.json'), 'utf8')).version;

// The machines that Microsoft hosts agents on. On others the program must be on the PATH.
const machines = [
  { folder: 'linux-x64', program: 'edgeproxy', env: { GOOS: 'linux', GOARCH: 'amd64' } },
  { folder: 'win32-x64', program: 'edgeproxy.exe', env: { GOOS: 'windows', GOARCH: 'amd64' } },
];

/** @param {typeof machines[number]} machine @param {string} to */
function program(machine, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  if (process.env.PROGRAMS) {
    fs.copyFileSync(path.join(process.env.PROGRAMS, machine.folder, machine.program), to);
    return;
  }
  execFileSync('go', ['build', '-trimpath', '-buildvcs=false', '-ldflags', `-s -w -X main.version=v${version}`, '-o', to, './cmd/edgeproxy'],
    { cwd: path.join(here, '..', '..'), env: { ...process.env, ...machine.env, CGO_ENABLED: '0' }, stdio: 'inherit' });
}

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out);
const built = path.join(out, 'programs');
for (const machine of machines) program(machine, path.join(built, machine.folder, machine.program));
for (const [task, script] of [['EdgeproxyLint', 'lint'], ['EdgeproxyApply', 'apply']]) {
  const folder = path.join(out, task);
  fs.cpSync(path.join(here, task), folder, { recursive: true });
  fs.copyFileSync(path.join(here, 'images', 'icon32.png'), path.join(folder, 'icon.png'));
  fs.cpSync(built, path.join(folder, 'bin'), { recursive: true });
  await build({
    entryPoints: [path.join(here, 'src', `${script}.js`)],
    outfile: path.join(folder, 'index.js'),
    bundle: true, platform: 'node', target: 'node20', legalComments: 'none', logLevel: 'warning',
  });
}
fs.rmSync(built, { recursive: true });
for (const name of ['vss-extension.json', 'README.md', 'images']) fs.cpSync(path.join(here, name), path.join(out, name), { recursive: true });
fs.copyFileSync(path.join(here, '..', '..', 'LICENSE'), path.join(out, 'LICENSE'));
