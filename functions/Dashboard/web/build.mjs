// Checks the types, bundles, and compresses once at build time what would otherwise be compressed at every request.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const output = process.argv[2];
if (!output) throw new Error('usage: node build.mjs <folder of its own for the output>');

const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const check = spawnSync(process.execPath, [compiler, '--noEmit', '--pretty', 'false'], { stdio: 'inherit' });
if (check.status !== 0) process.exit(check.status ?? 1);

mkdirSync(output, { recursive: true });
for (const name of readdirSync(output)) rmSync(join(output, name));
await build({
  entryPoints: { app: 'src/main.ts', style: 'src/style.css' },
  outdir: output,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022'],
  legalComments: 'none',
  logLevel: 'warning',
});
writeFileSync(join(output, 'icon.svg'), readFileSync('src/icon.svg'));

// The page comes last: the .NET build takes it as the sign that everything is there.
writeFileSync(join(output, 'index.html'), readFileSync('src/index.html'));
for (const name of readdirSync(output)) {
  const bytes = readFileSync(join(output, name));
  writeFileSync(join(output, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(join(output, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}
