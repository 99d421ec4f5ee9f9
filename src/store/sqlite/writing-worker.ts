/** The thread that writes large batches, over a connection of its own, one after the other as they come. */
import { parentPort, workerData } from 'node:worker_threads'
import { Problem } from '../../model/problem.ts'
import { type Batch, Conflict, type Saved } from '../../model/store.ts'
import { openConnection } from './connection.ts'
import { createSave } from './save.ts'
import { createStatements } from './statements.ts'

export interface WriteRequest {
  batch: Batch
  /** Milliseconds since 1970. */
  now: number
}
export type WriteReply =
  | Saved
  | { conflict: string }
  | { refused: Pick<Problem, 'problem' | 'message' | 'members'> }
  | { failed: string; code?: string }

const connection = openConnection(workerData as string)
const save = createSave(connection, createStatements(connection))

function write({ batch, now }: WriteRequest): WriteReply {
  try {
    return save(batch, now)
  } catch (error) {
    if (error instanceof Problem) {
      const { problem, message, members } = error
      return { refused: { problem, message, members } }
    }
    if (error instanceof Conflict) return { conflict: error.key }
    const { message, code } = error as Error & { code?: string }
    return { failed: message, ...(code ? { code } : {}) }
  }
}

parentPort!.on('message', (request: WriteRequest | undefined) => {
  if (request) return parentPort!.postMessage(write(request))
  connection.close()
  parentPort!.close()
})
