// Builds the extension into dist/: one file of JavaScript with the licences of what is in
// it, and the schemas. Beside it goes the licence of the extension.
// With the argument "test" it builds the tests into build/test/.
import { build } from 'esbuild';
import { cp, copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';

const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' };

if (process.argv[2] === 'test') {
  await rm('build/test', { recursive: true, force: true });
  const tests = (await readdir('test')).map((name) => `test/${name}`);
  await build({ ...common, entryPoints: tests, outdir: 'build/test' });
} else {
  await rm('dist', { recursive: true, force: true });
  const { metafile } = await build({
    ...common, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'], minify: true, metafile: true,
  });
  await writeFile('dist/NOTICES.txt', await notices(Object.keys(metafile.inputs)));
  for (const name of ['deployment', 'layered', 'template', 'config']) {
    await cp(`../../schemas/${name}.json`, `dist/schemas/${name}.json`);
  }
  await copyFile('../../LICENSE', 'LICENSE'); // vsce wants it here
  await mkdir('build', { recursive: true }); // for the package
}

// notices are the licences of the packages that files come from.
async function notices(files) {
  const folders = new Set(files.map((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
  const texts = [...folders].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) {
      throw new Error(`${name} has no file with its licence`);
    }
    return `${name} ${version} (${license})\n\n${(await readFile(`${folder}/${file}`, 'utf8')).trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}
