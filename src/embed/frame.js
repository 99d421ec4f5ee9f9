/**
 * Tells the page around a frame how high its content is, so that the frame can have that height; the page listens with
 * the few lines that /embed prints. Nothing but a number is sent.
 */
const tell = () =>
  parent.postMessage({ offprint: 'height', height: document.documentElement.offsetHeight }, '*')
if (parent !== window) new ResizeObserver(tell).observe(document.documentElement)
