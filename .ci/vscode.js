// Opens the examples under usual names as VS Code would with
// examples/vscode-settings.json: each name must get the right schema, and
// problems must show where there are any.
const fs = require('fs');
const path = require('path');
const { getLanguageService, TextDocument } = require('vscode-json-languageservice');

const cases = [
  // example, opened as, schema, lines with problems
  ['behind-proxy.json', 'deployment.json', 'deployment', []],
  ['scaffold.json', 'config/deployment.amd64.json', 'deployment', []],
  ['template.json', 'deployment.template.json', 'template', []],
  ['template.json', 'deployment.debug.template.json', 'template', []],
  ['layered.json', 'layered.json', 'layered', []],
  ['layered.json', 'sites/layered-blob.json', 'layered', []],
  ['template.json', 'deployment.json', 'deployment', ['createOptions": {']],
  ['template.json', 'package.json', undefined, []],
];

const root = 'file:///repository/';
const settings = JSON.parse(fs.readFileSync('examples/vscode-settings.json', 'utf8'));
const service = getLanguageService({
  schemaRequestService: async (uri) => fs.readFileSync(path.join('schemas', path.basename(uri)), 'utf8'),
});
service.configure({
  validate: true,
  schemas: settings['json.schemas'].map(({ url, fileMatch }) => ({ uri: new URL(url, root).href, fileMatch })),
});

async function open(example, name) {
  const document = TextDocument.create(root + name, 'json', 1, fs.readFileSync(path.join('examples', example), 'utf8'));
  const json = service.parseJSONDocument(document);
  const ids = (await service.getMatchingSchemas(document, json)).map((match) => match.schema.$id).filter(Boolean);
  const problems = await service.doValidation(document, json);
  const lines = document.getText().split('\n');
  return { schemas: [...new Set(ids)].map((id) => path.basename(id, '.json')), problems: problems.map((p) => lines[p.range.start.line]) };
}

async function main() {
  for (const [example, name, schema, problems] of cases) {
    const got = await open(example, name);
    const right =
      got.schemas.join() === (schema ?? '') &&
      (got.problems.length > 0) === (problems.length > 0) &&
      got.problems.every((line) => problems.some((text) => line.includes(text)));
    console.log(`${right ? 'ok  ' : 'FAIL'} ${example} as ${name}: schema ${got.schemas.join() || 'none'}, ${got.problems.length} problems`);
    if (!right) {
      console.log(got);
      process.exitCode = 1;
    }
  }
}

main();
