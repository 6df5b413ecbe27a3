// Parses files of PowerShell by its grammar for tree-sitter; fails at the first one that
// is not PowerShell.
//   node powershell.mjs FOLDER-OF-MODULES FILE...
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, ...files] = process.argv.slice(2)
const { Parser, Language } = await import(pathToFileURL(path.join(modules, 'web-tree-sitter/web-tree-sitter.js')))
await Parser.init()
const parser = new Parser()
parser.setLanguage(await Language.load(path.join(modules, 'tree-sitter-powershell/tree-sitter-powershell.wasm')))

// faulty is the first node that the grammar does not know.
const faulty = node => (node.isError || node.isMissing ? node : node.children.map(faulty).find(Boolean))

for (const file of files) {
  const fault = faulty(parser.parse(fs.readFileSync(file, 'utf8')).rootNode)
  if (fault) {
    console.log(`${file}:${fault.startPosition.row + 1}:${fault.startPosition.column + 1}: no PowerShell`)
    process.exit(1)
  }
}
