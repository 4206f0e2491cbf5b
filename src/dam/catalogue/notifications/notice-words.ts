import type { Words } from '../datasets/dataset-answers.ts'

/** What a notice's words are filled with. No names of people: a notice may lie in a mailbox for years. */
export interface NoticeFacts {
  /** Of the data set, in its languages. */
  readonly title: Words
  readonly version?: string
  /** A day. */
  readonly until?: string
  readonly days?: number
}

/** A duty waits until it is done; a ruling changes what somebody may do; neither can be muted. A notice can. */
export type NoticeClass = 'duty' | 'ruling' | 'notice'

type Template = Readonly<Record<'ko' | 'en' | 'ar', string>> & { readonly class: NoticeClass }

/** Every kind of notice with its words. */
export const NOTICES = {
  'approve-version': { class: 'duty', ko: '‘{title}’ {version} 판이 승인을 기다립니다', en: '“{title}” {version} waits for approval', ar: 'الإصدار {version} من «{title}» ينتظر الموافقة' },
  'returned-version': { class: 'duty', ko: '‘{title}’ {version} 판이 사유와 함께 되돌아왔습니다', en: '“{title}” {version} was returned with reasons', ar: 'أُعيد الإصدار {version} من «{title}» مع الأسباب' },
  'failed-run': { class: 'ruling', ko: '‘{title}’ {version} 판의 실행이 실패했습니다', en: 'The run of “{title}” {version} failed', ar: 'فشل تشغيل الإصدار {version} من «{title}»' },
  'new-version': { class: 'notice', ko: '‘{title}’의 새 판 {version}이 공개되었습니다', en: '“{title}” has a new version, {version}', ar: 'صدر الإصدار {version} من «{title}»' },
  'saved-search': { class: 'notice', ko: '저장한 검색에 맞는 새 자료가 공개되었습니다: ‘{title}’', en: 'New data fits a search of yours: “{title}”', ar: 'بيانات جديدة توافق بحثًا حفظته: «{title}»' },
  'withdrawn-version': { class: 'notice', ko: '‘{title}’ {version} 판이 철회되었습니다', en: '“{title}” {version} was withdrawn', ar: 'سُحب الإصدار {version} من «{title}»' },
  'decide-application': { class: 'duty', ko: '‘{title}’ 이용 신청이 답변을 기다립니다', en: 'An application for “{title}” waits for an answer', ar: 'طلب وصول إلى «{title}» ينتظر الرد' },
  'late-application': { class: 'duty', ko: '‘{title}’ 이용 신청의 답변 기한이 지났습니다', en: 'The answer to an application for “{title}” is overdue', ar: 'تأخر الرد على طلب وصول إلى «{title}»' },
  'access-granted': { class: 'ruling', ko: '‘{title}’ 이용이 {until}까지 승인되었습니다', en: 'Access to “{title}” was granted until {until}', ar: 'مُنح الوصول إلى «{title}» حتى {until}' },
  'access-refused': { class: 'ruling', ko: '‘{title}’ 이용 신청이 거절되었습니다. 사유를 확인하세요', en: 'Access to “{title}” was refused; read the reasons', ar: 'رُفض طلب الوصول إلى «{title}»؛ اقرأ الأسباب' },
  'access-revoked': { class: 'ruling', ko: '‘{title}’ 이용 승인이 취소되었습니다. 사유를 확인하세요', en: 'Access to “{title}” was revoked; read the reasons', ar: 'أُلغي الوصول إلى «{title}»؛ اقرأ الأسباب' },
  'access-ending': { class: 'ruling', ko: '‘{title}’ 이용 기간이 {until}에 끝납니다(남은 날: {days}일)', en: 'Access to “{title}” ends on {until} (days left: {days})', ar: 'ينتهي الوصول إلى «{title}» في {until} (الأيام المتبقية: {days})' },
  'access-ended': { class: 'ruling', ko: '‘{title}’ 이용 기간이 {until}에 끝났습니다', en: 'Access to “{title}” ended on {until}', ar: 'انتهى الوصول إلى «{title}» في {until}' },
  'acknowledge-recall': { class: 'duty', ko: '‘{title}’ {version} 판이 회수됩니다. 받은 자료를 파기하고 알려 주세요', en: '“{title}” {version} is recalled; destroy what you took and say so', ar: 'استُدعي الإصدار {version} من «{title}»؛ أتلف ما أخذته وأكّد ذلك' },
  'answer-question': { class: 'duty', ko: '‘{title}’에 질문이 올라왔습니다', en: 'A question about “{title}” waits for an answer', ar: 'سؤال عن «{title}» ينتظر الإجابة' },
  'triage-defect': { class: 'duty', ko: '‘{title}’의 결함 신고나 정정 제안을 살펴봐야 합니다', en: 'A report about “{title}” waits to be looked at', ar: 'بلاغ عن «{title}» ينتظر النظر فيه' },
  'late-thread': { class: 'ruling', ko: '‘{title}’에 올라온 글의 처리 기한이 지났습니다', en: 'A thread about “{title}” is overdue', ar: 'تأخر النظر في موضوع عن «{title}»' },
  'thread-answered': { class: 'notice', ko: '‘{title}’에 올린 글에 답이 달렸습니다', en: 'Somebody answered in your thread about “{title}”', ar: 'ورد رد على موضوعك عن «{title}»' },
  'thread-decided': { class: 'notice', ko: '‘{title}’에 올린 글의 처리 결과가 나왔습니다', en: 'Your thread about “{title}” was decided', ar: 'صدر قرار في موضوعك عن «{title}»' },
  'citing-proposed': { class: 'notice', ko: '‘{title}’을 이용한 결과물이 확인을 기다립니다', en: 'A work that uses “{title}” waits to be confirmed', ar: 'عمل يستخدم «{title}» ينتظر التأكيد' },
  'citing-confirmed': { class: 'notice', ko: '‘{title}’을 이용한 결과물이 확인되었습니다', en: 'Your work that uses “{title}” was confirmed', ar: 'تأكّد عملك الذي يستخدم «{title}»' },
} as const satisfies Readonly<Record<string, Template>>

export type NoticeKind = keyof typeof NOTICES

/** Whether a word is a kind of notice. */
export function isNoticeKind(kind: string): kind is NoticeKind {
  return Object.hasOwn(NOTICES, kind)
}

/** Of which class a kind of notice is. */
export function classOf(kind: NoticeKind): NoticeClass {
  return NOTICES[kind].class
}

/** A notice in each language; the data set's title in that language, or in one that it has. */
export function wordNotice(kind: NoticeKind, facts: NoticeFacts): Readonly<Record<'ko' | 'en' | 'ar', string>> {
  return { ko: fill('ko', kind, facts), en: fill('en', kind, facts), ar: fill('ar', kind, facts) }
}

function fill(language: 'ko' | 'en' | 'ar', kind: NoticeKind, { title, version = '', until = '', days }: NoticeFacts): string {
  const said = new Map<string, string>([['title', oneLine(title[language] ?? title.ko ?? title.en ?? title.ar ?? '')], ['version', version], ['until', until], ['days', days === undefined ? '' : String(days)]])
  return NOTICES[kind][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => said.get(name) ?? '')
}

/** What a publisher wrote stays on one line and short, so that it cannot pose as our words in a mail. */
function oneLine(text: string): string {
  return Array.from(text.replaceAll(/[\s\p{Control}\p{Format}]+/gu, ' ').trim()).slice(0, 120).join('')
}
