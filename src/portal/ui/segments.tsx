/** A choice of few, all seen at once. */
export function Segments<Choice extends string>({ label, choices, chosen, choose }: { readonly label: string; readonly choices: readonly { readonly value: Choice; readonly label: string }[]; readonly chosen: Choice; readonly choose: (choice: Choice) => void }) {
  return (
    <div className="segments" role="group" aria-label={label}>
      {choices.map(({ value, label }) => <button key={value} type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>{label}</button>)}
    </div>
  )
}
