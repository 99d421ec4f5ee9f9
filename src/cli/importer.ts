/** Imports inside a server: the readers are loaded when the first file comes, and other requests are answered meanwhile. */
import { setImmediate } from 'node:timers/promises'
import type { Importer } from '../http/services.ts'
import { allReaders, readEntries, readerNamed } from '../importing/readers.ts'
import { importEntries } from '../importing/run/import.ts'
import { count, emptySummary, type Outcome } from '../importing/run/outcome.ts'
import { reportObject } from '../importing/run/report.ts'
import type { Store } from '../model/store.ts'

/** Publications written at once: what another request may have to wait for. */
const batchSize = 20

export function importerInto(store: Store): Importer {
  return {
    formats: async () => (await allReaders()).map(({ name }) => name),
    async run(file, { format, mode, dryRun, source }) {
      const reader = await readerNamed(format)
      async function* chunks() {
        yield file
      }
      async function* entries() {
        for await (const entry of readEntries(reader, { name: source, chunks: chunks() }))
          yield { ...entry, source }
      }
      const summary = emptySummary()
      const outcomes: Outcome[] = []
      for await (const outcome of importEntries(entries(), store, { mode, dryRun, batchSize })) {
        count(outcome, summary)
        outcomes.push(outcome)
        if (summary.read % batchSize === 0) await setImmediate()
      }
      const written = !dryRun && !(mode === 'atomic' && summary.refused > 0)
      return reportObject({ summary, dryRun, written, outcomes })
    },
  }
}
