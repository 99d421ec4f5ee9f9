/** What the tests of `offprint import` begin with. */
import type { Test } from 'tap'
import { desk as deskOf } from './desk.ts'

/** A desk on which nothing but imports is done. */
export function desk(t: Test) {
  const { offprint, ...others } = deskOf(t)
  return {
    ...others,
    offprint: (args: string[], input?: string, environment?: Record<string, string>) =>
      offprint(['import', ...args], input, environment),
  }
}

export const one = `@article{ye2024deep,
  author = {Ye, Zhisheng and Chen, B.},
  title = {Deep Learning Workload Scheduling in {GPU} Datacenters},
  journal = {ACM Computing Surveys},
  year = 2024,
  doi = {10.1145/3638757},
  myfield = {mine}
}
`
