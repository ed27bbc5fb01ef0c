import { describe, expect, it } from 'vitest'
import { valuesOf } from './values'

describe('public values as they are written', () => {
  it('stand on lines or between commas, and each counts once', () => {
    expect(valuesOf(' 东城区\n西城区，东城区、海淀区;\n')).toEqual({ values: ['东城区', '西城区', '海淀区'] })
    expect(valuesOf('  \n')).toEqual({ values: [] })
  })

  it('are two hundred at most, of sixty characters at most', () => {
    expect(valuesOf(Array.from({ length: 201 }, (_, i) => `v${i}`).join('\n')).fault).toBe('many')
    expect(valuesOf('长'.repeat(61)).fault).toBe('long')
    expect(valuesOf('长'.repeat(60)).fault).toBeUndefined()
  })
})
