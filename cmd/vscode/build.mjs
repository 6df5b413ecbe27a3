// Builds the extension into dist/: one file of JavaScript, the schemas, and the licence.
// With the argument "test" it builds the tests into build/test/.
import { build } from 'esbuild';
import { cp, copyFile, mkdir, readdir, rm } from 'node:fs/promises';

const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' };

if (process.argv[2] === 'test') {
  await rm('build/test', { recursive: true, force: true });
  const tests = (await readdir('test')).map((name) => `test/${name}`);
  await build({ ...common, entryPoints: tests, outdir: 'build/test' });
} else {
  await rm('dist', { recursive: true, force: true });
  await build({ ...common, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'], minify: true });
  for (const name of ['deployment', 'layered', 'template', 'config']) {
    await cp(`../../schemas/${name}.json`, `dist/schemas/${name}.json`);
  }
  await copyFile('../../LICENSE', 'LICENSE'); // vsce wants it here
  await mkdir('build', { recursive: true }); // for the package
}
