// Writes <year>.yaml beside this file: announced plans from the chinese-days package, the year after them from the statute.
// A year is regenerated, never edited: node rules/calendar/generate.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const library = join(here, '../../native/node_modules/chinese-days');
const { getLunarDate, getSolarTermDate } = createRequire(import.meta.url)(library);
const data = JSON.parse(readFileSync(join(library, 'dist/chinese-days.json'), 'utf8'));

const plan = (year, number) => `国务院办公厅关于${year}年部分节假日安排的通知（国办发明电${number}）`;
const notices = {
  2019: [plan(2019, '〔2018〕15号'), '国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）'],
  2020: [plan(2020, '〔2019〕16号'), '国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）'],
  2021: [plan(2021, '〔2020〕27号')],
  2022: [plan(2022, '〔2021〕11号')],
  2023: [plan(2023, '〔2022〕16号')],
  2024: [plan(2024, '〔2023〕7号')],
  2025: [plan(2025, '〔2024〕12号')],
  2026: [plan(2026, '〔2025〕7号')],
};
const statute = '全国年节及纪念日放假办法（2024年11月10日第四次修订）第二条、第六条';
const names = { 清明: '清明节', 端午: '端午节', 中秋: '中秋节' };

const iso = date => date.toISOString().slice(0, 10);
const after = (day, n) => iso(new Date(Date.parse(day) + n * 86_400_000));
const isWeekend = day => [0, 6].includes(new Date(day).getUTCDay());

// New Year's plan may reach back into December: those days belong to the year that is celebrated.
const yearOf = ([day, text]) => Number(day.slice(0, 4)) + (text.includes('元旦') && day.slice(5, 7) === '12' ? 1 : 0);
const nameOf = text => names[text.split(',')[1]] ?? text.split(',')[1];
const ofYear = (entries, year) => Object.entries(entries).filter(entry => yearOf(entry) === year)
  .map(([day, text]) => ({ day, name: nameOf(text) })).sort((a, b) => a.day.localeCompare(b.day));

function announced(year) {
  return { year, status: 'announced', sources: notices[year], off: ofYear(data.holidays, year), worked: ofYear(data.workdays, year) };
}

function lunar(year, month, day) {
  for (let date = `${year}-01-01`; date < `${year + 1}-01-01`; date = after(date, 1)) {
    const found = getLunarDate(date);
    if (found.lunarMon === month && found.lunarDay === day && !found.isLeap) return date;
  }
  throw new Error(`${year} has no day ${month}/${day} of the lunar calendar`);
}

// Article 2 gives the days; article 6 gives back, on working days, those that fall on a weekend: here, the next ones free.
function provisional(year) {
  const spring = lunar(year, 1, 1);
  const statutory = [
    ['元旦', `${year}-01-01`, 1],
    ['春节', after(spring, -1), 4],
    ['清明节', getSolarTermDate(year, 4, 'pure_brightness'), 1],
    ['劳动节', `${year}-05-01`, 2],
    ['端午节', lunar(year, 5, 5), 1],
    ['中秋节', lunar(year, 8, 15), 1],
    ['国庆节', `${year}-10-01`, 3],
  ].map(([name, first, count]) => ({ name, days: Array.from({ length: count }, (_, i) => after(first, i)) }));

  const taken = new Set(statutory.flatMap(holiday => holiday.days));
  for (const { days } of statutory) {
    for (let owed = days.filter(isWeekend).length, day = days.at(-1); owed > 0;) {
      day = after(day, 1);
      if (isWeekend(day) || taken.has(day)) continue;
      taken.add(day);
      days.push(day);
      owed--;
    }
  }
  const off = statutory.flatMap(({ name, days }) => days.map(day => ({ day, name })));
  return { year, status: 'provisional', sources: [statute], off, worked: [] };
}

function yaml({ year, status, sources, off, worked }) {
  const holidays = [...new Set(off.map(({ name }) => name))];
  const what = status === 'announced'
    ? "the State Council's holiday plan. Written by generate.mjs."
    : 'not announced yet: the statutory days, no weekend worked in exchange. Dates may move. Written by generate.mjs.';
  const daysOf = name => off.filter(entry => entry.name === name).map(({ day }) => day).join(', ');
  return [
    `# ${year}年节假日安排 — ${what}`,
    `year: ${year}`,
    `status: ${status}`,
    'sources:',
    ...sources.map(source => `  - ${source}`),
    'holidays:',
    ...holidays.map(name => `  - { name: ${name}, days: [${daysOf(name)}] }`),
    worked.length ? 'worked-weekends:' : 'worked-weekends: []',
    ...worked.map(({ day, name }) => `  - ${day}   # ${name}`),
    '',
  ].join('\n');
}

for (const year of Object.keys(notices).map(Number)) writeFileSync(join(here, `${year}.yaml`), yaml(announced(year)));
const next = Math.max(...Object.keys(notices).map(Number)) + 1;
if (ofYear(data.holidays, next).length) throw new Error(`The plan for ${next} is announced: add its notice.`);
writeFileSync(join(here, `${next}.yaml`), yaml(provisional(next)));
