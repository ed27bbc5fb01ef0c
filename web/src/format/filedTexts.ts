/** What a right covers where nothing less is said, in the language in which filings, register and certificates are kept. */
export const wholeScope = '全部数据项'

/**
 * 平台代拟文字 — what the platform itself writes into filings and statements. It is filed and signed in Chinese, whatever language a page
 * has; English is for reading only. A test keeps each to the text that the server writes.
 */
const written: [RegExp, string][] = [
  [/^全部数据项$/, 'All data items'],
  [/^全部数据项，中国境内$/, 'All data items, within China'],
  [/^(\S+) 行，(\S+) 个数据项，(\S+) 字节$/, '$1 rows, $2 fields, $3 bytes'],
  [/^合约 (\S+) 约定的使用$/, 'The use that agreement $1 provides for'],
  [/^平台签署的电子合约 (\S+)，SHA-256 ([0-9a-f]+)$/, 'Electronic agreement $1, signed on the platform, SHA-256 $2'],
  [
    /^本单位声明：登记簿 (\S+) 所载数据资产权益已经变更登记（申请 (\S+)）转移至(.+)，本单位不再享有。$/,
    'This organization states: the rights in data assets that register unit $1 records have passed to $3 by a registered change (filing $2); this organization holds them no longer.',
  ],
  [
    /^本申请人已知悉该登记存在异议登记（编号 (\S+)），仍申请继续办理，并自行承担由此产生的风险。$/,
    'The applicant knows that an objection (number $1) is registered against this registration, nevertheless asks to proceed, and bears the resulting risk itself.',
  ],
]

/** In English, where the platform wrote it; what people wrote stays as they wrote it. */
export function inEnglish(text: string): string | undefined {
  const found = written.find(([shape]) => shape.test(text))
  return found && text.replace(found[0], found[1])
}
