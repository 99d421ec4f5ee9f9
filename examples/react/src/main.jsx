import { createRoot } from 'react-dom/client'
import { Publications } from './Publications.jsx'

createRoot(document.getElementById('root')).render(
  <>
    <h1>Our lab</h1>
    <h2>Publications</h2>
    <Publications server="http://localhost:3000" group-by="year" highlight="owner" />
  </>,
)
