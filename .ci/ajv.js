// Compares verdicts of the tests in package schemas with those of ajv and of
// VS Code's language service: node .ci/ajv.js VERDICTS
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');
const addFormats = require('ajv-formats');
const { getLanguageService, TextDocument } = require('vscode-json-languageservice');

const schemas = {}; // by $id
for (const file of fs.readdirSync('schemas').filter((name) => name.endsWith('.json'))) {
  const schema = JSON.parse(fs.readFileSync(path.join('schemas', file), 'utf8'));
  schemas[schema.$id] = schema;
}

// Strict, so that a keyword or a format that ajv does not know is an error. The
// rest of strict mode is style: it wants the type beside each keyword, where
// the schemas have it in the definition that they add to.
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
addFormats(ajv);
Object.values(schemas).forEach((schema) => ajv.addSchema(schema));

function askAjv(id, document) {
  const validate = ajv.getSchema(id);
  return validate(document) ? [] : validate.errors.map((e) => `${e.instancePath}: ${e.message}`);
}

const service = getLanguageService({});
service.configure({ validate: true });

async function askVSCode(id, document) {
  const text = TextDocument.create('file:///m.json', 'json', 1, JSON.stringify(document, null, 2));
  const problems = await service.doValidation(text, service.parseJSONDocument(text), {}, schemas[id]);
  return problems.map((p) => `line ${p.range.start.line + 1}: ${p.message}`);
}

async function main(verdicts) {
  const rows = {};
  let disagreements = 0;
  for (const { test, schema, document, valid } of verdicts) {
    const id = schema.replace(/#$/, '');
    const part = id.includes('#'); // VS Code's service takes whole schemas only
    const name = path.basename(id.replace(/#.*/, '')) + (part ? ', its parts' : '');
    const row = (rows[`${test.split('/')[0]}: ${name}`] ??= { valid: 0, invalid: 0, 'ajv differs': 0, 'VS Code differs': part ? '-' : 0 });
    row[valid ? 'valid' : 'invalid']++;
    for (const [validator, ask] of [['ajv', askAjv], ...(part ? [] : [['VS Code', askVSCode]])]) {
      const complaints = await ask(id, document);
      if ((complaints.length === 0) !== valid) {
        row[`${validator} differs`]++;
        disagreements++;
        console.log({ test, schema, valid, validator, complaints });
      }
    }
  }
  console.log('\nverdicts, by test and schema');
  console.table(rows);
  console.log(`${verdicts.length} verdicts, ${disagreements} disagreements`);
  process.exitCode = disagreements ? 1 : 0;
}

main(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')));
