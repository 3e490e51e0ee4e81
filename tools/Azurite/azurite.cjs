// Runs Azurite as a child that never outlives the process that started it: it stops, and saves its data, when
// standard input closes, which the system sees to even where the parent was killed. Ctrl-C reaches every process of
// a terminal at once; it is for the parent to decide what ends when, so the signals are not Azurite's.
const once = process.once;
process.once = function (event, listener) {
  return event === 'SIGINT' || event === 'SIGTERM' ? this : once.call(this, event, listener);
};
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.stdin.on('end', () => {
  process.emit('message', 'shutdown');
  setTimeout(() => process.exit(0), 5000).unref();
});
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();

// argv: node, this file, the folder Azurite is installed in, Azurite's own arguments
const [, , installed] = process.argv;
process.argv.splice(2, 1);
require(require('node:path').join(installed, 'node_modules', 'azurite', 'dist', 'src', 'azurite.js'));
