import { useEffect } from 'react'

/** @param server the address of an Offprint server; all else are attributes of the element */
export function Publications({ server, ...attributes }) {
  useEffect(() => {
    import(/* @vite-ignore */ `${server}/embed.js`)
  }, [server])
  return (
    <publication-list src={server} {...attributes}>
      <a href={`${server}/publications.html`}>Publications</a>
    </publication-list>
  )
}
