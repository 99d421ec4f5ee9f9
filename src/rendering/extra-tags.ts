/**
 * What an import of a format of tags (RIS, Refer, MEDLINE) could not place, for the same format to write again: values by
 * tag, as `extra` has them.
 */

/**
 * @param form of a tag that may be written
 * @param isWritten whether the record has a line of this tag, or this very one
 * @param corrected tags that a record has once: where one is written, the record knows better than what was imported
 * @returns tags with the values that are not there yet, in order
 */
export function extraTags(
  kept: Record<string, unknown> | undefined,
  form: RegExp,
  isWritten: (tag: string, value?: string) => boolean,
  corrected: ReadonlySet<string>,
): [tag: string, value: string][] {
  if (!kept) return []
  return Object.entries(kept)
    .filter(([tag]) => form.test(tag) && !(corrected.has(tag) && isWritten(tag)))
    .flatMap(([tag, values]) =>
      [values]
        .flat()
        .filter((value) => typeof value === 'string' || typeof value === 'number')
        .map((value): [string, string] => [tag, String(value)])
        .filter(([, value]) => !isWritten(tag, value)),
    )
}
