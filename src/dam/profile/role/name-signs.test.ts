import { expect, test } from 'vitest'
import { readNameSign } from './name-signs.ts'

test.each([
  ['주민등록번호', 'identifier'], ['환자번호', 'identifier'], ['patient_id', 'identifier'], ['PatientID', 'identifier'], ['성명', 'identifier'], ['name', 'identifier'],
  ['휴대폰', 'identifier'], ['e-mail', 'identifier'], ['phone_number', 'identifier'], ['주소', 'identifier'],
  ['생년월일', 'quasi-identifier'], ['birthDate', 'quasi-identifier'], ['우편번호', 'quasi-identifier'], ['zip', 'quasi-identifier'], ['age', 'quasi-identifier'], ['연령대', 'quasi-identifier'],
  ['성별', 'quasi-identifier'], ['marital-status', 'quasi-identifier'], ['직업', 'quasi-identifier'], ['국적', 'quasi-identifier'], ['race', 'quasi-identifier'], 
  ['상병코드', 'sensitive'], ['diagnosis', 'sensitive'], ['소득', 'sensitive'], ['salary-class', 'sensitive'], ['진료비', 'sensitive'], ['total_cost', 'sensitive'],
  ['비고', 'text'], ['메모', 'text'], ['doctor_note', 'text'], ['comment', 'text'],
] as const)('%s speaks strongly of the role %s', (name, role) => {
  expect(readNameSign(name)).toMatchObject({ role, strength: 'strong' })
})

test.each([['ward_name', 'identifier'], ['hospital_name', 'quasi-identifier'], ['order_id', 'identifier'], ['카드종류번호', 'identifier'], ['퇴원일', 'quasi-identifier'], ['병원', 'quasi-identifier'], ['visit_date', 'quasi-identifier']] as const)('%s speaks weakly of %s', (name, role) => {
  expect(readNameSign(name)).toMatchObject({ role, strength: 'weak' })
})

test.each(['package', 'width', 'stage', 'filename', 'x1', '값', '__proto__', ''])('%j speaks of nothing', (name) => {
  expect(readNameSign(name)).toBeUndefined()
})
