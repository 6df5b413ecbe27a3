// What a person does in a window of Visual Studio Code: looks at findings, has them fixed, accepts
// one, and names a program that is none. It waits for what must come, and never for a time.
//   NODE_PATH=MODULES node vscode-window.cjs FOLDER PICTURES
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const [folder, pictures] = process.argv.slice(2);
const repository = path.join(folder, 'repository');
const read = (...name) => fs.readFileSync(path.join(folder, ...name), 'latin1'); // bytes
const patience = 60000; // milliseconds; no run waits for it unless it fails
let page;

// until waits until a condition holds.
async function until(what, holds) {
  for (let end = Date.now() + patience; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    if (await holds()) return;
  }
  throw new Error(`waited in vain for ${what}`);
}

async function picture(name, clip) {
  if (fs.existsSync(pictures)) await page.screenshot({ path: path.join(pictures, `vscode-${name}.png`), clip });
}

// command runs a command of the palette.
async function command(title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input.input').fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
  await page.keyboard.press('Enter');
}

// open opens a file, and waits for its finding.
async function open(name) {
  await page.locator(`.explorer-viewlet .monaco-list-row[aria-label^="${name}"]`).dblclick();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('Control+1'); // into the editor
}

// setting names the program in the settings of the machine.
function setting(program) {
  fs.mkdirSync(path.join(folder, 'data/data/Machine'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'data/data/Machine/settings.json'), JSON.stringify({ 'edgeproxy.path': program }));
}

async function findings() {
  console.log('lf.json');
  await open('lf.json');
  await page.locator('.codelens-decoration', { hasText: 'the device would use no proxy: https_proxy is not set' }).waitFor();
  await command('Problems: Focus on Problems View');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'EP101' });
  await problem.waitFor();
  console.log(' ', (await problem.innerText()).replace(/\s+/g, ' '));
  if (!/^edgeAgent has no https_proxy.*Ln 13, Col 11/s.test(await problem.innerText())) throw new Error('the finding is at another place');
  await picture('problems');
}

async function fixes() {
  for (const name of ['lf.json', 'crlf.json', 'line.json']) {
    const wanted = read('want', name);
    if (wanted === read('repository', name)) throw new Error(`"lint --fix" changes nothing in ${name}`);
    await open(name);
    await command('Fix All');
    await until('the bytes of "lint --fix"', () => read('repository', name) === wanted); // this window saves by itself
    console.log(`${name}: "Fix All" writes the bytes of "edgeproxy lint --fix"`);
  }
}

async function ignore() {
  await open('ignored.json');
  await command('Go to Next Problem (Error, Warning, Info)');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget', { hasText: 'add https_proxy to edgeAgent (EP101)' }).waitFor();
  await picture('findings', { x: 323, y: 119, width: 681, height: 326 }); // cmd/vscode/images
  await page.keyboard.press('ArrowDown');
  await page.locator('.action-widget .monaco-list-row.focused', { hasText: 'Ignore EP101 here' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget', { hasText: 'Why is this acceptable?' }).waitFor();
  await page.keyboard.type('no proxy in the lab');
  await page.keyboard.press('Enter');
  await until('the entry', () => /rule: EP101, path: "ignored.json".*reason: "no proxy in the lab"/.test(read('repository/.edgeproxy.yaml')));
  await until('no finding', async () => (await page.locator('.squiggly-error').count()) === 0);
  console.log('ignored.json: the finding is accepted with a reason');
}

async function programs() {
  for (const [program, text] of [
    [path.join(folder, 'bin/old'), 'does not start as an editor server: edgeproxy: unknown command lsp. If it is older'],
    ['/nowhere/edgeproxy', 'There is no program "/nowhere/edgeproxy"'],
    ['./edgeproxy', 'expected an absolute path'],
  ]) {
    setting(program);
    const message = page.locator('.notification-list-item-message', { hasText: text });
    await message.waitFor();
    console.log(await message.innerText());
    await picture(`program-${path.basename(program)}`);
    const all = await page.locator('.notification-list-item-message').allInnerTexts();
    if (all.length !== 1) throw new Error(`other messages stand beside it: ${JSON.stringify(all)}`);
    await command('Notifications: Clear All Notifications');
    await until('no message', async () => (await message.count()) === 0);
  }
  setting('');
  await page.locator('.statusbar-item[aria-label*="click to set the proxy"]').waitFor();
  console.log('the right program starts again');
}

async function main() {
  let port;
  await until('the server', () => (port = /Server bound to 127.0.0.1:(\d+)/.exec(read('log'))?.[1]));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
    page.setDefaultTimeout(patience);
    await page.goto(`http://127.0.0.1:${port}/?folder=${repository}`);
    await page.getByText("No, I don't trust the authors").click();
    await findings();
    await fixes();
    await ignore();
    await programs();
  } catch (error) {
    await picture('fault');
    throw error;
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.log(`FAILED: ${error.message}`);
  process.exit(1);
});
