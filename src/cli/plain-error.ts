/** Errors of the system and of SQLite in words that say what would be right. */

const files: Record<string, (path: string) => string> = {
  ENOENT: (path) => `There is no ${path}.`,
  EACCES: (path) =>
    `${path} may not be read or written here: look at its permissions, and those of its folder.`,
  EPERM: (path) => `${path} may not be changed here.`,
  EROFS: (path) => `${path} is on a file system that is read-only.`,
  ENOSPC: (path) => `There is no room left on the disk for ${path || 'what was to be written'}.`,
  EISDIR: (path) => `${path || 'What was named as a file'} is a folder.`,
  ENOTDIR: (path) => `A part of ${path} is no folder.`,
}

export function plainMessage(error: Error): string {
  const { code, path, message } = error as NodeJS.ErrnoException
  const plain = code !== undefined && Object.hasOwn(files, code) ? files[code] : undefined
  return plain && (path || code === 'ENOSPC' || code === 'EISDIR') ? plain(path ?? '') : message
}
