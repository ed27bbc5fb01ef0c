import { expect, it } from 'vitest'
import { measureOf } from './measure'

it('tells a measure without what the policy adds to it', () => {
  expect(measureOf('avg(greatest(least("年用电量", 2000000), 0)) FILTER (WHERE ("年用电量" IS NOT NULL))')).toBe('avg(年用电量)')
  expect(measureOf('count(*)')).toBe('count(*)')
  expect(measureOf('count(*) FILTER (WHERE (a = 1))')).toBe('count(*) FILTER (WHERE (a = 1))')
})
