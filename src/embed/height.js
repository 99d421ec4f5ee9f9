/**
 * Runs in a frame: tells the page around it how high the list is, whenever that changes and whenever it is asked, so
 * that the frame can have that height. Nothing but a number is sent. The page listens with embed-frame.js.
 */
const tell = () => {
  const { height } = document.documentElement.getBoundingClientRect()
  parent.postMessage({ offprint: 'height', height: Math.ceil(height) }, '*')
}
if (parent !== window) {
  new ResizeObserver(tell).observe(document.documentElement)
  addEventListener('message', ({ data }) => data?.offprint === 'ask' && tell())
}
