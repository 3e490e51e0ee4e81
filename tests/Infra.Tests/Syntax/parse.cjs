// Parses Bicep files and prints what is not Bicep, a line each: path:line: text. Run from the folder with node_modules.
const fs = require('fs');
const { createRequire } = require('module');

const require_ = createRequire(process.cwd() + '/');
const { Parser, Language } = require_('web-tree-sitter');

// The grammar knows no parameter files: there, `param x = …` reads as a variable does.
const source = path => {
  const text = fs.readFileSync(path, 'utf8');
  return path.endsWith('.bicepparam')
    ? text.replace(/^using .*$/m, '').replace(/^param (\w+) =/gm, 'var $1 =')
    : text;
};

const complain = (path, node) => {
  if (node.isError || node.isMissing)
    console.log(`${path}:${node.startPosition.row + 1}: ${node.text.split('\n')[0] || 'something is missing'}`);
  for (let i = 0; i < node.childCount; i++)
    complain(path, node.child(i));
};

(async () => {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require_.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));
  for (const path of process.argv.slice(2))
    complain(path, parser.parse(source(path)).rootNode);
})().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
