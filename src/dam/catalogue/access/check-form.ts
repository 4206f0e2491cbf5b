import { z } from 'zod'
import { Refusal } from '#platform/refusal.ts'
import type { AccessForm, ApplicationRequest, FormField } from './access-answers.ts'
import { daysAfter, dayOf } from './days.ts'

/** @throws {Refusal} `bad-input` for a form that nobody could answer rightly */
export function checkForm({ fields, delegates }: AccessForm): void {
  if (new Set(fields.map(({ id }) => id)).size < fields.length) throw new Refusal('bad-input', 'Two questions of the form have the same id; give each its own')
  if (new Set(delegates).size < delegates.length) throw new Refusal('bad-input', 'A delegate is named twice')
  for (const { id, kind, label, choices = [] } of fields) {
    if (!label.ko?.trim() && !label.en?.trim()) throw new Refusal('bad-input', `The question ${id} needs its words in Korean or in English`)
    if (kind === 'choice' && new Set(choices).size < 2) throw new Refusal('bad-input', `The question ${id} is a choice; give it at least two different answers`)
  }
}

/** @throws {Refusal} `bad-input` for answers that do not fit the form, or an end that it does not allow */
export function checkAnswers({ answers, until, people }: Pick<ApplicationRequest, 'answers' | 'until' | 'people'>, { form, now }: { readonly form: AccessForm; readonly now: Date }): void {
  const given = new Map(Object.entries(answers))
  const unknown = [...given.keys()].filter((id) => !form.fields.some((field) => field.id === id)).length
  if (unknown > 0) throw new Refusal('bad-input', `${unknown} of the answers ${unknown === 1 ? 'is' : 'are'} to no question of the form; read the form again`)
  for (const field of form.fields) checkAnswer(field, given.get(field.id)?.trim() ?? '')
  const last = dayOf(daysAfter(now, form.longestDays))
  if (until < dayOf(now)) throw new Refusal('bad-input', 'The end of the access lies in the past')
  if (until > last) throw new Refusal('bad-input', `Access to this data set is given for at most ${form.longestDays} days, so until ${last}`)
  if (new Set(people.map(({ email }) => email.toLowerCase())).size < people.length) throw new Refusal('bad-input', 'A person is named twice')
}

function checkAnswer({ id, kind, choices = [], isRequired }: z.infer<typeof FormField>, answer: string): void {
  if (answer === '') {
    if (isRequired) throw new Refusal('bad-input', `The question ${id} must be answered`)
    return
  }
  if (kind === 'choice' && !choices.includes(answer)) throw new Refusal('bad-input', `The answer to ${id} is none of its choices`)
  if (kind === 'date' && !z.iso.date().safeParse(answer).success) throw new Refusal('bad-input', `The answer to ${id} is a day, written as 2026-01-31`)
}
