// Builds the Functions app, starts Azurite and the Functions host, and ends both together. Run by `npm start`; see docs/run-locally.md.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const app = join(root, 'functions', 'Azure');
const output = join(app, 'bin', 'Release', 'net10.0');
const bin = name => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const shell = process.platform === 'win32';

if (!existsSync(join(root, 'local.settings.json'))) {
  copyFileSync(join(root, 'local.settings.sample.json'), join(root, 'local.settings.json'));
  console.log('local.settings.json was made from local.settings.sample.json.');
}

for (const tool of ['azurite', 'func']) {
  if (!existsSync(bin(tool))) {
    console.error(`${tool} is not installed. Run 'npm install' first.`);
    process.exit(1);
  }
}

const build = spawnSync('dotnet', ['build', app, '-c', 'Release', '-v', 'q', '--nologo'], { cwd: root, env: { ...process.env, Cloud: 'true' }, stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);

const children = [];
let ending = false;

function start(name, command, args, cwd) {
  const child = spawn(command, args, { cwd, stdio: 'inherit', shell });
  children.push(child);
  child.on('exit', code => end(code ?? 0, `${name} has ended.`));
  child.on('error', error => end(1, `${name} does not start: ${error.message}`));
}

function end(code, why) {
  if (ending) return;
  ending = true;
  console.log(why);
  for (const child of children) child.kill('SIGINT');
  process.exitCode = code;
}

process.on('SIGINT', () => end(0, 'Interrupted.'));
process.on('SIGTERM', () => end(0, 'Terminated.'));

const listens = port => new Promise(done => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
  socket.on('error', () => done(false));
});

async function waitFor(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await listens(port)) return true;
    await new Promise(done => setTimeout(done, 200));
  }
  return false;
}

if (await listens(10000)) {
  console.log('Something listens on port 10000 already and is taken for Azurite.');
} else {
  start('Azurite', bin('azurite'), ['--silent', '--location', join(root, '.azurite'), '--skipApiVersionCheck'], root);
}

if (!(await waitFor(10000)) || !(await waitFor(10001)) || !(await waitFor(10002))) {
  end(1, 'Azurite does not listen on ports 10000 to 10002.');
} else if (!ending) {
  // In the output: there is the host.json that belongs to what was built.
  start('The Functions host', bin('func'), ['start', '--no-build', '--port', process.env.PORT ?? '7071'], output);
}
