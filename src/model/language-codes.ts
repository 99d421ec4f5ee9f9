/** Languages for formats that want three letters: ISO 639-2, the bibliographic codes (https://www.loc.gov/standards/iso639-2/). */

const codes = new Map(
  `ar ara,bg bul,bn ben,bs bos,ca cat,cs cze,cy wel,da dan,de ger,el gre,en eng,es spa,et est,eu baq,fa per,fi fin,
  fr fre,ga gle,gl glg,he heb,hi hin,hr hrv,hu hun,hy arm,id ind,is ice,it ita,ja jpn,ka geo,kk kaz,ko kor,la lat,
  lt lit,lv lav,mk mac,ms may,nb nor,nl dut,nn nor,no nor,pl pol,pt por,ro rum,ru rus,sk slo,sl slv,sq alb,sr srp,
  sv swe,ta tam,te tel,th tha,tr tur,uk ukr,ur urd,uz uzb,vi vie,zh chi`
    .split(',')
    .map((pair) => pair.trim().split(' ') as [string, string]),
)

/** @param tag BCP 47; a primary language of three letters is taken as it is */
export function bibliographicLanguage(tag: string | undefined): string | undefined {
  const primary = tag?.split('-')[0]?.toLowerCase()
  if (primary === undefined) return undefined
  return codes.get(primary) ?? (/^[a-z]{3}$/.test(primary) ? primary : undefined)
}

/** Where the terminological code of ISO 639-2 is another one than the bibliographic. */
const terminological =
  'ces cs,cym cy,deu de,ell el,eus eu,fas fa,fra fr,hye hy,isl is,kat ka,mkd mk,msa ms,nld nl,ron ro,slk sk,sqi sq,zho zh'
const tags = new Map([
  ...[...codes].map(([tag, code]): [string, string] => [code, tag]),
  ...terminological.split(',').map((pair) => pair.split(' ') as [string, string]),
  ['nor', 'no'] as const,
])

/** The BCP 47 tag of a code of three letters, either one; undefined where it is none of these languages. */
export const tagOfLanguage = (code: string): string | undefined => tags.get(code.trim().toLowerCase())
