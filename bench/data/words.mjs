/** What the made-up publications are made of. Common words come first; rarer ones are put together from parts. */

const list = (text) => text.trim().split(/\s+/)

export const givenNames = list(`
  Wei Jing Ming Hui Yan Li Yang Jun Min Xin Fang Lei Tao Qiang Bo Chen Hao Yu Zhen Feng Rui Kai Lin Qi Xiaoli Zihan
  John Mary James Anna David Sarah Michael Laura Robert Emily William Julia Thomas Alice Daniel Eva Peter Helen Paul
  Ruth Mark Claire George Nina Stephen Diane Andrew Grace Kenneth Joan Christopher Susan Edward Rachel Brian Karen
  José María Juan Carmen Luis Ana Carlos Lucía Miguel Inés Pedro João Sofia Tiago Beatriz André Renée François Zoé
  Jean-Pierre Anaïs Émile Chloé Hans Jürgen Ute Günther Käthe Björn Åsa Søren Mette Øyvind Ingrid Łukasz Agnieszka
  Paweł Zofia Jiří Věra Ondřej Petra Gábor Zsófia Ștefan Ioana Dragan Jelena Goran Marija Dmitri Olga Sergey Natalia
  Aleksandr Irina Yusuf Elif Mehmet Ayşe Ahmed Fatima Omar Leila Hassan Noor Ali Zahra Rahul Priya Amit Deepa Sanjay
  Anjali Vikram Lakshmi Arun Kavya Hiroshi Yuko Takeshi Akiko Kenji Haruka Satoshi Emi Minjun Seoyeon Jiho Hana Anh
  Linh Minh Trang Chinedu Amara Kwame Abena Tunde Wanjiru Marco Giulia Andrea Chiara Matteo Francesca Lars Eero Aino
  Dimitris Eleni Nikos Katerina Moshe Tamar Avi Noa`)

export const familyNames = list(`
  Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Tang Han Cao Deng
  Feng Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Lau Chan Wong Cheung Ng
  Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Nguyen Tran Pham Hoang Phan Vu Dang Smith Johnson Brown Taylor Miller
  Davis Wilson Anderson Thomas Jackson White Harris Martin Thompson Robinson Clark Lewis Walker Hall Allen Young King
  Wright Scott Green Baker Adams Nelson Hill Campbell Mitchell Roberts Carter Phillips Evans Turner Parker Collins
  Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox Richardson
  García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres Flores Díaz Gómez Muñoz Núñez Silva
  Santos Oliveira Souza Pereira Costa Ferreira Almeida Gonçalves Müller Schmidt Schneider Fischer Weber Meyer Wagner
  Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Krüger Dupont
  Lefèvre Moreau Laurent Simon Michel Bertrand Roux Fournier Girard Mercier Rossi Russo Ferrari Esposito Bianchi
  Romano Colombo Ricci Marino Greco Jensen Nielsen Hansen Pedersen Andersen Sørensen Larsen Johansson Andersson
  Karlsson Nilsson Eriksson Lindström Bergström Korhonen Virtanen Mäkinen Kowalski Nowak Wiśniewski Wójcik Kamiński
  Zieliński Łukasiewicz Novák Svoboda Dvořák Černý Nagy Kovács Szabó Tóth Popescu Ionescu Petrović Jovanović Nikolić
  Ivanov Petrov Sidorov Smirnov Kuznetsov Popov Volkov Papadopoulos Georgiou Yılmaz Kaya Demir Çelik Şahin Cohen Levy
  Mizrahi Khan Ahmed Hussain Rahman Hassan Ali Sharma Patel Singh Kumar Gupta Rao Reddy Iyer Mukherjee Banerjee Das
  Tanaka Suzuki Sato Takahashi Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Okafor Adeyemi Mensah Kamau`)

export const particles = ['van', 'van der', 'de', 'von', 'al', 'dos', 'della', 'ter']

/** By falling frequency: what titles are full of. */
const commonWords = list(`
  learning data model network system analysis method neural deep based approach distributed performance efficient
  study using framework detection design optimization algorithm language adaptive evaluation dynamic large scale graph
  control information image classification prediction estimation modeling structure systems networks models robust
  application theory time space search knowledge process energy security memory parallel cloud computing storage
  scheduling resource management training inference transformer attention recognition representation semantic
  probabilistic bayesian stochastic linear nonlinear random sparse kernel clustering sampling simulation experimental
  software hardware architecture compiler database query transaction consistency replication protocol wireless mobile
  sensor routing traffic vehicle robot vision speech text document translation generation human user interface social
  medical clinical health disease patient gene protein cell cancer brain imaging molecular chemical material quantum
  optical magnetic thermal surface film polymer carbon water climate ocean soil forest species population evolution
  market economic policy education public risk decision game strategy mechanism cost quality service business supply
  multi cross self semi online offline local global fast scalable hierarchical hybrid automatic interactive visual
  temporal spatial statistical numerical formal empirical comparative systematic survey review benchmark toward beyond
  understanding improving exploring measuring learning-based end-to-end real-world high-dimensional low-cost
  data-driven privacy fairness trust causal federated contrastive generative reinforcement transfer zero-shot few-shot
  pretraining embedding diffusion convolution recurrent gradient convex matrix tensor manifold topology algebra logic
  proof type program verification testing debugging synthesis specification concurrency failure recovery fault
  tolerance latency throughput bandwidth cache consensus blockchain encryption attack defense anomaly intrusion`)

const prefixes = list(`
  hyper meta micro nano poly proto pseudo quasi bio geo thermo electro photo hydro aero neuro cardio cyber crypto iso
  ortho para tele trans ultra sub inter intra infra macro mono omni peri retro semi super allo auto chrono dia endo exo
  hetero homo litho magneto morpho onto paleo phylo psycho radio socio spectro stereo tecto topo xeno`)
const stems = list(`
  graph metr morph phon gen therm dynam lys crat log path plast scop spher stat synth tax top trop typ cycl form kinet
  lumin magnet mechan nucle optic phas polar pter rheo seism spectr strat symmetr tens vect volt zym fract glyph lamin
  mer nem osm pyr rhiz saur som thec tom trich vir xyl`)
const suffixes = list(`
  ic al ity ization ism ist ous ide ine ate ator ation er or ure ance ency able ive ary ical eous ogeny ology ometry
  onics osis oid on ase ite`)

/** The words of titles and tags by falling frequency: a few hundred real ones, then tens of thousands built ones. */
export const titleWords = [...new Set(commonWords)]
for (const suffix of suffixes) {
  for (const stem of stems) for (const prefix of prefixes) titleWords.push(prefix + stem + suffix)
}
titleWords.length = 25_000

export const linkingWords = ['for', 'of', 'in', 'with', 'and', 'on', 'via', 'under', 'from', 'through']
export const acronyms = list('GPU CPU DNA RNA HIV LLM CNN IoT 5G MRI SQL TCP UAV LiDAR NMR CO2 3D')

const venueFields = [...new Set(commonWords)].slice(0, 160)
const capital = (word) => word[0].toUpperCase() + word.slice(1)

/** Venues by falling size. Every third is a journal with an ISSN. */
export const venues = Array.from({ length: 3000 }, (_, i) => {
  const first = capital(venueFields[(i * 7) % venueFields.length])
  const second = capital(venueFields[(i * 31 + 11 + Math.floor(i / 160)) % venueFields.length])
  const initials = `${first[0]}${second[0]}`
  if (i % 3 === 1) {
    const seven = String(1000000 + i * 13).padStart(7, '0')
    const sum = [...seven].reduce((total, digit, at) => total + Number(digit) * (8 - at), 0)
    const check = (11 - (sum % 11)) % 11
    return {
      name: `Journal of ${first} and ${second} ${i}`,
      short: `J${initials}${i}`,
      kind: 'journal',
      issn: [`${seven.slice(0, 4)}-${seven.slice(4)}${check === 10 ? 'X' : check}`],
    }
  }
  const kind = i % 6 === 5 ? 'workshop' : 'conference'
  const what = kind === 'workshop' ? 'Workshop' : 'International Conference'
  return { name: `${what} on ${first} ${second} ${i}`, short: `${initials}C${i}`, kind }
})
export const publishers = [
  'Association for Computing Machinery',
  'IEEE',
  'Springer',
  'Elsevier',
  'Wiley',
  'USENIX Association',
  'Oxford University Press',
  'MDPI',
]
