import { createRandom, type Random } from './random.ts'
import type { SearchDocument } from '../src/kernels/search/search-document.ts'

/** What the made data sets are narrowed by. */
export const CATALOGUE_FACETS = ['domain', 'kind', 'language', 'licence', 'access', 'format', 'publisher', 'size', 'year', 'quality', 'fairness'] as const

/** Common words of public data, most frequent first; rarer ones are made of syllables. */
const COMMON = {
  ko: '데이터 현황 정보 지역 통계 시설 이용 관리 병원 학교 공공 교통 환경 도시 인구 주민 건강 안전 교육 문화 복지 산업 고용 주택 도로 버스 지하철 공원 도서관 기상 대기 수질 소방 경찰 범죄 사고 예산 세금 기업 농업 수산 관광 숙박 음식점 시장 물가 전력 에너지 폐기물 초등학교 어린이 노인 장애인 여성 청년 외국인 진료 퇴원 예방 접종 급식 주차장 자전거 보행자 신호 측정 조사 결과 기록 목록 위치 면적 연도 월별 평균'.split(' '),
  en: 'data records survey statistics public health hospital school transport population city housing education employment air quality water energy waste road traffic bus station library park crime accident budget tax company farm fishery tourism hotel restaurant market price electricity child elderly disability women youth patient discharge prevention vaccination meal parking bicycle pedestrian signal measurement result list location area year month average rate index income household district weather climate river forest soil noise emission permit licence inspection'.split(' '),
  ar: 'بيانات معلومات المستشفى المدرسة الصحة التعليم السكان المدينة النقل المياه الطاقة البيئة الطرق الحافلات المكتبة الحديقة الجريمة الحوادث الميزانية الضرائب الشركات الزراعة السياحة الفندق المطعم السوق الأسعار الكهرباء الأطفال النساء الشباب المرضى التطعيم الوجبات الدراجات القياس النتائج القائمة الموقع المنطقة السنة الشهر المتوسط الدخل الأسرة الطقس المناخ الغابات التربة الضوضاء التصاريح التفتيش'.split(' '),
} as const
export type CatalogueLanguage = keyof typeof COMMON

const SYLLABLES: Readonly<Record<CatalogueLanguage, readonly string[]>> = {
  ko: [...'가강거경고관광구군금기김나남노다단대도동두라로류마망매면모무문미바박방배백보복부북비사산삼상서석선설성세소송수순시신심안양어연영예오온용우운원월유윤은을음의이인일자장재전정제조종주중지진차창천청초추춘충치탄태토통파평포풍하한해향현형호홍화황효흥희'],
  en: 'an ar ba be bor bra car ce co cor da de den do el en er fa fer fi for gan ge gra ha hel hi il in ka ker la len li lo ma mer mi mon na ner ni no or pa per pi por ra ren ri ro sa sen si sol ta ter ti tor un ur va ven vi wa wen wi zo'.split(' '),
  ar: 'با بر تا تر جا جم حا حس خا خر دا در را رس زا زر سا سل شا شم صا صف طا طر عا عم غا غر فا فر قا قم كا كر لا لم ما من نا نس ها هم وا ور يا يم'.split(' '),
}

/** Behind a noun that ends in a consonant, and in a vowel. */
const PARTICLES = [['', ''], ['', ''], ['', ''], ['의', '의'], ['에', '에'], ['에서', '에서'], ['을', '를'], ['은', '는'], ['이', '가'], ['에서는', '에서는'], ['과', '와'], ['까지', '까지']] as const
const WORDS_OF_A_LANGUAGE = 30_000
const PUBLISHERS = 2000

/** Makes data sets that are the same for the same seed; words as frequent as in real texts (the nth with 1/n). */
export interface Catalogue {
  make(number: number): SearchDocument
  /** A word by its rank of frequency, 0 the most frequent. */
  wordOf(language: CatalogueLanguage, rank: number): string
}

/** The words of the catalogue, and what makes its data sets of them. */
export function createCatalogue(seed: number): Catalogue {
  const wordRandom = createRandom(seed)
  const words = { ko: vocabulary('ko', wordRandom), en: vocabulary('en', wordRandom), ar: vocabulary('ar', wordRandom) }
  const drawWord = (language: CatalogueLanguage, random: Random): string => words[language][Math.floor(WORDS_OF_A_LANGUAGE ** random.next()) - 1] ?? ''
  const sentence = (language: CatalogueLanguage, length: number, random: Random): string => Array.from({ length }, () => inflected(language, drawWord(language, random), random)).join(' ')
  const publishers = Array.from({ length: PUBLISHERS }, () => ({ ko: `${drawWord('ko', wordRandom)}${wordRandom.pick(['시', '군', '구', '청'])} ${drawWord('ko', wordRandom)}과`, en: `${drawWord('en', wordRandom)} ${drawWord('en', wordRandom)} office` }))
  return {
    wordOf: (language, rank) => words[language][rank] ?? '',
    make: (number) => {
      const random = createRandom(seed * 1_000_003 + number)
      const publisher = Math.floor(PUBLISHERS ** random.next()) - 1
      const languages: CatalogueLanguage[] = random.next() < 0.3 ? ['ko', 'en', 'ar'] : random.next() < 0.8 ? ['ko', 'en'] : ['ko']
      const name = publishers[publisher]
      return {
        id: `dataset-${String(number).padStart(7, '0')}`,
        title: languages.map((language) => sentence(language, 4 + random.below(4), random)),
        description: languages.map((language) => sentence(language, 25 + random.below(30), random)),
        keywords: Array.from({ length: 5 }, () => drawWord(random.pick(languages), random)),
        publisher: [name?.ko ?? '', name?.en ?? ''],
        columns: Array.from({ length: 12 }, () => `${drawWord('en', random)}_${drawWord('en', random)}`),
        facets: facetsOf(languages, `publisher-${publisher}`, random),
        sorts: { newest: 1_700_000_000 + random.below(60_000_000), title: sentence('ko', 4, random), size: random.below(2 ** 31), downloads: Math.floor(100_000 ** random.next()) },
      }
    },
  }
}

function inflected(language: CatalogueLanguage, word: string, random: Random): string {
  if (language === 'ko') return word + (random.pick(PARTICLES)[(word.charCodeAt(word.length - 1) - 0xAC00) % 28 === 0 ? 1 : 0] ?? '')
  return language === 'en' && random.next() < 0.2 ? `${word}s` : word
}

function facetsOf(languages: readonly string[], publisher: string, random: Random): Record<string, readonly string[]> {
  const drawn = (name: string, values: number): string[] => [`${name}-${Math.floor(values ** random.next())}`]
  return {
    domain: drawn('domain', 20), kind: drawn('kind', 6), language: languages, licence: drawn('licence', 12), access: drawn('access', 3), publisher: [publisher],
    format: [...new Set([...drawn('format', 8), ...drawn('format', 8), ...drawn('format', 8)])],
    size: drawn('size', 6), year: [String(2026 - random.below(20))], quality: drawn('quality', 4), fairness: drawn('fairness', 4),
  }
}

function vocabulary(language: CatalogueLanguage, random: Random): string[] {
  const words = new Set<string>(COMMON[language])
  while (words.size < WORDS_OF_A_LANGUAGE) words.add((language === 'ar' && random.next() < 0.4 ? 'ال' : '') + Array.from({ length: 2 + random.below(3) }, () => random.pick(SYLLABLES[language])).join(''))
  return [...words]
}
