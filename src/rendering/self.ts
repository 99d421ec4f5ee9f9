/** Where this service has a publication. @param baseUrl without a slash at its end */
export const selfOf = (key: string, baseUrl: string): string =>
  `${baseUrl}/publications/${encodeURIComponent(key)}`
