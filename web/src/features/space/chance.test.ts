import { expect, it } from 'vitest'
import { chanceOf } from './chance'

it.each([[0, '100%'], [-1, '10%'], [-1.5, '4%'], [-6, '10⁻⁶'], [-8.7, '2×10⁻⁹'], [-8.01, '10⁻⁸'], [-120.5, '4×10⁻¹²¹']])('a chance of 10^%d is told as %s', (log10, told) => {
  expect(chanceOf(log10)).toBe(told)
})
