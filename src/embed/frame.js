/**
 * Runs on the page that has the frame: gives every frame marked with data-offprint the height that its list asks for.
 * It sets an attribute, so no policy forbids it; other frames are left as they are, whatever they ask for.
 */
const frames = () => [...document.querySelectorAll('iframe[data-offprint]')]
addEventListener('message', ({ data, source }) => {
  const frame = frames().find(({ contentWindow }) => contentWindow === source)
  if (frame && data?.offprint === 'height' && data.height > 0) frame.height = data.height
})
// A frame that was there before this script has told its height to nobody.
for (const frame of frames()) frame.contentWindow.postMessage({ offprint: 'ask' }, '*')
