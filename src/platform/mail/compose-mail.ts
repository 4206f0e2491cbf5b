import type { Mail } from './mail.ts'

/** What a letter is about, with what it tells. A link is whole, with its origin. */
export type MailSubject =
  | { readonly kind: 'verify-address'; readonly link: string }
  | { readonly kind: 'address-taken'; readonly link: string }
  | { readonly kind: 'reset-password'; readonly link: string }
  | { readonly kind: 'password-changed'; readonly link: string }
  | { readonly kind: 'passkey-added'; readonly link: string }
  | { readonly kind: 'passkey-removed'; readonly link: string }
  | { readonly kind: 'invitation'; readonly link: string; readonly organisation: string }

type Language = Mail['language']
type Words = Readonly<Record<Language, { readonly subject: string; readonly lines: readonly string[] }>>

const WORDS: Readonly<Record<MailSubject['kind'], Words>> = {
  'verify-address': {
    ko: { subject: '이메일 주소를 확인해 주세요', lines: ['가입해 주셔서 고맙습니다. 아래 주소를 열면 이메일 확인이 끝나고 로그인할 수 있습니다. 한 시간 동안 쓸 수 있습니다.', '{link}', '가입한 적이 없다면 이 메일을 지우세요. 아무 일도 일어나지 않습니다.'] },
    en: { subject: 'Confirm your e-mail address', lines: ['Thank you for signing up. Open this address to confirm your e-mail, then sign in. It works for one hour.', '{link}', 'If you did not sign up, delete this mail. Nothing will happen.'] },
    ar: { subject: 'أكِّد عنوان بريدك الإلكتروني', lines: ['شكرًا لتسجيلك. افتح هذا الرابط لتأكيد بريدك ثم سجّل الدخول. يصلح الرابط ساعة واحدة.', '{link}', 'إن لم تكن قد سجّلت فاحذف هذه الرسالة، ولن يحدث شيء.'] },
  },
  'address-taken': {
    ko: { subject: '이미 가입된 주소입니다', lines: ['이 주소로 다시 가입하려는 요청이 있었습니다. 계정이 이미 있으니 로그인하거나 비밀번호를 다시 정하세요.', '{link}', '요청한 적이 없다면 이 메일을 지우세요. 계정은 그대로입니다.'] },
    en: { subject: 'You have an account already', lines: ['Somebody asked to sign up with this address. It has an account already: sign in, or choose a new password.', '{link}', 'If it was not you, delete this mail. Your account is unchanged.'] },
    ar: { subject: 'لديك حساب بالفعل', lines: ['طلب أحدهم التسجيل بهذا العنوان، وله حساب بالفعل: سجّل الدخول أو اختر كلمة مرور جديدة.', '{link}', 'إن لم تكن أنت من طلب ذلك فاحذف هذه الرسالة. لم يتغيّر حسابك.'] },
  },
  'reset-password': {
    ko: { subject: '비밀번호 다시 정하기', lines: ['아래 주소에서 새 비밀번호를 정하세요. 한 시간 동안 한 번 쓸 수 있습니다. 바꾸면 모든 기기에서 로그아웃됩니다.', '{link}', '요청한 적이 없다면 이 메일을 지우세요. 비밀번호는 그대로입니다.'] },
    en: { subject: 'Choose a new password', lines: ['Choose a new password here. The address works once, for one hour. You will be signed out everywhere.', '{link}', 'If you did not ask for it, delete this mail. Your password is unchanged.'] },
    ar: { subject: 'اختر كلمة مرور جديدة', lines: ['اختر كلمة مرور جديدة من هذا الرابط. يصلح مرة واحدة خلال ساعة، وسيُسجَّل خروجك من كل الأجهزة.', '{link}', 'إن لم تطلب ذلك فاحذف هذه الرسالة. لم تتغيّر كلمة مرورك.'] },
  },
  'password-changed': {
    ko: { subject: '비밀번호가 바뀌었습니다', lines: ['계정의 비밀번호가 방금 바뀌었습니다.', '직접 바꾸지 않았다면 바로 비밀번호를 다시 정하세요.', '{link}'] },
    en: { subject: 'Your password was changed', lines: ['The password of your account was changed just now.', 'If it was not you, choose a new one at once.', '{link}'] },
    ar: { subject: 'تغيّرت كلمة مرورك', lines: ['تغيّرت كلمة مرور حسابك الآن.', 'إن لم تكن أنت من غيّرها فاختر كلمة جديدة فورًا.', '{link}'] },
  },
  'passkey-added': {
    ko: { subject: '패스키가 추가되었습니다', lines: ['계정에 패스키가 방금 추가되었습니다. 이제 그 기기로 비밀번호 없이 로그인할 수 있습니다.', '직접 추가하지 않았다면 아래 주소에서 그 패스키를 지우고 비밀번호를 다시 정하세요.', '{link}'] },
    en: { subject: 'A passkey was added', lines: ['A passkey was added to your account just now. Its device can sign in without the password.', 'If it was not you, remove it here and choose a new password.', '{link}'] },
    ar: { subject: 'أُضيف مفتاح مرور', lines: ['أُضيف الآن مفتاح مرور إلى حسابك، ويمكن لجهازه تسجيل الدخول دون كلمة المرور.', 'إن لم تكن أنت من أضافه فاحذفه من هنا واختر كلمة مرور جديدة.', '{link}'] },
  },
  'passkey-removed': {
    ko: { subject: '패스키가 지워졌습니다', lines: ['계정의 패스키 하나가 방금 지워졌습니다. 그 기기로는 더 이상 로그인할 수 없습니다.', '직접 지우지 않았다면 아래 주소에서 계정을 살펴보고 비밀번호를 다시 정하세요.', '{link}'] },
    en: { subject: 'A passkey was removed', lines: ['A passkey of your account was removed just now. Its device can sign in no more.', 'If it was not you, look at your account here and choose a new password.', '{link}'] },
    ar: { subject: 'حُذف مفتاح مرور', lines: ['حُذف الآن مفتاح مرور من حسابك، ولم يعد بإمكان جهازه تسجيل الدخول.', 'إن لم تكن أنت من حذفه فراجع حسابك من هنا واختر كلمة مرور جديدة.', '{link}'] },
  },
  invitation: {
    ko: { subject: '{organisation}에서 초대했습니다', lines: ['{organisation}에서 구성원으로 초대했습니다. 이 이메일 주소로 로그인하거나 가입한 뒤 받아들이세요. 14일 동안 기다립니다.', '{link}'] },
    en: { subject: '{organisation} invites you', lines: ['{organisation} invites you to join it. Sign in or sign up with this e-mail address, then accept. The invitation waits for 14 days.', '{link}'] },
    ar: { subject: 'دعوة من {organisation}', lines: ['تدعوك {organisation} إلى الانضمام إليها. سجّل الدخول أو أنشئ حسابًا بهذا العنوان ثم اقبل الدعوة. تبقى الدعوة 14 يومًا.', '{link}'] },
  },
}

/** Writes a letter in the person's language. What others wrote, such as a name, is kept to one line, so that it cannot pose as our words. */
export function composeMail(to: string, language: Language, about: MailSubject): Mail {
  const { subject, lines } = WORDS[about.kind][language]
  const said: Readonly<Record<string, string>> = { link: about.link, organisation: 'organisation' in about ? oneLine(about.organisation) : '' }
  const fill = (text: string) => text.replaceAll(/\{(link|organisation)\}/g, (_, name: string) => said[name] ?? '')
  return { to, language, subject: fill(subject), text: `${lines.map(fill).join('\n\n')}\n` }
}

/** No line breaks, no addresses that a mail program would make a link of, and no more than a name's length. */
function oneLine(text: string): string {
  return Array.from(text.replaceAll(/[\s\p{Control}\p{Format}]+/gu, ' ').replaceAll(/:\/\/|www\./gi, ' ').trim()).slice(0, 80).join('')
}
