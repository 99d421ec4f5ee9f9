/** What the files of one import share. */
import t from 'tap'
import { desk } from './desk.ts'

const paper = (key: string, title: string, volume: string) =>
  `@inproceedings{${key}, author={Ada Lovelace}, title={${title}}, pages={1--9}, crossref={${volume}}}\n`
const proceedings = (key: string, title: string, year: number) =>
  `@proceedings{${key}, title={${title}}, booktitle={${title}}, year=${year}, publisher={ACM}}\n`

t.test(
  'an entry inherits from the proceedings of another file, in whatever order they are named',
  async (t) => {
    const { file, offprint, publication } = desk(t)
    const papers = file(
      'papers.bib',
      paper('far', 'On far roads', 'Roads01') + paper('lost', 'Lost', 'nowhere'),
    )
    const own = file(
      'own.bib',
      paper('near', 'On near roads', 'roads01') + proceedings('roads01', 'Own Roads', 2002),
    )
    const volumes = file(
      'volumes.bib',
      `@string{r = "Roads"}\n${proceedings('roads01', 'Proc. Roads', 2001)}`,
    )
    const { code, errors } = await offprint(['import', papers, own, volumes])
    t.equal(code, 0, errors)
    t.match(await publication('far'), { issued: '2001', venue: { name: 'Proc. Roads' }, publisher: 'ACM' })
    t.match(await publication('near'), { issued: '2002', venue: { name: 'Own Roads' } }, 'its own file first')
    t.match(errors, /lost, crossref: there is no entry nowhere to take fields from/)
    t.notMatch(errors, /there is no entry roads01/)
  },
)
