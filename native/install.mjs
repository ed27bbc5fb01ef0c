// Installs the packages of package-lock.json into node_modules, once, however many builds ask at the same time:
// each prepares its own folder and renames it into place, and whoever comes second throws its copy away.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const lock = join(here, 'package-lock.json');
const modules = join(here, 'node_modules');
const stamp = join(modules, '.installed');

const isCurrent = () => existsSync(stamp) && readFileSync(stamp).equals(readFileSync(lock));

function prepare(folder) {
  copyFileSync(join(here, 'package.json'), join(folder, 'package.json'));
  copyFileSync(lock, join(folder, 'package-lock.json'));
  const npm = spawnSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error',
    { cwd: folder, stdio: 'inherit', shell: true });
  if (npm.status !== 0) throw new Error(`npm ci in ${folder} ended with ${npm.status ?? npm.error}`);
  copyFileSync(lock, join(folder, 'node_modules', '.installed'));
}

function takePlace(folder) {
  if (existsSync(modules)) renameSync(modules, join(folder, 'old'));
  try {
    renameSync(join(folder, 'node_modules'), modules);
  } catch (error) {
    if (!isCurrent()) throw error;
  }
}

if (!isCurrent()) {
  const cache = join(here, '..', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'native-'));
  try {
    prepare(folder);
    if (!isCurrent()) takePlace(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
utimesSync(stamp, new Date(), new Date());
