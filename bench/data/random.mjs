/** Random numbers that are the same in every run: sfc32 (PractRand), and draws from lists by it. */

/** @returns a generator whose draws depend on the seeds only; `random(a, b)` and `random(a, c)` have nothing in common */
export function random(...seeds) {
  let [a, b, c] = [0x9e3779b9, 0x243f6a88, 0xb7e15162]
  let counter = 1
  const next = () => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (const seed of seeds) {
    a ^= seed | 0
    for (let i = 0; i < 6; i++) next()
  }
  const below = (n) => Math.floor(next() * n)
  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)],
  }
}

/** Zipf's law: rank k is drawn with a probability proportional to 1 / (k + shift) ^ exponent. */
export function zipf(size, exponent = 1, shift = 1) {
  const cumulative = new Float64Array(size)
  let sum = 0
  for (let k = 0; k < size; k++) cumulative[k] = sum += (k + shift) ** -exponent
  return (draw) => {
    const wanted = draw.next() * sum
    let low = 0
    let high = size - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (cumulative[middle] < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
