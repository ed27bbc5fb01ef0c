import { describe, expect, it } from 'vitest'
import { citedOf, formatBasis, isDraft, provisionsIn } from './basis'
import { formatDay, legalDayOf, timeOfDay } from './dates'
import { fenOf, formatBasisPoints, formatBytes, formatCount, formatFen, formatMeasure, formatMicro, formatShare, formatSpentShare } from './numbers'

describe('dates', () => {
  it('names the weekday beside the day', () => {
    expect(formatDay('2026-12-04', 'zh')).toBe('2026年12月4日（周五）')
    expect(formatDay('2026-12-04', 'en')).toBe('4 Dec 2026 (Fri)')
  })

  it('counts the day as Beijing does, whatever the zone of this machine', () => {
    expect(legalDayOf('2026-12-03T15:59:59.999999Z')).toBe('2026-12-03')
    expect(legalDayOf('2026-12-03T16:00:00Z')).toBe('2026-12-04')
    expect(timeOfDay('2026-12-03T16:05:09.123456Z')).toBe('00:05:09')
  })
})

describe('money', () => {
  it('shows every fen and groups by thousands', () => {
    expect(formatFen(0)).toBe('¥0.00')
    expect(formatFen(5)).toBe('¥0.05')
    expect(formatFen(123456789)).toBe('¥1,234,567.89')
    expect(formatFen(-100)).toBe('−¥1.00')
    expect(formatFen(9007199254740993n)).toBe('¥90,071,992,547,409.93')
  })

  it('reads yuan without floating point', () => {
    expect(fenOf('0.29')).toBe(29)
    expect(fenOf('1,234.5')).toBe(123450)
    expect(fenOf('¥ 12')).toBe(1200)
    expect(fenOf('1.005')).toBeNull()
    expect(fenOf('1,23')).toBeNull()
    expect(fenOf('-1')).toBeNull()
    expect(fenOf('')).toBeNull()
  })

  it('reads back what it shows', () => {
    for (const fen of [0, 1, 99, 100, 101, 99999, 100000, 123456789]) expect(fenOf(formatFen(fen))).toBe(fen)
  })
})

describe('numbers', () => {
  it('keeps whole numbers whole and cuts measures to what they can bear', () => {
    expect(formatCount(1234567)).toBe('1,234,567')
    expect(formatMeasure(79.79324)).toBe('79.79')
    expect(formatMeasure(420768)).toBe('420,768')
    expect(formatMeasure(12345.678)).toBe('12,345.7')
    expect(formatShare(0.0012)).toBe('0.12%')
    expect(formatShare(0.5)).toBe('50%')
    expect(formatBasisPoints(7050)).toBe('70.5%')
    expect([0, 1023, 1024, 1536, 16 << 20, 17_000_000].map(formatBytes)).toEqual(['0 B', '1023 B', '1 KB', '1.5 KB', '16 MB', '16.2 MB'])
  })
})

describe('citations', () => {
  it('words an article in the language of the reader', () => {
    expect(formatBasis('BJ-OPIN-2023 §6', 'zh')).toBe('BJ-OPIN-2023 （六）')
    expect(formatBasis('BJ-OPIN-2023 §§4, 20', 'zh')).toBe('BJ-OPIN-2023 （四）（二十）')
    expect(formatBasis('AH-REG-2023 art. 19(2)', 'zh')).toBe('AH-REG-2023 第19条第2款')
    expect(formatBasis('SZ-REG-2023 art. 15(2), 15(3)', 'zh')).toBe('SZ-REG-2023 第15条第2款、第15条第3款')
    expect(formatBasis('GD-REG-2023 art. 9, 10', 'zh')).toBe('GD-REG-2023 第9、10条')
    expect(formatBasis('BJ-PUB-DRAFT (十二)', 'zh')).toBe('BJ-PUB-DRAFT （十二）')
    expect(formatBasis('BJ-OPIN-2023 §6', 'en')).toBe('BJ-OPIN-2023 §6')
    expect(formatBasis('AH-REG-2023 第19条', 'en')).toBe('AH-REG-2023 第19条')
    expect(formatBasis('BJ-ZONE-2023 art. 1', 'zh')).toBe('BJ-ZONE-2023 第1条')
    expect(formatBasis('BJ-OPIN-2023 §6（来源合法）', 'zh')).toBe('BJ-OPIN-2023 （六）（来源合法）')
    expect(formatBasis('art. 22', 'zh')).toBe('art. 22')
  })

  it('may name several provisions', () => {
    expect(provisionsIn('BJ-OPIN-2023 §6; BJ-ZONE-2023 art. 1')).toEqual(['BJ-OPIN-2023 §6', 'BJ-ZONE-2023 art. 1'])
  })

  it('find their provision, whatever they add to it', () => {
    const provisions = [{ number: '1' }, { number: '6' }, { number: '19' }]
    expect(citedOf('AH-REG-2023 art. 19(2)', 'AH-REG-2023', provisions)).toBe(provisions[2])
    expect(citedOf('BJ-PUB-DRAFT (十九)', 'BJ-PUB-DRAFT', provisions)).toBe(provisions[2])
    expect(citedOf('BJ-OPIN-2023 §6（来源合法）', 'BJ-OPIN-2023', provisions)).toBe(provisions[1])
    expect(citedOf('BJ-OPIN-2023 §19', 'BJ-OPIN-2023', provisions)).toBe(provisions[2])
    expect(citedOf('BJ-OPIN-2023 §2', 'BJ-OPIN-2023', provisions)).toBeUndefined()
  })

  it('knows a draft', () => {
    expect(isDraft('BJ-PUB-DRAFT (三)')).toBe(true)
    expect(isDraft('BJ-OPIN-2023 §6')).toBe(false)
  })
})

describe('a privacy budget', () => {
  it('shows what is spent rounded up and what is left rounded down', () => {
    expect(formatMicro(123_456, 'spent')).toBe('0.1235')
    expect(formatMicro(123_456, 'left')).toBe('0.1234')
    expect(formatMicro(12_345_678, 'spent')).toBe('12.35')
    expect(formatMicro(99_999_999, 'spent')).toBe('100')
    expect([formatMicro(1_000_000, 'left'), formatMicro(100_000, 'spent'), formatMicro(1, 'spent'), formatMicro(0, 'spent')]).toEqual(['1', '0.1', '0.000001', '0'])
  })

  it('never shows a larger share left or a smaller one spent', () => {
    expect(formatSpentShare(1, 3)).toBe('33.4%')
    expect(formatSpentShare(70_000, 1_000_000)).toBe('7%')
    expect(formatSpentShare(999_999, 1_000_000)).toBe('100%')
    expect(formatSpentShare(0, 0)).toBe('0%')
  })
})
