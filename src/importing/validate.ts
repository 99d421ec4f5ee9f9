/** A value against a schema: each fault with its path, what is wrong and what would be right. */
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { nearest } from '../model/nearest.ts'
import { choices } from '../model/problem.ts'

export interface SchemaFault {
  path: (string | number)[]
  message: string
}

interface SchemaError {
  keyword: string
  schemaPath: string
  instancePath: string
  params: Record<string, unknown>
  message: string
}

const compiled = new WeakMap<TSchema, Validator>()

export function validate(schema: TSchema, value: unknown): SchemaFault[] {
  let validator = compiled.get(schema)
  if (!validator) {
    validator = Compile(schema)
    compiled.set(schema, validator)
  }
  if (validator.Check(value)) return []
  const faults = (validator.Errors(value) as SchemaError[]).flatMap((error) => explain(error, schema))
  // One value may break several keywords of one schema; the first tells enough.
  const seen = new Set<string>()
  return faults.filter(({ path }) => {
    const key = JSON.stringify(path)
    return !seen.has(key) && seen.add(key)
  })
}

/** @param pointer a JSON Pointer (RFC 6901) */
function steps(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))
}

type Explain = (
  params: Record<string, unknown>,
  schema: { properties?: object; description?: string },
) => string

const explanations: Record<string, Explain> = {
  enum: ({ allowedValues }) => `has to be one of ${choices((allowedValues as unknown[]).map(String))}`,
  type: ({ type }) => `has to be ${type === 'array' ? 'a list' : type === 'object' ? 'a map' : `a ${type}`}`,
  minLength: () => 'may not be empty',
  minItems: () => 'may not be an empty list; leave it out',
  uniqueItems: () => 'may not hold the same value twice',
  pattern: (_, { description }) => `is not written as it has to be${description ? ` (${description})` : ''}`,
}

function explain(error: SchemaError, root: TSchema): SchemaFault[] {
  const path = steps(error.instancePath)
  const { keyword, params } = error
  if (keyword === 'additionalProperties') {
    const known = Object.keys(schemaAt(root, path).properties ?? {})
    return (params.additionalProperties as string[]).map((name) => {
      const near = nearest(name, known)
      return {
        path: [...path, name],
        message: `unknown field${near.length ? `, did you mean ${choices(near)}?` : ''}`,
      }
    })
  }
  if (keyword === 'required') {
    return (params.requiredProperties as string[]).map((name) => ({
      path: [...path, name],
      message: 'is missing',
    }))
  }
  // A closed object reports each field it does not know a second time, as a schema that nothing fulfils.
  if (keyword === 'boolean') return []
  return [{ path, message: explanations[keyword]?.(params, schemaAt(root, path)) ?? error.message }]
}

interface Shape {
  properties?: Record<string, Shape>
  items?: Shape
  description?: string
}

function schemaAt(root: TSchema, path: (string | number)[]): Shape {
  let shape: Shape = root as Shape
  for (const step of path) shape = (typeof step === 'number' ? shape.items : shape.properties?.[step]) ?? {}
  return shape
}
