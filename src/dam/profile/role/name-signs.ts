import type { ColumnProfile } from '#dam/dataset/reports.ts'

/** A role that something speaks for. */
export interface Sign {
  readonly role: ColumnProfile['role']['guess']
  /** A clause for people, without any value: "the name speaks of an age". */
  readonly because: string
  /** A strong sign is enough alone; a weak one asks for a person. */
  readonly strength: 'strong' | 'weak'
}

type Entry = readonly [what: string, korean: readonly string[], latin: readonly string[]]

/** Latin words stand between separators or capitals (`age` is not in `package`); several words stand one after another. */
const IDENTIFIERS: readonly Entry[] = [
  ['a resident registration number', ['주민등록번호', '주민번호', '외국인등록번호'], ['rrn', 'ssn', 'social security', 'resident registration', 'national id', 'jumin']],
  ['a patient\'s or person\'s number', ['환자번호', '등록번호', '회원번호', '고객번호', '사번', '학번', '수험번호', '차트번호', '군번', '환자id', '고유번호', '개인번호', '대상자번호'],
    ['patient id', 'patient no', 'patient number', 'person id', 'member id', 'customer id', 'user id', 'subject id', 'employee id', 'student id', 'client id', 'mrn', 'medical record number', 'uuid', 'guid', 'chart no']],
  ['a person\'s name', ['이름', '성명', '성함', '환자명', '고객명', '보호자명', '신청자명', '담당자명', '예금주'],
    ['first name', 'last name', 'full name', 'family name', 'given name', 'surname', 'patient name', 'person name', 'customer name', 'user name', 'username', 'nickname', 'forename', 'maiden name']],
  ['a telephone number', ['전화', '휴대폰', '핸드폰', '연락처', '팩스'], ['phone', 'telephone', 'tel', 'mobile', 'cellphone', 'fax', 'msisdn']],
  ['an e-mail address', ['이메일', '전자우편', '메일주소'], ['email', 'e mail', 'mail']],
  ['an address', ['주소', '도로명', '지번', '번지'], ['address', 'addr', 'street', 'street address']],
  ['a passport, licence or account number', ['여권', '운전면허', '면허번호', '계좌', '카드번호', '차량번호', '보험증번호'], ['passport', 'licence number', 'license number', 'driver licence', 'driver license', 'account number', 'account no', 'iban', 'card number', 'card no', 'license plate', 'licence plate', 'vin', 'imei']],
  ['an address on the internet', ['아이피'], ['ip', 'ip address', 'mac address', 'login']],
]
const QUASI_IDENTIFIERS: readonly Entry[] = [
  ['a date of birth', ['생년월일', '생년', '생일', '출생'], ['birth', 'birthdate', 'birthday', 'dob', 'born', 'yob']],
  ['a postcode', ['우편번호'], ['zip', 'zipcode', 'postcode', 'postal', 'post code']],
  ['an age', ['나이', '연령', '만나이'], ['age', 'ages', 'years old']],
  ['a sex', ['성별'], ['sex', 'gender']],
  ['an origin', ['국적', '인종', '민족', '출신', '출생지'], ['nationality', 'citizenship', 'race', 'ethnicity', 'ethnic', 'native country', 'birthplace', 'country']],
  ['a marital state', ['혼인', '결혼', '배우자'], ['marital', 'marriage', 'married', 'spouse']],
  ['an occupation or workplace', ['직업', '직종', '직장', '직급', '근무지'], ['occupation', 'job', 'profession', 'workclass', 'employer', 'workplace']],
  ['an education', ['학력', '최종학력', '교육수준', '학교'], ['education', 'schooling', 'school', 'degree']],
  ['a place', ['시도', '시군구', '읍면동', '지역', '거주지', '행정구역', '행정동', '법정동', '위도', '경도'], ['region', 'city', 'county', 'district', 'province', 'state', 'municipality', 'town', 'neighbourhood', 'neighborhood', 'latitude', 'longitude', 'lat', 'lon']],
  ['a household', ['가구원', '세대원', '자녀수', '가족수'], ['household', 'family size', 'children', 'dependents', 'relationship']],
]
const SENSITIVE: readonly Entry[] = [
  ['a diagnosis or illness', ['진단', '상병', '질병', '질환', '병명', '증상', '장애'], ['diagnosis', 'diagnoses', 'disease', 'illness', 'icd', 'icd10', 'disability', 'symptom', 'condition', 'hiv']],
  ['a treatment or finding', ['처방', '투약', '수술', '치료', '검사결과', '약품'], ['treatment', 'medication', 'prescription', 'surgery', 'procedure', 'drug', 'test result']],
  ['income or debt', ['소득', '급여', '연봉', '임금', '월급', '수입', '재산', '대출', '신용등급', '부채'], ['income', 'salary', 'wage', 'wages', 'earnings', 'debt', 'loan', 'credit score']],
  ['costs or payments', ['진료비', '비용', '금액', '요금', '수가', '납부액'], ['cost', 'costs', 'charge', 'charges', 'payment', 'payments', 'amount', 'fee', 'fees', 'price']],
  ['belief, politics or record', ['종교', '신념', '정당', '노조', '범죄', '전과'], ['religion', 'belief', 'political', 'party', 'union', 'criminal', 'conviction', 'sexual orientation']],
]
const TEXTS: readonly Entry[] = [
  ['remarks in free words', ['비고', '메모', '의견', '특이사항', '소견', '내용', '상담', '후기', '경과기록'], ['note', 'notes', 'remark', 'remarks', 'comment', 'comments', 'memo', 'narrative', 'free text', 'opinion', 'feedback', 'description', 'review']],
]
/** Words that mean a person only sometimes: a ward, too, has a name and a number. */
const WEAK: readonly (readonly [Sign['role'], Entry])[] = [
  ['quasi-identifier', ['a hospital or an office', ['병원', '의료기관', '기관명', '지점'], ['hospital', 'clinic', 'institution', 'branch']]],
  ['identifier', ['a name', ['성명자'], ['name', 'nm']]],
  ['identifier', ['a number that names something', ['번호', '식별자', '아이디', '일련'], ['id', 'identifier', 'no', 'number', 'serial', 'key', 'account', 'card']]],
  ['quasi-identifier', ['a date that others may know', ['일자', '일시', '날짜', '입원일', '퇴원일', '사망일', '방문일', '접수일'], ['date', 'admission', 'discharge', 'visit', 'death', 'admitted', 'discharged', 'hired']]],
]

/** What a column's name, in Korean or English, says of its role. The longest word that fits speaks; undefined when none does. */
export function readNameSign(name: string): Sign | undefined {
  const tokens = ` ${tokensOf(name).join(' ')} `
  const compact = name.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  return longest(CATALOGUE.filter(({ korean }) => compact.includes(korean)), ({ korean }) => korean)?.sign
    ?? longest(STRONG_LATIN.filter(({ latin }) => tokens.includes(` ${latin} `)), ({ latin }) => latin)?.sign
    ?? (compact === 'name' ? signOf('identifier', 'a person\'s name', 'strong') : undefined)
    ?? longest(WEAK_LATIN.filter(({ latin }) => tokens.includes(` ${latin} `)), ({ latin }) => latin)?.sign
}

const ALL: readonly { role: Sign['role']; entries: readonly Entry[]; strength: Sign['strength'] }[] = [
  { role: 'identifier', entries: IDENTIFIERS, strength: 'strong' },
  { role: 'quasi-identifier', entries: QUASI_IDENTIFIERS, strength: 'strong' },
  { role: 'sensitive', entries: SENSITIVE, strength: 'strong' },
  { role: 'text', entries: TEXTS, strength: 'strong' },
  ...WEAK.map(([role, entry]) => ({ role, entries: [entry], strength: 'weak' as const })),
]
const CATALOGUE = ALL.flatMap(({ role, entries, strength }) => entries.flatMap(([what, korean]) => korean.map((word) => ({ korean: word, sign: signOf(role, what, strength) }))))
const LATIN = ALL.flatMap(({ role, entries, strength }) => entries.flatMap(([what, , latin]) => latin.map((word) => ({ latin: word, sign: signOf(role, what, strength) }))))
const STRONG_LATIN = LATIN.filter(({ sign }) => sign.strength === 'strong')
const WEAK_LATIN = LATIN.filter(({ sign }) => sign.strength === 'weak')

function signOf(role: Sign['role'], what: string, strength: Sign['strength']): Sign {
  return { role, because: `the name speaks of ${what}`, strength }
}

function tokensOf(name: string): string[] {
  const parted = name.normalize('NFKC').replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
  return parted.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((token) => token !== '')
}

function longest<Entry>(found: readonly Entry[], word: (entry: Entry) => string): Entry | undefined {
  return found.toSorted((a, b) => word(b).length - word(a).length)[0]
}
