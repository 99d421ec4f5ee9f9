/** URLs for formats that want them exact: a URI in ASCII (RFC 3986) with a scheme that a reader can follow. */

/**
 * An address on the web as an ASCII URI: hosts in Punycode, everything else percent-encoded.
 * @returns undefined for what is no such address
 */
export function webUri(url: string | undefined): string | undefined {
  if (url === undefined || !/^(?:https?|ftp):/i.test(url) || !URL.canParse(url)) return undefined
  const { origin, protocol, host, username, password, pathname, search, hash } = new URL(url)
  const user = username && `${username}${password && `:${password}`}@`
  const start = user || origin === 'null' ? `${protocol}//${user}${host}` : origin
  return start + encodeRest(pathname + search) + (hash && `#${encodeRest(hash.slice(1))}`)
}

/** What RFC 3986 does not allow in a path, query or fragment and the URL Standard leaves alone. */
function encodeRest(text: string): string {
  return text
    .replace(/%(?![\dA-Fa-f]{2})/g, '%25')
    .replace(/[^\w.~!$&'()*+,;=:@/?%-]/g, (c) => encodeURIComponent(c.toWellFormed()))
}

/** Where the text of a license is: a URL as it is, an SPDX identifier at SPDX. */
export function licenseUri(license: string | undefined): string | undefined {
  if (license === undefined) return undefined
  return /^[A-Za-z0-9.+-]+$/.test(license) ? `https://spdx.org/licenses/${license}.html` : webUri(license)
}
